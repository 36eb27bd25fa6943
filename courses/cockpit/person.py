"""One person's standing with its reasons: what is open by rule, sessions, modules, exceptions.

States and dates only; what somebody wrote, and when they were online, is never part of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.foundation.people import display_name
from content.ui.dates import minutes_short
from courses.cockpit.layout import Column, Group, arrange, cell, is_met
from courses.cockpit.marks import drawn
from courses.cockpit.matrix import Matrix, Row
from courses.cockpit.needs import Need, needs_of
from courses.cockpit.words import in_unit, kind_label, reason_in_words, title_of
from courses.cohorts.models import Enrolment
from courses.progress.enums import EvidenceKind, State
from courses.progress.models import Evidence
from courses.rules.definition import SESSION_KINDS
from courses.rules.wording import missing

EXCEPTIONS = frozenset({EvidenceKind.WAIVED, EvidenceKind.EXTENDED, EvidenceKind.MADE_UP})
RECORDED = frozenset({EvidenceKind.ATTENDED, EvidenceKind.MADE_UP})


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: what it asks for, what is missing, and whether that can still be had."""

    asks: str
    missing: str
    met: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One requirement with its state. `met_on` is the day it was met; nothing finer is shown."""

    title: str
    kind: str
    drawing: Any
    met_on: datetime | None
    due_at: datetime | None
    minutes: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry about a session: what was ticked, by whom, and why it was changed."""

    what: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Attended:
    """A session with the entry that holds and those it replaced, the latest first."""

    step: Step
    starts_at: datetime | None
    entries: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Exemption:
    """What was granted to this person, by whom and why."""

    what: str
    about: str
    until: datetime | None
    entry: Recorded


@dataclass(frozen=True, slots=True)
class ModuleSteps:
    code: str
    title: str
    met: int
    steps: tuple[Step, ...]

    @property
    def complete(self) -> bool:
        return self.met == len(self.steps)


@dataclass(frozen=True, slots=True)
class Person:
    row: Row
    need: Need | None
    rules: tuple[RuleLine, ...]
    hours: str
    sessions: tuple[Attended, ...]
    modules: tuple[ModuleSteps, ...]
    exemptions: tuple[Exemption, ...]

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def enrolment(self) -> Enrolment:
        return self.row.enrolment


def load_person(matrix: Matrix, enrolment_id: int) -> Person | None:
    """One statement on top of the matrix: the evidence of sessions and exceptions."""
    row = next((row for row in matrix.rows if row.enrolment.pk == enrolment_id), None)
    if row is None:
        return None
    evidence = list(
        Evidence.objects.filter(enrolment=enrolment_id)
        .filter(kind__in=EXCEPTIONS | RECORDED | {EvidenceKind.REVOKED})
        .select_related("actor")
        .order_by("seq")
    )
    groups = arrange(matrix)
    columns = {c.item.key: c for group in groups for c in group.columns}
    in_time_order = [columns[s.key] for s in matrix.sessions]
    return Person(
        row=row,
        need=next((n for n in needs_of(matrix) if n.row is row), None),
        rules=tuple(
            RuleLine(reason_in_words(matrix, r), missing(r), r.met, r.reachable)
            for r in row.evaluation.reasons
        ),
        hours=in_unit(row.minutes, matrix.cohort),
        sessions=tuple(_attended(matrix, row, column, evidence) for column in in_time_order),
        modules=tuple(filter(None, (_module(matrix, row, group) for group in groups))),
        exemptions=tuple(_exemptions(matrix, evidence)),
    )


def _step(matrix: Matrix, row: Row, column: Column) -> Step:
    held = row.held.get(column.item.key)
    timed = column.item.kind in SESSION_KINDS
    return Step(
        title=title_of(column.item),
        kind=kind_label(column.item.kind),
        drawing=drawn(cell(matrix, row, column)),
        met_on=held.since if held and held.state.counts else None,
        due_at=matrix.dates.due_for(row.enrolment.pk, column.item.key),
        minutes=in_unit(held.minutes, matrix.cohort) if timed and held and held.minutes else "",
    )


def _module(matrix: Matrix, row: Row, group: Group) -> ModuleSteps | None:
    """What is to be done apart from the sessions, which have a list of their own."""
    columns = [c for c in group.columns if c.item.kind not in SESSION_KINDS]
    if not columns:
        return None
    met = sum(is_met(row, column.item.key) for column in columns)
    steps = tuple(_step(matrix, row, column) for column in columns)
    return ModuleSteps(group.code, group.title, met, steps)


def _attended(matrix: Matrix, row: Row, column: Column, evidence: Iterable[Evidence]) -> Attended:
    entries = [
        _recorded(entry)
        for entry in evidence
        if entry.requirement_key == column.item.key and entry.kind in RECORDED
    ]
    starts_at = getattr(column.item.source, "starts_at", None)
    return Attended(_step(matrix, row, column), starts_at, tuple(reversed(entries)))


def _recorded(entry: Evidence) -> Recorded:
    return Recorded(
        what=_what(entry),
        by=display_name(entry.actor),
        at=entry.recorded_at,
        reason=entry.reason,
    )


def _what(entry: Evidence) -> str:
    """„anwesend“ and so on, in the words the list of attendance uses."""
    label = str(EvidenceKind(entry.kind).label)
    if entry.minutes:
        return f"{label}, {minutes_short(entry.minutes)}"
    if entry.kind != EvidenceKind.ATTENDED:
        return label
    away = State.EXCUSED if entry.value.get("excused") else State.MISSED
    return str(away.label)


def _exemptions(matrix: Matrix, evidence: Iterable[Evidence]) -> Iterable[Exemption]:
    """Those that hold: no later row corrects them."""
    rows = list(evidence)
    corrected = {row.supersedes for row in rows}
    titles = {item.key: title_of(item) for item in matrix.requirements}
    for row in rows:
        if row.kind in EXCEPTIONS and row.seq not in corrected:
            until = row.value.get("due_at")
            yield Exemption(
                what=str(EvidenceKind(row.kind).label),
                about=titles.get(row.requirement_key, row.snapshot.get("title", "")),
                until=datetime.fromisoformat(until) if until else None,
                entry=_recorded(row),
            )
