"""Exceptions for one person: more time, a waiver, a make-up, and taking one of them back.

Each is a row of evidence with a reason and an author, and a line in the audit log.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Enrolment, ScheduleEntry
from courses.cohorts.policies import cohorts_attended_by, cohorts_coordinated_by
from courses.governance import audit
from courses.progress.deadlines import end_of_all, latest, more_time
from courses.progress.domain import Fact, entry_of, record
from courses.progress.enums import EvidenceKind, State
from courses.progress.errors import ExceptionRefused
from courses.progress.evaluation import Requirement, fold
from courses.progress.models import Evidence
from courses.progress.registry import requirements_for
from courses.progress.sources import completion_key
from courses.rules.definition import SESSION_KINDS, RequirementKind, RuleDefinition, parse

EXCEPTIONS = (EvidenceKind.EXTENDED, EvidenceKind.WAIVED, EvidenceKind.MADE_UP)
ATTENDANCE = (EvidenceKind.ATTENDED, EvidenceKind.MADE_UP)


@dataclass(frozen=True, slots=True)
class MakeUp:
    """What was done instead of a session, and how many of its minutes that is worth."""

    minutes: int
    instead: str


def closes(requirement: Requirement, scheduled: datetime | None) -> bool:
    """Whether there is a deadline that could be extended: the plan's, or one in the schedule."""
    return scheduled is not None or requirement.kind is RequirementKind.PLAN


@transaction.atomic
def extend(
    enrolment: Enrolment,
    key: UUID,
    until: datetime,
    *,
    by: Any,
    reason: str,
    now: datetime | None = None,
) -> bool:
    """Give one person more time for a requirement, or for everything (`completion_key`).

    Coordination and trainers may. False when they have this very deadline already. Raises
    ExceptionRefused where there is no deadline, or where it is no more time than they have.
    """
    case = _Case(enrolment, key, by=by, reason=reason, coordination_only=False)
    now = now or timezone.now()
    known = case.deadline()
    if known and until == known:
        return False
    if until <= now:
        raise ExceptionRefused(_("The new date must lie ahead."))
    if known and until < known:
        raise ExceptionRefused(_("This is no more time: a later date has been given already."))
    fact = Fact(key, EvidenceKind.EXTENDED, value=more_time(until), reason=case.reason)
    return case.write(fact, "deadline.extended", now, until=until)


@transaction.atomic
def waive(
    enrolment: Enrolment, key: UUID, *, by: Any, reason: str, now: datetime | None = None
) -> bool:
    """Ask one person no longer for a requirement. Only the coordination may.

    Minutes of it that were attended are kept; a rule about hours counts a waived session in full.
    False when it is waived already. Raises ExceptionRefused for the release, which is the trainers'
    word, and for what is met.
    """
    case = _Case(enrolment, key, by=by, reason=reason)
    requirement = case.requirement()
    if requirement.kind is RequirementKind.RELEASE:
        raise ExceptionRefused(_("Only the trainers give the release; it cannot be waived."))
    if any(row.kind == EvidenceKind.WAIVED for row in case.standing):
        return False
    case.check_open()
    fact = Fact(key, EvidenceKind.WAIVED, reason=case.reason, supersedes=case.revoked_waiver())
    return case.write(fact, "requirement.waived", now)


@transaction.atomic
def credit_make_up(
    enrolment: Enrolment,
    key: UUID,
    make_up: MakeUp,
    *,
    by: Any,
    reason: str,
    now: datetime | None = None,
) -> bool:
    """Count a session as made up by something else. Only the coordination may.

    False when the very same is credited already. Raises ExceptionRefused where the rule allows no
    make-up, for what is no session, for cancelled and attended ones, and for impossible minutes.
    """
    case = _Case(enrolment, key, by=by, reason=reason)
    session = case.requirement()
    if session.kind not in SESSION_KINDS:
        raise ExceptionRefused(_("Only a session can be made up."))
    if not case.definition.makeup_allowed:
        raise ExceptionRefused(_("By the rule of this cohort, a session cannot be made up."))
    if not 0 < make_up.minutes <= session.minutes:
        words = _("Please enter between 1 and %(most)s minutes.") % {"most": session.minutes}
        raise ExceptionRefused(words)
    if not make_up.instead.strip():
        raise ExceptionRefused(_("Please say what was done instead."))
    current = next((row for row in reversed(case.standing) if row.kind in ATTENDANCE), None)
    value = {"instead": make_up.instead.strip()}
    if current and current.kind == EvidenceKind.MADE_UP:
        if (current.minutes, current.value) == (make_up.minutes, value):
            return False
    else:
        case.check_open()
    fact = Fact(
        key,
        EvidenceKind.MADE_UP,
        minutes=make_up.minutes,
        value=value,
        reason=case.reason,
        supersedes=current.seq if current else None,
    )
    return case.write(fact, "session.made_up", now, minutes=make_up.minutes)


@transaction.atomic
def take_back(
    enrolment: Enrolment, seq: int, *, by: Any, reason: str, now: datetime | None = None
) -> bool:
    """Take an exception back: what was recorded before it holds again.

    Only the coordination may; trainers may for more time. False when it is taken back already.
    Raises ExceptionRefused for rows that are no exceptions.
    """
    row = Evidence.objects.filter(enrolment=enrolment, seq=seq, kind__in=EXCEPTIONS).first()
    if row is None:
        raise ExceptionRefused(_("This is no exception that could be taken back."))
    only = row.kind != EvidenceKind.EXTENDED
    case = _Case(
        enrolment, row.requirement_key, by=by, reason=reason, coordination_only=only, gone_too=True
    )
    if row.seq not in {other.seq for other in case.standing}:
        return False
    return case.write(case.without(row), "exception.taken_back", now, kind=row.kind)


class _Case:
    """One person, one requirement and who decides, checked. Under the enrolment's lock."""

    def __init__(
        self,
        enrolment: Enrolment,
        key: UUID,
        *,
        by: Any,
        reason: str,
        coordination_only: bool = True,
        gone_too: bool = False,
    ) -> None:
        rows = Enrolment.objects.select_for_update(of=("self",))
        locked = rows.select_related("cohort__rule_version").get(pk=enrolment.pk)
        self.enrolment, self.cohort, self.key, self.by = locked, locked.cohort, key, by
        self.coordinates = cohorts_coordinated_by(by).filter(pk=locked.cohort_id).exists()
        self.reason = reason.strip()
        self._check(coordination_only=coordination_only)
        self.definition: RuleDefinition = parse(self.cohort.rule_version.definition)
        self._requirement = next(
            (r for r in requirements_for([self.cohort])[self.cohort.pk] if r.key == key), None
        )
        if not gone_too:
            self._check_belongs()
        about = Evidence.objects.filter(enrolment=locked, requirement_key=key)
        self.rows = list(about.order_by("seq"))
        corrected = {row.supersedes for row in self.rows}
        self.standing = [row for row in self.rows if row.seq not in corrected]

    def _check(self, *, coordination_only: bool) -> None:
        attends = self.coordinates or (
            not coordination_only
            and cohorts_attended_by(self.by).filter(pk=self.cohort.pk).exists()
        )
        if not attends:
            raise ExceptionRefused(_("Your role does not cover exceptions in this cohort."))
        if self.enrolment.state == Enrolment.State.WITHDRAWN:
            raise ExceptionRefused(_("This person has withdrawn from the cohort."))
        if not self.reason:
            raise ExceptionRefused(_("Please give a reason for the exception."))

    def _check_belongs(self) -> None:
        here = self._requirement is not None and self._requirement.available
        if not here and self.key != completion_key(self.cohort):
            raise ExceptionRefused(_("This is not asked for in this cohort."))

    def requirement(self) -> Requirement:
        if self._requirement is None:
            raise ExceptionRefused(_("Only a deadline can be extended for everything at once."))
        return self._requirement

    def deadline(self) -> datetime | None:
        """The one that holds for this person now. Raises ExceptionRefused where there is none."""
        if self._requirement is None:
            scheduled = end_of_all(self.cohort, self.definition)
            if scheduled is None:
                raise ExceptionRefused(_("The rule of this cohort has no deadline."))
        else:
            entry = ScheduleEntry.objects.filter(cohort=self.cohort, key=self.key).first()
            scheduled = entry.due_at if entry else None
            if not closes(self._requirement, scheduled):
                raise ExceptionRefused(_("There is no deadline for this."))
        return latest(scheduled, self.rows)

    def check_open(self) -> None:
        """Raises ExceptionRefused where nothing is left to ask for; what was waived is not done."""
        entries = [entry_of(row) for row in self.rows]
        held = fold(self.definition, [self.requirement()], entries).get(self.key)
        if held and held.state.counts and held.state is not State.WAIVED:
            raise ExceptionRefused(_("This is met already."))

    def revoked_waiver(self) -> int | None:
        """What a new waiver follows: a requirement has one at most that follows nothing."""
        waived = {row.seq for row in self.rows if row.kind == EvidenceKind.WAIVED}
        ends = [row.seq for row in self.standing if row.supersedes in waived]
        return ends[-1] if ends else None

    def without(self, row: Evidence) -> Fact:
        """Brings back the attendance that a make-up replaced; else a revocation."""
        by_seq = {item.seq: item for item in self.rows}
        earlier: Evidence | None = row
        while earlier and earlier.kind in EXCEPTIONS:
            earlier = by_seq.get(earlier.supersedes or 0)
        if earlier is None or earlier.kind != EvidenceKind.ATTENDED:
            return Fact(self.key, EvidenceKind.REVOKED, supersedes=row.seq, reason=self.reason)
        return Fact(
            self.key,
            EvidenceKind.ATTENDED,
            minutes=earlier.minutes,
            value=earlier.value,
            occurred_at=earlier.occurred_at,
            supersedes=row.seq,
            reason=self.reason,
        )

    def write(self, fact: Fact, action: str, now: datetime | None, **data: Any) -> bool:
        role = ActorRole.COORDINATOR if self.coordinates else ActorRole.TRAINER
        mine = Enrolment.objects.filter(pk=self.enrolment.pk)
        record(fact, enrolments=mine, actor=self.by, role=role, now=now)
        audit.log(
            self.by,
            action,
            self.enrolment,
            reason=self.reason,
            cohort=self.cohort,
            requirement=str(self.key),
            **data,
        )
        return True
