"""The running cohort looks like one that has lived for some months, and is made once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from courses.cockpit.matrix import load_matrix
from courses.cockpit.needs import needs_of
from courses.cohorts.models import Cohort, CohortRole, WaitingPlace
from courses.cohorts.queries import places_of
from courses.progress.models import Evidence
from courses.sessions.models import SessionFile
from lms.demo import cast
from lms.demo.seed import seed

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def introduced(module_db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Any]]:
    """Whom the first start introduces; its people and files are there for all tests."""
    folder = tmp_path_factory.mktemp("demo")
    kept = SessionFile._meta.get_field("file")
    with (
        override_settings(LMS_KEY_DIR=folder / "keys"),
        patch.object(kept, "storage", FileSystemStorage(location=folder / "files")),
    ):
        yield seed(NOW)


def test_a_second_start_adds_nothing_and_introduces_the_same_few(introduced: list[Any]) -> None:
    counted = (Evidence.objects.count(), SessionFile.objects.count(), WaitingPlace.objects.count())
    assert seed(NOW + timedelta(days=1)) == introduced
    assert counted == (
        Evidence.objects.count(),
        SessionFile.objects.count(),
        WaitingPlace.objects.count(),
    )
    assert [person.email for person in introduced] == [part.email for part in cast.CAST]


@pytest.mark.usefixtures("introduced")
def test_the_running_cohort_is_full_and_one_person_needs_a_hand() -> None:
    cohort = Cohort.objects.select_related("rule_version").get(ends_on__gt=NOW)
    standing = load_matrix(cohort, now=NOW)
    assert len(standing.active) == 9
    assert [need.row.name for need in needs_of(standing)] == ["Paweł Zieliński"]
    assert places_of(cohort, now=NOW).free == 0
    assert set(cohort.roles.values_list("role", flat=True)) == set(CohortRole.Role.values)
    assert all(session.trainers.exists() for session in cohort.sessions.all())
