"""The list that is signed on paper, as funders want it: names and room for a hand, nothing else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from content.foundation.typesetting import typeset
from content.ui.dates import date_span, short_date, time_span
from courses.sessions.queries import seats

# Both apps lie in it; the layout takes the printed identity from `content`.
ROOT = Path(__file__).resolve().parents[2]
LAYOUT = Path(__file__).parent / "typst" / "signatures.typ"
# Directions that turn text around and controls: nothing on paper, and they mislead.
INVISIBLE = dict.fromkeys((*range(32), *range(8234, 8239), *range(8294, 8298)))


def signature_list(session: Any, *, on: date) -> bytes:
    """PDF/UA-1, in German as the paper goes to funders. Three statements.

    `session` comes with its times, cohort and provider, its `parts` prefetched. Raises
    UnprintableError where no font has a character of a name.
    """
    parts = list(session.parts.all())
    with override("de"):
        days = date_span(session.starts_at, session.ends_at) if parts else ""
        facts = {
            _("When"): days,
            _("Where"): session.place or (_("by video") if session.video_url else ""),
            _("Provider"): session.cohort.provider.name,
            _("Cohort"): session.cohort.title,
        }
        data = {
            "title": _clean(session.title),
            "heading": _("Signature list"),
            "provider": _clean(session.cohort.provider.name),
            "date": on.isoformat(),
            "facts": [[name, _clean(value)] for name, value in facts.items() if value],
            "parts": [_signed(part) for part in parts],
            "names": [_clean(seat.name) for seat in seats(session)],
        }
    return typeset(LAYOUT, root=ROOT, data=json.dumps(data, ensure_ascii=False))


def _signed(part: Any) -> list[str]:
    """„17. September“, „9 bis 12 Uhr“: above the column to sign in."""
    return [short_date(part.starts_at), time_span(part.starts_at, part.ends_at)]


def _clean(text: str) -> str:
    return text.translate(INVISIBLE).strip()
