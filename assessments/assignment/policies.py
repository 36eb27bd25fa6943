"""Who may write what and who may review it. Coordination and local companions see no content."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from assessments.assignment.models import Member, PeerRequest, Revision, Submission, TeamInvitation
from courses.cohorts.models import CohortRole, Enrolment, EnrolmentQuerySet
from courses.cohorts.policies import TEACHING_ROLES, cohorts_taught_by, enrolments_of
from courses.progress.queries import with_agreement


def own_submissions(user: Any, place: UUID | None = None) -> QuerySet[Submission]:
    """The work the user writes, alone or in a team, with the state of their place.

    `place` is the key of one of their enrolments, all of them without it. A running place needs
    the confirmed agreement; an ended one reads on.
    """
    places = _open_places(user).filter(key=place) if place else _open_places(user)
    mine = Member.objects.filter(enrolment__in=places.values("pk"), left_at=None)
    here = mine.filter(submission=OuterRef("pk"))
    aside = Member.objects.filter(enrolment__in=places.values("pk"), is_set_aside=True)
    return Submission.objects.filter(pk__in=mine.values("submission")).annotate(
        place_state=Subquery(here.values("enrolment__state")[:1]),
        has_set_aside=Exists(aside.filter(activity_key=OuterRef("activity_key"))),
    )


def set_aside_by(user: Any, place: UUID) -> QuerySet[Submission]:
    """The user's own drafts from before they joined a team, of one place."""
    places = _open_places(user).filter(key=place)
    mine = Member.objects.filter(enrolment__in=places.values("pk"), is_set_aside=True)
    return Submission.objects.filter(pk__in=mine.values("submission"))


def _open_places(user: Any) -> QuerySet[Enrolment]:
    agreed_or_ended = Q(agreed=True) | ~Q(state=Enrolment.State.ACTIVE)
    return with_agreement(enrolments_of(user)).filter(agreed_or_ended)


def writing() -> QuerySet[Member]:
    """Everybody who writes some work now. Whose place was withdrawn is no longer among them."""
    here = Member.objects.filter(left_at=None, enrolment__user__isnull=False)
    return here.exclude(enrolment__state=Enrolment.State.WITHDRAWN)


def members_of(submission: Submission) -> EnrolmentQuerySet:
    """The places of everybody who writes it now: evidence, mails and more time are for them."""
    rows = writing().filter(submission=submission)
    return Enrolment.objects.filter(pk__in=rows.values("enrolment"))


def invitations_for(user: Any) -> QuerySet[TeamInvitation]:
    """Open invitations to write with others of one's own running cohort."""
    places = _open_places(user).filter(state=Enrolment.State.ACTIVE)
    return TeamInvitation.objects.filter(
        enrolment__in=places.values("pk"),
        state=TeamInvitation.State.OPEN,
        submission__state=Submission.State.DRAFT,
        submission__in=writing().values("submission"),
    )


def peer_requests_for(user: Any) -> QuerySet[PeerRequest]:
    """What participants of one's cohort ask one about their texts, taken back or not.

    Nothing where a place was withdrawn, theirs or one's own.
    """
    return (
        PeerRequest.objects.filter(
            peer__in=_open_places(user).values("pk"), asked_by__user__isnull=False
        )
        .exclude(asked_by__state=Enrolment.State.WITHDRAWN)
        .select_related("asked_by__user", "submission__enrolment__cohort", "peer")
    )


def fellows_of(submission: Submission) -> QuerySet[Enrolment]:
    """Participants of the cohort who neither write the work nor look at the cohort's work."""
    cohort = submission.enrolment.cohort_id
    teaching = CohortRole.objects.filter(cohort=cohort, role__in=TEACHING_ROLES)
    return (
        Enrolment.objects.active()
        .filter(cohort=cohort, user__isnull=False)
        .exclude(user__in=teaching.values("user"))
        .exclude(pk__in=writing().filter(submission=submission).values("enrolment"))
        .select_related("user", "cohort")
    )


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
