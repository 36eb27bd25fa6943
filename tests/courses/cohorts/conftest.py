from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from courses.cohorts.domain import invitation_token, invite
from courses.cohorts.models import Cohort, Invitation
from tests.factories import CohortFactory, coordinator_of

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


def link_of(invitation: Invitation) -> str:
    return f"/einladung/{invitation_token(invitation)}/"
