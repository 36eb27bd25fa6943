from itertools import cycle, islice
from typing import Any
from uuid import uuid4

import pytest
from django.forms import MultipleChoiceField
from wagtail.models import Page

from assessments.quiz.forms import TestForm
from assessments.quiz.kinds.base import Order
from assessments.quiz.pages import QuizPage
from courses.cohorts.models import Cohort
from tests.assessments.quiz.answers import answered
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


def item(**value: Any) -> dict[str, Any]:
    return {"type": "item", "id": str(uuid4()), "value": value}


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid4()), "value": value}


def matching(**fields: Any) -> dict[str, Any]:
    """Three pairs, of which two share their right side, and one right side too many."""
    pairs = [
        item(left="Sie reden.", right="Debatte", feedback="Es wird gesprochen."),
        item(left="Sie sperren ab.", right="Taten", feedback="Es wird gehandelt."),
        item(left="Sie bauen ab.", right="Taten", feedback="Auch das ist eine Tat."),
    ]
    others = [item(text="Vernichtung")]
    return block("matching", text="Was gehört wozu?", **{"pairs": pairs, "others": others} | fields)


def ordering(**fields: Any) -> dict[str, Any]:
    steps = [item(text=text, feedback="") for text in ("Rahmen", "Sichtweisen", "Interessen")]
    steps[0]["value"]["feedback"] = "Ohne Rahmen kein Gespräch."
    return block("ordering", text="Was kommt wann?", **{"steps": steps} | fields)


def gap(*words: str, feedback: str = "Das Wort davor.") -> dict[str, Any]:
    return item(accepted=list(words), feedback=feedback)


def gaps(**fields: Any) -> dict[str, Any]:
    value = {
        "sentence": "Jede Maßnahme hat genau ein ___ und eine ___.",
        "gaps": [gap("A", "Accountable"), gap("Vertretung")],
    }
    return block("gaps", text="Welche Wörter fehlen?", **value | fields)


def cell(label: str, stands: str, *entries: str, correct: bool = False) -> dict[str, Any]:
    """The first entry is the right one, unless what stands there is."""
    others = [item(text=text, correct=not (n or correct)) for n, text in enumerate(entries)]
    return item(
        label=label, stands=stands, correct=correct, entries=others, feedback=f"Regel für {label}."
    )


def correction(**fields: Any) -> dict[str, Any]:
    cells = [
        cell("Maßnahme", "Gespräch", correct=True),
        cell("R", "Jugendamt", "niemand", correct=True),
        cell("A", "Jugendamt und Ordnungsamt", "Jugendamt", "niemand"),
        cell("Vertretung", "–", "Streetwork"),
    ]
    return block("correction", text="Was stimmt nicht?", **{"cells": cells} | fields)


def short_text(**fields: Any) -> dict[str, Any]:
    value = {"model": "Zehn Beschwerden in einer Woche.", "compare": "Kann man es zählen?"}
    return block("short_text", text="Woran sehen Sie es?", **value | fields)


def three_questions() -> list[dict[str, Any]]:
    return [
        question("single", False, True, False),
        question("multiple", True, True, False),
        question("truefalse", True, False),
    ]


def of_every_kind() -> list[dict[str, Any]]:
    return [*three_questions(), matching(), ordering(), gaps(), correction(), short_text()]


def mixed(count: int) -> list[dict[str, Any]]:
    """So many questions, kind after kind."""
    kinds = (matching, ordering, gaps, correction, short_text, question)
    return [make() for make in islice(cycle(kinds), count)]


def make_quiz(parent: Page, questions: list[dict[str, Any]] | None = None) -> QuizPage:
    page = QuizPage(title="Selbsttest", slug="selbsttest", questions=questions or three_questions())
    published(parent, page)
    return QuizPage.objects.get(pk=page.pk)


def address(page: QuizPage) -> str:
    return f"/lernen/{activity_of(page).key}/selbsttest/"


def filled(page: QuizPage, *, right: bool = True, **more: Any) -> dict[str, Any]:
    """The form as somebody sends it who knows everything, or nothing."""
    form = TestForm(page.quiz, answers=answered(page.quiz, right=right), order=Order())
    data: dict[str, Any] = {"version": page.quiz.fingerprint, "token": str(uuid4())}
    for bound in form:
        value = bound.value()
        several = isinstance(value, list) and not isinstance(bound.field, MultipleChoiceField)
        data[bound.html_name] = value[0] if several else value
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
