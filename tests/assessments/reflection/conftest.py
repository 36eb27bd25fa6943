from typing import Any
from uuid import UUID, uuid4

import pytest
from wagtail.models import Page

from assessments.reflection.pages import ReflectionPage
from courses.cohorts.models import Cohort, Enrolment
from tests.factories import CohortFactory, activity_of, enrol, make_programme, published

SECRET = "Ich höre Herrn Dörfler ungern zu. 🤐"


def prompt(text: str = "Wem höre ich ungern zu?", hint: str = "Ohne Namen.") -> dict[str, Any]:
    return {"type": "prompt", "id": str(uuid4()), "value": {"text": text, "help": hint}}


def make_reflection(module: Page, prompts: list[dict[str, Any]]) -> ReflectionPage:
    page = ReflectionPage(title="Reflexion", slug="reflexion", minutes=10, prompts=prompts)
    published(module, page)
    return ReflectionPage.objects.get(pk=page.pk)


def key_of(page: ReflectionPage) -> UUID:
    return activity_of(page).key


def address(page: ReflectionPage, prompt_id: str = "", *more: str) -> str:
    parts = [part for part in (prompt_id, *more) if part]
    return "/".join([f"/lernen/{key_of(page)}/reflexion", *parts, ""])


def typed(response: Any, **texts: str) -> dict[str, str]:
    """The whole form of a shown page, as a browser without script sends it, with new texts."""
    data = {}
    for shown in response.context["reflection"].texts:
        key = shown.prompt.id
        data |= {
            f"text-{key}": texts.get(key, shown.field.value() or ""),
            f"version-{key}": str(shown.version),
            f"seen-{key}": shown.seen,
        }
    return data


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=1))


@pytest.fixture
def module(cohort: Cohort) -> Page:
    return cohort.programme.activities.filter(kind="module").order_by("pk").first().page.specific


@pytest.fixture
def page(module: Page) -> ReflectionPage:
    return make_reflection(module, [prompt(), prompt("Was hat mich geprägt?")])


@pytest.fixture
def first(page: ReflectionPage) -> str:
    return page.prompt_list[0].id


@pytest.fixture
def second(page: ReflectionPage) -> str:
    return page.prompt_list[1].id


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return enrol(cohort)


@pytest.fixture
def author(client: Any, enrolment: Enrolment) -> Any:
    """A participant, signed in."""
    client.force_login(enrolment.user)
    return enrolment.user
