"""A programme with words in it, a toolkit beside it, and somebody who searches."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from content.toolkit.pages import MethodIndexPage, MethodPage
from courses.curriculum.models import Programme
from courses.curriculum.pages import LessonPage
from courses.search.queries import Results, search
from courses.search.question import ask
from tests.factories import make_lesson, make_programme, published

STEP = {"title": "Aufstellen", "text": "Alle stellen sich auf.", "minutes": 15}


def text_block(*paragraphs: str) -> list[tuple[str, str]]:
    return [("text", "".join(f"<p>{text}</p>" for text in paragraphs))]


@pytest.fixture
def programme(db: None) -> Programme:
    return make_programme(lessons=0)


@pytest.fixture
def add_lesson(programme: Programme) -> Callable[..., LessonPage]:
    module = programme.activities.get(kind="module").page

    def add(title: str, *paragraphs: str, number: str = "", **fields: Any) -> LessonPage:
        number = number or f"1.{module.numchild + 1}"
        return make_lesson(
            module, number=number, title=title, body=text_block(*paragraphs), **fields
        )

    return add


@pytest.fixture
def add_card(programme: Programme) -> Callable[..., MethodPage]:
    toolkit = MethodIndexPage(title="Methodenkoffer", slug="methoden")
    published(Page.objects.get(pk=programme.page_id), toolkit)

    def add(title: str, **fields: Any) -> MethodPage:
        card = MethodPage(
            **{
                "title": title,
                "purpose": "Wozu das gut ist.",
                "minutes": 15,
                "steps": [("step", STEP)],
                "do_no_harm": "Nur für Gruppen, die sich kennen.",
                **fields,
            }
        )
        published(toolkit, card)
        return card

    return add


def results(typed: str, user: Any = None, **options: Any) -> Results:
    return search(user or AnonymousUser(), ask(typed), **options)


def titles(typed: str, user: Any = None, **options: Any) -> list[str]:
    return [result.place.title for result in results(typed, user, **options).results]


def said(pieces: Any) -> str:
    """„vor «Treffer» nach“"""
    return "".join(f"«{piece.text}»" if piece.hit else piece.text for piece in pieces)
