"""„Hat aktiv teilgenommen“: once, by who teaches, and back again with a reason."""

import pytest

from assessments.assignment.domain.releasing import release, take_back
from assessments.assignment.errors import ReleaseRefused
from courses.governance.models import AuditEntry
from courses.progress.models import Evidence, RequirementState
from courses.progress.sources import release_key
from tests.factories import CohortFactory, UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


def rows(enrolment) -> list[tuple]:
    found = Evidence.objects.filter(enrolment=enrolment).order_by("seq")
    return [(row.kind, row.supersedes, row.actor_role) for row in found]


def is_released(enrolment) -> bool:
    key = release_key(enrolment.cohort)
    return RequirementState.objects.filter(enrolment=enrolment, requirement_key=key).exists()


def test_a_release_is_evidence_of_the_chosen_people(cohort) -> None:
    chosen, other = enrol(cohort), enrol(cohort)
    assert release(cohort, [chosen.pk], by=trainer_of(cohort)) == 1
    assert rows(chosen) == [("released", None, "trainer")]
    assert (is_released(chosen), is_released(other)) == (True, False)
    assert AuditEntry.objects.filter(action="release.given").count() == 1


def test_releasing_twice_is_releasing_once(cohort) -> None:
    enrolment, trainer = enrol(cohort), trainer_of(cohort)
    assert [release(cohort, [enrolment.pk], by=trainer) for _ in range(2)] == [1, 0]
    assert len(rows(enrolment)) == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_are_one() -> None:
    cohort = CohortFactory()
    enrolment, one, two = enrol(cohort), trainer_of(cohort), trainer_of(cohort)
    results = at_once(
        lambda: release(cohort, [enrolment.pk], by=one),
        lambda: release(cohort, [enrolment.pk], by=two),
    )
    assert sorted(results) == [0, 1]
    assert rows(enrolment) == [("released", None, "trainer")]


def test_a_release_is_taken_back_with_a_reason_and_given_again(cohort) -> None:
    enrolment, trainer = enrol(cohort), trainer_of(cohort)
    release(cohort, [enrolment.pk], by=trainer)
    with pytest.raises(ReleaseRefused, match="Grund"):
        take_back(enrolment, by=trainer, reason="  ")
    take_back(enrolment, by=trainer, reason="verwechselt")
    assert not is_released(enrolment)
    assert release(cohort, [enrolment.pk], by=trainer) == 1
    assert is_released(enrolment)
    assert rows(enrolment) == [
        ("released", None, "trainer"),
        ("revoked", 1, "trainer"),
        ("released", 2, "trainer"),
    ]


def test_what_was_not_given_is_not_taken_back(cohort) -> None:
    with pytest.raises(ReleaseRefused):
        take_back(enrol(cohort), by=trainer_of(cohort), reason="verwechselt")


def test_only_who_teaches_the_cohort_releases(cohort) -> None:
    enrolment = enrol(cohort)
    others = [coordinator_of(cohort), enrolment.user, UserFactory(is_superuser=True)]
    for user in others:
        with pytest.raises(ReleaseRefused):
            release(cohort, [enrolment.pk], by=user)
    assert rows(enrolment) == []


def test_people_of_another_cohort_are_refused_together_with_the_rest(cohort) -> None:
    own, foreign = enrol(cohort), enrol(CohortFactory(programme=cohort.programme))
    with pytest.raises(ReleaseRefused):
        release(cohort, [own.pk, foreign.pk], by=trainer_of(cohort))
    assert rows(own) == rows(foreign) == []
