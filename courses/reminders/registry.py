"""Who knows what people should be reminded of. Rooms and apps above register in `ready()`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from courses.reminders.hours import today

# So far back a source looks for what a standing worker has missed.
LOOKBACK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Something one person should know on a day. Its words say that something waits, never what."""

    kind: str
    to: Any
    # Whose and of what: with the kind and the day they make the key, so it comes once. A thing that
    # is moved to another day is reminded of anew.
    whose: str
    thing: str
    day: date
    # Afterwards it helps nobody any more.
    not_after: datetime
    subject: str
    cohort: Any = None
    # A text that extends lms_courses/mail/reminder.txt; the link is a path of the site.
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    link: str = "/mein-weg/"
    # The field of MailChoice that switches it off; empty: it must be known.
    choice: str = ""
    # Whether it can wait until Monday.
    can_wait: bool = True

    @property
    def key(self) -> str:
        return f"reminder:{self.kind}:{self.whose}:{self.thing}:{self.day.isoformat()}"


# Gets cohorts with `running`, the places that are taken with their users, and says what is due, or
# was lately, in a constant number of statements.
Source = Callable[[Collection[Any], datetime], Iterable[Reminder]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def all_due(cohorts: Collection[Any], now: datetime) -> list[Reminder]:
    return [reminder for source in _sources for reminder in source(cohorts, now)]


def due(day: date, now: datetime) -> bool:
    """Whether a reminder for this local day is to be thought of now."""
    return today(now) - LOOKBACK <= day <= today(now)
