"""Mails that say that something waits, never what."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.assignment.models import Review, Revision
from content.foundation.conf import base_url
from courses.cohorts.models import Cohort, CohortRole
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
