"""What stays when somebody withdraws, and one person in two cohorts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courses.cohorts.domain import end_enrolment, invite, join
from courses.cohorts.models import AgreementConfirmation, Cohort, Enrolment, Invitation
from courses.curriculum.models import Activity
from courses.progress.actions import confirm_reading
from courses.progress.errors import NothingToConfirm
from courses.progress.models import Evidence
from tests.courses.cohorts.conftest import GUEST
from tests.factories import CohortFactory, UserFactory, coordinator_of

Invited = Callable[..., Invitation]


def lesson_of(cohort: Cohort) -> Activity:
    return cohort.programme.activities.filter(kind=Activity.Kind.LESSON).order_by("pk").first()


@pytest.fixture
def member(cohort: Cohort, invited: Invited) -> Enrolment:
    return join(invited(), user=UserFactory(email=GUEST))


def test_withdrawing_keeps_the_evidence_and_closes_the_reading(
    client: Client, cohort: Cohort, member: Enrolment, coordinator: Any
) -> None:
    lesson = lesson_of(cohort)
    confirm_reading(member.user, lesson.key)
    client.force_login(member.user)
    assert client.get("/mein-weg/").context["way"].cohort == cohort

    end_enrolment(member, by=coordinator, reason="Umzug", withdrawn=True)
    member.refresh_from_db()
    assert (member.state, member.ended_at is not None) == (Enrolment.State.WITHDRAWN, True)
    assert Evidence.objects.filter(enrolment=member, requirement_key=lesson.key).count() == 1
    assert AgreementConfirmation.objects.filter(user=member.user, cohort=cohort).exists()
    assert client.get("/mein-weg/").context["way"] is None
    with pytest.raises(NothingToConfirm):
        confirm_reading(member.user, lesson.key)


def test_withdrawing_from_one_cohort_leaves_the_other_open(
    client: Client, cohort: Cohort, member: Enrolment, coordinator: Any
) -> None:
    other = CohortFactory(programme=cohort.programme)
    stays = join(invite(other, GUEST, by=coordinator_of(other)), user=member.user)
    end_enrolment(member, by=coordinator, reason="Umzug", withdrawn=True)
    client.force_login(member.user)
    assert client.get("/mein-weg/").context["way"].cohort == other
    confirm_reading(member.user, lesson_of(cohort).key)
    assert list(Evidence.objects.values_list("enrolment", flat=True)) == [stays.pk]


def test_reading_counts_in_both_cohorts_and_mein_weg_shows_either(
    client: Client, cohort: Cohort, member: Enrolment
) -> None:
    other = CohortFactory(programme=cohort.programme)
    second = join(invite(other, GUEST, by=coordinator_of(other)), user=member.user)
    confirm_reading(member.user, lesson_of(cohort).key)
    counted = Evidence.objects.filter(requirement_key=lesson_of(cohort).key)
    assert set(counted.values_list("enrolment", flat=True)) == {member.pk, second.pk}
    client.force_login(member.user)
    for enrolment in (member, second):
        page = client.get("/mein-weg/", {"durchgang": str(enrolment.key)})
        assert page.context["way"].cohort == enrolment.cohort
