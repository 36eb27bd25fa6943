"""What the screens of an exercise show, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import ngettext

from assessments.assignment.models import Submission
from assessments.assignment.people import in_words, people_of, with_people
from assessments.plan.tabletop.clock import reading
from assessments.plan.tabletop.models import Answer, CardSet, Exercise, Inject, Lesson, Observation
from assessments.plan.tabletop.questions import QUESTIONS


@dataclass(frozen=True, slots=True)
class OnTable:
    """A card the group has read, with what it decided and what was noticed."""

    inject: Inject
    observations: tuple[Observation, ...] = ()

    @property
    def answers(self) -> list[Answer]:
        """The latest first."""
        return list(self.inject.answers.all())

    @property
    def latest(self) -> Answer | None:
        return next(iter(self.answers), None)

    @property
    def earlier(self) -> list[Answer]:
        return self.answers[1:]

    @property
    def came_at(self) -> str:
        return reading(self.inject.sent_clock or 0)

    @property
    def due_at(self) -> str:
        """What the clock shows when the time is over."""
        return reading(self.inject.due_clock)

    @property
    def is_being_written(self) -> bool:
        """Whether somebody has written since the last decision, or nobody has decided yet."""
        saved, last = self.inject.draft_saved_at, self.latest
        return bool(saved and (last is None or saved > last.given_at))


@dataclass(frozen=True, slots=True)
class Table:
    """Everything of an exercise that one side may see."""

    exercise: Exercise
    now: datetime
    on_table: tuple[OnTable, ...]  # the latest first
    in_hand: tuple[Inject, ...]  # prepared; only for who leads
    observations: tuple[Observation, ...] = ()  # on the whole
    lessons: tuple[Lesson, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)

    @property
    def seconds(self) -> int:
        return self.exercise.seconds(self.now)

    @property
    def clock(self) -> str:
        return reading(self.seconds)

    @property
    def is_over(self) -> bool:
        """Whether the playing is over."""
        return self.exercise.state in (Exercise.State.EVALUATING, Exercise.State.CLOSED)

    @property
    def is_evaluated(self) -> bool:
        """Whether the sheet can be written."""
        return self.exercise.state == Exercise.State.EVALUATING

    @property
    def in_plan(self) -> str:
        """How often the plan had the answer."""
        decided = [card.latest for card in self.on_table if card.latest]
        known = sum(bool(answer.measure_row) for answer in decided)
        said = ngettext(
            "For %(known)d of %(n)d decision the measure stood in the plan.",
            "For %(known)d of %(n)d decisions the measure stood in the plan.",
            len(decided),
        )
        return said % {"known": known, "n": len(decided)} if decided else ""

    def noted_by(self, user: Any) -> int:
        """How many observations are somebody's own."""
        on_cards = (row for card in self.on_table for row in card.observations)
        return sum(row.by_id == user.pk for row in (*on_cards, *self.observations))

    @property
    def sheet(self) -> list[tuple[Any, str]]:
        """Each question with what was answered."""
        said = self.exercise.sheet
        return [(question, str(said.get(name, ""))) for name, question in QUESTIONS.items()]

    @property
    def told_lessons(self) -> list[tuple[Lesson, str]]:
        """Each lesson with the name of its section."""
        return [(row, self.sections.get(row.section_id, "")) for row in self.lessons]


def with_table(exercises: QuerySet[Exercise]) -> QuerySet[Exercise]:
    """What `load_table` needs of the rows around an exercise; no statement more."""
    return exercises.select_related(
        "led_by", "submission__template_version", "submission__enrolment__cohort__provider"
    )


def load_table(exercise: Exercise, *, leads: bool, now: datetime) -> Table:
    """Two statements while it is played, four when it is over; who leads always sees three."""
    answers = Prefetch("answers", Answer.objects.select_related("by"))
    rows = exercise.injects.select_related("draft_by").prefetch_related(answers)
    injects = list(rows if leads else rows.filter(number__isnull=False))
    is_over = exercise.state in (Exercise.State.EVALUATING, Exercise.State.CLOSED)
    noted = list(exercise.observations.select_related("by")) if leads or is_over else []
    parsed = exercise.submission.template_version.parsed() if is_over else ()
    sent = sorted((i for i in injects if i.number), key=lambda i: i.number or 0, reverse=True)
    return Table(
        exercise=exercise,
        now=now,
        on_table=tuple(OnTable(inject, _on(inject.pk, noted)) for inject in sent),
        in_hand=tuple(inject for inject in injects if not inject.number),
        observations=_on(None, noted),
        lessons=tuple(exercise.lessons.select_related("by")) if is_over else (),
        sections={section.id: section.name for section in parsed},
    )


def _on(card: int | None, noted: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple(row for row in noted if row.inject_id == card)


def exercises_of(submission: Submission) -> list[Exercise]:
    """The exercises with a plan, the latest first. One statement."""
    return list(submission.exercises.order_by("-prepared_at", "-pk"))


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan that can be played, with its exercises."""

    submission: Submission
    people: str
    exercises: tuple[Exercise, ...]  # the latest first

    @property
    def is_free(self) -> bool:
        """Whether an exercise can be prepared."""
        return all(e.state == Exercise.State.CLOSED for e in self.exercises)


def with_exercises(plans: QuerySet[Submission]) -> QuerySet[Submission]:
    """Three statements, however many plans there are."""
    rows = Exercise.objects.order_by("-prepared_at", "-pk")
    return (
        plans.select_related("enrolment__user", "enrolment__cohort")
        .prefetch_related(with_people(), Prefetch("exercises", rows))
        .order_by("-enrolment__cohort__starts_on", "enrolment__cohort", "pk")
    )


def plan_rows(plans: Iterable[Submission]) -> list[PlanRow]:
    """The rows of one page of `with_exercises`; no further statement."""
    return [PlanRow(plan, in_words(people_of(plan)), tuple(plan.exercises.all())) for plan in plans]


def sets_for(submission: Submission) -> QuerySet[CardSet]:
    """What the trainers of the provider have kept."""
    return CardSet.objects.filter(provider=submission.enrolment.cohort.provider_id)
