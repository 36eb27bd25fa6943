from typing import Any

import pytest
from wagtail.models import Page

from assessments.scenario.pages import ScenarioPage
from courses.cohorts.models import Cohort
from tests.assessments.scenario.stories import make_scenario
from tests.factories import CohortFactory, enrol, make_programme


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=0))


@pytest.fixture
def module(cohort: Cohort) -> Page:
    return cohort.programme.activities.filter(kind="module").order_by("pk").first().page.specific


@pytest.fixture
def scenario(module: Page) -> ScenarioPage:
    return make_scenario(module)


@pytest.fixture
def person(client: Any, cohort: Cohort) -> Any:
    user = enrol(cohort).user
    client.force_login(user)
    return user
