"""What the pages, screens and figures need to know of module feedback."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.feedback.questions import INTENTION, Answer, Results, results
from assessments.participation import live_pages
from assessments.reflection.models import ReflectionEntry
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.models import Activity
from courses.progress.actions import enrolments_open_to

KIND = Activity.Kind.FEEDBACK
# „… vier Wochen später als private Erinnerung“, and then for two months.
RETURNS_AFTER, STAYS_FOR = timedelta(days=28), timedelta(days=61)


def feedback_page(user: Any, key: UUID) -> Any:
    """The page on which the user takes or took part, or None. One statement."""
    page = live_pages(user, key, KIND).first()
    return page if page and page.takes_part else None


def open_place(user: Any, key: UUID) -> Enrolment | None:
    """The running place for which the user may still answer, the newest first; None where they
    have answered or take part no longer. One statement.

    With two places in one programme somebody answers for each.
    """
    given = FeedbackGiven.objects.filter(activity_key=key).values("enrolment")
    rows = enrolments_open_to(user, key, KIND).exclude(pk__in=given)
    return rows.select_related("user").order_by("-joined_at", "-pk").first()


def has_given(user: Any, key: UUID) -> bool:
    return FeedbackGiven.objects.filter(enrolment__user=user, activity_key=key).exists()


# — What people said ———————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class ModuleFeedback:
    """One module's feedback in a cohort; without results fewer than five have answered."""

    number: str
    title: str
    results: Results | None


def cohort_feedback(cohort: Cohort) -> list[ModuleFeedback]:
    """In the order of the modules, those without feedback left out. Two statements."""
    pools: dict[UUID, list[Answer]] = dict(
        FeedbackPool.objects.filter(cohort=cohort).values_list("activity_key", "answers")
    )
    pages = Activity.objects.available().filter(programme=cohort.programme_id, kind=KIND)
    return [
        ModuleFeedback(
            number=row.parent.number if row.parent else "",
            title=row.parent.title if row.parent else row.title,
            results=results(pools.get(row.key, ())),
        )
        for row in pages.select_related("parent")
    ]


def pools_of(cohorts: Collection[Cohort]) -> dict[int, list[list[Answer]]]:
    """All pools by cohort. One statement."""
    found: dict[int, list[list[Answer]]] = {}
    rows = FeedbackPool.objects.filter(cohort__in=[cohort.pk for cohort in cohorts])
    for cohort_id, answers in rows.values_list("cohort", "answers"):
        found.setdefault(cohort_id, []).append(answers)
    return found


# — What comes back to its author ————————————————————————————————————————————————


def intention_ripe(now: datetime) -> Subquery:
    """For the author's own page: the module feedback whose intention is four weeks old, as an
    annotation of their places. Says nothing of the text, and nothing to anybody else.
    """
    feedback = Activity.objects.filter(
        programme=OuterRef(OuterRef("cohort__programme")), kind=KIND, live=True
    )
    ripe = ReflectionEntry.objects.filter(
        user=OuterRef("user"),
        prompt_id=INTENTION,
        updated_at__lte=now - RETURNS_AFTER,
        updated_at__gt=now - RETURNS_AFTER - STAYS_FOR,
        activity_key__in=feedback.values("key"),
    )
    return Subquery(ripe.order_by("-updated_at", "-pk").values("activity_key")[:1])
