"""A group with a plan it can play, and the trainer who leads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from assessments.assignment.domain.drafts import start
from assessments.assignment.models import DraftSection, Member
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.sections import Section
from assessments.assignment.versions import publish_template
from assessments.plan.tabletop.cards import Card
from assessments.plan.tabletop.domain.leading import prepare, send_new
from assessments.plan.tabletop.models import Exercise, Inject
from tests.assessments.plans import begin, make_cohort, plan_of
from tests.factories import activity_of, enrol, trainer_of

MEASURES = [{"id": "a1", "massnahme": "Rundruf der Fachstelle"}, {"id": "b2", "massnahme": ""}]
FUNCTIONS = [{"id": "c3", "funktion": "Rufbereitschaft Ordnung"}]


def line(name: str) -> Field:
    return Field(name, name.title(), FieldKind.LINE)


def rows(name: str, column: str) -> Field:
    return Field(name, name.title(), FieldKind.ROWS, columns=(line(column),))


SECTIONS = (
    Section("massnahmen", 7, "Maßnahmen je Stufe", fields=(rows("liste", "massnahme"),)),
    Section("zustaendigkeiten", 8, "Zuständigkeiten", fields=(rows("funktionen", "funktion"),)),
)


@pytest.fixture
def cohort() -> Any:
    cohort = make_cohort(due=None)
    page = plan_of(cohort)
    page.template_version = publish_template(
        cohort.provider, "uebung", title="Plan", sections=SECTIONS
    )
    page.save()
    return cohort


@pytest.fixture
def place(cohort) -> Any:
    return enrol(cohort)


@pytest.fixture
def plan(place) -> Any:
    """With one measure and one function to choose from."""
    submission = begin(place)
    drafts = DraftSection.objects.filter(submission=submission)
    drafts.filter(section_id="massnahmen").update(values={"liste": MEASURES})
    drafts.filter(section_id="zustaendigkeiten").update(values={"funktionen": FUNCTIONS})
    return submission


@pytest.fixture
def join(cohort, plan) -> Callable[[], Any]:
    """One more who writes the plan; their place."""

    def add() -> Any:
        mate = enrol(cohort)
        Member.objects.create(submission=plan, enrolment=mate, activity_key=plan.activity_key)
        return mate

    return add


@pytest.fixture
def trainer(cohort) -> Any:
    return trainer_of(cohort)


@pytest.fixture
def exercise(plan, trainer) -> Exercise:
    """Prepared, with two cards in the hand."""
    cards = [Card("18:40 Uhr. Ein Gerücht geht um."), Card("19:20 Uhr. Ein Anruf.", 5)]
    return prepare(plan, title="Gerücht", cards=cards, by=trainer, now=timezone.now())


@pytest.fixture
def running(exercise) -> Exercise:
    Exercise.objects.filter(pk=exercise.pk).update(
        state="running", running_since=timezone.now(), started_at=timezone.now()
    )
    exercise.refresh_from_db()
    return exercise


@pytest.fixture
def card(running) -> Inject:
    """The first card on the table."""
    return send_new(Exercise.objects.filter(pk=running.pk), Card("18:40 Uhr. Ein Gerücht."))


def another_plan(cohort, place) -> Any:
    page = plan_of(cohort)
    return start(
        place,
        activity_of(page).key,
        title=page.title,
        template=page.template_version,
        rubric=page.rubric_version,
    )


def said(**words: str) -> dict[str, str]:
    """What the answer's form gives."""
    blank = ("level", "measure", "measure_else", "function", "function_else", "message", "reasons")
    return dict.fromkeys(blank, "") | {"level": "2"} | words
