from typing import Any

import pytest
from django.test import Client

from courses.cohorts.models import Cohort
from tests.factories import CohortFactory, coordinator_of, make_programme, trainer_of


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2))


@pytest.fixture
def coordinator(cohort: Cohort) -> Any:
    return coordinator_of(cohort)


@pytest.fixture
def trainer(cohort: Cohort) -> Any:
    return trainer_of(cohort)


@pytest.fixture
def desk(client: Client, coordinator: Any) -> Client:
    """The browser of the cohort's coordinator."""
    client.force_login(coordinator)
    return client
