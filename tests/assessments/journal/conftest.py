from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.reflection.domain import Typed, write
from assessments.reflection.pages import ReflectionPage
from courses.cohorts.models import Cohort, CohortRole
from tests.assessments.reflection.conftest import (
    SECRET,
    author,
    cohort,
    enrolment,
    first,
    key_of,
    make_reflection,
    module,
    page,
    prompt,
    second,
)
from tests.factories import trainer_of

# Fixtures of the reflections, on whose pages everything here is written.
__all__ = ["author", "cohort", "enrolment", "first", "module", "page", "second"]

AT = datetime(2026, 11, 3, 9, 42, tzinfo=UTC)


@pytest.fixture
def lesson(module: Any) -> Any:
    return module.get_children().first().specific


@pytest.fixture
def in_lesson(lesson: Any) -> ReflectionPage:
    """A prompt below a lesson."""
    return make_reflection(lesson, [prompt("Was würden Sie zuerst fragen?")])


@pytest.fixture
def written(author: Any, page: ReflectionPage, first: str) -> str:
    """The author's text about the first prompt; its address in the journal."""
    note(author, page, first, SECRET)
    return entry_url(page, first)


@pytest.fixture
def trainer(cohort: Cohort) -> Any:
    return trainer_of(cohort)


def note(user: Any, page: ReflectionPage, prompt_id: str, text: str, *, days: int = 0) -> None:
    """Write without a browser, `days` after the first text."""
    asked = next(item.text for item in page.prompt_list if item.id == prompt_id)
    typed = Typed(text, 0, asked=asked)
    write(user, key=key_of(page), prompt_id=prompt_id, typed=typed, now=AT + timedelta(days=days))


def entry_url(page: ReflectionPage, prompt_id: str) -> str:
    return f"/journal/{key_of(page)}/{prompt_id}/"


def role_of(user: Any) -> int:
    return CohortRole.objects.get(user=user).pk


def statements(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
