"""Places and the waiting list: by the rules and on the screens."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from courses.cohorts.domain import (
    INVITATION_DAYS,
    end_enrolment,
    revoke_invitation,
)
from courses.cohorts.errors import (
    AlreadyEnrolled,
    AlreadyWaiting,
    CohortFull,
    NotAllowed,
    NotWaiting,
)
from courses.cohorts.models import Cohort, Invitation, WaitingPlace
from courses.cohorts.queries import places_of
from courses.cohorts.tasks import forget_waiting, send_invitation
from courses.cohorts.waiting import FORGOTTEN_AFTER, forget_old, leave_waiting, offer_place, wait
from courses.governance.models import AuditEntry
from tests.courses.cohorts.conftest import GUEST, statements
from tests.factories import CohortFactory, UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

Invited = Callable[..., Invitation]
LONG_AGO = timedelta(days=INVITATION_DAYS + 1)


# — places ———————————————————————————————————————————————————————————————————————


def test_a_place_is_taken_by_people_and_by_valid_invitations(
    cohort: Cohort, invited: Invited, coordinator: Any
) -> None:
    cohort.places = 5
    cohort.save()
    enrol(cohort)
    enrol(cohort, state="ended")
    invited("a@quellingen.example")
    invited("b@quellingen.example", now=timezone.now() - LONG_AGO)
    revoke_invitation(invited("c@quellingen.example"), by=coordinator)
    assert (places_of(cohort).taken, places_of(cohort).free) == (2, 3)


def test_a_full_cohort_offers_no_further_place(full: Cohort, invited: Invited) -> None:
    with pytest.raises(CohortFull, match="Alle 1 Plätze"):
        invited()
    assert not full.invitations.exists()


def test_a_valid_invitation_keeps_its_place_when_sent_again(
    cohort: Cohort, invited: Invited
) -> None:
    cohort.places = 1
    cohort.save()
    first = invited(now=timezone.now() - timedelta(days=1))
    assert invited().pk == first.pk


def test_an_expired_invitation_is_not_renewed_into_a_full_cohort(
    full: Cohort, invited: Invited
) -> None:
    full.places = 2
    full.save()
    invited(now=timezone.now() - LONG_AGO)
    enrol(full)
    with pytest.raises(CohortFull):
        invited()


def test_without_a_number_places_have_no_end(cohort: Cohort, invited: Invited) -> None:
    invited()
    assert places_of(cohort).free is None


# — the waiting list —————————————————————————————————————————————————————————————


def test_who_waits_is_offered_a_place_and_leaves_the_list(full: Cohort, coordinator: Any) -> None:
    place = wait(full, GUEST.upper(), name="Ayşe", by=coordinator)
    with pytest.raises(CohortFull):
        offer_place(place, by=coordinator)
    assert places_of(full).waiting == 1
    end_enrolment(full.enrolments.get(), by=coordinator, reason="Umzug", withdrawn=True)
    assert places_of(full).one_could_be_offered
    assert offer_place(place, by=coordinator).email == GUEST
    assert (places_of(full).waiting, places_of(full).free) == (0, 0)


def test_inviting_somebody_who_waits_takes_them_off_the_list(
    full: Cohort, coordinator: Any, invited: Invited
) -> None:
    wait(full, GUEST, by=coordinator)
    full.places = 2
    full.save()
    invited(GUEST.upper())
    assert not full.waiting.filter(left_at=None).exists()


def test_a_place_is_not_offered_to_who_has_left_the_list(cohort: Cohort, coordinator: Any) -> None:
    place = wait(cohort, GUEST, by=coordinator)
    leave_waiting(place, by=coordinator)
    leave_waiting(place, by=coordinator)
    with pytest.raises(NotWaiting):
        offer_place(place, by=coordinator)
    assert AuditEntry.objects.filter(action="waiting.left").count() == 1
    assert wait(cohort, GUEST, by=coordinator).pk != place.pk


def test_nobody_waits_twice_or_beside_a_place(
    full: Cohort, coordinator: Any, invited: Invited
) -> None:
    wait(full, GUEST, by=coordinator)
    with pytest.raises(AlreadyWaiting, match="schon auf der Warteliste"):
        wait(full, GUEST.upper(), by=coordinator)
    with pytest.raises(AlreadyEnrolled):
        wait(full, full.enrolments.get().user.email, by=coordinator)
    full.places = 2
    full.save()
    invited("eingeladen@quellingen.example")
    with pytest.raises(AlreadyWaiting, match="schon eingeladen"):
        wait(full, "eingeladen@quellingen.example", by=coordinator)


def test_only_the_coordination_keeps_the_list(full: Cohort, coordinator: Any) -> None:
    place = wait(full, GUEST, by=coordinator)
    for stranger in (
        trainer_of(full),
        coordinator_of(CohortFactory(programme=full.programme)),
        full.enrolments.get().user,
        UserFactory(is_superuser=True),
    ):
        with pytest.raises(NotAllowed):
            wait(full, "noch@quellingen.example", by=stranger)
        with pytest.raises(NotAllowed):
            leave_waiting(place, by=stranger)
        with pytest.raises(NotAllowed):
            offer_place(place, by=stranger)
    assert list(full.waiting.filter(left_at=None)) == [place]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_the_last_place_offered_by_two_at_once_goes_to_one() -> None:
    cohort = CohortFactory(places=1)
    one, other = coordinator_of(cohort), coordinator_of(cohort)
    first = wait(cohort, "a@quellingen.example", by=one)
    second = wait(cohort, "b@quellingen.example", by=one)
    answers = at_once(lambda: offer_place(first, by=one), lambda: offer_place(second, by=other))
    assert sorted(type(answer).__name__ for answer in answers) == ["CohortFull", "Invitation"]
    assert (cohort.invitations.count(), places_of(cohort).waiting) == (1, 1)


# — the waiting list on its screen ———————————————————————————————————————————————


def waiting_url(cohort: Cohort) -> str:
    return reverse("lms_cohorts:waiting", args=[cohort.pk])


def test_somebody_is_put_on_the_list_and_offered_a_place_there(desk: Client, full: Cohort) -> None:
    desk.post(waiting_url(full), {"email": GUEST, "name": "Ayşe"})
    again = desk.post(waiting_url(full), {"email": GUEST, "name": "Ayşe"})
    assert "schon auf der Warteliste" in again.content.decode()
    place = full.waiting.get()
    offer = reverse("lms_cohorts:offer_place", args=[full.pk, place.pk])
    refused = desk.post(offer, follow=True).content.decode()
    assert "Erhöhen Sie zuerst die Zahl der Plätze." in refused
    full.places = 2
    full.save()
    desk.post(offer)
    assert full.invitations.get().email == GUEST
    assert "Es wartet niemand." in desk.get(waiting_url(full)).content.decode()


def test_somebody_is_taken_off_the_list(desk: Client, full: Cohort, coordinator: Any) -> None:
    place = wait(full, GUEST, by=coordinator)
    desk.post(reverse("lms_cohorts:leave_waiting", args=[full.pk, place.pk]))
    assert not full.waiting.filter(left_at=None).exists()


def test_the_cohort_says_that_a_place_is_free(desk: Client, full: Cohort, coordinator: Any) -> None:
    wait(full, GUEST, by=coordinator)
    wait(full, "b@quellingen.example", by=coordinator)
    address = reverse("lms_cohorts:cohort", args=[full.pk])
    assert "Ein Platz ist frei" not in desk.get(address).content.decode()
    end_enrolment(full.enrolments.get(), by=coordinator, reason="Umzug", withdrawn=True)
    assert "Ein Platz ist frei, 2 Personen warten" in " ".join(
        desk.get(address).content.decode().split()
    )


def test_the_screens_of_a_foreign_cohort_do_not_exist(client: Client, full: Cohort) -> None:
    place = WaitingPlace.objects.create(cohort=full, email=GUEST)
    own = CohortFactory(programme=full.programme)
    for stranger in (coordinator_of(own), trainer_of(full), UserFactory(is_superuser=True)):
        client.force_login(stranger)
        assert client.get(waiting_url(full)).status_code == 404
        for name in ("offer_place", "leave_waiting"):
            for cohort in (full, own):
                address = reverse(f"lms_cohorts:{name}", args=[cohort.pk, place.pk])
                assert client.post(address).status_code == 404
    client.force_login(full.enrolments.get().user)
    assert client.get(waiting_url(full)).status_code == 302
    client.logout()
    assert client.get(waiting_url(full)).status_code == 302
    place.refresh_from_db()
    assert place.left_at is None


@pytest.mark.parametrize("people", [1, 3])
def test_more_people_cost_no_more_statements(
    desk: Client, full: Cohort, coordinator: Any, people: int
) -> None:
    for number in range(people):
        wait(full, f"a{number}@x.example", by=coordinator)
    desk.get(waiting_url(full))
    assert statements(lambda: desk.get(waiting_url(full))) == 21


# — mails that come back —————————————————————————————————————————————————————————


def test_an_invitation_knows_its_mail(invited: Invited, run_queue: Callable[[], Any]) -> None:
    invitation = invited()
    run_queue()
    invitation.refresh_from_db()
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == invitation.message_id
    assert invitation.sent_at is not None


def test_a_refused_address_is_noted_and_shown(
    desk: Client, cohort: Cohort, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> int:
        raise SMTPRecipientsRefused({GUEST: (550, b"unknown")})

    invitation = invited(now=timezone.now() - timedelta(days=1))
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    send_invitation(invitation.pk, invitation.nonce)
    invitation.refresh_from_db()
    assert (invitation.sent_at, "unknown" in invitation.bounce_note) == (None, True)
    page = desk.get(reverse("lms_cohorts:cohort", args=[cohort.pk])).content.decode()
    assert "kam am" in page

    monkeypatch.undo()
    renewed = invited()
    send_invitation(renewed.pk, renewed.nonce)
    renewed.refresh_from_db()
    assert (renewed.bounced_at, renewed.bounce_note, len(mail.outbox)) == (None, "", 1)


# — how long it is kept ——————————————————————————————————————————————————————————


def test_an_address_goes_thirty_days_after_it_left_the_list(
    cohort: Cohort, coordinator: Any
) -> None:
    now = timezone.now()
    cohort.ends_on = timezone.localdate(now)
    cohort.save()
    left_at = {"lange@fort.example": now - FORGOTTEN_AFTER, "eben@fort.example": now, GUEST: None}
    for email, moment in left_at.items():
        place = wait(cohort, email, by=coordinator)
        WaitingPlace.objects.filter(pk=place.pk).update(left_at=moment)
    assert forget_old(now=now) == 1
    assert set(cohort.waiting.values_list("email", flat=True)) == {"eben@fort.example", GUEST}


def test_a_waiting_list_goes_thirty_days_after_its_cohort_and_the_history_stays(
    cohort: Cohort, desk: Client, coordinator: Any
) -> None:
    wait(cohort, GUEST, by=coordinator)
    cohort.ends_on = timezone.localdate() - FORGOTTEN_AFTER
    cohort.save()
    forget_waiting()
    assert not cohort.waiting.exists()
    page = desk.get(reverse("lms_cohorts:history", args=[cohort.pk])).content.decode()
    assert "Warteliste" in page
    assert GUEST not in page


@pytest.mark.django_db
def test_waiting_lists_are_looked_through_every_night() -> None:
    job = Schedule.objects.get(name="lms-courses-forget-waiting")
    assert job.func == "courses.cohorts.tasks.forget_waiting"
