"""What people are reminded of on the way to their certificate."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.awards.enums import AwardState
from certificates.awards.models import Award
from content.ui.dates import local_date
from courses.cohorts.models import Enrolment
from courses.reminders.hours import evening_of
from courses.reminders.registry import LOOKBACK, Reminder, due

UNANSWERED_AFTER = timedelta(days=5)


def names_to_confirm(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """Five days after the award was opened the spelling is still not confirmed. One statement.

    Who waits for two documents is reminded once: one name settles both.
    """
    by_pk = {cohort.pk: cohort for cohort in cohorts}
    waiting = Award.objects.filter(
        state=AwardState.PENDING_NAME, enrolment__cohort__in=by_pk, enrolment__user__isnull=False
    ).exclude(enrolment__state=Enrolment.State.WITHDRAWN)
    first = {a.enrolment_id: a for a in waiting.select_related("enrolment__user").order_by("-pk")}
    for award in sorted(first.values(), key=lambda award: award.pk):
        day = local_date(award.created_at) + UNANSWERED_AFTER
        if due(day, now):
            yield Reminder(
                kind="name",
                to=award.enrolment.user,
                whose=str(award.enrolment_id),
                thing=str(award.pk),
                day=day,
                not_after=evening_of(day + LOOKBACK),
                subject=_("A step is waiting for you"),
                cohort=by_pk[award.enrolment.cohort_id],
                template="lms_certificates/mail/name.txt",
                link=reverse("certificates:own"),
            )
