"""Where a text holds good, when somebody last looked, and until when somebody looks again."""

from dataclasses import dataclass
from datetime import date, timedelta

# How long before its date a check is on the list of what is due.
SOON = timedelta(days=60)
CALLOUT_LASTS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Validity:
    land: str
    as_of: date
    check_by: date

    def overdue(self, today: date) -> bool:
        """The day named is still in time."""
        return self.check_by < today

    def soon(self, today: date) -> bool:
        return today <= self.check_by <= today + SOON


def gaps(land: str, as_of: date | None, check_by: date | None) -> list[str]:
    """Names of what is missing: a legal status is given in full or not at all."""
    given = {"land": land, "as_of": as_of, "check_by": check_by}
    return [name for name, value in given.items() if not value] if any(given.values()) else []


def next_check(day: date) -> date:
    """A callout “Law” names only the day of its check; a year later somebody looks again."""
    return day + CALLOUT_LASTS
