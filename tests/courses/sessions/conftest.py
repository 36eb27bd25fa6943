from typing import Any

import pytest
from django.test import Client

from courses.cohorts.models import Cohort, Enrolment
from courses.sessions.models import Session
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    make_session,
    trainer_of,
)


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=5, lessons=0))


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


@pytest.fixture
def session(cohort: Cohort) -> Session:
    return make_session(cohort)


@pytest.fixture
def people(cohort: Cohort) -> list[Enrolment]:
    return [
        enrol(cohort, UserFactory(first_name=name, last_name="Ay")) for name in ("A", "B", "C", "D")
    ]
