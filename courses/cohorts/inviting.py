"""Inviting several people at once; every line gets an answer, before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from courses.cohorts.domain import invite
from courses.cohorts.errors import AlreadyEnrolled, AlreadyWaiting, CohortFull
from courses.cohorts.fields import is_address
from courses.cohorts.lists import Line, pasted
from courses.cohorts.models import Cohort
from courses.cohorts.queries import Standing, standing_of
from courses.cohorts.waiting import wait

INVITED_AT_ONCE = 500


class Fate(StrEnum):
    """What becomes of a line."""

    INVITE = "invite"
    WAIT = "wait"
    INVITED = "invited"
    ENROLLED = "enrolled"
    WAITING = "waiting"
    REPEATED = "repeated"
    BROKEN = "broken"
    TOO_MANY = "too_many"

    @property
    def acts(self) -> bool:
        """Whether anything happens because of the line."""
        return self in {Fate.INVITE, Fate.WAIT}

    @property
    def to_mend(self) -> bool:
        """Whether somebody has to look at the line again."""
        return self in {Fate.BROKEN, Fate.TOO_MANY}


FORECAST: dict[Fate, str | Promise] = {
    Fate.INVITE: gettext_lazy("will be invited"),
    Fate.WAIT: gettext_lazy("waiting list: all places are taken"),
    Fate.INVITED: gettext_lazy("is invited already"),
    Fate.ENROLLED: gettext_lazy("takes part already"),
    Fate.WAITING: gettext_lazy("is on the waiting list already"),
    Fate.REPEATED: gettext_lazy("stands in the list twice (first in line %(first)d)"),
    Fate.BROKEN: gettext_lazy("is not an e-mail address"),
    Fate.TOO_MANY: gettext_lazy("not this time: at most 500 people are invited at once"),
}
REPORT: dict[Fate, str | Promise] = FORECAST | {
    Fate.INVITE: gettext_lazy("invited, the mail is on its way"),
    Fate.WAIT: gettext_lazy("put on the waiting list: all places are taken"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and its fate; `first` is the line that names the same address before it."""

    line: Line
    fate: Fate
    first: int = 0

    @property
    def forecast(self) -> str:
        return str(FORECAST[self.fate]) % {"first": self.first}

    @property
    def report(self) -> str:
        return str(REPORT[self.fate]) % {"first": self.first}


def judge(lines: Iterable[Line], standing: Standing) -> list[Judged]:
    """What would become of each line, in order: the first ones get the free places. Pure."""
    return list(_judge(lines, standing))


def _judge(lines: Iterable[Line], standing: Standing) -> Iterator[Judged]:
    seen: dict[str, int] = {}
    invited = acting = 0
    for line in lines:
        key = line.address.casefold()
        if key in seen:
            yield Judged(line, Fate.REPEATED, seen[key])
            continue
        fate = _fate(line, key, standing, invited)
        if fate.acts and acting >= INVITED_AT_ONCE:
            fate = Fate.TOO_MANY
        if fate is not Fate.BROKEN:
            seen[key] = line.number
        acting += fate.acts
        invited += fate is Fate.INVITE
        yield Judged(line, fate)


def _fate(line: Line, key: str, standing: Standing, invited: int) -> Fate:
    if not is_address(line.address):
        return Fate.BROKEN
    if key in standing.enrolled:
        return Fate.ENROLLED
    if key in standing.invited:
        return Fate.INVITED
    if standing.free is None or invited < standing.free:
        return Fate.INVITE
    return Fate.WAITING if key in standing.waiting else Fate.WAIT


def invite_lines(
    cohort: Cohort, lines: Iterable[Line], *, by: Any, now: datetime | None = None
) -> list[Judged]:
    """Invite everybody in the list who can be; one bad line does not hold up the others.

    Somebody with an open invitation gets no second one this way, so a second click invites nobody
    twice; „Erneut senden“ does that. Who finds no free place goes to the waiting list, which is
    told. Raises NotAllowed for people who do not coordinate the cohort.
    """
    judged = judge(lines, standing_of(cohort, now=now))
    return [_carry_out(cohort, item, by=by, now=now) if item.fate.acts else item for item in judged]


def _carry_out(cohort: Cohort, item: Judged, *, by: Any, now: datetime | None) -> Judged:
    """Somebody else may have been faster since the list was judged."""
    line = item.line
    try:
        if item.fate is Fate.INVITE:
            invite(cohort, line.address, by=by, now=now)
        else:
            wait(cohort, line.address, name=line.name, by=by)
    except AlreadyEnrolled:
        return Judged(line, Fate.ENROLLED)
    except AlreadyWaiting:
        return Judged(line, Fate.WAITING)
    except CohortFull:
        return _carry_out(cohort, Judged(line, Fate.WAIT), by=by, now=now)
    return item


@dataclass(frozen=True, slots=True)
class Counts:
    """A judged list in numbers."""

    invite: int
    wait: int
    to_mend: int
    unchanged: int

    @property
    def acting(self) -> int:
        return self.invite + self.wait


def count(judged: Iterable[Judged]) -> Counts:
    fates = [item.fate for item in judged]
    to_mend = sum(fate.to_mend for fate in fates)
    invited, waiting = fates.count(Fate.INVITE), fates.count(Fate.WAIT)
    return Counts(invited, waiting, to_mend, len(fates) - invited - waiting - to_mend)


def invite_all(cohort: Cohort, text: str, *, by: Any) -> list[Judged]:
    """Invite everybody in a pasted text. Raises NotAllowed."""
    return invite_lines(cohort, pasted(text).lines, by=by)
