"""Who plays an exercise and who leads it. Coordination and local companions see nothing of it."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, QuerySet

from assessments.assignment.models import Member, Submission
from assessments.assignment.policies import own_submissions, writing
from assessments.plan.tabletop.models import Exercise
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import cohorts_taught_by, enrolments_of
from courses.curriculum.models import Activity


def exercises_played_by(user: Any, place: UUID) -> QuerySet[Exercise]:
    """The exercises with the plan the user writes in this place, whatever became of the plan.

    `may_play` says whether their place runs: who has ended reads on.
    """
    own = own_submissions(user, place).filter(activity_key__in=_plan_keys())
    here = enrolments_of(user).filter(key=place, state=Enrolment.State.ACTIVE)
    return Exercise.objects.filter(submission__in=own.values("pk")).annotate(may_play=Exists(here))


def plans_played_for(user: Any) -> QuerySet[Submission]:
    """The plans of the cohorts the user teaches, never one they have written at."""
    mine = Member.objects.filter(enrolment__user=user)
    return (
        Submission.objects.filter(
            enrolment__cohort__in=cohorts_taught_by(user), activity_key__in=_plan_keys()
        )
        .filter(pk__in=writing().values("submission"))
        .exclude(pk__in=mine.values("submission"))
    )


def exercises_led_by(user: Any) -> QuerySet[Exercise]:
    """The exercises of the cohorts the user teaches, never with a plan they have written at."""
    mine = Member.objects.filter(enrolment__user=user)
    return Exercise.objects.filter(
        submission__enrolment__cohort__in=cohorts_taught_by(user)
    ).exclude(submission__in=mine.values("submission"))


def _plan_keys() -> Any:
    return Activity.objects.filter(kind=Activity.Kind.PLAN).values("key")
