"""What the courses themselves have to say once a week."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext_lazy

from courses.cohorts.models import CohortRole, ScheduleEntry
from courses.cohorts.policies import ADMIN_ROLES
from courses.progress.enums import State
from courses.progress.evaluation import Held, Requirement, judge
from courses.progress.models import RequirementState
from courses.progress.queries import held_by
from courses.progress.registry import requirements_for
from courses.reminders.deadlines import open_deadlines
from courses.reminders.digest import Counts, Line
from courses.reminders.hours import today
from courses.rules.definition import SESSION_KINDS, RuleDefinition, parse
from courses.sessions.models import AbsenceNotice, SessionFile
from courses.sessions.requirements import timed_sessions

AHEAD, BACK = timedelta(days=14), timedelta(days=7)
AWAY = (State.MISSED, State.EXCUSED)


# — for people who learn ——————————————————————————————————————————————————————————


def _dates(cohorts: Collection[Any], now: datetime) -> Counts:
    """Sessions in the next two weeks, without those one has said one will not come to."""
    near = timed_sessions().filter(
        cohort__in=cohorts, cancelled_at=None, starts_at__gte=now, starts_at__lt=now + AHEAD
    )
    sessions = list(near)
    notices = AbsenceNotice.objects.filter(session__in=sessions, withdrawn_at=None)
    absent = set(notices.values_list("session", "enrolment"))
    found = Counter[Any]()
    for cohort in cohorts:
        here = [session.pk for session in sessions if session.cohort_id == cohort.pk]
        for enrolment in cohort.running:
            found[enrolment.user] += sum((pk, enrolment.pk) not in absent for pk in here)
    return found


def _deadlines(cohorts: Collection[Any], now: datetime) -> Counts:
    """What is still to be handed in: due in the next two weeks, or overdue."""
    places = [enrolment for cohort in cohorts for enrolment in cohort.running]
    return Counter(
        item.enrolment.user for item in open_deadlines(places) if item.due_at < now + AHEAD
    )


def _modules(cohorts: Collection[Any], now: datetime) -> Counts:
    """Modules that opened in the last week, today included."""
    opened = ScheduleEntry.objects.filter(
        cohort__in=cohorts, opens_on__gt=today(now) - BACK, opens_on__lte=today(now)
    )
    return _for_everybody(cohorts, Counter(opened.values_list("cohort", flat=True)))


def _files(cohorts: Collection[Any], now: datetime) -> Counts:
    """Material and protocols that were added in the last week."""
    added = SessionFile.objects.filter(
        session__cohort__in=cohorts, added_at__gt=now - BACK, added_at__lte=now
    )
    return _for_everybody(cohorts, Counter(added.values_list("session__cohort", flat=True)))


def _for_everybody(cohorts: Collection[Any], by_cohort: Mapping[int, int]) -> Counts:
    found = Counter[Any]()
    for cohort in cohorts:
        for enrolment in cohort.running:
            found[enrolment.user] += by_cohort.get(cohort.pk, 0)
    return found


# — for the team ——————————————————————————————————————————————————————————————————


def _need_a_hand(cohorts: Collection[Any], now: datetime) -> Counts:
    """How many people missed a session without making up for it, are overdue, or cannot reach the
    rule any more; never who. To everybody who looks after the cohort.
    """
    needing = list(_places_in_need(cohorts, now))
    roles = CohortRole.objects.filter(cohort__in=cohorts, role__in=ADMIN_ROLES)
    held = {(role.cohort_id, role.user): None for role in roles.select_related("user")}
    found = Counter[Any]()
    for cohort_id, user in held:
        found[user] += sum(row.cohort_id == cohort_id and row.user != user for row in needing)
    return found


def _places_in_need(cohorts: Collection[Any], now: datetime) -> Iterator[Any]:
    places = [enrolment for cohort in cohorts for enrolment in cohort.running]
    overdue = {item.enrolment.pk for item in open_deadlines(places) if item.due_at < now}
    states: dict[int, list[RequirementState]] = {}
    for state in RequirementState.objects.filter(enrolment__in=[row.pk for row in places]):
        states.setdefault(state.enrolment_id, []).append(state)
    requirements = requirements_for(cohorts)
    for cohort in cohorts:
        definition = parse(cohort.rule_version.definition)
        for enrolment in cohort.running:
            held = held_by(states.get(enrolment.pk, []))
            if enrolment.pk in overdue or _stuck(definition, requirements[cohort.pk], held, now):
                yield enrolment


def _stuck(
    definition: RuleDefinition,
    requirements: Sequence[Requirement],
    held: Mapping[UUID, Held],
    now: datetime,
) -> bool:
    """Missed a session, or cannot reach the rule as things are planned."""
    sessions = {row.key for row in requirements if row.kind in SESSION_KINDS and row.available}
    if any(key in sessions and row.state in AWAY for key, row in held.items()):
        return True
    reasons = judge(definition, requirements, held, now).reasons
    return any(not reason.met and not reason.reachable for reason in reasons)


LINES = (
    Line(
        _dates,
        ngettext_lazy("%(n)d date in the next two weeks", "%(n)d dates in the next two weeks", "n"),
    ),
    Line(_deadlines, ngettext_lazy("%(n)d thing to hand in", "%(n)d things to hand in", "n")),
    Line(_modules, ngettext_lazy("%(n)d module has opened", "%(n)d modules have opened", "n")),
    Line(_files, ngettext_lazy("%(n)d new file for a date", "%(n)d new files for your dates", "n")),
    Line(
        _need_a_hand,
        ngettext_lazy(
            "%(n)d person of your cohorts may need a hand",
            "%(n)d people of your cohorts may need a hand",
            "n",
        ),
    ),
)
