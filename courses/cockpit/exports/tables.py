"""What the exports say, as typed tables. Pure: they read a loaded `Matrix`.

States, days and sums only: no times of reading, nothing anybody wrote.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.cockpit.matrix import Matrix, Row
from courses.cockpit.sums import FEW, WERE_THERE
from courses.cockpit.words import kind_label, title_of, unit_minutes
from courses.cohorts.models import Cohort
from courses.progress.enums import State
from courses.progress.evaluation import Requirement

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of plain values: texts, numbers, days."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A matrix with the people and requirements that were asked for."""

    matrix: Matrix
    rows: tuple[Row, ...]
    requirements: tuple[Requirement, ...]
    figures: tuple[tuple[str, int], ...] = ()

    @property
    def sessions(self) -> list[Requirement]:
        asked = {item.key for item in self.requirements}
        return [item for item in self.matrix.sessions if item.key in asked]


def progress(wanted: Wanted) -> Table:
    """A row a person; of each requirement its state and the day it was met."""
    met_on = _("%(requirement)s: met on")
    head = [_("Person"), _("Participation")]
    for item in wanted.requirements:
        title = title_of(item)
        head += [title, met_on % {"requirement": title}]
    head += [_("Rule"), _("Completed on")]
    return Table(tuple(head), tuple(_progress_row(wanted, row) for row in wanted.rows))


def _progress_row(wanted: Wanted, row: Row) -> tuple[Value, ...]:
    values: list[Value] = [row.name, str(row.enrolment.get_state_display())]
    for item in wanted.requirements:
        held = row.held.get(item.key)
        values.append(str(_state(row, item).label))
        values.append(_day(held.since) if held and held.state.counts else None)
    done = next((h for h in row.held.values() if h.state is State.COMPLETED), None)
    values.append(_("met") if row.completed or row.evaluation.met else _("open"))
    values.append(_day(done.since) if done else None)
    return tuple(values)


def attendance(wanted: Wanted) -> Table:
    """A row for every session and person, with minutes attended or credited."""
    head = (
        _("Date"),
        _("Session"),
        _("Kind"),
        _("Person"),
        _("Attendance"),
        _("Minutes"),
        _("Minutes planned"),
    )
    rows = [_attendance_row(session, row) for session in wanted.sessions for row in wanted.rows]
    return Table(head, tuple(rows))


def _attendance_row(session: Requirement, row: Row) -> tuple[Value, ...]:
    held = row.held.get(session.key)
    return (
        begins_on(session),
        session.title,
        kind_label(session.kind),
        row.name,
        str(held.state.label) if held else _("not recorded"),
        held.minutes if held else None,
        session.minutes,
    )


def hours(wanted: Wanted) -> Table:
    """A row a person: hours attended in the unit the cohort counts in, and those held so far."""
    cohort = wanted.matrix.cohort
    head = (_("Person"), _("Participation"), _hours_head(cohort), _("Held so far"), _("Percent"))
    held = sum(session.minutes for session in _over(wanted))
    return Table(head, tuple(_hours_row(cohort, row, held) for row in wanted.rows))


def _hours_head(cohort: Cohort) -> str:
    if cohort.unit == Cohort.Unit.TEACHING_UNIT:
        return _("Teaching units attended")
    return _("Hours attended")


def _hours_row(cohort: Cohort, row: Row, held: int) -> tuple[Value, ...]:
    unit = unit_minutes(cohort)
    share = round(100 * row.minutes / held, 1) if held else None
    state = str(row.enrolment.get_state_display())
    return (row.name, state, round(row.minutes / unit, 2), round(held / unit, 2), share)


def anonymous(wanted: Wanted) -> Table:
    """Numbers for the funder's report. Groups of fewer than FEW people are not told apart."""
    rows = wanted.rows
    people = len(rows)
    completed = sum(row.completed for row in rows)
    minutes = sum(row.minutes for row in rows)
    values: list[tuple[Value, ...]] = [
        (_("Participants"), None, _counted(people)),
        (_("Completed"), None, _counted(completed)),
        (_hours_head(wanted.matrix.cohort), None, _summed(minutes, wanted)),
        *((label, None, _counted(number)) for label, number in wanted.figures),
    ]
    for session in _over(wanted):
        there = sum(_state(row, session) in WERE_THERE for row in rows)
        values.append((_present(session), begins_on(session), _counted(there)))
    return Table((_("Figure"), _("Date"), _("Value")), tuple(values))


def _state(row: Row, item: Requirement) -> State:
    held = row.held.get(item.key)
    return held.state if held else State.OPEN


def _present(session: Requirement) -> str:
    return _("Present: %(session)s") % {"session": session.title}


def _counted(number: int) -> Value:
    return _("fewer than %(few)d") % {"few": FEW} if 0 < number < FEW else number


def _summed(minutes: int, wanted: Wanted) -> Value:
    """A sum over few people would tell what each of them did."""
    if len(wanted.rows) < FEW:
        return _counted(1)
    return round(minutes / unit_minutes(wanted.matrix.cohort), 2)


def _over(wanted: Wanted) -> Iterable[Requirement]:
    now = wanted.matrix.now
    return (s for s in wanted.matrix.sessions if s.ends_at and s.ends_at < now)


def begins_on(session: Requirement) -> date | None:
    begins = getattr(session.source, "starts_at", None)
    return _day(begins) if begins else None


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


@dataclass(frozen=True, slots=True)
class Kind:
    """One export: its word in file names, its name, and how it is made."""

    slug: str
    title: object
    text: object
    table: Callable[[Wanted], Table]


KINDS: Sequence[Kind] = (
    Kind(
        "stand",
        gettext_lazy("Progress"),
        gettext_lazy("Every person and requirement: the state, and the day it was met."),
        progress,
    ),
    Kind(
        "anwesenheit",
        gettext_lazy("Attendance"),
        gettext_lazy("Every session and person, with minutes."),
        attendance,
    ),
    Kind(
        "stunden",
        gettext_lazy("Hours"),
        gettext_lazy("Hours per person, in the unit of the cohort."),
        hours,
    ),
    Kind(
        "zahlen",
        gettext_lazy("Figures without names"),
        gettext_lazy("For the funder’s report. Groups of fewer than five people are not shown."),
        anonymous,
    ),
)
