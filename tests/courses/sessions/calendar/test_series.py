"""Whatever happens to a session, calendars end up as the plan says."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from courses.cohorts.models import Enrolment
from courses.sessions.calendar.domain import sync_calendar
from courses.sessions.calendar.plan import days_of
from courses.sessions.calendar.queries import behind
from courses.sessions.models import Session
from tests.courses.sessions.calendar.reading import NOW, SEMINAR, calendar_of, replan, told

DAYS = st.lists(st.integers(0, 120), min_size=1, max_size=3, unique=True).map(sorted)
MOVES = st.tuples(st.just("move"), DAYS)
RENAMINGS = st.tuples(st.just("rename"), st.sampled_from(["Seminar", "Werkstatt"]))
PLACES = st.tuples(st.just("place"), st.sampled_from(["ended", "active"]))
SERIES = st.lists(st.tuples(st.one_of(MOVES, RENAMINGS, PLACES), st.booleans()), max_size=8)


def happen(session: Session, person: Any, what: str, value: Any) -> None:
    if what == "move":
        replan(session, *(SEMINAR + timedelta(days=day) for day in value))
    elif what == "rename":
        Session.objects.filter(pk=session.pk).update(title=value)
    else:
        Enrolment.objects.filter(user=person).update(state=value)


def planned(session: Session, person: Any) -> set[tuple[str, str, Any]]:
    if not Enrolment.objects.active().filter(user=person).exists():
        return set()
    fresh = Session.objects.select_related("cohort").get(pk=session.pk)
    return {(str(day.uid), day.summary, f"{day.starts_at:%d.%m.}") for day in days_of(fresh)}


@given(series=SERIES)
@given_settings(max_examples=40)
def check(series: list[Any], session: Session, person: Any) -> None:
    with transaction.atomic():
        for (what, value), worker_comes in series:
            happen(session, person, what, value)
            if worker_comes:
                sync_calendar(person.pk, session.pk, now=NOW)
        sync_calendar(person.pk, session.pk, now=NOW)
        messages = told(person)
        sequences = defaultdict(list)
        for said in messages:
            sequences[said.uid].append(said.sequence)
        assert all(numbers == list(range(len(numbers))) for numbers in sequences.values())
        held = calendar_of(sorted(messages, key=lambda said: said.start))
        assert {(uid, said.summary, said.start[:6]) for uid, said in held.items()} == planned(
            session, person
        )
        assert behind(now=NOW, user_id=person.pk) == []
        transaction.set_rollback(True)


def test_numbers_only_grow_and_calendars_equal_the_plan(seminar: Session, person: Any) -> None:
    check(session=seminar, person=person)
