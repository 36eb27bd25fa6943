"""Planning the days on which a group meets. Only the coordination of the cohort does that."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_coordinated_by
from courses.governance import audit
from courses.progress.models import Recount
from courses.progress.recounting import start_recount
from courses.sessions.errors import SessionChanged, SessionRefused
from courses.sessions.models import Session, SessionPart
from courses.sessions.signals import session_changed


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A day or half-day. `minutes` are those that count, at most as long as the part lasts."""

    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session as it is typed in, with at least one part."""

    kind: str
    title: str
    parts: tuple[PartPlan, ...]
    module_number: int | None = None
    place: str = ""
    video_url: str = ""

    @property
    def fingerprint(self) -> str:
        """Tells whether a session is still what somebody saw when they opened its form."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def plan_of(session: Session) -> SessionPlan:
    """The plan that would make this session again. One statement unless parts are prefetched."""
    here = timezone.get_default_timezone()
    return SessionPlan(
        kind=session.kind,
        title=session.title,
        module_number=session.module_number,
        place=session.place,
        video_url=session.video_url,
        parts=tuple(
            PartPlan(part.starts_at.astimezone(here), part.ends_at.astimezone(here), part.minutes)
            for part in session.parts.all()
        ),
    )


@transaction.atomic
def schedule_session(cohort: Cohort, plan: SessionPlan, *, by: Any) -> Session:
    """Add a session to a cohort; what is open is judged anew for everybody in it.

    Raises SessionRefused for people who do not coordinate the cohort and for impossible times.
    """
    _check_coordinates(cohort, by)
    _check_times(plan)
    session = Session(cohort=cohort)
    _write(session, plan)
    audit.log(by, "session.scheduled", session, cohort=cohort)
    session_changed.send(sender=Session, session=session)
    judge_anew(cohort)
    return session


@transaction.atomic
def change_session(session: Session, plan: SessionPlan, *, by: Any, seen: str = "") -> None:
    """Move or rename a session. Attendance that is recorded stays what it was.

    `seen` is the fingerprint of what the person saw. Raises SessionChanged when somebody else
    changed the session since, SessionRefused as `schedule_session` does.
    """
    _check_coordinates(session.cohort, by)
    _check_times(plan)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    if seen and plan_of(locked).fingerprint != seen:
        raise SessionChanged(_("Somebody else has changed this session in the meantime."))
    locked.parts.all().delete()
    _write(locked, plan)
    audit.log(by, "session.changed", locked, cohort=session.cohort)
    session_changed.send(sender=Session, session=locked)
    judge_anew(session.cohort)


@transaction.atomic
def cancel_session(session: Session, *, by: Any, reason: str) -> None:
    """The session does not take place and counts no longer as one that could be attended.

    What somebody attended stays attended. A second click changes nothing.
    """
    _check_coordinates(session.cohort, by)
    if not reason.strip():
        raise SessionRefused(_("Please say why the session does not take place."))
    changed = Session.objects.filter(pk=session.pk, cancelled_at=None).update(
        cancelled_at=timezone.now()
    )
    if changed:
        audit.log(by, "session.cancelled", session, reason=reason.strip(), cohort=session.cohort)
        session_changed.send(sender=Session, session=session)
        judge_anew(session.cohort)


def judge_anew(cohort: Cohort) -> None:
    """Have everybody in the cohort looked at again: sessions are requirements."""
    start_recount(cohort, Recount.Cause.SESSIONS)


def _check_coordinates(cohort: Cohort, by: Any) -> None:
    if not cohorts_coordinated_by(by).filter(pk=cohort.pk).exists():
        raise SessionRefused(_("Only the coordination of a cohort plans its sessions."))


def _check_times(plan: SessionPlan) -> None:
    if not plan.parts:
        raise SessionRefused(_("A session needs at least one day."))
    for part in plan.parts:
        if part.ends_at <= part.starts_at:
            raise SessionRefused(_("The end must come after the start."))
        if not timedelta() < timedelta(minutes=part.minutes) <= part.ends_at - part.starts_at:
            raise SessionRefused(_("More minutes count than the day is long."))
    for first, second in pairwise(sorted(plan.parts, key=lambda part: part.starts_at)):
        if second.starts_at < first.ends_at:
            raise SessionRefused(_("Two days of the session overlap."))


def _write(session: Session, plan: SessionPlan) -> None:
    session.kind = plan.kind
    session.title = plan.title
    session.module_number = plan.module_number
    session.place = plan.place
    session.video_url = plan.video_url
    session.save()
    SessionPart.objects.bulk_create(
        SessionPart(
            session=session, starts_at=part.starts_at, ends_at=part.ends_at, minutes=part.minutes
        )
        for part in plan.parts
    )
