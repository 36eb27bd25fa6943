"""Who may write what and who may review it. Coordination and local companions see no content."""

from typing import Any

from django.db.models import Q, QuerySet

from assessments.assignment.models import Member, Revision, Submission
from courses.cohorts.models import Enrolment, EnrolmentQuerySet
from courses.cohorts.policies import cohorts_taught_by, enrolments_of
from courses.progress.queries import with_agreement


def own_submissions(user: Any) -> QuerySet[Submission]:
    """The work the user writes, alone or in a team.

    A running place needs the confirmed agreement; an ended one reads on.
    """
    agreed_or_ended = Q(agreed=True) | ~Q(state=Enrolment.State.ACTIVE)
    places = with_agreement(enrolments_of(user)).filter(agreed_or_ended)
    mine = Member.objects.filter(enrolment__in=places.values("pk"), left_at=None)
    return Submission.objects.filter(pk__in=mine.values("submission"))


def members_of(submission: Submission) -> EnrolmentQuerySet:
    """The places of everybody who writes it now."""
    rows = Member.objects.filter(submission=submission, left_at=None)
    return Enrolment.objects.filter(pk__in=rows.values("enrolment"))


def revisions_reviewed_by(user: Any) -> QuerySet[Revision]:
    """Handed-in versions of the cohorts the user teaches, never what one has written at."""
    own = Member.objects.filter(enrolment__user=user)
    return (
        Revision.objects.filter(submission__enrolment__cohort__in=cohorts_taught_by(user))
        .exclude(submission__enrolment__user=user)
        .exclude(submission__in=own.values("submission"))
    )


def enrolments_released_by(user: Any) -> QuerySet[Enrolment]:
    """Participants of the cohorts the user teaches, never oneself."""
    return (
        Enrolment.objects.filter(cohort__in=cohorts_taught_by(user), user__isnull=False)
        .exclude(state=Enrolment.State.WITHDRAWN)
        .exclude(user=user)
    )
