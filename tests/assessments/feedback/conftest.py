from typing import Any
from uuid import UUID

import pytest
from wagtail.models import Page

from assessments.feedback.domain import give
from assessments.feedback.pages import FeedbackPage
from courses.cohorts.models import Cohort, Enrolment
from tests.factories import CohortFactory, activity_of, enrol, make_programme, published

SECRET = "Ich rede mit Herrn Dörfler, bis Ende Januar. 🤐"


def make_feedback(module: Page, **fields: Any) -> FeedbackPage:
    page = FeedbackPage(**{"title": "Rückmeldung", "slug": "rueckmeldung", **fields})
    published(module, page)
    return FeedbackPage.objects.get(pk=page.pk)


def key_of(page: FeedbackPage) -> UUID:
    return activity_of(page).key


def address(page: FeedbackPage, word: str = "rueckmeldung") -> str:
    return f"/lernen/{key_of(page)}/{word}/"


def said(**more: Any) -> dict[str, Any]:
    """One answer as it lies in the pool."""
    return {"benefit": 4, "pace": 3, "safety": 5, "missing": "", **more}


def filled(**more: Any) -> dict[str, Any]:
    """The form as somebody sends it for the first time."""
    return {**{key: str(value) for key, value in said().items()}, "text-vorhaben": "", **more}


def many(cohort: Cohort, page: FeedbackPage, count: int, **more: Any) -> list[Enrolment]:
    people = [enrol(cohort) for _n in range(count)]
    for person in people:
        give(person, key_of(page), said(**more))
    return people


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=0))


@pytest.fixture
def module(cohort: Cohort) -> Page:
    return cohort.programme.activities.filter(kind="module").order_by("pk").first().page.specific


@pytest.fixture
def page(module: Page) -> FeedbackPage:
    return make_feedback(module)


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return enrol(cohort)


@pytest.fixture
def person(client: Any, enrolment: Enrolment) -> Any:
    """A participant, signed in."""
    client.force_login(enrolment.user)
    return enrolment.user
