"""The evaluator's promises, by example and by Hypothesis."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.progress.enums import EvidenceKind, State
from courses.progress.evaluation import Entry, Requirement, evaluate, fold, judge
from courses.rules.definition import (
    CountRule,
    HoursRule,
    RequirementKind,
    RuleDefinition,
    ShareRule,
)

NOW = datetime(2027, 1, 14, 12, tzinfo=UTC)
SEMINARS = [
    Requirement(
        UUID(int=n), RequirementKind.SEMINAR, module=n, minutes=360, ends_at=NOW + timedelta(days=n)
    )
    for n in range(1, 6)
]
PLAN = Requirement(UUID(int=20), RequirementKind.PLAN)
FOUR_OF_FIVE = RuleDefinition((CountRule((RequirementKind.SEMINAR,), 4),))


def attended(seq: int, key: int, minutes: int = 360, **fields: object) -> Entry:
    return Entry(seq, UUID(int=key), EvidenceKind.ATTENDED, NOW, minutes=minutes, **fields)


def state(definition: RuleDefinition, requirements: list[Requirement], *entries: Entry) -> State:
    return fold(definition, requirements, entries)[entries[0].key].state


def test_four_of_five_seminars_are_enough() -> None:
    result = evaluate(FOUR_OF_FIVE, SEMINARS, [attended(n, n) for n in range(1, 5)], NOW)
    assert (result.met, result.done, result.total) == (True, 4, 4)


def test_the_reason_names_what_can_still_meet_the_rule() -> None:
    result = evaluate(FOUR_OF_FIVE, SEMINARS, [attended(1, 1), attended(2, 2)], NOW)
    (reason,) = result.reasons
    assert (reason.have, reason.need, reason.of) == (2, 4, 5)
    assert reason.open_keys == tuple(UUID(int=n) for n in (3, 4, 5))
    assert reason.reachable


def test_a_rule_that_nobody_can_meet_says_so() -> None:
    result = evaluate(FOUR_OF_FIVE, SEMINARS[:3], [], NOW)
    assert not result.reasons[0].reachable


def test_a_missed_seminar_can_be_made_up_only_where_the_rule_allows_it() -> None:
    over = [
        Requirement(UUID(int=1), RequirementKind.SEMINAR, minutes=360, ends_at=NOW - timedelta(1))
    ]
    rule = (CountRule((RequirementKind.SEMINAR,), 1),)
    missed, made_up = (
        attended(1, 1, minutes=0),
        Entry(2, UUID(int=1), EvidenceKind.MADE_UP, NOW, minutes=360, supersedes=1),
    )
    strict = RuleDefinition(rule, makeup_allowed=False)
    lenient = RuleDefinition(rule, makeup_allowed=True)
    assert not evaluate(strict, over, [missed], NOW).reasons[0].reachable
    assert evaluate(lenient, over, [missed], NOW).reasons[0].reachable
    assert not evaluate(strict, over, [missed, made_up], NOW).met
    assert evaluate(lenient, over, [missed, made_up], NOW).met


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(360, State.ATTENDED), (288, State.ATTENDED), (287, State.PARTLY), (0, State.MISSED)],
)
def test_a_session_counts_from_eighty_percent_of_its_minutes(minutes: int, expected: State) -> None:
    assert state(FOUR_OF_FIVE, SEMINARS, attended(1, 1, minutes)) is expected


def test_an_excused_absence_is_not_attendance() -> None:
    assert state(FOUR_OF_FIVE, SEMINARS, attended(1, 1, 0, value={"excused": True})) is (
        State.EXCUSED
    )


def test_partly_attended_minutes_count_as_hours_all_the_same() -> None:
    rule = RuleDefinition((HoursRule(minutes=460),))
    result = evaluate(rule, SEMINARS, [attended(1, 1), attended(2, 2, 100)], NOW)
    assert (result.minutes, result.met) == (460, True)


def test_a_share_is_rounded_up_in_favour_of_the_rule() -> None:
    odd = [Requirement(UUID(int=1), RequirementKind.SEMINAR, minutes=101, ends_at=NOW)]
    assert evaluate(RuleDefinition((ShareRule(50),)), odd, [], NOW).reasons[0].need == 51


def test_work_that_was_accepted_stays_accepted() -> None:
    key = PLAN.key
    entries = [
        Entry(1, key, EvidenceKind.SUBMITTED, NOW),
        Entry(2, key, EvidenceKind.RETURNED, NOW),
        Entry(3, key, EvidenceKind.SUBMITTED, NOW),
        Entry(4, key, EvidenceKind.ACCEPTED, NOW),
        Entry(5, key, EvidenceKind.SUBMITTED, NOW),
    ]
    states = [state(FOUR_OF_FIVE, [PLAN], *entries[:n]) for n in range(1, 6)]
    assert states == [
        State.HANDED_IN,
        State.RETURNED,
        State.HANDED_IN,
        State.ACCEPTED,
        State.ACCEPTED,
    ]


def test_a_waiver_counts_but_attended_hours_are_kept() -> None:
    rule = RuleDefinition((CountRule((RequirementKind.SEMINAR,), 1),))
    waived = Entry(1, UUID(int=1), EvidenceKind.WAIVED, NOW)
    result = evaluate(rule, SEMINARS, [waived, attended(2, 1, 300)], NOW)
    assert (result.met, result.minutes) == (True, 300)


def test_an_unpublished_lesson_neither_counts_nor_blocks() -> None:
    rule = RuleDefinition((CountRule((RequirementKind.LESSON,)),))
    here = Requirement(UUID(int=1), RequirementKind.LESSON)
    gone = Requirement(UUID(int=2), RequirementKind.LESSON, available=False)
    read = Entry(1, here.key, EvidenceKind.CONFIRMED, NOW)
    result = evaluate(rule, [here, gone], [read], NOW)
    assert (result.met, result.done, result.total) == (True, 1, 1)


def test_what_was_read_before_it_was_unpublished_stays_earned() -> None:
    rule = RuleDefinition((CountRule((RequirementKind.LESSON,), 2),))
    here = Requirement(UUID(int=1), RequirementKind.LESSON)
    gone = Requirement(UUID(int=2), RequirementKind.LESSON, available=False)
    entries = [Entry(n, UUID(int=n), EvidenceKind.CONFIRMED, NOW) for n in (1, 2)]
    assert evaluate(rule, [here, gone], entries, NOW).met


def test_a_programme_without_its_plan_completes_nobody() -> None:
    rule = RuleDefinition((CountRule((RequirementKind.PLAN,), 1),))
    result = evaluate(rule, [], [], NOW)
    assert (result.met, result.reasons[0].reachable) == (False, False)


def test_completion_sticks_when_the_curriculum_changes() -> None:
    completed = Entry(9, UUID(int=99), EvidenceKind.COMPLETED, NOW)
    result = evaluate(FOUR_OF_FIVE, [], [completed], NOW)
    assert (result.completed, result.met) == (True, False)


def test_a_revoked_completion_is_none() -> None:
    completed = Entry(9, UUID(int=99), EvidenceKind.COMPLETED, NOW)
    revoked = Entry(10, UUID(int=99), EvidenceKind.REVOKED, NOW, supersedes=9)
    again = Entry(11, UUID(int=99), EvidenceKind.COMPLETED, NOW, supersedes=10)
    assert not evaluate(FOUR_OF_FIVE, [], [completed, revoked], NOW).completed
    assert evaluate(FOUR_OF_FIVE, [], [completed, revoked, again], NOW).completed


CLOSED = NOW - timedelta(days=1)


def test_after_the_deadline_what_is_open_is_out_of_reach() -> None:
    result = evaluate(FOUR_OF_FIVE, SEMINARS, [attended(1, 1)], NOW, CLOSED)
    assert (result.reasons[0].reachable, result.reasons[0].open_keys) == (False, ())
    assert evaluate(FOUR_OF_FIVE, SEMINARS, [], NOW, NOW + timedelta(days=9)).reasons[0].reachable


def test_what_was_done_before_the_deadline_counts_and_what_came_later_does_not() -> None:
    rule = RuleDefinition((CountRule((RequirementKind.LESSON,), 1), HoursRule(60)))
    lesson = Requirement(UUID(int=30), RequirementKind.LESSON)
    seminar = SEMINARS[0]
    for moment, met in ((CLOSED, True), (CLOSED + timedelta(minutes=1), False)):
        entries = [
            Entry(1, lesson.key, EvidenceKind.CONFIRMED, moment),
            Entry(2, seminar.key, EvidenceKind.ATTENDED, moment, minutes=360),
        ]
        result = evaluate(rule, [lesson, seminar], entries, NOW, CLOSED)
        assert [reason.met for reason in result.reasons] == [met, met]
        assert result.minutes == 360


def test_nobody_loses_out_because_others_decide_late() -> None:
    rule = RuleDefinition(
        (CountRule((RequirementKind.PLAN,), 1), CountRule((RequirementKind.RELEASE,), 1))
    )
    release = Requirement(UUID(int=21), RequirementKind.RELEASE)
    handed_in = Entry(1, PLAN.key, EvidenceKind.SUBMITTED, CLOSED)
    accepted = Entry(2, PLAN.key, EvidenceKind.ACCEPTED, NOW)
    released = Entry(3, release.key, EvidenceKind.RELEASED, NOW)
    waiting = evaluate(rule, [PLAN, release], [handed_in], NOW, CLOSED)
    assert [reason.reachable for reason in waiting.reasons] == [True, True]
    assert evaluate(rule, [PLAN, release], [handed_in, accepted, released], NOW, CLOSED).met


def test_work_handed_in_after_the_deadline_waits_for_nobody() -> None:
    rule = RuleDefinition((CountRule((RequirementKind.PLAN,), 1),))
    late = Entry(1, PLAN.key, EvidenceKind.SUBMITTED, NOW)
    assert not evaluate(rule, [PLAN], [late], NOW, CLOSED).reasons[0].reachable


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_who_was_there_for_a_while_keeps_those_minutes_when_the_rest_is_waived(order) -> None:
    waived = Entry(order[0], UUID(int=1), EvidenceKind.WAIVED, NOW)
    result = evaluate(FOUR_OF_FIVE, SEMINARS, [waived, attended(order[1], 1, 100)], NOW)
    assert result.held[UUID(int=1)].state is State.WAIVED
    assert result.minutes == 100


def test_a_waived_session_counts_in_full_for_hours_but_is_no_attended_time() -> None:
    waived = Entry(1, UUID(int=1), EvidenceKind.WAIVED, NOW)
    rule = RuleDefinition((HoursRule(360), ShareRule(20)))
    result = evaluate(rule, SEMINARS, [waived], NOW)
    assert ([reason.met for reason in result.reasons], result.minutes) == ([True, True], 0)


# — Properties —————————————————————————————————————————————————————————————————

KINDS = st.sampled_from(
    [RequirementKind.LESSON, RequirementKind.QUIZ, RequirementKind.SEMINAR, RequirementKind.PLAN]
)
REQUIREMENTS = st.lists(
    st.builds(
        Requirement,
        key=st.integers(1, 8).map(lambda n: UUID(int=n)),
        kind=KINDS,
        module=st.integers(1, 5),
        minutes=st.integers(0, 400),
        ends_at=st.sampled_from([None, NOW - timedelta(1), NOW + timedelta(1)]),
        available=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda requirement: requirement.key,
)
RULES = st.one_of(
    st.builds(
        CountRule,
        kinds=st.lists(KINDS, min_size=1, max_size=3, unique=True).map(tuple),
        count=st.none() | st.integers(1, 6),
        modules=st.none() | st.lists(st.integers(1, 5), max_size=3).map(tuple),
    ),
    st.builds(HoursRule, minutes=st.integers(0, 2000)),
    st.builds(ShareRule, percent=st.integers(0, 100)),
)
DEFINITIONS = st.builds(
    RuleDefinition,
    rules=st.lists(RULES, min_size=1, max_size=4).map(tuple),
    session_share=st.integers(1, 100),
    makeup_allowed=st.booleans(),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Append-only histories: a correction speaks of an earlier row of the same requirement."""
    rows: list[Entry] = []
    for seq in range(1, draw(st.integers(0, 15)) + 1):
        key = UUID(int=draw(st.integers(1, 10)))
        kind = draw(st.sampled_from(list(EvidenceKind)))
        corrected = {row.supersedes for row in rows}
        earlier = [row.seq for row in rows if row.key == key and row.seq not in corrected]
        supersedes = draw(st.sampled_from([None, *earlier]))
        minutes = draw(st.none() | st.integers(0, 400))
        rows.append(Entry(seq, key, kind, NOW + timedelta(seq), minutes, supersedes))
    return rows


@given(DEFINITIONS, REQUIREMENTS, histories())
def test_done_lies_between_nothing_and_everything(definition, requirements, history) -> None:
    result = evaluate(definition, requirements, history, NOW)
    assert 0 <= result.done <= result.total
    assert result.met == all(reason.have >= reason.need for reason in result.reasons)
    assert all(reason.reachable for reason in result.reasons if reason.met)


@given(DEFINITIONS, REQUIREMENTS, histories(), st.randoms())
def test_the_order_in_which_rows_are_read_plays_no_part(
    definition, requirements, history, random
) -> None:
    shuffled = history.copy()
    random.shuffle(shuffled)
    assert evaluate(definition, requirements, shuffled, NOW) == evaluate(
        definition, requirements, history, NOW
    )


@given(DEFINITIONS, REQUIREMENTS, histories())
def test_judging_a_stored_fold_equals_evaluating_the_evidence(
    definition, requirements, history
) -> None:
    held = fold(definition, requirements, history)
    assert judge(definition, requirements, held, NOW) == evaluate(
        definition, requirements, history, NOW
    )


@given(DEFINITIONS, REQUIREMENTS, histories())
def test_unpublishing_never_takes_away_what_was_met(definition, requirements, history) -> None:
    before = evaluate(definition, requirements, history, NOW)
    gone = [
        Requirement(
            r.key, r.kind, module=r.module, minutes=r.minutes, ends_at=r.ends_at, available=False
        )
        for r in requirements
    ]
    after = evaluate(definition, gone, history, NOW)
    for was, now in zip(before.reasons, after.reasons, strict=True):
        if isinstance(was.rule, CountRule):
            assert now.have == was.have
            assert now.met or not was.met


@given(REQUIREMENTS, st.permutations(range(1, 9)))
def test_confirmations_may_come_in_any_order(requirements, order) -> None:
    definition = RuleDefinition((CountRule((RequirementKind.LESSON,)),))
    entries = [
        Entry(seq, UUID(int=key), EvidenceKind.CONFIRMED, NOW)
        for seq, key in enumerate(order, start=1)
    ]
    in_order = [Entry(seq, UUID(int=seq), EvidenceKind.CONFIRMED, NOW) for seq in range(1, 9)]
    assert evaluate(definition, requirements, entries, NOW) == evaluate(
        definition, requirements, in_order, NOW
    )


def no_worse(before, after) -> None:
    """Everything that was met is met, everything that could be reached can be."""
    for was, now in zip(before.reasons, after.reasons, strict=True):
        assert now.have >= was.have
        assert now.met or not was.met
        assert now.reachable or not was.reachable


DEADLINES = st.integers(-5, 20).map(lambda days: NOW + timedelta(days=days))


@given(DEFINITIONS, REQUIREMENTS, histories(), DEADLINES, st.integers(0, 20))
def test_more_time_never_makes_anything_worse(
    definition, requirements, history, deadline, days
) -> None:
    later = deadline + timedelta(days=days)
    no_worse(
        evaluate(definition, requirements, history, NOW, deadline),
        evaluate(definition, requirements, history, NOW, later),
    )


@given(DEFINITIONS, REQUIREMENTS, histories(), st.none() | DEADLINES, st.integers(1, 10))
def test_a_waiver_never_makes_anything_worse(
    definition, requirements, history, deadline, key
) -> None:
    waived = Entry(len(history) + 1, UUID(int=key), EvidenceKind.WAIVED, NOW)
    before = evaluate(definition, requirements, history, NOW, deadline)
    after = evaluate(definition, requirements, [*history, waived], NOW, deadline)
    no_worse(before, after)
    assert after.minutes >= before.minutes


@given(DEFINITIONS, DEFINITIONS, REQUIREMENTS, histories(), st.none() | DEADLINES)
def test_a_new_version_never_changes_what_is_completed(
    old, new, requirements, history, deadline
) -> None:
    before = evaluate(old, requirements, history, NOW)
    assert evaluate(new, requirements, history, NOW, deadline).completed == before.completed
