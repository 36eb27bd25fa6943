from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from courses.cockpit.matrix import Matrix, load_matrix
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import Session
from tests.factories import CohortFactory, coordinator_of, make_programme, make_session, trainer_of

NOW = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=2))


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
def attend(trainer: Any) -> Callable[..., None]:
    def record(session: Session, enrolment: Enrolment, state: State, minutes: int = 0) -> None:
        record_attendance(session, {enrolment.pk: Attendance(state, minutes)}, by=trainer)

    return record


def matrix_of(cohort: Cohort, now: datetime = NOW) -> Matrix:
    return load_matrix(Cohort.objects.select_related("rule_version").get(pk=cohort.pk), now=now)


def five_seminars(
    cohort: Cohort, start: datetime = datetime(2026, 9, 17, 7, tzinfo=UTC)
) -> list[Any]:
    """Every sixty days; at NOW the first one is over."""
    return [
        make_session(
            cohort,
            start=start + timedelta(days=60 * index),
            title=f"Seminar {index + 1}",
            module_number=index + 1,
        )
        for index in range(5)
    ]
