from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from courses.cohorts.models import Cohort, Enrolment
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.sources import release_key
from courses.rules.definition import CountRule, RequirementKind, RuleDefinition, to_json
from courses.rules.models import RuleSet
from courses.sessions.models import Session
from tests.factories import (
    CohortFactory,
    RuleSetVersionFactory,
    coordinator_of,
    make_programme,
    make_session,
)

AHEAD = datetime(2099, 3, 4, 8, tzinfo=UTC)


def seminars(count: int, **fields: Any) -> RuleDefinition:
    return RuleDefinition((CountRule((RequirementKind.SEMINAR,), count),), **fields)


def another(cohort: Cohort, **fields: Any) -> Cohort:
    """One more running cohort under the same rule."""
    made = CohortFactory(programme=cohort.programme, rule_version=cohort.rule_version, **fields)
    for number in (1, 2, 3):
        make_session(made, module_number=number, start=AHEAD)
    return made


def attend(enrolment: Enrolment, *sessions: Session, minutes: int = 360) -> None:
    for session in sessions:
        record(
            Fact(session.key, EvidenceKind.ATTENDED, minutes=minutes),
            enrolments=Enrolment.objects.filter(pk=enrolment.pk),
            actor=None,
            role="trainer",
        )


def release(enrolment: Enrolment) -> None:
    record(
        Fact(release_key(enrolment.cohort), EvidenceKind.RELEASED),
        enrolments=Enrolment.objects.filter(pk=enrolment.pk),
        actor=None,
        role="trainer",
    )


@pytest.fixture
def cohort(db: None) -> Cohort:
    """A running cohort with three seminars ahead; its rule asks for two of them."""
    programme = make_programme(modules=3, lessons=0)
    version = RuleSetVersionFactory(provider=programme.provider, definition=to_json(seminars(2)))
    cohort = CohortFactory(programme=programme, rule_version=version)
    for number in (1, 2, 3):
        make_session(cohort, module_number=number, start=AHEAD)
    return cohort


@pytest.fixture
def rule_set(cohort: Cohort) -> RuleSet:
    return cohort.rule_version.rule_set


@pytest.fixture
def coordinator(cohort: Cohort) -> Any:
    return coordinator_of(cohort)


@pytest.fixture
def desk(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client
