"""What the pages about sessions need, in a constant number of queries."""

import unicodedata
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from content.foundation.people import display_name
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import enrolments_of
from courses.progress.enums import EvidenceKind, State
from courses.progress.models import Evidence, RequirementState
from courses.sessions import making_up
from courses.sessions.file_kinds import ending
from courses.sessions.making_up import MadeUp, read_back
from courses.sessions.models import AbsenceNotice, Session, SessionFile
from courses.sessions.requirements import timed_sessions

RECORDED = (EvidenceKind.ATTENDED, EvidenceKind.MADE_UP)


def in_order(name: str) -> str:
    """What names are sorted by: Ömer stands beside Olaf."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


# — the participant's own dates ——————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class OwnDate:
    """A session as one participant sees it. `attendance` is None while nothing is recorded."""

    session: Any
    cohort: Cohort
    attendance: State | None
    absence: AbsenceNotice | None = None

    @property
    def parts(self) -> list[Any]:
        """Prefetched by `own_dates`."""
        return list(self.session.parts.all())


@dataclass(frozen=True, slots=True)
class OwnDates:
    upcoming: tuple[OwnDate, ...]
    past: tuple[OwnDate, ...]
    several_cohorts: bool


def own_dates(user: Any, *, now: datetime | None = None) -> OwnDates:
    """Sessions of the user's places, cancelled ones too. Five statements.

    Of ended places those that were until then: their material and protocol stay readable.
    """
    now = now or timezone.now()
    places = enrolments_of(user).select_related("cohort")
    enrolments = {row.cohort_id: row for row in places}
    sessions = list(timed_sessions().filter(cohort__in=enrolments).prefetch_related("parts"))
    states = _states([row.pk for row in enrolments.values()], [row.key for row in sessions])
    absences = _absences([row.pk for row in enrolments.values()])
    dates = [
        OwnDate(
            session=row,
            cohort=enrolments[row.cohort_id].cohort,
            attendance=_state(states, enrolments, row),
            absence=absences.get(row.pk),
        )
        for row in sessions
        if row.starts_at and _concerns(enrolments[row.cohort_id], row)
    ]
    return OwnDates(
        upcoming=tuple(item for item in dates if item.session.ends_at >= now),
        past=tuple(item for item in reversed(dates) if item.session.ends_at < now),
        several_cohorts=len(enrolments) > 1,
    )


def _concerns(enrolment: Enrolment, session: Any) -> bool:
    if enrolment.state == Enrolment.State.ACTIVE:
        return True
    return bool(enrolment.ended_at and session.starts_at < enrolment.ended_at)


def _absences(enrolments: Collection[int]) -> dict[int, AbsenceNotice]:
    """What was announced and not taken back, by session."""
    rows = AbsenceNotice.objects.filter(enrolment__in=enrolments, withdrawn_at=None)
    return {row.session_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Download:
    key: UUID
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One session as somebody of its cohort sees it; of the others' attendance nothing.

    `enrolment` is None for those who look after the cohort. `how` says how it was made up.
    """

    session: Any
    trainers: tuple[str, ...]
    material: tuple[Download, ...]
    protocols: tuple[Download, ...]
    enrolment: Enrolment | None
    attendance: State | None
    how: str
    absence: AbsenceNotice | None
    now: datetime

    @property
    def begun(self) -> bool:
        return bool(self.session.starts_at and self.session.starts_at <= self.now)

    @property
    def over(self) -> bool:
        return bool(self.session.ends_at and self.session.ends_at < self.now)

    @property
    def may_announce(self) -> bool:
        """Whether the person can say now that they cannot come, or take it back."""
        takes_part = self.enrolment and self.enrolment.state == Enrolment.State.ACTIVE
        return bool(takes_part and not self.session.cancelled_at and not self.begun)


def own_session(user: Any, session_id: int, *, now: datetime | None = None) -> OwnSession:
    """Eight statements, five for somebody who takes no part. Whether one may see it the policy has
    said.
    """
    rows = timed_sessions().select_related("cohort").prefetch_related("parts", "trainers", "files")
    session = rows.get(pk=session_id)
    enrolment = enrolments_of(user).filter(cohort=session.cohort_id).first()
    own = [enrolment.pk] if enrolment else []
    state = _states(own, [session.key]) if own else {}
    return OwnSession(
        session=session,
        trainers=leaders(session),
        material=_downloads(session, SessionFile.Purpose.MATERIAL),
        protocols=_downloads(session, SessionFile.Purpose.PROTOCOL),
        enrolment=enrolment,
        attendance=next(iter(state.values()), None),
        how=_how(enrolment, session) if enrolment else "",
        absence=_absence(enrolment, session) if enrolment else None,
        now=now or timezone.now(),
    )


def _downloads(session: Session, purpose: str) -> tuple[Download, ...]:
    """Prefetched by `own_session`."""
    rows = (row for row in session.files.all() if row.purpose == purpose)
    return tuple(Download(row.key, row.title, ending(str(row.file.name)).upper()) for row in rows)


def _absence(enrolment: Enrolment, session: Session) -> AbsenceNotice | None:
    return AbsenceNotice.objects.filter(
        enrolment=enrolment, session=session, withdrawn_at=None
    ).first()


def _how(enrolment: Enrolment, session: Session) -> str:
    """How it was made up, by the entry that holds."""
    rows = Evidence.objects.filter(
        enrolment=enrolment, requirement_key=session.key, kind__in=RECORDED
    )
    latest = rows.order_by("seq").last()
    return making_up.in_words(latest.value) if latest else ""


def _states(enrolments: Collection[int], keys: Collection[UUID]) -> dict[tuple[int, UUID], State]:
    rows = RequirementState.objects.filter(enrolment__in=enrolments, requirement_key__in=keys)
    return {(row.enrolment_id, row.requirement_key): State(row.state) for row in rows}


def _state(
    states: Mapping[tuple[int, UUID], State], enrolments: Mapping[int, Enrolment], session: Session
) -> State | None:
    return states.get((enrolments[session.cohort_id].pk, session.key))


def presentation_of(cohort: int, *, now: datetime | None = None) -> Any:
    """The session at which a cohort presents: the next one, else the one that was; None where there
    is none. With `starts_at` and `ends_at`. One statement.
    """
    now = now or timezone.now()
    rows = timed_sessions().filter(
        cohort=cohort, kind=Session.Kind.PRESENTATION, cancelled_at=None, starts_at__isnull=False
    )
    found = list(rows)
    return next((row for row in found if row.ends_at >= now), found[-1] if found else None)


# — the cohort as its coordination sees it ————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session with how many of the running places have an entry, and the names of who leads."""

    session: Any
    recorded: int
    past: bool
    led_by: tuple[str, ...] = ()


def session_lines(
    sessions: Collection[Any], held: Collection[Container[UUID]], *, now: datetime
) -> tuple[SessionLine, ...]:
    """A line for each of the timed `sessions`, in their order, cancelled ones too. Two
    statements: parts and who leads.

    `held` has one container of keys for each running place: of what something is recorded.
    """
    prefetch_related_objects(list(sessions), "parts", "trainers")
    return tuple(
        SessionLine(
            session=session,
            recorded=sum(session.key in keys for keys in held),
            past=bool(session.ends_at and session.ends_at < now),
            led_by=leaders(session),
        )
        for session in sessions
    )


def leaders(session: Session) -> tuple[str, ...]:
    """The names of who leads a session, in order. `trainers` are prefetched."""
    names = [display_name(user) for user in session.trainers.all()]
    return tuple(sorted(names, key=in_order))


# — attendance of one session ————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Entry:
    """What was recorded about one person, by whom and when."""

    seq: int
    state: State
    minutes: int
    by: str
    at: datetime
    reason: str
    made_up: MadeUp
    how: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in the list: the entry that holds, and those it replaced, the latest first.

    `absence` is what they announced themselves and have not taken back.
    """

    enrolment: Enrolment
    name: str
    entry: Entry | None
    earlier: tuple[Entry, ...]
    absence: AbsenceNotice | None = None


def seats(session: Any) -> list[Seat]:
    """Everybody whose attendance is asked for, by name. Three statements.

    People who have ended are there only if something was recorded about them; `session` comes with
    its `minutes`. Who has an account only since the session is asked for too: they may have been
    there before they were invited here.
    """
    enrolments = session.cohort.enrolments.exclude(state=Enrolment.State.WITHDRAWN)
    evidence = Prefetch(
        "evidence",
        Evidence.objects.filter(requirement_key=session.key, kind__in=RECORDED)
        .with_revoked()
        .select_related("actor")
        .order_by("seq"),
    )
    absences = Prefetch(
        "absences", AbsenceNotice.objects.filter(session=session.pk, withdrawn_at=None)
    )
    places = enrolments.select_related("user").prefetch_related(evidence, absences)
    found = [_seat(place, session) for place in places]
    asked = [seat for seat in found if seat.entry or seat.enrolment.state == Enrolment.State.ACTIVE]
    return sorted(asked, key=lambda seat: in_order(seat.name))


def _seat(enrolment: Enrolment, session: Any) -> Seat:
    rows: list[Any] = list(enrolment.evidence.all())
    entries = [_entry(row, session.minutes) for row in rows]
    entry = entries.pop() if rows and not rows[-1].revoked else None
    return Seat(
        enrolment=enrolment,
        name=display_name(enrolment.user),
        entry=entry,
        earlier=tuple(reversed(entries)),
        absence=next(iter(enrolment.absences.all()), None),
    )


def _entry(row: Evidence, planned: int) -> Entry:
    minutes = row.minutes or 0
    return Entry(
        seq=row.seq,
        state=_recorded_state(row, minutes, planned),
        minutes=minutes,
        by=display_name(row.actor),
        at=row.recorded_at,
        reason=row.reason,
        made_up=read_back(row.value),
        how=making_up.in_words(row.value),
    )


def _recorded_state(row: Evidence, minutes: int, planned: int) -> State:
    """What was ticked, which is not always what it counts as: 80 % of a day may be enough."""
    if row.kind == EvidenceKind.MADE_UP:
        return State.MADE_UP
    if not minutes:
        return State.EXCUSED if row.value.get("excused") else State.MISSED
    return State.ATTENDED if minutes >= planned else State.PARTLY
