"""The one evaluator. Pure: rules, requirements and evidence in, state and reasons out.

Pages, cockpit, exports, rebuild and tests use it, so nobody is ever told two different things.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.progress.enums import EvidenceKind, State
from courses.rules.definition import (
    SESSION_KINDS,
    CountRule,
    HoursRule,
    RequirementKind,
    Rule,
    RuleDefinition,
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that can be met. `minutes` are planned ones; only sessions have an end."""

    key: UUID
    kind: RequirementKind
    title: str = ""
    number: str = ""
    module: int | None = None
    minutes: int = 0
    ends_at: datetime | None = None
    available: bool = True
    content_hash: str = ""
    # The row it was made from, for pages that show it; plays no part in any rule.
    source: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of evidence, as far as the rules look at it."""

    seq: int
    key: UUID
    kind: EvidenceKind
    occurred_at: datetime
    minutes: int | None = None
    supersedes: int | None = None
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """What one person holds of one requirement: state, credited minutes, since when."""

    state: State
    minutes: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """How far one rule is met. `open_keys` are what could still meet it, in the given order."""

    rule: Rule
    have: int
    need: int
    met: bool
    reachable: bool
    of: int
    open_keys: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer. `met` is the rules' word now; `completed` sticks until it is revoked."""

    completed: bool
    met: bool
    reasons: tuple[Reason, ...]
    held: Mapping[UUID, Held]
    minutes: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Case:
    """What one rule is judged by: `held` is what was held in time, `late` what was not."""

    definition: RuleDefinition
    requirements: Sequence[Requirement]
    held: Mapping[UUID, Held]
    late: Mapping[UUID, Held]
    now: datetime
    deadline: datetime | None


def evaluate(
    definition: RuleDefinition,
    requirements: Sequence[Requirement],
    evidence: Iterable[Entry],
    now: datetime,
    deadline: datetime | None = None,
) -> Evaluation:
    """Fold the evidence and judge it by the rules; see `fold` and `judge`."""
    held = fold(definition, requirements, evidence)
    return judge(definition, requirements, held, now, deadline)


def fold(
    definition: RuleDefinition, requirements: Iterable[Requirement], evidence: Iterable[Entry]
) -> dict[UUID, Held]:
    """What each requirement's evidence amounts to. Requirements without evidence are left out.

    Entries that a later one supersedes do not count; a revocation counts for nothing itself.
    Evidence about requirements that are gone is folded too: what was earned stays earned.
    """
    rows = sorted(evidence, key=lambda entry: entry.seq)
    corrected = {row.supersedes for row in rows}
    planned = {requirement.key: requirement.minutes for requirement in requirements}
    by_key: dict[UUID, list[Entry]] = {}
    for row in rows:
        if row.seq not in corrected and row.kind is not EvidenceKind.REVOKED:
            by_key.setdefault(row.key, []).append(row)
    folded = {
        key: _hold(entries, planned.get(key, 0), definition) for key, entries in by_key.items()
    }
    return {key: held for key, held in folded.items() if held}


_SIMPLE = {
    EvidenceKind.CONFIRMED: State.READ,
    EvidenceKind.ANSWERED: State.ANSWERED,
    EvidenceKind.SUBMITTED: State.HANDED_IN,
    EvidenceKind.RETURNED: State.RETURNED,
    EvidenceKind.ACCEPTED: State.ACCEPTED,
    EvidenceKind.RELEASED: State.RELEASED,
    EvidenceKind.COMPLETED: State.COMPLETED,
    EvidenceKind.MADE_UP: State.MADE_UP,
    EvidenceKind.WAIVED: State.WAIVED,
}


def _hold(entries: Sequence[Entry], planned: int, definition: RuleDefinition) -> Held | None:
    """The latest entry that counts; a waiver only where nothing was done; else the latest.

    Who was there for a while keeps those minutes when the rest is waived.
    """
    folded = [held for entry in entries if (held := _held_by(entry, planned, definition))]
    best: Held | None = None
    for held in folded:
        if best is None or _weight(held) >= _weight(best):
            best = held
    if best and best.state is State.WAIVED:
        return replace(best, minutes=max(held.minutes for held in folded))
    return best


def _weight(held: Held) -> int:
    """What was accepted stays accepted: a later entry replaces only what weighs no more."""
    if not held.state.counts:
        return 0
    return 1 if held.state is State.WAIVED else 2


def _held_by(entry: Entry, planned: int, definition: RuleDefinition) -> Held | None:
    minutes = entry.minutes or 0
    if entry.kind is EvidenceKind.ATTENDED:
        return Held(_attendance(entry, planned, definition), minutes, entry.occurred_at)
    if entry.kind is EvidenceKind.MADE_UP and not definition.makeup_allowed:
        return None
    state = _SIMPLE.get(entry.kind)
    return Held(state, minutes, entry.occurred_at) if state else None


def _attendance(entry: Entry, planned: int, definition: RuleDefinition) -> State:
    """Present from the agreed share of the minutes on; absence says whether it was excused."""
    minutes = entry.minutes or 0
    if minutes <= 0:
        return State.EXCUSED if entry.value.get("excused") else State.MISSED
    enough = minutes * 100 >= planned * definition.session_share
    return State.ATTENDED if enough else State.PARTLY


# What others decide counts whenever they decide it: nobody loses out because a reviewer was late.
DECIDED = frozenset({State.ACCEPTED, State.RELEASED, State.WAIVED, State.MADE_UP, State.COMPLETED})


def judge(
    definition: RuleDefinition,
    requirements: Sequence[Requirement],
    held: Mapping[UUID, Held],
    now: datetime,
    deadline: datetime | None = None,
) -> Evaluation:
    """Apply the rules to what is held. `done` is at most `total` by construction.

    `deadline` is this person's (see `courses.progress.deadlines`). What somebody did after it does
    not count, and once it has passed, only what waits for others is reachable: work that was
    handed in, and the release.
    """
    in_time = {key: item for key, item in held.items() if _in_time(item, deadline)}
    late = {key: item for key, item in held.items() if key not in in_time}
    case = _Case(definition, requirements, in_time, late, now, deadline)
    reasons = tuple(_judge_rule(rule, case) for rule in definition.rules)
    return Evaluation(
        completed=any(item.state is State.COMPLETED for item in held.values()),
        met=all(reason.met for reason in reasons),
        reasons=reasons,
        held=held,
        minutes=_attended(requirements, held),
        done=sum(min(reason.have, reason.need) for reason in reasons),
        total=sum(reason.need for reason in reasons),
    )


def _in_time(held: Held, deadline: datetime | None) -> bool:
    return deadline is None or held.since <= deadline or held.state in DECIDED


def _judge_rule(rule: Rule, case: _Case) -> Reason:
    if isinstance(rule, CountRule):
        return _judge_count(rule, case)
    sessions = [r for r in case.requirements if r.kind in SESSION_KINDS and r.available]
    planned = sum(session.minutes for session in sessions)
    need = rule.minutes if isinstance(rule, HoursRule) else -(-planned * rule.percent // 100)
    have = sum(_credited(r, case.held) for r in case.requirements)
    open_sessions = [s for s in sessions if _possible(s, case)]
    possible = have + sum(max(0, s.minutes - _credited(s, case.held)) for s in open_sessions)
    return Reason(
        rule=rule,
        have=have,
        need=need,
        met=have >= need,
        reachable=possible >= need,
        of=planned,
        open_keys=tuple(session.key for session in open_sessions),
    )


def _judge_count(rule: CountRule, case: _Case) -> Reason:
    held = case.held
    candidates = [
        r for r in case.requirements if _asked(rule, r) and (r.available or _met(r, held))
    ]
    met = [r for r in candidates if _met(r, held)]
    still_open = [r for r in candidates if not _met(r, held) and _possible(r, case)]
    need = len(candidates) if rule.count is None else rule.count
    return Reason(
        rule=rule,
        have=len(met),
        need=need,
        met=len(met) >= need,
        reachable=len(met) + len(still_open) >= need,
        of=len(candidates),
        open_keys=tuple(r.key for r in still_open),
    )


def asked_for(definition: RuleDefinition, requirement: Requirement) -> bool:
    """Whether some rule looks at this requirement; rules about hours look at every session."""
    return any(
        _asked(rule, requirement)
        if isinstance(rule, CountRule)
        else requirement.kind in SESSION_KINDS
        for rule in definition.rules
    )


def _asked(rule: CountRule, requirement: Requirement) -> bool:
    if requirement.kind not in rule.kinds:
        return False
    return rule.modules is None or requirement.module in rule.modules


def _met(requirement: Requirement, held: Mapping[UUID, Held]) -> bool:
    holding = held.get(requirement.key)
    return holding is not None and holding.state.counts


def _possible(requirement: Requirement, case: _Case) -> bool:
    """Whether it can still be met: what lies ahead, what may be made up, what waits for others."""
    if not requirement.available or _met(requirement, case.held) or _met(requirement, case.late):
        return False
    if _waits_for_others(requirement, case.held):
        return True
    if case.deadline is not None and _too_late(requirement, case.now, case.deadline):
        return False
    over = requirement.ends_at is not None and requirement.ends_at < case.now
    return not over or case.definition.makeup_allowed


def _too_late(requirement: Requirement, now: datetime, deadline: datetime) -> bool:
    return now > deadline or (requirement.ends_at is not None and requirement.ends_at > deadline)


def _waits_for_others(requirement: Requirement, held: Mapping[UUID, Held]) -> bool:
    if requirement.kind is RequirementKind.RELEASE:
        return True
    holding = held.get(requirement.key)
    return holding is not None and holding.state is State.HANDED_IN


def _credited(requirement: Requirement, held: Mapping[UUID, Held]) -> int:
    """The minutes that count for a rule about hours: those of a waived session count in full.

    Otherwise a waiver would make hours harder to reach. They are no attended minutes, though.
    """
    holding = held.get(requirement.key)
    if requirement.kind not in SESSION_KINDS or holding is None:
        return 0
    if holding.state is State.WAIVED:
        return max(requirement.minutes, holding.minutes)
    return holding.minutes


def _attended(requirements: Iterable[Requirement], held: Mapping[UUID, Held]) -> int:
    """Minutes attended and made up, in sessions only: what a certificate may speak of."""
    return sum(
        held[requirement.key].minutes
        for requirement in requirements
        if requirement.kind in SESSION_KINDS and requirement.key in held
    )
