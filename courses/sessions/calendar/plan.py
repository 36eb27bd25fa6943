"""What a calendar should hold, and what it has to be told so that it does. Pure."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.sessions.models import CalendarEntry, Session


class Method(StrEnum):
    """What a mail asks of a calendar (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of a session, from its first start to its last end: one event.

    `number` and `of` are 1 where a session has one day. `session` comes with its `cohort`.
    """

    uid: uuid.UUID
    session: Session
    number: int
    of: int
    starts_at: datetime
    ends_at: datetime

    @property
    def title(self) -> str:
        """„Seminar Modul 2 (Tag 1 von 2)“."""
        if self.of == 1:
            return self.session.title
        words = {"title": self.session.title, "number": self.number, "of": self.of}
        return _("%(title)s (day %(number)d of %(of)d)") % words

    @property
    def summary(self) -> str:
        """With the cohort, because people may take part in one and lead another."""
        return f"{self.title} · {self.session.cohort.title}"

    @property
    def fingerprint(self) -> str:
        """Stands for what somebody has to know anew when it changes.

        The cohort's name is not part of it: a new one would move nobody, yet send everybody a mail
        for each date. Neither are words that depend on a language.
        """
        said = (
            self.number,
            self.of,
            self.session.title,
            self.session.place,
            self.session.video_url,
            self.starts_at.astimezone(UTC).isoformat(),
            self.ends_at.astimezone(UTC).isoformat(),
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()


def days_of(session: Session) -> list[Day]:
    """The events of a session in order; half-days of one local day are one event.

    No statement if `parts` are prefetched. The n-th day keeps its identity whenever it is, so that
    a moved day moves in the calendar instead of standing there twice.
    """
    parts = sorted(session.parts.all(), key=lambda part: part.starts_at)
    days = [list(same) for _day, same in groupby(parts, key=_local_day)]
    return [
        Day(
            uid=uuid.uuid5(session.key, f"day-{number}"),
            session=session,
            number=number,
            of=len(days),
            starts_at=same[0].starts_at,
            ends_at=max(part.ends_at for part in same),
        )
        for number, same in enumerate(days, start=1)
    ]


def _local_day(part: Any) -> date:
    """As the site says it, whatever zone a browser or a worker is in."""
    return part.starts_at.astimezone(timezone.get_default_timezone()).date()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to tell a calendar. After `of_use_until` nobody needs to hear it any more."""

    method: Method
    day: Day
    sequence: int
    of_use_until: datetime

    @property
    def is_change(self) -> bool:
        return self.sequence > 0


def steps(
    days: Iterable[Day], entries: Iterable[CalendarEntry], *, wants: bool, now: datetime
) -> Iterator[Step]:
    """What to tell somebody whose calendar holds `entries` of a session and should hold `days`.

    What is over is not told. Who does not want dates by mail (`wants`) hears of nothing new, but a
    date they were told stays right: otherwise they would go where nobody is.
    """
    told = {entry.uid: entry for entry in entries}
    ahead = {day.uid: day for day in days if day.ends_at > now}
    for uid, day in ahead.items():
        entry = told.get(uid)
        if entry and is_told(day, entry):
            continue
        held = holds(entry)
        if wants or held:
            until = max(day.ends_at, entry.ends_at) if entry and held else day.ends_at
            yield Step(Method.REQUEST, day, next_sequence(entry), until)
    for uid, entry in told.items():
        if uid not in ahead and holds(entry) and entry.ends_at > now:
            yield Step(Method.CANCEL, _as_told(entry), next_sequence(entry), entry.ends_at)


def holds(entry: CalendarEntry | None) -> bool:
    """Whether this is still in the calendar, as far as we know."""
    return entry is not None and entry.cancelled_at is None


def is_told(day: Day, entry: CalendarEntry) -> bool:
    """Whether the calendar holds the day just as it is."""
    return holds(entry) and entry.fingerprint == day.fingerprint


def next_sequence(entry: CalendarEntry | None) -> int:
    return entry.sequence + 1 if entry else 0


def _as_told(entry: CalendarEntry) -> Day:
    """The day that is taken out, at the time the calendar knows; its number is of no matter."""
    return Day(entry.uid, entry.session, 1, 1, entry.starts_at, entry.ends_at)


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day as the feed shows it, and the number of its version."""

    day: Day
    sequence: int

    @property
    def cancelled(self) -> bool:
        return self.day.session.cancelled_at is not None


def shown(day: Day, entry: CalendarEntry | None) -> ShownDay:
    """With the sequence the last mail had if it said the same, otherwise that of the next mail."""
    if entry is None:
        return ShownDay(day, 0)
    cancelled = day.session.cancelled_at is not None
    said = not holds(entry) if cancelled else is_told(day, entry)
    return ShownDay(day, entry.sequence if said else next_sequence(entry))
