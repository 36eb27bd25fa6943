"""What trainers see of the exercises of their cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from assessments.h5p.models import H5PAttempt
from assessments.h5p.queries import KIND
from assessments.h5p.showing import ShownAttempt, grade_in_words, shown
from content.foundation.people import display_name
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.activities import page_type_of
from courses.curriculum.models import Activity
from courses.progress.enums import COUNTING
from courses.progress.models import RequirementState


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    key: UUID
    title: str
    module: str
    finished: int  # people


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody at one exercise. `may_confirm`: there is something finished that nobody checked."""

    enrolment: int
    name: str
    is_done: bool
    grade: str
    attempts: tuple[ShownAttempt, ...]
    may_confirm: bool


def exercises_of(cohort: Cohort) -> list[ExerciseRow]:
    """In the order of the pages. Two statements."""
    activities = Activity.objects.available().filter(programme=cohort.programme_id, kind=KIND)
    finished = (
        H5PAttempt.objects.filter(
            programme=cohort.programme_id, finished_at__isnull=False, user__in=_people(cohort)
        )
        .values_list("activity_key")
        .annotate(people=Count("user", distinct=True))
    )
    counts = dict(finished)
    return [
        ExerciseRow(
            row.key, row.title, row.parent.title if row.parent else "", counts.get(row.key, 0)
        )
        for row in activities.select_related("parent")
    ]


def exercise_page(cohort: Cohort, key: UUID) -> Any:
    """The page of an exercise of this cohort, with its content type; None for a foreign key."""
    pages = page_type_of(KIND)._default_manager.select_related("content__current__main_library")
    activities = Activity.objects.filter(programme=cohort.programme_id, kind=KIND, key=key)
    return pages.filter(pk__in=activities.values("page")).first()


def people_at(cohort: Cohort, page: Any, key: UUID, *, viewer: Any) -> list[PersonRow]:
    """Everybody of the cohort but the viewer, by name. Four statements."""
    enrolments = list(
        Enrolment.objects.filter(cohort=cohort)
        .exclude(Q(state=Enrolment.State.WITHDRAWN) | Q(user=viewer))
        .select_related("user")
    )
    by_user: dict[int, list[H5PAttempt]] = {}
    rows = H5PAttempt.objects.filter(
        activity_key=key,
        programme=cohort.programme_id,
        user__in=[enrolment.user_id for enrolment in enrolments],
    )
    for attempt in rows.prefetch_related("results").order_by("number"):
        by_user.setdefault(attempt.user_id, []).append(attempt)
    states = RequirementState.objects.filter(enrolment__in=enrolments, requirement_key=key)
    done = {row.enrolment_id for row in states if row.state in COUNTING}
    people = [_person(page, row, by_user.get(row.user_id or 0, []), done) for row in enrolments]
    return sorted(people, key=lambda row: row.name.casefold())


def _person(
    page: Any, enrolment: Enrolment, attempts: Sequence[H5PAttempt], done: set[int]
) -> PersonRow:
    told = shown(attempts)
    return PersonRow(
        enrolment=enrolment.pk,
        name=display_name(enrolment.user),
        is_done=enrolment.pk in done,
        grade=grade_in_words(page, attempts),
        attempts=told,
        may_confirm=bool(told) and not told[0].is_firm,
    )


def _people(cohort: Cohort) -> Any:
    return Enrolment.objects.filter(cohort=cohort).values("user")
