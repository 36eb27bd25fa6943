"""A missed session made up: with another group, or by a task."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.cohorts.models import Enrolment
from courses.progress.enums import State
from courses.progress.models import Evidence
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.errors import AttendanceRefused
from courses.sessions.making_up import MadeUp, sessions_elsewhere
from courses.sessions.models import Session
from courses.sessions.queries import Seat, seats
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import cancel_session
from tests.courses.sessions.attending import address, typed
from tests.factories import (
    CohortFactory,
    ProviderFactory,
    coordinator_of,
    make_session,
)


@pytest.fixture
def elsewhere(session: Session) -> Session:
    """The same seminar in another cohort of the provider, over."""
    other = CohortFactory(
        programme=session.cohort.programme, provider=session.cohort.provider, title="Nachbarkreis"
    )
    start = timezone.now() - timedelta(days=30)
    return make_session(other, start=start, title="Seminar nebenan")


def words(answer: Any) -> str:
    """The page on one line, as a browser would read it."""
    return " ".join(answer.content.decode().split())


def seat_of(session: Session, enrolment: Enrolment) -> Seat:
    timed = timed_sessions().select_related("cohort").get(pk=session.pk)
    return next(seat for seat in seats(timed) if seat.enrolment == enrolment)


def test_made_up_says_with_which_session(
    session: Session, people: list[Enrolment], trainer: Any, elsewhere: Session
) -> None:
    how = Attendance(State.MADE_UP, made_up=MadeUp(session=elsewhere.key))
    record_attendance(session, {people[0].pk: how}, by=trainer)
    value = Evidence.objects.get().value
    assert value["made_up"]["session"] == str(elsewhere.key)
    assert value["made_up"]["title"].startswith("Seminar nebenan, ")
    entry = seat_of(session, people[0]).entry
    assert entry
    assert (entry.how, entry.made_up) == (value["made_up"]["title"], MadeUp(elsewhere.key))


def test_made_up_needs_to_say_how(session: Session, people: list[Enrolment], trainer: Any) -> None:
    for nothing in (None, MadeUp(), MadeUp(task="  ")):
        with pytest.raises(AttendanceRefused, match="wie nachgeholt wurde"):
            record_attendance(
                session, {people[0].pk: Attendance(State.MADE_UP, made_up=nothing)}, by=trainer
            )


def test_only_the_same_of_another_group_that_is_over_makes_up(
    session: Session, people: list[Enrolment], trainer: Any, coordinator: Any, elsewhere: Session
) -> None:
    other, was = elsewhere.cohort, timezone.now() - timedelta(days=3)
    off = make_session(other, start=was)
    cancel_session(off, by=coordinator_of(other), reason="krank")
    unfit = [
        make_session(other, start=timezone.now() + timedelta(days=3)),
        make_session(other, start=was, kind="deepening"),
        make_session(other, start=was, module_number=4),
        make_session(session.cohort, start=was),
        make_session(
            CohortFactory(programme=session.cohort.programme, provider=ProviderFactory()),
            start=was,
        ),
        off,
    ]
    found = Session.objects.select_related("cohort").get(pk=session.pk)
    assert [row.key for row in sessions_elsewhere(found)] == [elsewhere.key]
    for row in unfit:
        how = Attendance(State.MADE_UP, made_up=MadeUp(row.key))
        with pytest.raises(AttendanceRefused, match="nicht ersetzen"):
            record_attendance(session, {people[0].pk: how}, by=trainer)


def test_the_page_asks_how_and_shows_it_in_the_history(
    desk: Client, session: Session, people: list[Enrolment], elsewhere: Session
) -> None:
    prefix = f"p{people[0].pk}"
    data = typed(desk.get(address(session))) | {f"{prefix}-state": "made_up"}
    page = desk.post(address(session), data).content.decode()
    assert "Bitte geben Sie an, wie nachgeholt wurde" in page
    both = {f"{prefix}-session": str(elsewhere.key), f"{prefix}-task": "Fallbericht"}
    assert "nicht beides" in desk.post(address(session), data | both).content.decode()
    task = {f"{prefix}-task": "Fallbericht"}
    page = words(desk.post(address(session), data | task, follow=True))
    assert "nachgeholt: Aufgabe: Fallbericht" in page

    answer = desk.get(address(session))
    unchanged = typed(answer) | task
    desk.post(address(session), unchanged)
    assert Evidence.objects.count() == 1
    changed = typed(answer) | {
        f"{prefix}-session": str(elsewhere.key),
        f"{prefix}-reason": "war dort",
    }
    page = words(desk.post(address(session), changed, follow=True))
    assert Evidence.objects.count() == 2
    assert "Frühere Einträge" in page
    assert "nachgeholt: Seminar nebenan" in page
    assert "nachgeholt: Aufgabe: Fallbericht" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_statements_whatever_could_make_up(
    desk: Client, session: Session, elsewhere: Session, rows: int
) -> None:
    found = Session.objects.select_related("cohort").get(pk=session.pk)
    for _ in range(rows - 1):
        make_session(elsewhere.cohort, start=timezone.now() - timedelta(days=9))
    with CaptureQueriesContext(connection) as captured:
        assert len(sessions_elsewhere(found)) == rows
    assert len(captured) == 1
