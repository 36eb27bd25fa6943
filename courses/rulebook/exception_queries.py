"""What the screen about one person's exceptions needs, in a constant number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from content.foundation.people import display_name
from courses.cohorts.models import Enrolment
from courses.progress.deadlines import end_of_all, latest, read_more_time
from courses.progress.domain import entry_of
from courses.progress.enums import EvidenceKind, State
from courses.progress.evaluation import Held, Requirement, asked_for, fold
from courses.progress.exceptions import EXCEPTIONS, closes
from courses.progress.models import Evidence
from courses.progress.queries import schedule_of
from courses.progress.registry import requirements_for
from courses.progress.sources import completion_key
from courses.rules.definition import SESSION_KINDS, RequirementKind, RuleDefinition, parse
from courses.rules.vocabulary import kind_name


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that is asked for, where the person stands, and which exceptions are possible."""

    key: UUID
    title: str
    kind: str
    state: State
    minutes: int
    due_at: datetime | None
    may_extend: bool
    may_waive: bool
    may_make_up: bool

    @property
    def possible(self) -> bool:
        return self.may_extend or self.may_waive or self.may_make_up


@dataclass(frozen=True, slots=True)
class Line:
    """One exception in the history; `holds` while it has not been taken back."""

    seq: int
    kind: EvidenceKind
    about: str
    by: str
    at: datetime
    reason: str
    until: datetime | None
    minutes: int
    instead: str
    holds: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Exceptions:
    name: str
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]

    def choice(self, key: UUID | None) -> Choice | None:
        return next((item for item in self.choices if item.key == key), None)

    def line(self, seq: int | None) -> Line | None:
        found = (item for item in self.lines if item.seq == seq and item.may_take_back)
        return next(found, None)


def exceptions_of(enrolment: Enrolment, *, coordinates: bool) -> Exceptions:
    """Four statements. `enrolment` comes with its user, its cohort with the rule version.

    Whoever does not coordinate may only extend deadlines.
    """
    cohort = enrolment.cohort
    definition = parse(cohort.rule_version.definition)
    requirements = requirements_for([cohort])[cohort.pk]
    rows = list(
        Evidence.objects.filter(enrolment=enrolment).select_related("actor").order_by("seq")
    )
    by_key: dict[UUID, list[Evidence]] = {}
    for row in rows:
        by_key.setdefault(row.requirement_key, []).append(row)
    desk = _Desk(
        definition=definition,
        held=fold(definition, requirements, [entry_of(row) for row in rows]),
        rows=by_key,
        due_at=schedule_of(cohort.pk).due_at,
        coordinates=coordinates,
    )
    choices = [desk.choice(r) for r in requirements if r.available and desk.shows(r)]
    end = end_of_all(cohort, definition)
    if end:
        choices.insert(0, desk.whole(completion_key(cohort), end))
    titles = {r.key: r.title or kind_name(r.kind) for r in requirements}
    titles[completion_key(cohort)] = _("Everything")
    return Exceptions(
        name=display_name(enrolment.user),
        choices=tuple(choices),
        lines=tuple(_lines(rows, titles, coordinates=coordinates)),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    definition: RuleDefinition
    held: Mapping[UUID, Held]
    rows: Mapping[UUID, list[Evidence]]
    due_at: Mapping[UUID, datetime | None]
    coordinates: bool

    def shows(self, requirement: Requirement) -> bool:
        return asked_for(self.definition, requirement) or bool(self.due_at.get(requirement.key))

    def choice(self, requirement: Requirement) -> Choice:
        key, held = requirement.key, self.held.get(requirement.key)
        state = held.state if held else State.OPEN
        done = state.counts and state is not State.WAIVED
        scheduled = self.due_at.get(key)
        session = requirement.kind in SESSION_KINDS
        release = requirement.kind is RequirementKind.RELEASE
        made_up = state is State.MADE_UP
        return Choice(
            key=key,
            title=requirement.title or kind_name(requirement.kind),
            kind=kind_name(requirement.kind),
            state=state,
            minutes=requirement.minutes,
            due_at=latest(scheduled, self.rows.get(key, [])),
            may_extend=closes(requirement, scheduled) and not state.counts,
            may_waive=self.coordinates and not state.counts and not release,
            may_make_up=self.coordinates
            and session
            and self.definition.makeup_allowed
            and (made_up or not done),
        )

    def whole(self, key: UUID, end: datetime) -> Choice:
        """Everything at once, which has a deadline and nothing else."""
        held = self.held.get(key)
        return Choice(
            key=key,
            title=_("Everything"),
            kind=_("The whole programme"),
            state=held.state if held else State.OPEN,
            minutes=0,
            due_at=latest(end, self.rows.get(key, [])),
            may_extend=not held,
            may_waive=False,
            may_make_up=False,
        )


def _lines(
    rows: Iterable[Evidence], titles: Mapping[UUID, str], *, coordinates: bool
) -> list[Line]:
    """Exceptions and what took them back, the latest first."""
    rows = list(rows)
    by_seq = {row.seq: row for row in rows}
    corrected = {row.supersedes for row in rows}
    return [
        _line(row, titles, holds=row.seq not in corrected, coordinates=coordinates)
        for row in reversed(rows)
        if row.kind in EXCEPTIONS or _undoes(row, by_seq)
    ]


def _undoes(row: Evidence, by_seq: Mapping[int, Evidence]) -> bool:
    before = by_seq.get(row.supersedes or 0)
    return before is not None and before.kind in EXCEPTIONS


def _line(row: Evidence, titles: Mapping[UUID, str], *, holds: bool, coordinates: bool) -> Line:
    kind = EvidenceKind(row.kind)
    value: Mapping[str, Any] = row.value
    exception = kind in EXCEPTIONS
    return Line(
        seq=row.seq,
        kind=kind,
        about=titles.get(row.requirement_key) or row.snapshot.get("title", ""),
        by=display_name(row.actor) if row.actor else "",
        at=row.recorded_at,
        reason=row.reason,
        until=read_more_time(value) if kind is EvidenceKind.EXTENDED else None,
        minutes=row.minutes or 0,
        instead=value.get("instead", ""),
        holds=holds and exception,
        may_take_back=holds and exception and (coordinates or kind is EvidenceKind.EXTENDED),
    )
