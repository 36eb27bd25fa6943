"""Recording what happened. Every change of progress goes through `record`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.enums import ActorRole
from courses.cohorts.models import Enrolment, EnrolmentQuerySet
from courses.governance import audit
from courses.progress.deadlines import personal_end
from courses.progress.enums import ONCE, EvidenceKind
from courses.progress.errors import AlreadyCorrected, NothingToConfirm
from courses.progress.evaluation import Entry, Evaluation, Held, Requirement, evaluate, fold
from courses.progress.models import Evidence, RequirementState
from courses.progress.queries import held_by
from courses.progress.registry import requirements_for
from courses.progress.signals import completion_revoked, enrolment_completed
from courses.progress.sources import completion_key
from courses.rules.definition import RuleDefinition, parse

ROWS_A_STATEMENT = 1000


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to one requirement. `minutes` are attended or credited ones."""

    key: UUID
    kind: EvidenceKind
    minutes: int | None = None
    value: dict[str, Any] = field(default_factory=dict)
    occurred_at: datetime | None = None
    supersedes: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Ledger:
    """One enrolment under lock: what it asks for, what is recorded, what is being added."""

    enrolment: Enrolment
    definition: RuleDefinition
    requirements: list[Requirement]
    rows: list[Evidence]
    added: list[Evidence] = field(default_factory=list)

    def entries(self) -> list[Entry]:
        return [entry_of(row) for row in (*self.rows, *self.added)]

    def fold(self) -> dict[UUID, Held]:
        return fold(self.definition, self.requirements, self.entries())

    def evaluate(self, now: datetime) -> Evaluation:
        entries = self.entries()
        deadline = personal_end(self.enrolment.cohort, self.definition, entries)
        return evaluate(self.definition, self.requirements, entries, now, deadline)

    def existing(self, fact: Fact) -> Evidence | None:
        """The row that a second click would write again."""
        if fact.kind not in ONCE or fact.supersedes is not None:
            return None
        same = (r for r in self.rows if r.requirement_key == fact.key and r.kind == fact.kind)
        return next((row for row in same if row.supersedes is None), None)

    def add(self, fact: Fact, *, actor: Any, role: str, now: datetime) -> Evidence:
        row = Evidence(
            enrolment=self.enrolment,
            seq=len(self.rows) + len(self.added) + 1,
            requirement_key=fact.key,
            kind=fact.kind,
            minutes=fact.minutes,
            value=fact.value,
            occurred_at=fact.occurred_at or now,
            recorded_at=now,
            supersedes=fact.supersedes,
            rule_version_id=self.enrolment.cohort.rule_version_id,
            snapshot=self._snapshot(fact.key),
            actor=actor,
            actor_role=role,
            reason=fact.reason,
        )
        self.added.append(row)
        return row

    def _snapshot(self, key: UUID) -> dict[str, str]:
        shown = next((item for item in self.requirements if item.key == key), None)
        return {"title": shown.title, "hash": shown.content_hash} if shown else {}


def entry_of(row: Evidence) -> Entry:
    """The row as the evaluator sees it."""
    return Entry(
        seq=row.seq,
        key=row.requirement_key,
        kind=EvidenceKind(row.kind),
        occurred_at=row.occurred_at,
        minutes=row.minutes,
        supersedes=row.supersedes,
        value=row.value,
    )


@transaction.atomic
def record(
    fact: Fact,
    *,
    enrolments: EnrolmentQuerySet,
    actor: Any,
    role: str,
    now: datetime | None = None,
) -> list[Evidence]:
    """Append `fact` to every enrolment of the queryset and bring its projection up to date.

    Under the enrolments' locks, in the order of their primary keys: append the row, evaluate, write
    `completed` when the rules are met for the first time, update the projection, tell upwards.
    A kind that a requirement has once is not written again; the existing row is returned.

    Raises NothingToConfirm if the queryset is empty, AlreadyCorrected if the superseded row has
    been corrected by somebody else meanwhile.
    """
    now = now or timezone.now()
    ledgers = _lock(enrolments)
    if not ledgers:
        raise NothingToConfirm(_("You do not take part in a cohort of this programme."))
    before = [ledger.fold() for ledger in ledgers]
    rows = [
        ledger.existing(fact) or ledger.add(fact, actor=actor, role=role, now=now)
        for ledger in ledgers
    ]
    told = [pair for pair in zip(ledgers, before, strict=True) if pair[0].added]
    _settle(told, now=now)
    return rows


def _lock(enrolments: EnrolmentQuerySet) -> list[Ledger]:
    """The ledgers, in five statements whatever their number."""
    locked = list(
        enrolments.select_for_update(of=("self",))
        .select_related("cohort__rule_version", "user")
        .order_by("pk")
    )
    cohorts = {enrolment.cohort_id: enrolment.cohort for enrolment in locked}
    if not locked:
        return []
    rows: dict[int, list[Evidence]] = {enrolment.pk: [] for enrolment in locked}
    for row in Evidence.objects.filter(enrolment__in=locked).order_by("seq"):
        rows[row.enrolment_id].append(row)
    requirements = requirements_for(list(cohorts.values()))
    definitions = {pk: parse(cohort.rule_version.definition) for pk, cohort in cohorts.items()}
    return [
        Ledger(
            enrolment=enrolment,
            definition=definitions[enrolment.cohort_id],
            requirements=requirements[enrolment.cohort_id],
            rows=rows[enrolment.pk],
        )
        for enrolment in locked
    ]


def _settle(
    ledgers: Sequence[tuple[Ledger, dict[UUID, Held]]], *, now: datetime
) -> dict[int, Evaluation]:
    """Evaluate, complete who is through, store what was added and what changed. By enrolment.

    Beside each ledger stands what its projection holds.
    """
    evaluations = {ledger.enrolment.pk: _evaluate(ledger, now) for ledger, _before in ledgers}
    _store([row for ledger, _before in ledgers for row in ledger.added])
    _project(
        (ledger.enrolment, before, evaluations[ledger.enrolment.pk].held)
        for ledger, before in ledgers
    )
    for ledger, _before in ledgers:
        if any(row.kind == EvidenceKind.COMPLETED for row in ledger.added):
            enrolment_completed.send(sender=Enrolment, enrolment=ledger.enrolment)
    return evaluations


def _evaluate(ledger: Ledger, now: datetime) -> Evaluation:
    """What the rules say; adds `completed` when they are met for the first time."""
    evaluation = ledger.evaluate(now)
    if evaluation.met and not evaluation.completed and not _last_completion(ledger):
        fact = Fact(completion_key(ledger.enrolment.cohort), EvidenceKind.COMPLETED)
        ledger.add(fact, actor=None, role=ActorRole.SYSTEM, now=now)
        return ledger.evaluate(now)
    return evaluation


def _store(added: list[Evidence]) -> None:
    try:
        with transaction.atomic(savepoint=False):
            Evidence.objects.bulk_create(added)
    except IntegrityError as error:
        raise AlreadyCorrected(_("Somebody else changed this at the same time.")) from error


def _last_completion(ledger: Ledger) -> Evidence | None:
    """The latest word on this completion: none yet, completed, or taken back by somebody."""
    key = completion_key(ledger.enrolment.cohort)
    return next((row for row in reversed(ledger.rows) if row.requirement_key == key), None)


def _project(
    changes: Iterable[tuple[Enrolment, Mapping[UUID, Held], Mapping[UUID, Held]]],
) -> None:
    """Write what differs, for all of them at once. Before and after are folds under one lock."""
    rows: list[RequirementState] = []
    for enrolment, before, after in changes:
        rows += [
            _state_row(enrolment, key, held)
            for key, held in after.items()
            if before.get(key) != held
        ]
        gone = [key for key in before if key not in after]
        if gone:
            enrolment.states.filter(requirement_key__in=gone).delete()
    if rows:
        RequirementState.objects.bulk_create(
            rows,
            batch_size=ROWS_A_STATEMENT,
            update_conflicts=True,
            unique_fields=["enrolment", "requirement_key"],
            update_fields=["state", "minutes", "since"],
        )


def _state_row(enrolment: Enrolment, key: UUID, held: Held) -> RequirementState:
    return RequirementState(
        enrolment=enrolment,
        requirement_key=key,
        state=held.state,
        minutes=held.minutes,
        since=held.since,
    )


@transaction.atomic
def revoke_completion(
    enrolment: Enrolment, *, by: Any, reason: str, now: datetime | None = None
) -> None:
    """Take a completion back, with a reason. Only `restore_completion` brings it again.

    Raises NothingToConfirm when there is no completion to take back.
    """
    (ledger,) = _lock(Enrolment.objects.filter(pk=enrolment.pk))
    last = _last_completion(ledger)
    if last is None or last.kind != EvidenceKind.COMPLETED:
        raise NothingToConfirm(_("This person has not completed the programme."))
    _correct_completion(ledger, last, EvidenceKind.REVOKED, by=by, reason=reason, now=now)
    completion_revoked.send(sender=Enrolment, enrolment=ledger.enrolment)


@transaction.atomic
def restore_completion(
    enrolment: Enrolment, *, by: Any, reason: str, now: datetime | None = None
) -> None:
    """Give a revoked completion back, with a reason. Raises NothingToConfirm if none was."""
    (ledger,) = _lock(Enrolment.objects.filter(pk=enrolment.pk))
    last = _last_completion(ledger)
    if last is None or last.kind != EvidenceKind.REVOKED:
        raise NothingToConfirm(_("No completion of this person has been taken back."))
    _correct_completion(ledger, last, EvidenceKind.COMPLETED, by=by, reason=reason, now=now)
    enrolment_completed.send(sender=Enrolment, enrolment=ledger.enrolment)


def _correct_completion(
    ledger: Ledger,
    last: Evidence,
    kind: EvidenceKind,
    *,
    by: Any,
    reason: str,
    now: datetime | None,
) -> None:
    now = now or timezone.now()
    before = ledger.fold()
    fact = Fact(last.requirement_key, kind, supersedes=last.seq, reason=reason)
    ledger.add(fact, actor=by, role=ActorRole.COORDINATOR, now=now)
    Evidence.objects.bulk_create(ledger.added)
    _project([(ledger.enrolment, before, ledger.fold())])
    cohort = ledger.enrolment.cohort
    audit.log(by, f"completion.{kind}", ledger.enrolment, reason=reason, cohort=cohort)


def reevaluate(enrolment_id: int, *, now: datetime | None = None) -> Evaluation | None:
    """Look at an enrolment again after the curriculum, the sessions or the rules changed."""
    return reevaluate_all(Enrolment.objects.filter(pk=enrolment_id), now=now).get(enrolment_id)


@transaction.atomic
def reevaluate_all(
    enrolments: EnrolmentQuerySet, *, now: datetime | None = None
) -> dict[int, Evaluation]:
    """Look at many again, by enrolment. Six statements, and those that write what changed."""
    now = now or timezone.now()
    ledgers = _lock(enrolments)
    prefetch_related_objects([ledger.enrolment for ledger in ledgers], "states")
    return _settle([(ledger, _stored(ledger.enrolment)) for ledger in ledgers], now=now)


@transaction.atomic
def rebuild(enrolment_id: int) -> int:
    """Write the projection anew from the evidence; returns how many rows were wrong.

    `completed` is evidence and therefore stays what it was.
    """
    ledgers = _lock(Enrolment.objects.filter(pk=enrolment_id))
    if not ledgers:
        return 0
    ledger = ledgers[0]
    stored = _stored(ledger.enrolment)
    right = ledger.fold()
    _project([(ledger.enrolment, stored, right)])
    return sum(1 for key in stored.keys() | right.keys() if stored.get(key) != right.get(key))


def _stored(enrolment: Enrolment) -> dict[UUID, Held]:
    return held_by(enrolment.states.all())
