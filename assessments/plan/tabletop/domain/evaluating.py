"""Evaluating: the after-action sheet, and the lessons that go into the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import Saved
from assessments.assignment.errors import Conflict, Invalid, Locked, NothingHere
from assessments.assignment.models import Submission
from assessments.plan.tabletop.domain.leading import lock, touch
from assessments.plan.tabletop.models import Exercise, Lesson
from content.foundation.people import display_name


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to change: where in the plan, who sees to it, by when."""

    section_id: str
    text: str
    who: str = ""
    due_on: date | None = None


@transaction.atomic
def save_sheet(
    scope: QuerySet[Exercise],
    said: Mapping[str, str],
    *,
    version: int,
    by: Any,
    now: datetime | None = None,
) -> Saved:
    """Store the four answers if nobody saved in between; the same twice is saved once.

    Raises NothingHere, Locked outside the evaluation, Conflict with what stands there.
    """
    now = now or timezone.now()
    exercise = _evaluated(scope)
    if exercise.sheet == dict(said):
        return Saved(exercise.sheet_version, exercise.sheet_saved_at or now)
    if exercise.sheet_version != version:
        other = exercise.sheet_by if exercise.sheet_by_id != by.pk else None
        raise Conflict(
            _("This sheet was changed somewhere else in the meantime."),
            version=exercise.sheet_version,
            theirs=exercise.sheet,
            by=display_name(other) if other else "",
        )
    exercise.sheet, exercise.sheet_version = dict(said), version + 1
    exercise.sheet_saved_at, exercise.sheet_by = now, by
    touch(exercise, "sheet", "sheet_version", "sheet_saved_at", "sheet_by")
    return Saved(exercise.sheet_version, now)


@transaction.atomic
def add_lesson(
    scope: QuerySet[Exercise], change: Change, *, by: Any, now: datetime | None = None
) -> Lesson:
    """Note a lesson; the same one twice is noted once. Raises NothingHere, Locked, and Invalid for
    a section the plan does not have.
    """
    exercise = _evaluated(scope)
    if change.section_id not in sections_of(exercise.submission):
        raise Invalid(_("The plan has no such section."))
    lesson, is_new = Lesson.objects.get_or_create(
        exercise=exercise,
        section_id=change.section_id,
        text=change.text,
        defaults={
            "who": change.who,
            "due_on": change.due_on,
            "by": by,
            "noted_at": now or timezone.now(),
        },
    )
    if is_new:
        touch(exercise)
    return lesson


@transaction.atomic
def drop_lesson(scope: QuerySet[Exercise], pk: int) -> None:
    """Raises NothingHere, Locked outside the evaluation."""
    exercise = _evaluated(scope)
    exercise.lessons.filter(pk=pk).delete()
    touch(exercise)


def _evaluated(scope: QuerySet[Exercise]) -> Exercise:
    exercise = lock(scope)
    if not getattr(exercise, "may_play", True):
        raise Locked(_("Your participation has ended. You can go on reading."))
    if exercise.state == Exercise.State.CLOSED:
        raise Locked(_("The exercise is closed. Its sheet stays as it is."))
    if exercise.state != Exercise.State.EVALUATING:
        raise Locked(_("The evaluation begins when the playing is over."))
    return exercise


def sections_of(submission: Submission) -> dict[str, str]:
    """The sections of the plan by their id, named as people know them."""
    return {section.id: section.name for section in submission.template_version.parsed()}


# — What becomes of the lessons ————————————————————————————————————————————————————————


def lessons_in_plan(submission: Submission) -> QuerySet[Lesson]:
    """What closed exercises have left in a plan, the latest exercise first."""
    closed = {"exercise__submission": submission, "exercise__state": Exercise.State.CLOSED}
    rows = Lesson.objects.filter(**closed).select_related("exercise", "by", "done_by")
    return rows.order_by("-exercise__closed_at", "pk")


@transaction.atomic
def mark_done(
    scope: QuerySet[Submission],
    pk: int,
    *,
    is_done: bool,
    by: Any,
    now: datetime | None = None,
) -> Lesson:
    """Mark a lesson in one's own plan as done, or as open again. A second click changes nothing.

    Raises NothingHere, Locked where one's participation has ended.
    """
    submission = scope.first()
    lesson = lessons_in_plan(submission).filter(pk=pk).first() if submission else None
    if submission is None or lesson is None:
        raise NothingHere
    if getattr(submission, "place_state", "active") != "active":
        raise Locked(_("Your participation has ended. You can go on reading."))
    done: dict[str, Any] = {"done_at": None, "done_by": None}
    if is_done:
        done = {"done_at": now or timezone.now(), "done_by": by}
    Lesson.objects.filter(pk=pk, done_at__isnull=is_done).update(**done)
    return lesson
