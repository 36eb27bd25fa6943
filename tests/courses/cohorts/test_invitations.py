"""The life of an invitation, by its rules."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from courses.cohorts.domain import (
    INVITATION_DAYS,
    accept_invitation,
    end_enrolment,
    invitation_token,
    invite,
    join,
    read_invitation,
    revoke_invitation,
)
from courses.cohorts.errors import AlreadyEnrolled, InvitationRefused, NotAllowed
from courses.cohorts.models import AgreementConfirmation, Cohort, Enrolment, Invitation
from courses.governance.models import AuditEntry
from tests.courses.cohorts.conftest import GUEST
from tests.factories import CohortFactory, UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

Reason = InvitationRefused.Reason
Invited = Callable[..., Invitation]


def refusal_of(token: str) -> Reason:
    with pytest.raises(InvitationRefused) as refused:
        read_invitation(token)
    return refused.value.reason


def test_a_link_leads_to_its_invitation(invited: Invited) -> None:
    invitation = invited()
    assert read_invitation(invitation_token(invitation)) == invitation


def test_only_the_coordination_of_the_cohort_invites(cohort: Cohort) -> None:
    for stranger in (
        trainer_of(cohort),
        coordinator_of(CohortFactory(programme=cohort.programme)),
        enrol(cohort).user,
        UserFactory(is_superuser=True),
    ):
        with pytest.raises(NotAllowed):
            invite(cohort, GUEST, by=stranger)
    assert not Invitation.objects.exists()


def test_whoever_takes_part_is_not_invited_again(cohort: Cohort, invited: Invited) -> None:
    user = enrol(cohort).user
    with pytest.raises(AlreadyEnrolled):
        invited(user.email.upper())


def test_an_expired_link_says_so(invited: Invited) -> None:
    token = invitation_token(invited(now=timezone.now() - timedelta(days=INVITATION_DAYS, hours=1)))
    assert refusal_of(token) == Reason.EXPIRED


def test_a_withdrawn_link_says_so(invited: Invited, coordinator: Any) -> None:
    invitation = invited()
    revoke_invitation(invitation, by=coordinator)
    assert refusal_of(invitation_token(invitation)) == Reason.WITHDRAWN


def test_a_used_link_says_so(invited: Invited) -> None:
    invitation = invited()
    join(invitation, user=UserFactory(email=GUEST))
    assert refusal_of(invitation_token(invitation)) == Reason.USED


def test_a_broken_link_says_so(invited: Invited) -> None:
    assert refusal_of(invitation_token(invited())[:-3]) == Reason.INCOMPLETE


def test_renewing_makes_the_earlier_link_worthless(invited: Invited) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    old = invitation_token(invited(now=yesterday))
    renewed = invited(GUEST.upper())
    assert refusal_of(old) == Reason.RENEWED
    assert read_invitation(invitation_token(renewed)) == renewed
    assert Invitation.objects.count() == 1


def test_a_double_click_on_inviting_sends_one_mail(
    invited: Invited, run_queue: Callable[[], Any]
) -> None:
    first, second = invited(), invited()
    run_queue()
    assert invitation_token(first) == invitation_token(second)
    assert [message.to for message in mail.outbox] == [[GUEST]]


def test_an_expired_invitation_is_renewed(invited: Invited) -> None:
    invited(now=timezone.now() - timedelta(days=60))
    renewed = invited()
    assert read_invitation(invitation_token(renewed)) == renewed


def test_only_the_invited_address_joins(cohort: Cohort, invited: Invited) -> None:
    invitation = invited()
    with pytest.raises(InvitationRefused) as refused:
        join(invitation, user=UserFactory())
    assert refused.value.reason == Reason.FOREIGN
    assert not cohort.enrolments.exists()


def test_an_address_is_the_same_in_capital_letters(cohort: Cohort, invited: Invited) -> None:
    user = UserFactory(email=GUEST.upper())
    assert join(invited(), user=user) == cohort.enrolments.get(user=user)


def test_joining_promises_confidentiality_too(cohort: Cohort, invited: Invited) -> None:
    user = UserFactory(email=GUEST)
    join(invited(), user=user)
    confirmed = AgreementConfirmation.objects.get(user=user)
    assert (confirmed.cohort, confirmed.agreement) == (cohort, cohort.agreement)


def test_accepting_twice_is_one_enrolment(cohort: Cohort, invited: Invited) -> None:
    invitation, user = invited(), UserFactory(email=GUEST)
    assert join(invitation, user=user) == join(invitation, user=user)
    assert cohort.enrolments.count() == 1
    assert AuditEntry.objects.filter(action="invitation.accepted").count() == 1


def test_a_withdrawn_invitation_lets_nobody_in(
    cohort: Cohort, invited: Invited, coordinator: Any
) -> None:
    invitation, user = invited(), UserFactory(email=GUEST)
    revoke_invitation(invitation, by=coordinator)
    with pytest.raises(InvitationRefused) as refused:
        join(invitation, user=user)
    assert refused.value.reason == Reason.WITHDRAWN
    assert not cohort.enrolments.exists()


def test_a_used_invitation_brings_nobody_back(invited: Invited, coordinator: Any) -> None:
    invitation, user = invited(), UserFactory(email=GUEST)
    enrolment = join(invitation, user=user)
    end_enrolment(enrolment, by=coordinator, reason="Elternzeit", withdrawn=True)
    assert accept_invitation(invitation, user=user).state == Enrolment.State.WITHDRAWN


def test_somebody_who_left_can_be_invited_again(
    cohort: Cohort, invited: Invited, coordinator: Any
) -> None:
    user = UserFactory(email=GUEST)
    enrolment = join(invited(), user=user)
    end_enrolment(enrolment, by=coordinator, reason="Elternzeit")
    again = join(invited(), user=user)
    assert (again.pk, again.state, again.ended_at) == (enrolment.pk, Enrolment.State.ACTIVE, None)


def test_withdrawing_a_used_invitation_changes_nothing(invited: Invited, coordinator: Any) -> None:
    invitation = invited()
    join(invitation, user=UserFactory(email=GUEST))
    revoke_invitation(invitation, by=coordinator)
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_joining_two_cohorts(cohort: Cohort, invited: Invited) -> None:
    other = CohortFactory(programme=cohort.programme)
    user = UserFactory(email=GUEST)
    join(invited(), user=user)
    join(invite(other, GUEST, by=coordinator_of(other)), user=user)
    assert set(user.lms_enrolments.values_list("cohort", flat=True)) == {cohort.pk, other.pk}


def test_the_mail_says_until_when_and_nothing_confidential(
    cohort: Cohort, invited: Invited, run_queue: Callable[[], Any]
) -> None:
    cohort.provider.help_line = "030 12 34 56"
    cohort.provider.save()
    invitation = invited()
    run_queue()
    (message,) = mail.outbox
    assert message.subject.startswith("Ihre Einladung: ")
    assert invitation_token(invitation) in message.body
    assert "Er gilt bis " in message.body
    assert "030 12 34 56" in message.body
    assert cohort.agreement.clauses[0]["text"] not in message.body
    assert "&" not in message.body


def test_a_renewed_invitation_sends_only_the_new_link(
    invited: Invited, run_queue: Callable[[], Any]
) -> None:
    invited(now=timezone.now() - timedelta(days=1))
    renewed = invited()
    run_queue()
    (message,) = mail.outbox
    assert invitation_token(renewed) in message.body


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_people_accepting_at_once_make_one_enrolment() -> None:
    cohort = CohortFactory()
    invitation = invite(cohort, GUEST, by=coordinator_of(cohort))
    user = UserFactory(email=GUEST)
    answers = at_once(*[lambda: join(invitation, user=user)] * 4)
    assert {answer.pk for answer in answers} == {cohort.enrolments.get().pk}
    assert AgreementConfirmation.objects.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_inviting_an_address_twice_at_once_is_one_invitation() -> None:
    cohort = CohortFactory()
    coordinator = coordinator_of(cohort)
    at_once(*[lambda: invite(cohort, GUEST, by=coordinator)] * 3)
    assert Invitation.objects.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_somebody_joins_leaves_one_of_both() -> None:
    cohort = CohortFactory()
    coordinator = coordinator_of(cohort)
    invitation = invite(cohort, GUEST, by=coordinator)
    user = UserFactory(email=GUEST)
    at_once(
        lambda: join(invitation, user=user),
        lambda: revoke_invitation(invitation, by=coordinator),
    )
    invitation.refresh_from_db()
    assert (invitation.revoked_at is None) == cohort.enrolments.exists()
