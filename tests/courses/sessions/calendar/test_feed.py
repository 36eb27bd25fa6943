"""The page about one's calendar, and the secret address."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from courses.cohorts.models import Cohort, Enrolment
from courses.sessions.calendar.domain import (
    FEED_SALT,
    feed_of,
    feed_token,
    renew_feed,
    sync_calendar,
)
from courses.sessions.models import CalendarEntry, CalendarFeed, Session, SessionTrainer
from tests.courses.sessions.calendar.reading import NOW, SEMINAR, replan, said_in, told
from tests.factories import CohortFactory, UserFactory, enrol, make_session, trainer_of

WEEK = timedelta(days=7)
PAGE = "/termine/kalender/"
DOWNLOAD = "/termine/kalender/herunterladen/"
RENEW = "/termine/kalender/neuer-link/"


def address_of(user: Any) -> str:
    return reverse("courses:calendar_feed", args=[feed_token(feed_of(user))])


def read(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return said_in(answer.content.decode())


def starts(client: Client, user: Any) -> list[str]:
    return [said.start for said in read(client, address_of(user))]


@pytest.fixture
def signed_in(client: Client, person: Any) -> Client:
    client.force_login(person)
    return client


# — what it holds —————————————————————————————————————————————————————————————————


def test_it_is_read_without_signing_in(client: Client, seminar: Session, person: Any) -> None:
    answer = client.get(address_of(person))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content.decode())
    assert calendar.method == "PUBLISH"
    assert calendar.refresh_interval == timedelta(hours=6)
    assert calendar["x-published-ttl"] == "PT6H"
    (event,) = calendar.events
    assert "attendee" not in event
    assert "sessionid" not in answer.cookies


def test_it_holds_all_of_ones_own_dates_and_no_other(
    client: Client, cohort: Cohort, person: Any
) -> None:
    other = CohortFactory(programme=cohort.programme)
    left = enrol(CohortFactory(programme=cohort.programme), person, state="ended").cohort
    for number, where in enumerate((cohort, other, left)):
        make_session(where, start=SEMINAR + number * WEEK)
    make_session(cohort, start=NOW - 4 * WEEK)
    led = make_session(other, start=SEMINAR + 8 * WEEK)
    SessionTrainer.objects.create(session=led, user=person)
    assert starts(client, person) == [
        "01.11.2026 10:00",
        "14.01.2027 09:00",
        "11.03.2027 09:00",
    ]


def test_trainers_follow_the_sessions_they_lead(
    client: Client, cohort: Cohort, seminar: Session
) -> None:
    make_session(cohort, start=SEMINAR + WEEK)
    trainer = trainer_of(cohort)
    SessionTrainer.objects.create(session=seminar, user=trainer)
    assert starts(client, trainer) == ["14.01.2027 09:00"]


def test_a_cancelled_session_says_so(client: Client, seminar: Session, person: Any) -> None:
    Session.objects.filter(pk=seminar.pk).update(cancelled_at=NOW)
    assert [said.status for said in read(client, address_of(person))] == ["CANCELLED"]


def test_feed_and_mails_speak_of_the_same_events(
    client: Client, seminar: Session, person: Any
) -> None:
    """Also between a change and its mail: then the feed has the number the mail will have."""

    def shown() -> list[tuple[str, int]]:
        return [(said.uid, said.sequence) for said in read(client, address_of(person))]

    def mailed() -> list[tuple[str, int]]:
        return [(said.uid, said.sequence) for said in told(person)[-1:]]

    before = shown()
    sync_calendar(person.pk, seminar.pk)
    assert before == shown() == mailed()
    replan(seminar, SEMINAR + WEEK)
    before = shown()
    sync_calendar(person.pk, seminar.pk)
    assert before == shown() == mailed()
    Session.objects.filter(pk=seminar.pk).update(cancelled_at=NOW)
    before = shown()
    sync_calendar(person.pk, seminar.pk)
    assert before == shown() == mailed()
    assert shown()[0][1] == 2


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_four_statements(
    client: Client, cohort: Cohort, person: Any, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_session(cohort, start=SEMINAR + number * WEEK, days=2)
    address = address_of(person)
    with django_assert_num_queries(4):
        assert len(read(client, address)) == 2 * count


def test_what_has_not_changed_is_not_sent_again(
    client: Client, seminar: Session, person: Any, clock: Any
) -> None:
    address = address_of(person)
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    clock.move_to(NOW + timedelta(hours=6), tick=False)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    replan(seminar, SEMINAR + WEEK)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_speaks_the_language_of_the_site(client: Client, seminar: Session, person: Any) -> None:
    replan(seminar, SEMINAR, SEMINAR + timedelta(days=1))
    text = client.get(address_of(person), headers={"accept-language": "en"}).content.decode()
    assert "(Tag 1 von 2)" in text


# — who may ———————————————————————————————————————————————————————————————————————


def test_an_old_link_a_made_up_one_and_a_closed_account_look_the_same(
    client: Client, seminar: Session, person: Any
) -> None:
    old = address_of(person)
    renew_feed(person)
    closed = enrol(seminar.cohort).user
    closed_address = address_of(closed)
    closed.is_active = False
    closed.save()
    signer = signing.Signer(salt=FEED_SALT)
    elsewhere = signing.Signer(salt="lms.invitation")
    feed = feed_of(person)
    tokens = (
        "quatsch",
        signer.sign_object([feed.pk, "geraten"]),
        signer.sign_object([feed.pk + 99, feed.nonce]),
        signer.sign_object("quatsch"),
        signer.sign_object({"pk": feed.pk}),
        elsewhere.sign_object([feed.pk, feed.nonce]),
        feed_token(feed)[:-1],
    )
    made_up = [reverse("courses:calendar_feed", args=[token]) for token in tokens]
    answers = [client.get(address) for address in (old, closed_address, *made_up)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({len(answer.content) for answer in answers}) == 1


def test_a_new_link_stops_the_old_one_at_once(signed_in: Client, person: Any) -> None:
    old = address_of(person)
    answer = signed_in.post(RENEW, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Der alte öffnet nichts mehr." in answer.content.decode()
    assert [signed_in.get(link).status_code for link in (old, address_of(person))] == [404, 200]


def test_a_look_at_the_address_renews_nothing(signed_in: Client, person: Any) -> None:
    before = address_of(person)
    assert signed_in.get(RENEW).status_code == 405
    assert address_of(person) == before


def test_a_link_opens_the_own_dates_alone(client: Client, seminar: Session, person: Any) -> None:
    elsewhere = enrol(CohortFactory(programme=seminar.cohort.programme)).user
    assert starts(client, person) == ["14.01.2027 09:00"]
    assert starts(client, elsewhere) == []


def test_who_withdraws_follows_nothing_any_more(
    client: Client, seminar: Session, person: Any
) -> None:
    Enrolment.objects.filter(user=person).update(state="withdrawn")
    assert starts(client, person) == []


@pytest.mark.parametrize("address", [PAGE, DOWNLOAD, RENEW])
def test_the_page_asks_who_one_is(client: Client, db: None, address: str) -> None:
    answer = client.post(address) if address == RENEW else client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/konto/anmelden/")
    assert not CalendarFeed.objects.exists()


# — the page ——————————————————————————————————————————————————————————————————————


def test_the_page_shows_the_link_in_full_each_time_the_same(
    signed_in: Client, person: Any, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://lernen.example"
    link = f'value="https://lernen.example{address_of(person)}"'
    for _visit in range(2):
        answer = signed_in.get(PAGE)
        page = answer.content.decode()
        assert link in page
        assert "readonly" in page
        assert "no-store" in answer["Cache-Control"]
    assert CalendarFeed.objects.count() == 1


def test_the_page_of_dates_leads_to_it(signed_in: Client) -> None:
    page = signed_in.get("/termine/").content.decode()
    assert f'<a href="{PAGE}">Termine in Ihrem Kalender</a>' in page


def test_dates_can_be_taken_along_as_a_file(signed_in: Client, seminar: Session) -> None:
    answer = signed_in.get(DOWNLOAD)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="termine.ics"'
    assert [said.start for said in said_in(answer.content.decode())] == ["14.01.2027 09:00"]


def test_somebody_without_dates_gets_an_empty_file(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    assert said_in(client.get(DOWNLOAD).content.decode()) == []


def test_looking_tells_nobody_anything(signed_in: Client, seminar: Session) -> None:
    for address in (PAGE, DOWNLOAD):
        signed_in.get(address)
    assert not CalendarEntry.objects.exists()
