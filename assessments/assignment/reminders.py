"""What the people who review are reminded of."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from assessments.assignment.models import Member, Revision, Submission
from assessments.assignment.policies import writing
from courses.cohorts.models import CohortRole
from courses.cohorts.policies import TEACHING_ROLES
from courses.reminders.digest import Line
from courses.reminders.hours import monday_of, morning_of, today
from courses.reminders.registry import Reminder

PATIENCE = timedelta(days=7)


def waiting_work(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """Work that has waited for more than a week: to each who teaches, once a week, as a number.

    People wait for it, so it cannot be switched off. Two statements.
    """
    monday = monday_of(today(now))
    for user, waiting in open_reviews(cohorts, before=now - PATIENCE).items():
        yield Reminder(
            kind="reviews",
            to=user,
            whose=f"user-{user.pk}",
            thing="reviews",
            day=monday,
            not_after=morning_of(monday + timedelta(days=7)),
            subject=_("Work is waiting for feedback"),
            template="lms_assessments/mail/reviews.txt",
            context={"waiting": waiting},
            link=reverse("lms_reviews:queue"),
        )


def open_reviews(cohorts: Collection[Any], *, before: datetime) -> dict[Any, int]:
    """By reviewer how many versions handed in before a moment wait, never one's own.

    What nobody writes any more waits for nobody. Three statements.
    """
    rows = Revision.objects.filter(
        reviews=None,
        handed_in_at__lt=before,
        submission__state=Submission.State.HANDED_IN,
        submission__enrolment__cohort__in=cohorts,
        submission__in=writing().values("submission"),
    )
    waiting = list(rows.values_list("submission__enrolment__cohort", "submission"))
    members = Member.objects.filter(submission__in={work for _cohort, work in waiting})
    written = set(members.values_list("enrolment__user", "submission"))
    roles = CohortRole.objects.filter(cohort__in=cohorts, role__in=TEACHING_ROLES)
    seen, found = set(), Counter[Any]()
    for role in roles.select_related("user").order_by("pk"):
        if (role.cohort_id, role.user_id) in seen:
            continue
        seen.add((role.cohort_id, role.user_id))
        found[role.user] += sum(
            cohort == role.cohort_id and (role.user_id, work) not in written
            for cohort, work in waiting
        )
    return {user: count for user, count in found.items() if count}


def _waiting_now(cohorts: Collection[Any], now: datetime) -> dict[Any, int]:
    return open_reviews(cohorts, before=now)


WAITING = Line(
    _waiting_now,
    ngettext_lazy(
        "%(n)d version waits for your feedback", "%(n)d versions wait for your feedback", "n"
    ),
)
