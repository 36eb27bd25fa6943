"""Setting up a cohort in one go, and changing its data afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.cohorts.domain import create_cohort, grant_role
from courses.cohorts.models import Cohort, ScheduleEntry
from courses.cohorts.policies import cohorts_coordinated_by
from courses.curriculum.models import Activity
from courses.governance import audit
from courses.sessions.errors import CohortRefused
from courses.sessions.scheduling import SessionPlan, schedule_session


@dataclass(frozen=True, slots=True)
class Timetable:
    """When modules open, by their number, and until when the plan is handed in."""

    opens_on: Mapping[int, date] = field(default_factory=dict)
    plan_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """Everything the form asks for. `cohort` is not saved yet; `team` has the users by role."""

    cohort: Cohort
    sessions: tuple[SessionPlan, ...] = ()
    timetable: Timetable = field(default_factory=Timetable)
    team: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@transaction.atomic
def set_up_cohort(plan: CohortPlan, *, by: Any) -> Cohort:
    """Make the cohort with its sessions, dates and team, all or nothing.

    Whoever does it coordinates the cohort. Raises NotAllowed for people who do not coordinate for
    the provider, CohortRefused when the title is taken, SessionRefused for impossible times.
    """
    try:
        with transaction.atomic():
            cohort = create_cohort(plan.cohort, by=by)
    except IntegrityError as error:
        raise CohortRefused(_("There is already a cohort with this title.")) from error
    # The team first: sessions are led by people of it.
    for role, people in plan.team.items():
        for person in people:
            grant_role(cohort, person, role, by=by)
    for session in plan.sessions:
        schedule_session(cohort, session, by=by)
    _write_timetable(cohort, plan.timetable)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, timetable: Timetable, *, by: Any) -> None:
    """Save changed data and dates. A new agreement asks everybody for their promise once more.

    Raises CohortRefused for people who do not coordinate the cohort, or when the title is taken.
    """
    if not cohorts_coordinated_by(by).filter(pk=cohort.pk).exists():
        raise CohortRefused(_("Only the coordination of a cohort changes its data."))
    before = Cohort.objects.select_for_update().get(pk=cohort.pk)
    try:
        with transaction.atomic():
            cohort.save()
    except IntegrityError as error:
        raise CohortRefused(_("There is already a cohort with this title.")) from error
    _write_timetable(cohort, timetable)
    audit.log(by, "cohort.changed", cohort, cohort=cohort)
    if before.agreement_id != cohort.agreement_id:
        audit.log(by, "agreement.changed", cohort, cohort=cohort, version=cohort.agreement.version)


def timetable_of(cohort: Cohort) -> Timetable:
    """The stored dates. Two statements."""
    entries = {row.key: row for row in ScheduleEntry.objects.filter(cohort=cohort)}
    opens_on, plan_due_at = {}, None
    for key, number in module_keys(cohort.programme_id).items():
        entry = entries.get(key)
        if entry and entry.opens_on:
            opens_on[number] = entry.opens_on
    due = [row.due_at for row in entries.values() if row.due_at]
    if due:
        plan_due_at = max(due)
    return Timetable(opens_on, plan_due_at)


def module_keys(programme_id: int) -> dict[UUID, int]:
    """The numbers of a programme's modules by their keys, in order. One statement."""
    rows = Activity.objects.filter(
        programme=programme_id, kind=Activity.Kind.MODULE, live=True
    ).values_list("key", "number")
    numbered = [(key, int(number)) for key, number in rows if number.isdigit()]
    return dict(sorted(numbered, key=lambda row: row[1]))


def _write_timetable(cohort: Cohort, timetable: Timetable) -> None:
    for key, number in module_keys(cohort.programme_id).items():
        ScheduleEntry.objects.update_or_create(
            cohort=cohort, key=key, defaults={"opens_on": timetable.opens_on.get(number)}
        )
    plans = Activity.objects.filter(programme=cohort.programme_id, kind=Activity.Kind.PLAN)
    for key in plans.values_list("key", flat=True):
        ScheduleEntry.objects.update_or_create(
            cohort=cohort, key=key, defaults={"due_at": timetable.plan_due_at}
        )
