"""Method cards on paper: one card, or a whole Koffer."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from content.foundation.conf import site_name
from content.foundation.errors import DomainError
from content.foundation.typesetting import (
    SANS,
    UnprintableError,
    plain,
    printed_text,
    typeset,
    unprintable,
)

ROOT = Path(__file__).resolve().parents[1]
LAYOUT = Path(__file__).parent / "typst" / "cards.typ"


class UnprintableCard(DomainError):
    """A card holds characters that no font has."""

    def __init__(self, title: str, characters: Sequence[str]) -> None:
        self.title = title
        self.characters = list(characters)
        super().__init__(title, self.characters)

    def __str__(self) -> str:
        return ngettext(
            "“%(title)s” has a character that cannot be printed: %(characters)s. "
            "Please print the page instead.",
            "“%(title)s” has characters that cannot be printed: %(characters)s. "
            "Please print the page instead.",
            len(self.characters),
        ) % {"title": self.title, "characters": " ".join(self.characters)}


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A card (a page) and the note that is printed with it."""

    card: Any
    note: str = ""


def print_card(card: Any, *, on: date) -> bytes:
    """One card as PDF/UA-1. Raises UnprintableCard."""
    return _print([Sheet(card)], on=on)


def print_koffer(sheets: Sequence[Sheet], *, on: date, left_out: int = 0) -> bytes:
    """Cards in their order behind a list of them. Raises UnprintableCard.

    `left_out`: how many more there are, said on the first page.
    """
    return _print(sheets, on=on, cover=True, left_out=left_out)


def _print(sheets: Sequence[Sheet], *, on: date, cover: bool = False, left_out: int = 0) -> bytes:
    # Cards are German, whatever language the reader has chosen for the site.
    with override("de"):
        cards = [_card(sheet) for sheet in sheets]
        data = {
            "title": _("My toolkit") if cover else cards[0]["title"],
            "site": plain(site_name()),
            "date": on.isoformat(),
            "cover": {"more": _left_out(left_out)} if cover else None,
            "cards": cards,
        }
    try:
        return typeset(LAYOUT, root=ROOT, data=json.dumps(data, ensure_ascii=False))
    except UnprintableError as error:
        raise _named(cards, error) from error


def _left_out(count: int) -> str:
    words = ngettext(
        "One more card does not fit in here.", "%(count)s more cards do not fit in here.", count
    )
    return words % {"count": count} if count else ""


def _named(cards: Sequence[dict[str, Any]], error: UnprintableError) -> UnprintableCard:
    """Which card it is: the first one whose words cannot be set."""
    for card in cards:
        if found := unprintable(printed_text(card), SANS):
            return UnprintableCard(card["title"], found)
    return UnprintableCard("", error.characters)


def _card(sheet: Sheet) -> dict[str, Any]:
    card = sheet.card
    facts = {
        _("Escalation"): _levels(card),
        _("Group"): _people(card),
        _("Duration"): _("%(minutes)s minutes") % {"minutes": card.minutes},
        _("Demand on the moderation"): card.get_moderation_display(),
        _("Online"): card.get_online_display(),
        _("Module"): str(card.module or ""),
    }
    return {
        "title": plain(card.title),
        "purpose": plain(card.purpose),
        "levels": [card.phase_from, card.phase_to],
        "facts": [[name, str(value)] for name, value in facts.items() if value],
        "online_note": plain(card.online_note),
        "preparation": plain(card.preparation),
        "material": [plain(item.value) for item in card.material],
        "steps": [_step(step) for step in card.timed_steps],
        "total": card.step_minutes,
        "pitfalls": [plain(item.value) for item in card.pitfalls],
        "do_no_harm": plain(card.do_no_harm),
        "sources": [plain(item.value) for item in card.sources],
        "note": plain(sheet.note),
        "address": card.full_url or "",
    }


def _step(step: Any) -> dict[str, Any]:
    return {**asdict(step), "title": plain(step.title), "text": plain(step.text)}


def _levels(card: Any) -> str:
    if card.phase_from == card.phase_to:
        return _("level %(level)s") % {"level": card.phase_to}
    return _("level %(from)s to %(to)s") % {"from": card.phase_from, "to": card.phase_to}


def _people(card: Any) -> str:
    if card.group_min == card.group_max:
        people = ngettext("%(counter)s person", "%(counter)s people", card.group_max)
        return people % {"counter": card.group_max}
    return _("%(min)s–%(max)s people") % {"min": card.group_min, "max": card.group_max}
