from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.cohorts.domain import invitation_token, invite
from courses.cohorts.models import Cohort, Invitation
from tests.factories import CohortFactory, coordinator_of, enrol

GUEST = "gast@quellingen.example"


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory()


@pytest.fixture
def coordinator(cohort: Cohort) -> Any:
    return coordinator_of(cohort)


@pytest.fixture
def invited(cohort: Cohort, coordinator: Any) -> Callable[..., Invitation]:
    """Invites an address as the cohort's coordinator does."""

    def do(email: str = GUEST, now: datetime | None = None) -> Invitation:
        return invite(cohort, email, by=coordinator, now=now or timezone.now())

    return do


@pytest.fixture
def full(cohort: Cohort) -> Cohort:
    """One place, and somebody in it."""
    cohort.places = 1
    cohort.save()
    enrol(cohort)
    return cohort


@pytest.fixture
def desk(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


def link_of(invitation: Invitation) -> str:
    return f"/einladung/{invitation_token(invitation)}/"


def statements(ask: Callable[[], Any]) -> int:
    """How many SQL statements it takes."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)
