"""One mail for each day that is not as it was told."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from courses.cohorts.domain import end_enrolment
from courses.cohorts.models import Cohort, Enrolment
from courses.governance.models import MailChoice, OutgoingMail
from courses.sessions.calendar.domain import sync_calendar
from courses.sessions.models import CalendarEntry, Session, SessionTrainer
from tests.courses.sessions.calendar.reading import (
    NOW,
    SEMINAR,
    calendar_of,
    in_short,
    replan,
    told,
)
from tests.factories import CohortFactory, UserFactory, enrol, make_session, trainer_of
from tests.parallel import at_once

WEEK = timedelta(days=7)
SITE = "https://lernen.example"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = SITE


def refuse_dates(user: Any) -> None:
    MailChoice.objects.update_or_create(user=user, defaults={"calendar": False})


def cancel(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(cancelled_at=NOW)


# — the invitation ————————————————————————————————————————————————————————————————


def test_a_date_is_told_once(seminar: Session, person: Any) -> None:
    assert [sync_calendar(person.pk, seminar.pk) for _again in range(3)] == [1, 0, 0]
    assert in_short(person) == [("REQUEST", 0, "14.01.2027 09:00")]


def test_the_invitation_is_one_that_calendar_programs_take(
    seminar: Session, person: Any, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Qualifizierung <post@bildung.example>"
    sync_calendar(person.pk, seminar.pk)
    text = OutgoingMail.objects.get().calendar
    assert text.count("\n") == text.count("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert (calendar["version"], calendar.method) == ("2.0", "REQUEST")
    assert calendar["prodid"]
    assert calendar.get_missing_tzids() == set()
    (event,) = calendar.events
    assert event["organizer"] == "mailto:post@bildung.example"
    assert event["organizer"].params == {"CN": seminar.cohort.provider.name}
    assert event["attendee"] == f"mailto:{person.email}"
    assert event["attendee"].params == {
        "CN": person.get_full_name(),
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert event["status"] == "CONFIRMED"
    assert event["dtstamp"].dt == NOW
    assert event["summary"] == f"Seminar Modul 2 · {seminar.cohort.title}"
    assert event["url"] == f"{SITE}/termine/"
    assert f"{SITE}/termine/" in event["description"]


def test_who_takes_part_beside_them_is_not_in_it(seminar: Session, person: Any) -> None:
    other = enrol(seminar.cohort).user
    sync_calendar(person.pk, seminar.pk)
    row = OutgoingMail.objects.get()
    assert other.email not in row.calendar + row.body


@pytest.mark.parametrize(
    ("place", "video_url", "location"),
    [
        ("Kreishaus, Raum 1", "", "Kreishaus, Raum 1"),
        ("", "https://video.example/1", "https://video.example/1"),
        ("Kreishaus", "https://video.example/1", "Kreishaus"),
        ("", "", ""),
    ],
)
def test_where_it_is(
    seminar: Session, person: Any, place: str, video_url: str, location: str
) -> None:
    Session.objects.filter(pk=seminar.pk).update(place=place, video_url=video_url)
    sync_calendar(person.pk, seminar.pk)
    row = OutgoingMail.objects.get()
    assert told(person)[0].location == location
    assert all(where in row.calendar.replace("\\", "") for where in (place, video_url))
    assert all(where in row.body for where in (place, video_url))


def test_it_reaches_the_mail_program_as_it_was_made(
    seminar: Session, person: Any, run_queue: Callable[[], Any]
) -> None:
    sync_calendar(person.pk, seminar.pk)
    run_queue()
    (sent,) = mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    made = OutgoingMail.objects.get().calendar
    assert [part.get_param("method") for part in parts] == ["REQUEST", "REQUEST"]
    read = [part.get_payload(decode=True).decode() for part in parts]
    assert [Calendar.from_ical(text) for text in read] == [Calendar.from_ical(made)] * 2


def test_the_mail_says_it_in_words_too(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    row = OutgoingMail.objects.get()
    assert row.subject == "Termin: Seminar Modul 2, Donnerstag, 14. Januar 2027"
    for words in (
        "Donnerstag, 14. Januar 2027, 9 bis 16 Uhr",
        "Ort: Kreishaus",
        f"Durchgang: {seminar.cohort.title}",
        f"{SITE}/termine/",
        f"{SITE}/termine/kalender/",
    ):
        assert words in row.body
    assert (row.kind, row.cohort) == ("calendar.request", seminar.cohort)


def test_signs_in_titles_stay_what_they_are(seminar: Session, person: Any) -> None:
    title = "Streit & Frieden; „Wer, wenn nicht wir?“"
    Session.objects.filter(pk=seminar.pk).update(title=title)
    sync_calendar(person.pk, seminar.pk)
    assert told(person)[0].summary == f"{title} · {seminar.cohort.title}"
    assert title in OutgoingMail.objects.get().body


def test_the_longest_title_still_makes_a_subject(seminar: Session, person: Any) -> None:
    Session.objects.filter(pk=seminar.pk).update(title="x" * 200)
    sync_calendar(person.pk, seminar.pk)
    assert len(OutgoingMail.objects.get().subject) == 200


# — what changes ——————————————————————————————————————————————————————————————————


def test_a_moved_session_moves_in_the_calendar(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    replan(seminar, SEMINAR + WEEK)
    sync_calendar(person.pk, seminar.pk)
    assert in_short(person) == [
        ("REQUEST", 0, "14.01.2027 09:00"),
        ("REQUEST", 1, "21.01.2027 09:00"),
    ]
    assert len({said.uid for said in told(person)}) == 1
    subject = OutgoingMail.objects.latest("pk").subject
    assert subject == "Geänderter Termin: Seminar Modul 2, Donnerstag, 21. Januar 2027"


def test_moved_twice_tells_where_it_is_now(seminar: Session, person: Any) -> None:
    for weeks in (0, 1, 2):
        replan(seminar, SEMINAR + weeks * WEEK)
        sync_calendar(person.pk, seminar.pk)
    assert [said.sequence for said in told(person)] == [0, 1, 2]
    (held,) = calendar_of(reversed(told(person))).values()
    assert held.start == "28.01.2027 09:00"


def test_moved_back_before_it_was_told_tells_nothing(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    replan(seminar, SEMINAR + WEEK)
    replan(seminar, SEMINAR)
    assert sync_calendar(person.pk, seminar.pk) == 0


def test_a_day_less_is_taken_out(seminar: Session, person: Any) -> None:
    replan(seminar, SEMINAR, SEMINAR + timedelta(days=1))
    sync_calendar(person.pk, seminar.pk)
    replan(seminar, SEMINAR)
    sync_calendar(person.pk, seminar.pk)
    assert in_short(person)[2:] == [
        ("REQUEST", 1, "14.01.2027 09:00"),
        ("CANCEL", 1, "15.01.2027 09:00"),
    ]
    (held,) = calendar_of(told(person)).values()
    assert held.summary == f"Seminar Modul 2 · {seminar.cohort.title}"


def test_a_day_more_comes_in(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    replan(seminar, SEMINAR, SEMINAR + timedelta(days=1))
    sync_calendar(person.pk, seminar.pk)
    assert in_short(person)[1:] == [
        ("REQUEST", 1, "14.01.2027 09:00"),
        ("REQUEST", 0, "15.01.2027 09:00"),
    ]


def test_a_day_that_comes_back_is_told_with_a_higher_number(seminar: Session, person: Any) -> None:
    two_days = (SEMINAR, SEMINAR + timedelta(days=1))
    for starts in (two_days, two_days[:1], two_days):
        replan(seminar, *starts)
        sync_calendar(person.pk, seminar.pk)
    second = [said for said in told(person) if said.start.startswith("15.")]
    assert [(said.method, said.sequence) for said in second] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
    ]


def test_a_cancelled_session_is_taken_out_once(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    cancel(seminar)
    assert [sync_calendar(person.pk, seminar.pk) for _again in range(2)] == [1, 0]
    last = told(person)[-1]
    assert (last.method, last.status, last.sequence) == ("CANCEL", "CANCELLED", 1)
    assert last.uid == told(person)[0].uid
    row = OutgoingMail.objects.latest("pk")
    assert row.subject == "Entfällt: Seminar Modul 2, Donnerstag, 14. Januar 2027"
    assert (row.kind, row.not_after) == ("calendar.cancel", SEMINAR + timedelta(hours=7))


def test_what_was_never_told_is_not_taken_out(seminar: Session, person: Any) -> None:
    cancel(seminar)
    assert sync_calendar(person.pk, seminar.pk) == 0


# — what is over —————————————————————————————————————————————————————————————————


def test_what_is_over_is_not_told(seminar: Session, person: Any) -> None:
    over = SEMINAR + timedelta(hours=7)
    assert sync_calendar(person.pk, seminar.pk, now=over) == 0
    assert sync_calendar(person.pk, seminar.pk, now=over - timedelta(minutes=1)) == 1


def test_on_the_second_day_only_the_second_is_told(seminar: Session, person: Any) -> None:
    replan(seminar, SEMINAR, SEMINAR + timedelta(days=1))
    sync_calendar(person.pk, seminar.pk, now=SEMINAR + timedelta(hours=12))
    assert in_short(person) == [("REQUEST", 0, "15.01.2027 09:00")]


def test_what_is_over_stays_in_the_calendar(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    cancel(seminar)
    assert sync_calendar(person.pk, seminar.pk, now=SEMINAR + WEEK) == 0


def test_a_date_that_was_held_earlier_than_told_is_taken_out(seminar: Session, person: Any) -> None:
    """Put right afterwards: otherwise people would come on the day the calendar still shows."""
    sync_calendar(person.pk, seminar.pk)
    replan(seminar, SEMINAR - WEEK)
    sync_calendar(person.pk, seminar.pk, now=SEMINAR - timedelta(days=1))
    assert in_short(person)[1:] == [("CANCEL", 1, "14.01.2027 09:00")]


def test_a_mail_is_of_use_until_the_day_is_over(seminar: Session, person: Any) -> None:
    sync_calendar(person.pk, seminar.pk)
    assert OutgoingMail.objects.get().not_after == SEMINAR + timedelta(hours=7)


def test_a_date_moved_forward_is_worth_telling_until_the_told_one_is_over(
    seminar: Session, person: Any
) -> None:
    sync_calendar(person.pk, seminar.pk)
    replan(seminar, SEMINAR - WEEK)
    sync_calendar(person.pk, seminar.pk)
    assert OutgoingMail.objects.latest("pk").not_after == SEMINAR + timedelta(hours=7)


# — who is told ———————————————————————————————————————————————————————————————————


def test_strangers_hear_nothing(seminar: Session) -> None:
    elsewhere = enrol(CohortFactory(programme=seminar.cohort.programme)).user
    team = trainer_of(seminar.cohort)
    for user in (elsewhere, team, UserFactory(is_superuser=True)):
        assert sync_calendar(user.pk, seminar.pk) == 0


def test_dates_come_before_the_agreement_is_confirmed(seminar: Session) -> None:
    newcomer = enrol(seminar.cohort, agreed=False).user
    assert sync_calendar(newcomer.pk, seminar.pk) == 1


def test_who_leads_a_session_is_told_until_they_no_longer_do(seminar: Session) -> None:
    trainer = trainer_of(seminar.cohort)
    leading = SessionTrainer.objects.create(session=seminar, user=trainer)
    sync_calendar(trainer.pk, seminar.pk)
    leading.delete()
    sync_calendar(trainer.pk, seminar.pk)
    assert [said.method for said in told(trainer)] == ["REQUEST", "CANCEL"]


def test_who_leaves_loses_what_lies_ahead(cohort: Cohort, person: Any) -> None:
    first, second = (make_session(cohort, start=SEMINAR + n * 4 * WEEK) for n in range(2))
    for session in (first, second):
        sync_calendar(person.pk, session.pk)
    enrolment = Enrolment.objects.get(user=person)
    end_enrolment(enrolment, by=None, reason="Umzug", withdrawn=True)
    for session in (first, second):
        sync_calendar(person.pk, session.pk, now=SEMINAR + WEEK)
    assert in_short(person)[2:] == [("CANCEL", 1, "11.02.2027 09:00")]


def test_who_comes_back_gets_the_date_again(seminar: Session, person: Any) -> None:
    enrolment = Enrolment.objects.filter(user=person)
    for state in ("active", "ended", "active"):
        enrolment.update(state=state)
        sync_calendar(person.pk, seminar.pk)
    assert [(said.method, said.sequence) for said in told(person)] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
    ]


def test_who_refuses_dates_by_mail_gets_none(seminar: Session, person: Any) -> None:
    refuse_dates(person)
    assert sync_calendar(person.pk, seminar.pk) == 0
    assert not CalendarEntry.objects.exists()


def test_who_refuses_them_later_still_hears_that_a_told_date_is_wrong(
    seminar: Session, person: Any
) -> None:
    sync_calendar(person.pk, seminar.pk)
    refuse_dates(person)
    replan(seminar, SEMINAR + WEEK, SEMINAR + 2 * WEEK)
    sync_calendar(person.pk, seminar.pk)
    cancel(seminar)
    sync_calendar(person.pk, seminar.pk)
    assert in_short(person) == [
        ("REQUEST", 0, "14.01.2027 09:00"),
        ("REQUEST", 1, "21.01.2027 09:00"),
        ("CANCEL", 2, "21.01.2027 09:00"),
    ]


def test_a_closed_account_hears_nothing(seminar: Session, person: Any) -> None:
    person.is_active = False
    person.save()
    assert sync_calendar(person.pk, seminar.pk) == 0


def test_a_session_that_is_gone_tells_nothing(seminar: Session, person: Any) -> None:
    assert sync_calendar(person.pk, seminar.pk + 1) == 0


def test_two_cohorts_are_told_apart(seminar: Session, person: Any) -> None:
    other = enrol(CohortFactory(programme=seminar.cohort.programme), person).cohort
    sessions = (seminar, make_session(other, title="Seminar Modul 2", start=SEMINAR + WEEK))
    for session in sessions:
        sync_calendar(person.pk, session.pk)
    assert {said.summary for said in calendar_of(told(person)).values()} == {
        f"Seminar Modul 2 · {session.cohort.title}" for session in sessions
    }


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_told_at_once_is_told_once() -> None:
    cohort = CohortFactory()
    person, session = enrol(cohort).user, make_session(cohort, start=SEMINAR, days=2)
    moment = timezone.now()
    answers = at_once(*[lambda: sync_calendar(person.pk, session.pk, now=moment)] * 3)
    assert sorted(answers) == [0, 0, 2]
    assert len(told(person)) == 2
