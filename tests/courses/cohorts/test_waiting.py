"""Places, the waiting list, and lists of people: by the rules and on the screens."""

import io
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule
from openpyxl import Workbook

from courses.cohorts.admin_forms import SeenListForm
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
from courses.cohorts.inviting import INVITED_AT_ONCE, Fate, invite_lines, judge
from courses.cohorts.lists import Line
from courses.cohorts.models import Cohort, Invitation, WaitingPlace
from courses.cohorts.queries import Standing, places_of
from courses.cohorts.tasks import forget_waiting, send_invitation
from courses.cohorts.waiting import FORGOTTEN_AFTER, forget_old, leave_waiting, offer_place, wait
from courses.governance.models import AuditEntry
from tests.courses.cohorts.conftest import GUEST
from tests.factories import CohortFactory, UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

Invited = Callable[..., Invitation]
LONG_AGO = timedelta(days=INVITATION_DAYS + 1)


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


# — a list judged ————————————————————————————————————————————————————————————————


def standing(**given: Any) -> Standing:
    empty: frozenset[str] = frozenset()
    return Standing(
        **{"enrolled": empty, "invited": empty, "waiting": empty, "free": None, **given}
    )


def lines(*addresses: str) -> list[Line]:
    return [Line(number, "", address) for number, address in enumerate(addresses, start=1)]


def test_every_line_gets_its_answer() -> None:
    found = judge(
        lines("a@x.example", "keine", "A@x.example", "b@x.example", "c@x.example", "keine"),
        standing(enrolled=frozenset({"b@x.example"}), invited=frozenset({"c@x.example"})),
    )
    assert [item.fate for item in found] == [
        Fate.INVITE,
        Fate.BROKEN,
        Fate.REPEATED,
        Fate.ENROLLED,
        Fate.INVITED,
        Fate.BROKEN,
    ]
    assert found[2].forecast == "steht zweimal in der Liste (zuerst Zeile 1)"
    assert found[0].forecast == "wird eingeladen"


def test_the_first_lines_get_the_free_places() -> None:
    found = judge(
        lines("a@x.example", "b@x.example", "c@x.example"),
        standing(free=1, waiting=frozenset({"c@x.example"})),
    )
    assert [item.fate for item in found] == [Fate.INVITE, Fate.WAIT, Fate.WAITING]
    assert found[1].forecast == "Warteliste: alle Plätze sind vergeben"


def test_five_hundred_are_invited_at_once_and_the_rest_is_told() -> None:
    many = lines(*(f"p{n}@x.example" for n in range(INVITED_AT_ONCE + 2)), "keine")
    fates = [item.fate for item in judge(many, standing())]
    assert fates[-4:] == [Fate.INVITE, Fate.TOO_MANY, Fate.TOO_MANY, Fate.BROKEN]


def test_a_list_sent_twice_invites_nobody_twice(
    cohort: Cohort, coordinator: Any, run_queue: Callable[[], Any]
) -> None:
    cohort.places = 1
    cohort.save()
    people = lines("a@x.example", "b@x.example")
    first = [item.fate for item in invite_lines(cohort, people, by=coordinator)]
    again = [item.fate for item in invite_lines(cohort, people, by=coordinator)]
    run_queue()
    assert first == [Fate.INVITE, Fate.WAIT]
    assert again == [Fate.INVITED, Fate.WAITING]
    assert [message.to for message in mail.outbox] == [["a@x.example"]]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_never_offer_more_than_there_is() -> None:
    cohort = CohortFactory(places=1)
    coordinator = coordinator_of(cohort)
    at_once(
        lambda: invite_lines(cohort, lines("a@x.example", "b@x.example"), by=coordinator),
        lambda: invite_lines(cohort, lines("b@x.example", "c@x.example"), by=coordinator),
    )
    assert cohort.invitations.count() == 1
    assert cohort.waiting.filter(left_at=None).count() == 2


# — the import on its screen —————————————————————————————————————————————————————


def import_url(cohort: Cohort) -> str:
    return reverse("lms_cohorts:import_people", args=[cohort.pk])


def upload(text: str, name: str = "liste.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_the_preview_invites_nobody_and_the_confirmation_does(
    desk: Client, cohort: Cohort, invited: Invited
) -> None:
    invited("schon@quellingen.example")
    listed = (
        "Name;E-Mail\nElif Şahin;elif@quellingen.example\nUwe;uwe(at)x\n"
        "Elif;ELIF@quellingen.example\nMia;schon@quellingen.example\n"
    )
    preview = desk.post(import_url(cohort), upload(listed))
    page = preview.content.decode()
    for words in (
        "Elif Şahin",
        "wird eingeladen",
        "ist keine E-Mail-Adresse",
        "steht zweimal in der Liste (zuerst Zeile 2)",
        "ist schon eingeladen",
        "1 Person wird eingeladen.",
    ):
        assert words in page
    assert cohort.invitations.count() == 1

    seen = preview.context["seen"].initial["seen"]
    report = desk.post(import_url(cohort), {"seen": seen}).content.decode()
    assert "eingeladen, die E-Mail ist unterwegs" in report
    assert cohort.invitations.count() == 2
    again = desk.post(import_url(cohort), {"seen": seen}).content.decode()
    assert "eingeladen, die E-Mail ist unterwegs" not in again
    assert cohort.invitations.count() == 2


def test_a_workbook_comes_in_like_a_text_file(desk: Client, cohort: Cohort) -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["E-Mail", "Name"])
    book.active.append([GUEST, "Ayşe"])
    book.save(file)
    answer = desk.post(
        import_url(cohort), {"file": SimpleUploadedFile("liste.xlsx", file.getvalue())}
    )
    assert [item.line for item, _words in answer.context["rows"]] == [Line(2, "Ayşe", GUEST)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Bitte wählen Sie eine Datei."),
        (upload("Name;Ort\nElif;Quellingen\n"), "keine Spalte mit E-Mail-Adressen"),
        (upload("%PDF-1.4"), "keine Tabelle"),
        (upload(""), "Die Datei ist leer."),
    ],
)
def test_a_wrong_file_is_refused_beside_the_field(
    desk: Client, cohort: Cohort, data: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(import_url(cohort), data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_preview_counts_for_its_cohort_and_person_alone(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    other = CohortFactory(programme=cohort.programme)
    for foreign in (
        SeenListForm(cohort=other, user=coordinator),
        SeenListForm(cohort=cohort, user=UserFactory()),
    ):
        seen = foreign.carry(lines(GUEST)).initial["seen"]
        answer = desk.post(import_url(cohort), {"seen": seen}, follow=True)
        assert "Die Vorschau ist nicht mehr aktuell" in answer.content.decode()
    assert not cohort.invitations.exists()


def test_a_list_in_a_full_cohort_goes_to_the_waiting_list(desk: Client, full: Cohort) -> None:
    preview = desk.post(import_url(full), upload(f"Name;E-Mail\nAyşe;{GUEST}\n"))
    assert "Warteliste: alle Plätze sind vergeben" in preview.content.decode()
    desk.post(import_url(full), {"seen": preview.context["seen"].initial["seen"]})
    waiting = full.waiting.get()
    assert (waiting.email, waiting.name) == (GUEST, "Ayşe")


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
        assert client.get(import_url(full)).status_code == 404
        assert client.post(import_url(full), upload(GUEST)).status_code == 404
        assert client.get(waiting_url(full)).status_code == 404
        for name in ("offer_place", "leave_waiting"):
            for cohort in (full, own):
                address = reverse(f"lms_cohorts:{name}", args=[cohort.pk, place.pk])
                assert client.post(address).status_code == 404
    client.force_login(full.enrolments.get().user)
    assert client.get(import_url(full)).status_code == 302
    client.logout()
    assert client.get(waiting_url(full)).status_code == 302
    place.refresh_from_db()
    assert place.left_at is None


def statements(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


@pytest.mark.parametrize("people", [1, 3])
def test_more_people_cost_no_more_statements(
    desk: Client, full: Cohort, coordinator: Any, people: int
) -> None:
    for number in range(people):
        wait(full, f"a{number}@x.example", by=coordinator)
    listed = "\n".join(f"p{number}@x.example" for number in range(people))
    desk.get(waiting_url(full))
    assert statements(lambda: desk.get(waiting_url(full))) == 21
    assert statements(lambda: desk.post(import_url(full), upload(listed))) == 20


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
    nightly = import_module("courses.migrations.0016_forget_waiting")
    nightly.schedule(apps, None)
    assert Schedule.objects.get(name=nightly.NAME).func == "courses.cohorts.tasks.forget_waiting"
