from typing import Any
from uuid import UUID, uuid4

import pytest
from wagtail.models import Page

from assessments.self_assessment.domain import answer
from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.pages import SelfAssessmentPage
from assessments.self_assessment.queries import open_assessment
from courses.cohorts.models import Cohort, Enrolment
from tests.factories import CohortFactory, activity_of, enrol, make_programme, published


def statement(text: str = "Ich kann einen Auftrag klären.") -> dict[str, Any]:
    return {"type": "statement", "id": str(uuid4()), "value": {"text": text}}


def statements(count: int) -> list[dict[str, Any]]:
    return [statement(f"Ich kann es auf Weise {number}.") for number in range(1, count + 1)]


def make_assessment(module: Page, **fields: Any) -> SelfAssessmentPage:
    page = SelfAssessmentPage(
        **{"title": "Wo stehe ich?", "slug": "selbsteinschaetzung", "intro": "Ehrlich.", **fields}
    )
    published(module, page)
    return SelfAssessmentPage.objects.get(pk=page.pk)


def key_of(page: SelfAssessmentPage) -> UUID:
    return activity_of(page).key


def address(page: SelfAssessmentPage) -> str:
    return f"/lernen/{key_of(page)}/selbsteinschaetzung/"


def ids(page: SelfAssessmentPage) -> list[str]:
    return [item.id for item in page.survey.statements]


def filled(page: SelfAssessmentPage, *values: int, **more: Any) -> dict[str, Any]:
    """The form as somebody sends it; the last value stands for all that follow."""
    steps = [values[min(n, len(values) - 1)] for n, _id in enumerate(ids(page))]
    data = {key: str(step) for key, step in zip(ids(page), steps, strict=True)}
    return {"version": page.survey.fingerprint, "token": str(uuid4()), **data, **more}


def answered(page: SelfAssessmentPage, user: Any, *values: int, **more: Any) -> SelfAssessment:
    """An answer as the site keeps it, without a browser."""
    opened = open_assessment(user, key_of(page))
    assert opened is not None
    steps = [values[min(n, len(values) - 1)] for n, _id in enumerate(ids(page))]
    return answer(
        opened, dict(zip(ids(page), steps, strict=True)), user=user, token=uuid4(), **more
    )


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=0))


@pytest.fixture
def modules(cohort: Cohort) -> list[Page]:
    rows = cohort.programme.activities.filter(kind="module").order_by("pk")
    return [row.page.specific for row in rows]


@pytest.fixture
def before(modules: list[Page]) -> SelfAssessmentPage:
    return make_assessment(modules[0], statements=statements(3))


@pytest.fixture
def after(modules: list[Page], before: SelfAssessmentPage) -> SelfAssessmentPage:
    return make_assessment(modules[1], earlier=before)


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return enrol(cohort)


@pytest.fixture
def person(client: Any, enrolment: Enrolment) -> Any:
    """A participant, signed in."""
    client.force_login(enrolment.user)
    return enrolment.user
