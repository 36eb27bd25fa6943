"""How long what people write for themselves alone is kept: six months after their cohort."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.reflection.models import ReflectionEntry
from assessments.self_assessment.models import SelfAssessment
from content.foundation.months import months_later
from courses.cohorts.models import Enrolment
from courses.reminders.hours import evening_of
from courses.reminders.registry import Reminder, due, register_source

KEPT_MONTHS = 6
TOLD_BEFORE = timedelta(days=28)
# Copies that were shared go with their text.
PRIVATE = (ReflectionEntry, SelfAssessment)


def connect() -> None:
    """Called once from the app's `ready()`."""
    register_source(private_texts_go)


def kept_until(ends_on: date) -> date:
    """The last day on which texts of a cohort that ended then can be read."""
    return months_later(ends_on, KEPT_MONTHS)


def forget_private(*, now: datetime | None = None) -> int:
    """Delete what has been kept for its time, every night; how many rows went.

    Somebody in several cohorts keeps everything until the last of them is over for so long. Nothing
    is logged: that somebody wrote at all is nobody's business.
    """
    today = timezone.localdate(now)
    people = [user for user, end in _last_ends().items() if kept_until(end) < today]
    return sum(model.objects.filter(user__in=people).delete()[0] for model in PRIVATE)


def private_texts_go(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """Four weeks before: to everybody of the cohort, so that a mail does not say who wrote.

    Cannot be switched off. Two statements, none while no cohort is so far.
    """
    going = {cohort.pk: cohort for cohort in cohorts if due(_told_on(cohort.ends_on), now)}
    if not going:
        return
    places = Enrolment.objects.filter(cohort__in=going, user__isnull=False)
    places = places.exclude(state=Enrolment.State.WITHDRAWN).select_related("user")
    last = _last_ends(user__in=places.values("user"))
    for place in places:
        cohort = going[place.cohort_id]
        if last[place.user_id] == cohort.ends_on:
            yield _told(place, cohort)


def _told(place: Enrolment, cohort: Any) -> Reminder:
    until = kept_until(cohort.ends_on)
    return Reminder(
        kind="private",
        to=place.user,
        whose=str(place.pk),
        thing="private-texts",
        day=_told_on(cohort.ends_on),
        not_after=evening_of(until),
        subject=_("What you want to keep from your journal"),
        cohort=cohort,
        template="lms_assessments/mail/private.txt",
        context={"until": until},
        link=reverse("assessments:journal"),
    )


def _told_on(ends_on: date) -> date:
    return kept_until(ends_on) - TOLD_BEFORE


def _last_ends(**whose: Any) -> dict[Any, date]:
    """By person when their last cohort ends or has ended."""
    places = Enrolment.objects.filter(user__isnull=False, **whose).order_by()
    return dict(places.values_list("user").annotate(Max("cohort__ends_on")))
