"""A cohort as its local process companion sees it: dates, and attendance in sums.

No name and nobody's state is even loaded. Where so few take part that a sum would speak of single
people, there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from courses.cockpit.sums import FEW, WERE_THERE
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.models import RequirementState
from courses.sessions.requirements import timed_sessions


@dataclass(frozen=True, slots=True)
class SessionSum:
    """A session with how many were there, of how many it is recorded; of few, neither is told."""

    session: Any
    past: bool
    there: int
    recorded: int


@dataclass(frozen=True, slots=True)
class Oversight:
    """`percent` is None while nothing is recorded, and where too few take part."""

    people: int
    sessions: tuple[SessionSum, ...]
    percent: int | None

    @property
    def told(self) -> bool:
        """Whether there are enough people for sums."""
        return self.people >= FEW

    @property
    def upcoming(self) -> list[SessionSum]:
        return [line for line in self.sessions if not line.past]

    @property
    def past(self) -> list[SessionSum]:
        return [line for line in reversed(self.sessions) if line.past]


def oversight_of(cohort: Cohort, *, now: datetime | None = None) -> Oversight:
    """Four statements: places, sessions, their parts, sums."""
    now = now or timezone.now()
    people = cohort.enrolments.active().count()
    sessions = list(timed_sessions().filter(cohort=cohort).prefetch_related("parts"))
    counted = _counted(cohort)
    lines = tuple(_line(session, counted, now) for session in sessions)
    recorded = sum(line.recorded for line in lines)
    there = sum(line.there for line in lines)
    return Oversight(people, lines, round(100 * there / recorded) if recorded else None)


def _counted(cohort: Cohort) -> dict[UUID, dict[str, int]]:
    """By session how often each state was recorded for running places."""
    rows = (
        RequirementState.objects.filter(
            enrolment__cohort=cohort,
            enrolment__state=Enrolment.State.ACTIVE,
            requirement_key__in=cohort.sessions.values("key"),
        )
        .values_list("requirement_key", "state")
        .annotate(n=Count("pk"))
    )
    found: dict[UUID, dict[str, int]] = {}
    for key, state, number in rows:
        found.setdefault(key, {})[state] = number
    return found


def _line(session: Any, counted: Mapping[UUID, Mapping[str, int]], now: datetime) -> SessionSum:
    states = counted.get(session.key, {})
    recorded = sum(states.values())
    enough = recorded >= FEW
    return SessionSum(
        session=session,
        past=bool(session.ends_at and session.ends_at < now),
        there=sum(states.get(state, 0) for state in WERE_THERE) if enough else 0,
        recorded=recorded if enough else 0,
    )
