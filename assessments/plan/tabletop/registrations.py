"""Puts exercises beside the plan; called once from the app's `ready()`."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from assessments.assignment import beside
from assessments.assignment.beside import Part, Place
from assessments.assignment.desks import Desk
from assessments.assignment.models import Submission
from assessments.plan.tabletop.domain.evaluating import lessons_in_plan
from assessments.plan.tabletop.models import Exercise, Lesson


def connect() -> None:
    beside.provide_facts(exercise_facts)
    beside.provide(Place.SECTION, notes_beside)
    beside.provide(Place.OVERVIEW, exercises_beside)


def exercise_facts() -> dict[str, Any]:
    """Which exercise is not over, and what earlier ones have left."""
    here = Exercise.objects.filter(submission=OuterRef("pk"))
    now = here.exclude(state=Exercise.State.CLOSED).values("pk")[:1]
    learned = Lesson.objects.filter(
        exercise__submission=OuterRef("pk"), exercise__state=Exercise.State.CLOSED
    )
    to_do = learned.filter(done_at=None).order_by().values("exercise__submission")
    counted = to_do.annotate(n=Count("pk")).values("n")
    return {
        "has_exercise": Exists(here),
        "exercise_now": Subquery(now),
        "has_learned": Exists(learned),
        "lessons_to_do": Coalesce(Subquery(counted, IntegerField()), 0),
    }


def notes_beside(desk: Desk, submission: Submission, section_id: str) -> Part | None:
    """What the group has learned about a section by playing. One statement where it has."""
    if not desk.is_plan or not submission.has_learned:  # type: ignore[attr-defined]
        return None
    lessons = list(lessons_in_plan(submission).filter(section_id=section_id))
    return Part("lms_assessments/tabletop/notes.html", lessons) if lessons else None


def exercises_beside(desk: Desk, submission: Submission, section_id: str) -> Part | None:
    """The way to the exercise, where there is one. No statement."""
    if not desk.is_plan or not submission.has_exercise:  # type: ignore[attr-defined]
        return None
    return Part("lms_assessments/tabletop/panel.html", submission)
