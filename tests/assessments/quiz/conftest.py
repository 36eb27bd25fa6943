from typing import Any
from uuid import uuid4

import pytest
from wagtail.models import Page

from assessments.quiz.pages import QuizPage
from courses.cohorts.models import Cohort
from tests.factories import CohortFactory, activity_of, make_programme, published

KINDS = {"single": "Welche Stufe?", "multiple": "Welche Werkzeuge?", "truefalse": "Stimmt das?"}


def question(kind: str = "single", *correct: bool, **fields: Any) -> dict[str, Any]:
    """Raw stream data of a question whose n-th answer is right or not."""
    marks = correct or (True, False)
    options = [
        {
            "type": "item",
            "id": str(uuid4()),
            "value": {"text": f"Antwort {n}", "correct": mark, "feedback": f"Indiz {n}."},
        }
        for n, mark in enumerate(marks, start=1)
    ]
    value = {"kind": kind, "text": KINDS[kind], "options": options, **fields}
    return {"type": "question", "id": str(uuid4()), "value": value}


def three_questions() -> list[dict[str, Any]]:
    return [
        question("single", False, True, False),
        question("multiple", True, True, False),
        question("truefalse", True, False),
    ]


def make_quiz(parent: Page, questions: list[dict[str, Any]] | None = None) -> QuizPage:
    page = QuizPage(title="Selbsttest", slug="selbsttest", questions=questions or three_questions())
    published(parent, page)
    return QuizPage.objects.get(pk=page.pk)


def address(page: QuizPage) -> str:
    return f"/lernen/{activity_of(page).key}/selbsttest/"


def filled(page: QuizPage, *, right: bool = True, **more: Any) -> dict[str, Any]:
    """The form as somebody sends it who knows everything, or nothing."""
    data: dict[str, Any] = {"version": page.quiz.fingerprint, "token": str(uuid4())}
    for item in page.quiz.questions:
        data[item.id] = [option.id for option in item.options if option.correct is right]
        if not item.takes_several:
            data[item.id] = data[item.id][0]
    return data | more


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=1))


@pytest.fixture
def module(cohort: Cohort) -> Page:
    return cohort.programme.activities.filter(kind="module").first().page.specific


@pytest.fixture
def lesson(cohort: Cohort) -> Page:
    return cohort.programme.activities.filter(kind="lesson").order_by("pk").first().page.specific


@pytest.fixture
def quiz(lesson: Page) -> QuizPage:
    return make_quiz(lesson)
