"""Seminar days and who was there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import cohorts_attended_by, cohorts_coordinated_by
from courses.governance import audit
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind, State
from courses.progress.exceptions import ATTENDANCE
from courses.progress.models import Evidence
from courses.sessions.errors import AttendanceChanged, AttendanceRefused
from courses.sessions.making_up import MadeUp, evidence_of
from courses.sessions.models import Session
from courses.sessions.requirements import timed_sessions


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is to be recorded about one person. `minutes` matter only when partly present, `made_up`
    (which then must be said) only when something was made up.

    `reason` is required where an earlier entry is corrected. `seen` is the number of the entry that
    the page showed (0: none), so that two people at once do not overwrite each other; None asks for
    no such check.
    """

    state: State
    minutes: int | None = None
    reason: str = ""
    seen: int | None = None
    made_up: MadeUp | None = None


@transaction.atomic
def record_attendance(
    session: Session,
    marks: Mapping[int, Attendance],
    *,
    by: Any,
    now: datetime | None = None,
) -> int:
    """Record who was there, by enrolment id; returns how many entries were written.

    What is recorded already and unchanged is not written again. A changed entry becomes a row that
    supersedes the old one. Raises AttendanceRefused for people who may not, foreign enrolments,
    minutes beyond the session's, cancelled sessions, corrections without a reason and where it is
    not said how something was made up, and AttendanceChanged where somebody else was faster.
    """
    if not cohorts_attended_by(by).filter(pk=session.cohort_id).exists():
        raise AttendanceRefused(_("Your role does not cover the attendance of this cohort."))
    timed = timed_sessions().select_related("cohort").get(pk=session.pk)
    if timed.cancelled_at:
        raise AttendanceRefused(_("This session was cancelled."))
    enrolments = {
        row.pk: row
        for row in Enrolment.objects.select_for_update().filter(
            cohort=session.cohort_id, pk__in=marks
        )
    }
    if enrolments.keys() != set(marks):
        raise AttendanceRefused(_("Somebody in the list does not belong to this cohort."))
    current = _current(session, enrolments)
    written = 0
    for pk, mark in sorted(marks.items()):
        fact = _fact(timed, mark, current.get(pk))
        if fact is None:
            continue
        record(
            fact,
            enrolments=Enrolment.objects.filter(pk=pk),
            actor=by,
            role=_role(session, by),
            now=now,
        )
        written += 1
    if written:
        audit.log(by, "attendance.recorded", session, cohort=session.cohort, entries=written)
    return written


def _current(session: Session, enrolments: Iterable[int]) -> dict[int, Evidence]:
    """The latest attendance row of each enrolment."""
    rows = Evidence.objects.standing().filter(
        enrolment__in=list(enrolments), requirement_key=session.key, kind__in=ATTENDANCE
    )
    return {row.enrolment_id: row for row in rows.order_by("seq")}


def _fact(session: Any, mark: Attendance, current: Evidence | None) -> Fact | None:
    """The row to write, or None where it would say the same again."""
    minutes = _minutes(session, mark)
    kind = EvidenceKind.MADE_UP if mark.state is State.MADE_UP else EvidenceKind.ATTENDED
    if current is not None and current.kind == kind == EvidenceKind.MADE_UP:
        if mark.made_up is None:
            return None  # the list says nothing new about it
        minutes = current.minutes or 0  # what was credited for it stays
    value = _value(session, mark)
    if current is not None:
        if (current.kind, current.minutes, current.value) == (kind, minutes, value):
            return None
        _check_seen(mark, current.seq)
        if not mark.reason.strip():
            raise AttendanceRefused(_("Please give a reason for the correction."))
    return Fact(
        session.key,
        kind,
        minutes=minutes,
        value=value,
        occurred_at=session.ends_at,
        supersedes=current.seq if current else None,
        reason=mark.reason.strip(),
    )


def _value(session: Any, mark: Attendance) -> dict[str, Any]:
    match mark.state:
        case State.EXCUSED:
            return {"excused": True}
        case State.MADE_UP:
            return evidence_of(session, mark.made_up)
        case _:
            return {}


def _check_seen(mark: Attendance, seq: int) -> None:
    if mark.seen is not None and mark.seen != seq:
        raise AttendanceChanged(
            _("Somebody else has recorded attendance in the meantime. Nothing of yours is lost.")
        )


def _minutes(session: Any, mark: Attendance) -> int:
    match mark.state:
        case State.ATTENDED | State.MADE_UP:
            return session.minutes
        case State.EXCUSED | State.MISSED:
            return 0
        case State.PARTLY:
            minutes = mark.minutes or 0
            if not 0 < minutes <= session.minutes:
                raise AttendanceRefused(
                    _("Please enter between 1 and %(most)s minutes.") % {"most": session.minutes}
                )
            return minutes
        case _:
            raise AttendanceRefused(_("This is not a state of attendance."))


def _role(session: Session, by: Any) -> ActorRole:
    coordinates = cohorts_coordinated_by(by).filter(pk=session.cohort_id).exists()
    return ActorRole.COORDINATOR if coordinates else ActorRole.TRAINER
