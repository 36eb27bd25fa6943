"""Which plan is whose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from assessments.assignment.models import Submission
from assessments.assignment.policies import own_submissions
from assessments.assignment.queries import Work, load_work, with_work
from assessments.plan.pages import PlanPage
from courses.cohorts.models import Enrolment, ScheduleEntry
from courses.cohorts.policies import enrolments_of
from courses.curriculum.models import Activity
from courses.progress.queries import with_agreement


@dataclass(frozen=True, slots=True)
class Place:
    """One of the user's places whose programme has a plan, or had one when they began."""

    enrolment: Enrolment
    state: str  # of the work; "" before it is begun


@dataclass(frozen=True, slots=True)
class Beginning:
    """A plan nobody has begun yet. `opens_on` is set while its module is closed."""

    activity: Activity
    page: PlanPage
    due_at: datetime | None
    opens_on: date | None

    @property
    def may_begin(self) -> bool:
        return self.opens_on is None


def places_with_plan(user: Any) -> list[Place]:
    """Running places first, then ended ones that hold a plan. Three statements."""
    enrolments = list(
        enrolments_of(user).select_related("cohort").order_by("state", "-cohort__starts_on", "pk")
    )
    states = dict(
        Submission.objects.filter(
            enrolment__in=enrolments, activity_key__in=_plan_keys()
        ).values_list("enrolment_id", "state")
    )
    programmes = {enrolment.cohort.programme_id for enrolment in enrolments}
    live = Activity.objects.filter(kind=Activity.Kind.PLAN, live=True, programme__in=programmes)
    with_plan = set(live.values_list("programme_id", flat=True))
    return [
        Place(enrolment, states.get(enrolment.pk, ""))
        for enrolment in enrolments
        if enrolment.pk in states or _may_begin(enrolment, with_plan)
    ]


def _plan_keys() -> Any:
    return Activity.objects.filter(kind=Activity.Kind.PLAN).values("key")


def _may_begin(enrolment: Enrolment, programmes: set[int]) -> bool:
    return enrolment.state == Enrolment.State.ACTIVE and enrolment.cohort.programme_id in programmes


def enrolment_of(user: Any, key: UUID) -> Enrolment | None:
    """The user's place with `agreed`, or None for a stranger's. One statement."""
    rows = with_agreement(enrolments_of(user)).select_related("cohort__provider")
    return rows.filter(key=key).first()


def needs_agreement(enrolment: Enrolment) -> bool:
    """Whether the cohort's current agreement waits for this participant."""
    return enrolment.state == Enrolment.State.ACTIVE and not enrolment.agreed  # type: ignore[attr-defined]


def plan_scope(user: Any, enrolment_key: UUID) -> Any:
    """The user's plan in this place, for the domain functions to lock."""
    return own_submissions(user).filter(enrolment__key=enrolment_key, activity_key__in=_plan_keys())


def find_work(user: Any, enrolment_key: UUID, *, now: datetime | None = None) -> Work | None:
    """The plan as far as it is written. Six statements, whatever the number of sections."""
    submission = with_work(plan_scope(user, enrolment_key)).first()
    return load_work(submission, now=now or timezone.now()) if submission else None


def find_beginning(enrolment: Enrolment) -> Beginning | None:
    """The plan that could be begun in this place. Three statements."""
    activity = (
        Activity.objects.filter(programme=enrolment.cohort.programme_id, kind=Activity.Kind.PLAN)
        .available()
        .select_related("parent")
        .first()
    )
    if activity is None or enrolment.state != Enrolment.State.ACTIVE:
        return None
    page = PlanPage.objects.select_related("template_version", "rubric_version").get(
        pk=activity.page_id
    )
    keys = [activity.key, *([activity.parent.key] if activity.parent else [])]
    entries = ScheduleEntry.objects.filter(cohort=enrolment.cohort_id, key__in=keys)
    schedule = {entry.key: entry for entry in entries}
    due = schedule.get(activity.key)
    return Beginning(activity, page, due.due_at if due else None, _opens_on(schedule.values()))


def _opens_on(entries: Any) -> date | None:
    """The latest day ahead on which the plan, or the module around it, opens."""
    today = timezone.localdate()
    ahead = [entry.opens_on for entry in entries if entry.opens_on and entry.opens_on > today]
    return max(ahead, default=None)
