"""Mails that say that something waits, never what."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.models import (
    CommentEntry,
    PeerRequest,
    Review,
    Revision,
    Submission,
    TeamInvitation,
)
from assessments.assignment.policies import members_of
from content.foundation.conf import base_url
from courses.cohorts.models import Cohort, CohortRole, Enrolment
from courses.cohorts.policies import TEACHING_ROLES
from courses.governance import outbox
from courses.governance.calls import call
from courses.governance.choices import wanting
from courses.governance.outbox import Purpose


def tell_reviewers(revision: Revision, cohort: Cohort) -> None:
    """„Eine Abgabe wartet.“ One mail for each person who teaches the cohort and wants it.

    Whoever does not is still told once a week what has waited for long.
    """
    roles = CohortRole.objects.filter(cohort=cohort, role__in=TEACHING_ROLES)
    wanted = wanting(set(roles.values_list("user", flat=True)), "feedback")
    address = base_url() + reverse("lms_reviews:queue")
    for reviewer in get_user_model()._default_manager.filter(pk__in=wanted).order_by("pk"):
        outbox.post(
            key=f"handed-in:{revision.pk}:{reviewer.pk}",
            to=reviewer,
            subject=_("Work is waiting for feedback"),
            body=call(
                reviewer,
                _("Something has been handed in and waits for you."),
                address,
                optional=True,
            ),
            purpose=Purpose("feedback.wanted", cohort),
        )


def tell_team(revision: Revision, places: QuerySet[Enrolment], *, by: Any) -> None:
    """„Ihre gemeinsame Arbeit ist eingereicht.“ To everybody who writes it but the one who did."""
    others = places.exclude(user=by).select_related("user")
    users = [place.user for place in others if place.user]
    wanted = wanting({user.pk for user in users}, "feedback")
    address = base_url() + resolve_url(settings.LOGIN_REDIRECT_URL)
    sentence = _("A work you write together has been handed in.")
    for user in (user for user in users if user.pk in wanted):
        outbox.post(
            key=f"handed-in-together:{revision.pk}:{user.pk}",
            to=user,
            subject=_("Your team has handed in"),
            body=call(user, sentence, address, optional=True),
            purpose=Purpose("team.handed_in", revision.submission.enrolment.cohort),
        )


def tell_invited(invitation: TeamInvitation) -> None:
    """„Jemand möchte gemeinsam mit Ihnen schreiben.“ Whoever it is stands behind the login."""
    outbox.post(
        key=f"team-invitation:{invitation.pk}",
        to=invitation.enrolment.user,
        subject=_("An invitation to write together"),
        body=call(
            invitation.enrolment.user,
            _("Somebody from your cohort would like to write a work together with you."),
            base_url() + reverse("assessments:together"),
        ),
        purpose=Purpose("team.invited", invitation.enrolment.cohort),
    )


def tell_peer(request: PeerRequest) -> None:
    """„Jemand bittet Sie um eine Rückmeldung.“ What it is about stands behind the login."""
    outbox.post(
        key=f"peer-request:{request.pk}",
        to=request.peer.user,
        subject=_("Somebody asks for your feedback"),
        body=call(
            request.peer.user,
            _("Somebody from your cohort would like to hear what you think of a text."),
            base_url() + reverse("assessments:together"),
        ),
        purpose=Purpose("peer.asked", request.peer.cohort),
    )


def tell_asker(request: PeerRequest) -> None:
    """„Es gibt eine kollegiale Rückmeldung.“ To whoever asked, if they want mails about it."""
    user = request.asked_by.user
    if user is None or not wanting({user.pk}, "feedback"):
        return
    address = base_url() + resolve_url(settings.LOGIN_REDIRECT_URL)
    sentence = _("Somebody from your cohort has answered you.")
    outbox.post(
        key=f"peer-answer:{request.pk}",
        to=user,
        subject=_("Feedback from your cohort"),
        body=call(user, sentence, address, optional=True),
        purpose=Purpose("peer.answered", request.submission.enrolment.cohort),
    )


def tell_authors(review: Review, authors: Iterable[Any]) -> None:
    """„Es gibt eine Rückmeldung.“ To each of them who wants to hear of it by mail."""
    wanted = wanting({author.pk for author in authors}, "feedback")
    address = base_url() + resolve_url(settings.LOGIN_REDIRECT_URL)
    for author in get_user_model()._default_manager.filter(pk__in=wanted).order_by("pk"):
        outbox.post(
            key=f"review:{review.pk}:{author.pk}",
            to=author,
            subject=_("There is feedback for you"),
            body=call(author, _("There is feedback on your work."), address, optional=True),
            purpose=Purpose("feedback.given", review.revision.submission.enrolment.cohort),
        )


def tell_answered(entry: CommentEntry, places: QuerySet[Enrolment]) -> None:
    """„Auf eine Anmerkung gibt es eine Antwort.“ Once a day, to the other side, who wants it.

    What a writer says goes to whoever made the decision, what a trainer says to all who write.
    """
    review = entry.review
    writers = [place.user for place in places.select_related("user") if place.user]
    others = writers if entry.by not in writers else [review.reviewer]
    wanted = wanting({user.pk for user in others if user}, "feedback")
    reviewed = base_url() + reverse("lms_reviews:review", args=[review.revision_id])
    written = base_url() + resolve_url(settings.LOGIN_REDIRECT_URL)
    for user in (user for user in others if user and user.pk in wanted):
        address = written if user in writers else reviewed
        outbox.post(
            key=f"comment-answer:{review.pk}:{user.pk}:{timezone.localdate(entry.at)}",
            to=user,
            subject=_("There is an answer for you"),
            body=call(user, _("Somebody has answered a comment."), address, optional=True),
            purpose=Purpose("feedback.answered", review.revision.submission.enrolment.cohort),
        )


def tell_left(submission: Submission, place: Enrolment) -> None:
    """„In Ihrem Team hat sich etwas geändert.“ To those who go on writing; who left, they see."""
    for other in members_of(submission).select_related("user"):
        if other.user is None:
            continue
        outbox.post(
            key=f"team-left:{submission.pk}:{place.pk}:{other.pk}",
            to=other.user,
            subject=_("Something has changed in your team"),
            body=call(
                other.user,
                _("Somebody no longer writes with you. The text you share is unchanged."),
                base_url() + resolve_url(settings.LOGIN_REDIRECT_URL),
            ),
            purpose=Purpose("team.left", submission.enrolment.cohort),
        )
