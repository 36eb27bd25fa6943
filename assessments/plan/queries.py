"""Which plan is whose."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments.assignment.desks import work_scope
from assessments.assignment.models import Member
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import enrolments_of
from courses.curriculum.models import Activity


@dataclass(frozen=True, slots=True)
class Place:
    """One of the user's places whose programme has a plan, or had one when they began."""

    enrolment: Enrolment
    state: str  # of the work; "" before it is begun


def places_with_plan(user: Any) -> list[Place]:
    """Running places first, then ended ones that hold a plan. Three statements."""
    enrolments = list(
        enrolments_of(user).select_related("cohort").order_by("state", "-cohort__starts_on", "pk")
    )
    mine = Member.objects.filter(enrolment__in=enrolments, left_at=None)
    states = dict(
        mine.filter(activity_key__in=_plan_keys()).values_list("enrolment_id", "submission__state")
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


def plan_scope(user: Any, enrolment_key: UUID) -> Any:
    """The user's plan in this place, for the domain functions to lock."""
    return work_scope(user, enrolment_key, Activity.Kind.PLAN)
