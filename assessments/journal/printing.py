"""„Mein Journal“ as a document. Made when it is asked for; nothing of it is kept."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessments.journal.queries import Group, JournalEntry
from content.foundation.people import display_name
from content.foundation.typesetting import (
    SANS,
    UnprintableError,
    plain,
    printed_text,
    typeset,
    unprintable,
)
from content.ui.dates import long_date

# Both apps lie in it; the layout takes the printed identity from `content`.
ROOT = Path(__file__).resolve().parents[2]
LAYOUT = Path(__file__).parent / "typst" / "journal.typ"


def print_journal(user: Any, groups: Sequence[Group], *, on: date) -> bytes:
    """PDF/UA-1. Characters that no font has stand in it as their numbers, and it says so."""
    data = _data(user, groups, on)
    try:
        return _set(data)
    except UnprintableError:
        numbers = _numbers(printed_text(data))
        data["lead"].append(
            _(
                "Some characters, such as emoji, cannot be printed. Their number stands in their "
                "place, for instance (%(number)s)."
            )
            % {"number": next(iter(numbers.values())).strip("()")}
        )
        return _set(_spelt(data, str.maketrans(numbers)))


def _set(data: dict[str, Any]) -> bytes:
    return typeset(LAYOUT, root=ROOT, data=json.dumps(data, ensure_ascii=False))


def _data(user: Any, groups: Sequence[Group], on: date) -> dict[str, Any]:
    day = {"date": long_date(on)}
    return {
        "title": _("My journal"),
        "name": plain(display_name(user)),
        "date": on.isoformat(),
        "made": _("Made on %(date)s, for its author alone") % day,
        "lead": [_("What I wrote for myself, as it stood on %(date)s.") % day],
        "groups": [
            {"title": plain(group.title), "entries": [_entry(entry) for entry in group.entries]}
            for group in groups
        ],
    }


def _entry(entry: JournalEntry) -> dict[str, str]:
    return {
        "asked": plain(entry.asked),
        "about": plain(" · ".join(filter(None, (entry.place.words, long_date(entry.saved_at))))),
        "text": plain(entry.text),
        "refusal": entry.refusal,
    }


def _numbers(text: str) -> dict[str, str]:
    """„(U+1F910)“ for every character that no font has."""
    return {sign: f"(U+{ord(sign):04X})" for sign in unprintable(text, SANS)}


def _spelt(value: Any, numbers: dict[int, str]) -> Any:
    if isinstance(value, dict):
        return {name: _spelt(child, numbers) for name, child in value.items()}
    if isinstance(value, list):
        return [_spelt(child, numbers) for child in value]
    return value.translate(numbers) if isinstance(value, str) else value
