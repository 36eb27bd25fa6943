"""Planning the days on which a group meets. Only the coordination of the cohort does that."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort, CohortRole
from courses.cohorts.policies import TEACHING_ROLES, cohorts_coordinated_by
from courses.governance import audit
from courses.progress.models import Recount
from courses.progress.recounting import start_recount
from courses.sessions.errors import SessionChanged, SessionRefused
from courses.sessions.models import Session, SessionPart, SessionTrainer
from courses.sessions.requirements import timed_sessions
from courses.sessions.signals import session_changed


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A day or half-day. `minutes` are those that count, at most as long as the part lasts."""

    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session as it is typed in, with at least one part. `trainers` are users' ids, in order."""

    kind: str
    title: str
    parts: tuple[PartPlan, ...]
    module_number: int | None = None
    place: str = ""
    video_url: str = ""
    capacity: int | None = None
    material: str = ""
    trainers: tuple[Any, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Tells whether a session is still what somebody saw when they opened its form."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def plan_of(session: Session) -> SessionPlan:
    """The plan that would make this session again. Two statements unless parts are prefetched."""
    here = timezone.get_default_timezone()
    return SessionPlan(
        kind=str(session.kind),
        title=session.title,
        module_number=session.module_number,
        place=session.place,
        video_url=session.video_url,
        capacity=session.capacity,
        material=session.material,
        trainers=tuple(sorted(_leaders(session))),
        parts=tuple(
            PartPlan(part.starts_at.astimezone(here), part.ends_at.astimezone(here), part.minutes)
            for part in session.parts.all()
        ),
    )


def _leaders(session: Session) -> set[Any]:
    return set(SessionTrainer.objects.filter(session=session).values_list("user", flat=True))


def possible_trainers(cohort: Cohort, session: Session | None = None) -> QuerySet[Any]:
    """Who may lead a session: whoever teaches the cohort, and whoever leads this one already.

    The latter matters for sessions that were: somebody who has left the team since did lead them.
    """
    roles = CohortRole.objects.filter(cohort=cohort, role__in=TEACHING_ROLES)
    leads = SessionTrainer.objects.filter(session=session)
    chosen = Q(pk__in=roles.values("user")) | Q(pk__in=leads.values("user"))
    return get_user_model()._default_manager.filter(chosen).order_by("pk")


@transaction.atomic
def schedule_session(cohort: Cohort, plan: SessionPlan, *, by: Any) -> Session:
    """Add a session to a cohort; what is open is judged anew for everybody in it.

    Raises SessionRefused for people who do not coordinate the cohort, for impossible times and for
    trainers who are not in its team.
    """
    _check_coordinates(cohort, by)
    _check_times(plan)
    _check_trainers(cohort, plan)
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
    _check_trainers(session.cohort, plan, locked)
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


def _check_trainers(cohort: Cohort, plan: SessionPlan, session: Session | None = None) -> None:
    possible = possible_trainers(cohort, session).filter(pk__in=plan.trainers)
    if possible.count() != len(set(plan.trainers)):
        raise SessionRefused(_("Only trainers of the cohort's team lead its sessions."))


def _write(session: Session, plan: SessionPlan) -> None:
    session.kind = plan.kind
    session.title = plan.title
    session.module_number = plan.module_number
    session.place = plan.place
    session.video_url = plan.video_url
    session.capacity = plan.capacity
    session.material = plan.material
    session.save()
    SessionPart.objects.bulk_create(
        SessionPart(
            session=session, starts_at=part.starts_at, ends_at=part.ends_at, minutes=part.minutes
        )
        for part in plan.parts
    )
    _write_trainers(session, set(plan.trainers))


def _write_trainers(session: Session, wanted: set[Any]) -> None:
    leading = _leaders(session)
    SessionTrainer.objects.filter(session=session, user__in=leading - wanted).delete()
    SessionTrainer.objects.bulk_create(
        SessionTrainer(session=session, user_id=pk) for pk in sorted(wanted - leading)
    )


@transaction.atomic
def release_trainer(cohort: Cohort, user_id: Any, *, now: datetime | None = None) -> None:
    """Take somebody who teaches the cohort no longer out of the sessions ahead.

    Who led a session that has begun stays written there. Twice is once.
    """
    roles = CohortRole.objects.filter(cohort=cohort, user=user_id, role__in=TEACHING_ROLES)
    if roles.exists():
        return
    ahead = timed_sessions().filter(cohort=cohort, starts_at__gt=now or timezone.now())
    for session in ahead.filter(led_by__user=user_id):
        SessionTrainer.objects.filter(session=session, user=user_id).delete()
        audit.log(None, "session.trainer_left", session, cohort=cohort, user=str(user_id))
        session_changed.send(sender=Session, session=session)
