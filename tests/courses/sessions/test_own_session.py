"""One session as a participant sees it, and saying that one cannot come."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.cohorts.models import Cohort, Enrolment
from courses.governance.models import AuditEntry, OutgoingMail
from courses.progress.enums import State
from courses.sessions.absences import announce_absence, withdraw_absence
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.errors import AbsenceRefused
from courses.sessions.making_up import MadeUp
from courses.sessions.models import AbsenceNotice, Session, SessionFile, SessionTrainer
from courses.sessions.queries import own_session, seats
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import cancel_session
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    trainer_of,
)
from tests.parallel import at_once


@pytest.fixture
def ahead(cohort: Cohort) -> Session:
    return make_session(
        cohort,
        start=timezone.now() + timedelta(days=3),
        title="Seminar Modul 2",
        material="Bitte https://beispiel.example/text lesen <b>",
        protocol="Noch geheim",
        video_url="https://video.example/raum",
    )


@pytest.fixture
def person(cohort: Cohort) -> Enrolment:
    return enrol(cohort, UserFactory(first_name="Elif", last_name="Nurich"))


def address(session: Session) -> str:
    return reverse("courses:session", args=[session.key])


def back(session: Session) -> str:
    return reverse("courses:come_after_all", args=[session.key])


def shown(client: Client, session: Session, user: Any) -> str:
    client.force_login(user)
    return client.get(address(session)).content.decode()


# — the page —————————————————————————————————————————————————————————————————————


def test_before_it_says_where_with_whom_and_what_to_bring(
    client: Client, ahead: Session, person: Enrolment, trainer: Any
) -> None:
    SessionTrainer.objects.create(session=ahead, user=trainer)
    page = shown(client, ahead, person.user)
    for words in ("Kreishaus", trainer.get_full_name(), "https://video.example/raum"):
        assert words in page
    assert '<a href="https://beispiel.example/text"' in page
    assert "&lt;b&gt;" in page
    assert "Noch geheim" not in page
    assert "Ich kann nicht kommen" in page


def test_afterwards_it_shows_protocol_and_ones_own_attendance_alone(
    client: Client, cohort: Cohort, person: Enrolment, trainer: Any
) -> None:
    session = make_session(
        cohort,
        start=timezone.now() - timedelta(days=3),
        protocol="Wir haben geübt.",
        video_url="https://video.example/raum",
    )
    other = enrol(cohort, UserFactory(first_name="Nie", last_name="Gesehen"))
    how = Attendance(State.MADE_UP, made_up=MadeUp(task="Fallbericht"))
    record_attendance(session, {person.pk: how, other.pk: Attendance(State.MISSED)}, by=trainer)
    page = shown(client, session, person.user)
    assert "Wir haben geübt." in page
    assert "nachgeholt" in page
    assert "Aufgabe: Fallbericht" in page
    for words in ("Gesehen", "unentschuldigt", "video.example", "Ich kann nicht kommen"):
        assert words not in page


def test_nobody_elses_session_opens(client: Client, ahead: Session, cohort: Cohort) -> None:
    elsewhere = CohortFactory(programme=cohort.programme)
    for stranger in (
        UserFactory(),
        UserFactory(is_superuser=True),
        enrol(elsewhere).user,
        trainer_of(elsewhere),
        enrol(cohort, state="withdrawn").user,
    ):
        client.force_login(stranger)
        assert client.get(address(ahead)).status_code == 404
        assert client.post(address(ahead)).status_code == 404
        assert client.post(back(ahead)).status_code == 404
    client.logout()
    assert client.get(address(ahead)).status_code == 302
    assert client.post(back(ahead)).status_code == 302
    assert not AbsenceNotice.objects.exists()


def test_the_agreement_comes_first(client: Client, ahead: Session, cohort: Cohort) -> None:
    client.force_login(enrol(cohort, agreed=False).user)
    assert client.get(address(ahead)).headers["Location"] == f"/vertraulichkeit/{cohort.pk}/"


def test_ended_people_read_on_and_announce_nothing(client: Client, cohort: Cohort) -> None:
    was = make_session(cohort, start=timezone.now() - timedelta(days=9), protocol="Das war's.")
    comes = make_session(cohort, start=timezone.now() + timedelta(days=9), title="Kommt noch")
    ended = enrol(cohort, state="ended", ended_at=timezone.now()).user
    assert "Das war&#x27;s." in shown(client, was, ended)
    page = client.get("/termine/").content.decode()
    assert address(was) in page
    assert address(comes) not in page
    client.post(address(comes), {"note": ""})
    assert not AbsenceNotice.objects.exists()


def test_trainers_see_the_page_without_an_absence_form(
    client: Client, ahead: Session, trainer: Any
) -> None:
    page = shown(client, ahead, trainer)
    assert "Seminar Modul 2" in page
    assert "Ich kann nicht kommen" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_eight_statements(
    ahead: Session, person: Enrolment, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        SessionTrainer.objects.create(session=ahead, user=trainer_of(ahead.cohort))
        SessionFile.objects.create(session=ahead, title=f"{number}", file=f"{number}.pdf")
    with django_assert_num_queries(8):
        assert len(own_session(person.user, ahead.pk).material) == rows


# — I cannot come ————————————————————————————————————————————————————————————————


def test_an_absence_is_announced_and_told_without_content(
    client: Client, ahead: Session, person: Enrolment, coordinator: Any, trainer: Any
) -> None:
    client.force_login(person.user)
    page = client.post(address(ahead), {"note": "Mein Kind ist krank"}, follow=True)
    assert "Ihre Worte: „Mein Kind ist krank“" in page.content.decode()
    mail = OutgoingMail.objects.get()
    assert mail.recipient == coordinator
    assert mail.kind == "absence.announced"
    assert "krank" not in mail.body
    assert "Nurich" not in mail.body
    entry = AuditEntry.objects.get(action="absence.announced")
    assert (entry.reason, entry.data) == ("", {})
    page = client.get("/termine/").content.decode()
    assert "Sie können nicht kommen" in page


def test_a_double_click_announces_and_mails_once(ahead: Session, person: Enrolment) -> None:
    coordinator_of(ahead.cohort)
    for _ in range(2):
        announce_absence(ahead, by=person.user, note="krank")
    assert AbsenceNotice.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
    assert AuditEntry.objects.filter(action="absence.announced").count() == 1


def test_it_is_taken_back_and_said_again(
    client: Client, ahead: Session, person: Enrolment, coordinator: Any
) -> None:
    announce_absence(ahead, by=person.user, note="krank")
    client.force_login(person.user)
    for _ in range(2):
        client.post(back(ahead))
    notice = AbsenceNotice.objects.get()
    assert notice.withdrawn_at is not None
    assert notice.note == ""
    assert AuditEntry.objects.filter(action="absence.withdrawn").count() == 1
    announce_absence(ahead, by=person.user)
    notice.refresh_from_db()
    assert notice.withdrawn_at is None
    assert OutgoingMail.objects.count() == 2


def test_after_the_beginning_it_is_too_late_in_words(
    client: Client, cohort: Cohort, person: Enrolment
) -> None:
    session = make_session(cohort, start=timezone.now() - timedelta(minutes=1))
    client.force_login(person.user)
    page = client.post(address(session), {"note": "Stau"}).content.decode()
    assert "Der Termin hat begonnen." in page
    with pytest.raises(AbsenceRefused, match="begonnen"):
        withdraw_absence(session, by=person.user)
    assert not AbsenceNotice.objects.exists()


def test_a_cancelled_session_needs_no_absence(
    ahead: Session, person: Enrolment, coordinator: Any
) -> None:
    cancel_session(ahead, by=coordinator, reason="krank")
    with pytest.raises(AbsenceRefused, match="abgesagt"):
        announce_absence(ahead, by=person.user)


def test_who_takes_no_part_announces_nothing(ahead: Session, cohort: Cohort) -> None:
    elsewhere = enrol(CohortFactory(programme=cohort.programme)).user
    for stranger in (elsewhere, trainer_of(cohort), enrol(cohort, state="ended").user):
        with pytest.raises(AbsenceRefused):
            announce_absence(ahead, by=stranger)


def test_a_note_that_is_too_long_is_kept_and_complained_about(
    client: Client, ahead: Session, person: Enrolment
) -> None:
    client.force_login(person.user)
    page = client.post(address(ahead), {"note": "x" * 301}).content.decode()
    assert "x" * 301 in page
    assert not AbsenceNotice.objects.exists()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_announce_once() -> None:
    cohort = CohortFactory()
    coordinator_of(cohort)
    session, user = make_session(cohort, start=timezone.now() + timedelta(days=1)), enrol(cohort)
    at_once(
        lambda: announce_absence(session, by=user.user),
        lambda: announce_absence(session, by=user.user),
    )
    assert (AbsenceNotice.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_the_list_shows_what_was_announced_and_not_what_was_taken_back(
    ahead: Session, person: Enrolment
) -> None:
    other = enrol(ahead.cohort)
    for who in (person, other):
        announce_absence(ahead, by=who.user, note="Stau")
    withdraw_absence(ahead, by=other.user)
    timed = timed_sessions().select_related("cohort").get(pk=ahead.pk)
    notes = {seat.enrolment: seat.absence and seat.absence.note for seat in seats(timed)}
    assert notes == {person: "Stau", other: None}
