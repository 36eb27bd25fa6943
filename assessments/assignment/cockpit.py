"""What waits for feedback, as the coordination's cockpit asks for it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.assignment.models import Member, Revision, Submission
from assessments.assignment.people import in_words, people_of, with_people
from courses.cockpit.registry import Topic, Waiting, provide
from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_taught_by


def connect() -> None:
    provide(Topic.REVIEWS, open_reviews)


def open_reviews(cohorts: Collection[Cohort], user: Any, now: datetime) -> dict[int, list[Waiting]]:
    """Whoever teaches a cohort sees whose version waits, with the way to it; the coordination sees
    that one waits and for how long. Nobody decides on their own; where two look at it and one has
    filed, it says so. Three statements.
    """
    taught = set(cohorts_taught_by(user).values_list("pk", flat=True))
    revisions = (
        Revision.objects.filter(
            submission__enrolment__cohort__in=[cohort.pk for cohort in cohorts],
            submission__state=Submission.State.HANDED_IN,
            reviews=None,
        )
        .exclude(submission__in=Member.objects.filter(enrolment__user=user).values("submission"))
        .annotate(filed=Count("opinions__reviewer", distinct=True))
        .select_related("submission__enrolment__user")
        .prefetch_related(with_people("submission__"))
        .defer("sections")
        .order_by("handed_in_at", "pk")
    )
    found: dict[int, list[Waiting]] = {}
    for revision in revisions:
        cohort_id = revision.submission.enrolment.cohort_id
        waiting = _with_name(revision) if cohort_id in taught else Waiting(revision.handed_in_at)
        found.setdefault(cohort_id, []).append(waiting)
    return found


def _with_name(revision: Any) -> Waiting:
    title = in_words(people_of(revision.submission))
    if revision.filed == 1:
        title = _("%(name)s (waits for the second opinion)") % {"name": title}
    return Waiting(
        since=revision.handed_in_at,
        title=title,
        url=reverse("lms_reviews:review", args=[revision.pk]),
    )
