"""Whose calendar should hold which sessions, and whose is behind."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.cohorts.models import Enrolment
from courses.governance.choices import wanting
from courses.sessions.calendar.plan import Day, ShownDay, days_of, shown, steps
from courses.sessions.models import CalendarEntry, Session, SessionPart, SessionTrainer


def sessions_of(user_id: Any) -> QuerySet[Session]:
    """The sessions of the cohorts somebody takes part in, and those they lead.

    Dates are nothing confidential, so they come before the agreement is confirmed, too.
    """
    taking_part = Enrolment.objects.active().filter(user=user_id)
    leading = SessionTrainer.objects.filter(user=user_id)
    return _in_full().filter(
        Q(cohort__in=taking_part.values("cohort")) | Q(pk__in=leading.values("session"))
    )


def _in_full() -> QuerySet[Session]:
    """Two statements: the sessions with their cohorts, and their parts."""
    return Session.objects.select_related("cohort__provider").prefetch_related("parts")


def expected_days(user_id: Any, session_id: int) -> list[Day]:
    """What somebody's calendar should hold of one session; a cancelled one: nothing."""
    session = sessions_of(user_id).filter(pk=session_id, cancelled_at=None).first()
    return days_of(session) if session else []


def feed_days(user_id: Any) -> list[ShownDay]:
    """All of somebody's dates, those that were and those cancelled, too. Three statements."""
    entries = {row.uid: row for row in CalendarEntry.objects.filter(user=user_id)}
    days = [
        shown(day, entries.get(day.uid))
        for session in sessions_of(user_id)
        for day in days_of(session)
    ]
    return sorted(days, key=lambda item: (item.day.starts_at, item.day.uid))


# — who is behind —————————————————————————————————————————————————————————————————


def behind(
    *, now: datetime, session_id: int | None = None, user_id: Any = None
) -> list[tuple[Any, int]]:
    """Pairs of person and session about which the person's calendar is to be told something.

    Everybody's, unless narrowed. Seven statements, however many people and sessions.
    """
    sessions = {row.pk: row for row in _sessions_that_matter(now, session_id)}
    about = {} if user_id is None else {"user": user_id}
    entries = _entries(sessions, about)
    expected = _expected(sessions.values(), about)
    people = _able_to_hear({user for user, _pk in expected | entries.keys()})
    wants = wanting(people, "calendar")

    def is_behind(pair: tuple[Any, int]) -> bool:
        user, pk = pair
        goes = pair in expected and sessions[pk].cancelled_at is None
        days = days_of(sessions[pk]) if goes else []
        return any(steps(days, entries.get(pair, ()), wants=user in wants, now=now))

    pairs = [pair for pair in expected | entries.keys() if pair[0] in people]
    return sorted(filter(is_behind, pairs))


def _sessions_that_matter(now: datetime, session_id: int | None) -> QuerySet[Session]:
    """Those with something ahead: in the plan or in somebody's calendar."""
    ahead = {"session": OuterRef("pk"), "ends_at__gt": now}
    planned = SessionPart.objects.filter(**ahead)
    told = CalendarEntry.objects.filter(**ahead, cancelled_at=None)
    found = _in_full().filter(Exists(planned) | Exists(told))
    return found if session_id is None else found.filter(pk=session_id)


def _entries(
    sessions: Mapping[int, Session], about: Mapping[str, Any]
) -> dict[tuple[Any, int], list[CalendarEntry]]:
    """What people's calendars were told, by person and session."""
    found = defaultdict(list)
    for entry in CalendarEntry.objects.filter(session__in=sessions, **about):
        entry.session = sessions[entry.session_id]
        found[entry.user_id, entry.session_id].append(entry)
    return dict(found)


def _expected(sessions: Iterable[Session], about: Mapping[str, Any]) -> set[tuple[Any, int]]:
    """Person and session, where `sessions_of` the person has the session. Two statements."""
    by_cohort = defaultdict(list)
    for session in sessions:
        by_cohort[session.cohort_id].append(session.pk)
    places = Enrolment.objects.active().filter(cohort__in=by_cohort, user__isnull=False, **about)
    pks = [pk for some in by_cohort.values() for pk in some]
    leading = SessionTrainer.objects.filter(session__in=pks, **about)
    return {
        (user, pk)
        for user, cohort in places.values_list("user", "cohort")
        for pk in by_cohort[cohort]
    } | set(leading.values_list("user", "session"))


def _able_to_hear(user_ids: Collection[Any]) -> set[Any]:
    """Closed accounts get no mail."""
    people = get_user_model()._default_manager.filter(pk__in=user_ids, is_active=True)
    return set(people.values_list("pk", flat=True))
