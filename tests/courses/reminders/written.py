"""Letters for tests, at a moment that stands still."""

from datetime import UTC, datetime, timedelta
from typing import Any

from courses.cohorts.models import Cohort
from courses.reminders.letters import (
    LetterDraft,
    write_letter,
)
from courses.reminders.models import Letter

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
WORDS = LetterDraft("Raumwechsel", "Wir treffen uns im Rathaus.\nSiehe https://example.org/plan")


def planned(cohort: Cohort, by: Any, **fields: Any) -> Letter:
    return write_letter(cohort, LetterDraft("Raum", "Rathaus.", LATER), by=by, now=NOW, **fields)
