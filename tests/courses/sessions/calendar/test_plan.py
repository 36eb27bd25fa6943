"""What one calendar should hold of a session."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courses.sessions.calendar.ical import invitation
from courses.sessions.calendar.plan import Day, Method, Step, days_of
from courses.sessions.models import Session, SessionPart
from tests.courses.sessions.calendar.reading import LASTS, NOW, SEMINAR, replan, said_in
from tests.factories import make_session


def read(session: Session, user: Any) -> list[tuple[str, str, str]]:
    """Title, start and end as somebody in Berlin reads them."""
    found = []
    for day in days_of(session):
        step = Step(Method.REQUEST, day, 0, day.ends_at)
        (said,) = said_in(invitation(step, to=user, now=NOW))
        found.append((day.title, said.start, said.end))
    return found


def test_half_days_of_one_day_are_one_event(seminar: Session, person: Any) -> None:
    replan(seminar, SEMINAR, SEMINAR + timedelta(hours=4), lasts=timedelta(hours=3))
    assert read(seminar, person) == [("Seminar Modul 2", "14.01.2027 09:00", "14.01.2027 16:00")]


def test_two_days_are_two_events_that_say_which(seminar: Session, person: Any) -> None:
    replan(seminar, SEMINAR, SEMINAR + timedelta(days=1))
    assert read(seminar, person) == [
        ("Seminar Modul 2 (Tag 1 von 2)", "14.01.2027 09:00", "14.01.2027 16:00"),
        ("Seminar Modul 2 (Tag 2 von 2)", "15.01.2027 09:00", "15.01.2027 16:00"),
    ]


def test_a_day_is_the_day_in_berlin(seminar: Session, person: Any) -> None:
    """23:30 in UTC is past midnight in Berlin."""
    late = datetime(2027, 1, 14, 23, 30, tzinfo=UTC)
    replan(seminar, late, late + timedelta(hours=2), lasts=timedelta(hours=1))
    assert read(seminar, person) == [("Seminar Modul 2", "15.01.2027 00:30", "15.01.2027 03:30")]


@pytest.mark.parametrize(
    ("day", "hour"),
    [("2027-03-27", 8), ("2027-03-28", 7), ("2027-10-30", 7), ("2027-10-31", 8)],
)
def test_nine_is_nine_around_the_change_of_the_clocks(
    seminar: Session, person: Any, day: str, hour: int
) -> None:
    replan(seminar, datetime.fromisoformat(f"{day}T{hour:02}:00+00:00"))
    ((_title, start, end),) = read(seminar, person)
    assert (start[11:], end[11:]) == ("09:00", "16:00")


def test_a_weekend_over_the_change_starts_at_nine_on_both_days(
    seminar: Session, person: Any
) -> None:
    saturday = datetime(2027, 3, 27, 8, tzinfo=UTC)
    replan(seminar, saturday, saturday + timedelta(hours=23))
    assert [start for _title, start, _end in read(seminar, person)] == [
        "27.03.2027 09:00",
        "28.03.2027 09:00",
    ]


def test_a_day_keeps_its_identity_wherever_it_moves(seminar: Session) -> None:
    before = [day.uid for day in days_of(seminar)]
    replan(seminar, SEMINAR + timedelta(days=40))
    assert [day.uid for day in days_of(seminar)] == before
    assert before == [uuid.uuid5(seminar.key, "day-1")]


def test_sessions_never_share_an_identity(seminar: Session, cohort: Any) -> None:
    other = make_session(cohort, start=SEMINAR)
    assert not {day.uid for day in days_of(seminar)} & {day.uid for day in days_of(other)}


def the_day(session: Session) -> Day:
    fresh = Session.objects.select_related("cohort").get(pk=session.pk)
    return days_of(fresh)[0]


@pytest.mark.parametrize("field", ["title", "place", "video_url"])
def test_what_people_must_know_anew_changes_the_fingerprint(seminar: Session, field: str) -> None:
    before = the_day(seminar).fingerprint
    Session.objects.filter(pk=seminar.pk).update(**{field: "https://anders.example/"})
    assert the_day(seminar).fingerprint != before


@pytest.mark.parametrize("part", ["starts_at", "ends_at"])
def test_so_does_a_minute_more(seminar: Session, part: str) -> None:
    before = the_day(seminar).fingerprint
    moment = getattr(seminar.parts.get(), part) + timedelta(minutes=1)
    SessionPart.objects.filter(session=seminar).update(**{part: moment})
    assert the_day(seminar).fingerprint != before


def test_what_moves_nobody_changes_nothing(seminar: Session) -> None:
    """A cohort's new name, what to bring, how many minutes count."""
    before = the_day(seminar).fingerprint
    seminar.cohort.title = "Mittelaue, zweiter Durchgang"
    seminar.cohort.save()
    Session.objects.filter(pk=seminar.pk).update(material="Mappe", capacity=12)
    SessionPart.objects.filter(session=seminar).update(minutes=LASTS.seconds // 60)
    assert the_day(seminar).fingerprint == before
