"""What is compared with what, and what a cohort may know. No database."""

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.self_assessment.change import (
    Change,
    Given,
    Mean,
    change_in_words,
    changes,
    end_of,
    means,
    start_of,
)
from assessments.self_assessment.survey import Statement, Survey, as_json, from_json

ONE = Survey((Statement("a", "Ich kann das."),))
TWO = Survey((Statement("a", "Ich kann das."), Statement("b", "Ich kann jenes.")))
steps = st.integers(1, 5)
people = st.lists(st.tuples(steps, steps), max_size=17)


def row(order: int, *, later: bool, survey: Survey = ONE, **values: int) -> Given:
    return Given(order, later, survey, values)


def both(pairs: list[tuple[int, int]]) -> list[list[Given]]:
    number = count(1)
    return [
        [row(next(number), later=False, a=start), row(next(number), later=True, a=end)]
        for start, end in pairs
    ]


def test_the_start_is_the_last_answer_before_one_first_looked_back() -> None:
    given = [row(1, later=False, a=1), row(2, later=False, a=2), row(3, later=True, a=4)]
    later = [row(4, later=False, a=5), row(5, later=True, a=3)]
    assert start_of([*given, *later]) == given[1]
    assert end_of([*given, *later]) == later[1]


def test_whoever_came_late_starts_with_the_first_answer_they_gave() -> None:
    given = [row(1, later=True, a=3), row(2, later=False, a=2), row(3, later=False, a=4)]
    assert start_of(given) == given[1]


def test_nothing_given_is_no_start_and_no_end() -> None:
    assert (start_of([]), end_of([]), changes(None, None)) == (None, None, ())


def test_a_statement_that_was_not_asked_both_times_is_not_compared() -> None:
    start, end = row(1, later=False, a=2), row(2, later=True, survey=TWO, a=4, b=3)
    first, second = changes(start, end)
    assert (first.by, first.words, first.compared) == (2, "von 2 auf 4", True)
    assert (second.by, second.words, second.compared) == (0, "nur am Ende: 3", False)


def test_a_statement_taken_away_since_keeps_its_start() -> None:
    start, end = row(1, later=False, survey=TWO, a=2, b=3), row(2, later=True, a=2)
    assert [item.words for item in changes(start, end)] == ["bleibt bei 2", "am Anfang: 3"]


def test_the_words_are_those_of_the_latest_answer() -> None:
    new = Survey((Statement("a", "Ich kann das gut."),))
    found = changes(row(1, later=False, a=1), row(2, later=True, survey=new, a=1))
    assert found == (Change(new.statements[0], 1, 1),)


def test_changes_are_told_in_words() -> None:
    assert change_in_words(2, 4) == "von 2 auf 4"
    assert change_in_words("2,5", "2,5") == "bleibt bei 2,5"


def test_a_survey_comes_back_from_json_and_its_fingerprint_knows_every_word() -> None:
    assert from_json(as_json(TWO)) == TWO
    assert ONE.fingerprint != TWO.fingerprint
    assert Survey((Statement("a", "Ich kann das!"),)).fingerprint != ONE.fingerprint


# — A cohort ———————————————————————————————————————————————————————————————————


def test_below_five_nothing_is_said() -> None:
    assert means(both([(1, 5)] * 4)) == {}


def test_from_five_on_means_come_in_halves() -> None:
    assert means(both([(1, 4), (1, 4), (2, 4), (2, 5), (2, 5)])) == {"a": Mean(1.5, 4.5)}


def test_only_those_who_answered_both_count() -> None:
    alone = [[row(99, later=False, a=5)], [row(98, later=True, a=5)]]
    assert means([*both([(1, 3)] * 4), *alone]) == {}
    assert means([*both([(1, 3)] * 5), *alone]) == {"a": Mean(1.0, 3.0)}


def test_a_statement_that_few_compared_is_left_out() -> None:
    some = [
        [row(n, later=False, survey=TWO, a=1, b=1), row(n + 50, later=True, survey=TWO, a=2, b=2)]
        for n in range(4)
    ]
    assert means([*some, *both([(1, 2)])]) == {"a": Mean(1.0, 2.0)}


@given(people, steps, steps)
@settings(max_examples=60)
def test_one_more_person_changes_nothing_until_five_have_come(pairs, start, end) -> None:
    more = [*pairs, (start, end)]
    if len(more) % 5:
        assert means(both(more)) == means(both(pairs))


@given(people, st.data())
@settings(max_examples=60)
def test_answering_again_changes_nothing(pairs, data) -> None:
    group = both(pairs)
    if not group:
        return
    who = data.draw(st.integers(0, len(group) - 1))
    again = [row(900, later=False, a=data.draw(steps)), row(901, later=True, a=data.draw(steps))]
    assert means([*group[:who], [*group[who], *again], *group[who + 1 :]]) == means(group)


@given(st.lists(st.tuples(steps, steps), min_size=5, max_size=17))
def test_means_lie_within_the_scale_and_in_halves(pairs) -> None:
    (mean,) = means(both(pairs)).values()
    counted = pairs[: len(pairs) - len(pairs) % 5]
    for value, exact in (
        (mean.before, sum(start for start, _end in counted) / len(counted)),
        (mean.after, sum(end for _start, end in counted) / len(counted)),
    ):
        assert 1 <= value <= 5
        assert (value * 2).is_integer()
        assert abs(value - exact) <= 0.25
