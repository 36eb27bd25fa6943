"""Grading, as a table and as invariants of every kind of question."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.quiz.enums import ChoiceKind
from assessments.quiz.grading import Quiz, as_json, from_json, grade
from assessments.quiz.kinds import BY_KIND, MODULES
from assessments.quiz.kinds.base import Asked, Order
from assessments.quiz.kinds.choice import Choice, Option
from assessments.quiz.kinds.correction import Cell, Correction, Entry
from assessments.quiz.kinds.gaps import Gap, Gaps
from assessments.quiz.kinds.matching import Matching, Pair, Target
from assessments.quiz.kinds.ordering import Ordering, Step
from assessments.quiz.kinds.short_text import ShortText
from tests.assessments.quiz.answers import answered


def choice(kind: str, right: str, all_options: str = "abcd", key: str = "q") -> Choice:
    options = tuple(Option(o, f"Antwort {o}", o in right, f"Indiz {o}") for o in all_options)
    return Choice(key, kind, "Welche?", options)


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "fits", "says_more"),
    [
        ("single", "b", "b", True, False),
        ("single", "b", "a", False, False),
        ("single", "b", "", False, False),
        ("single", "b", "ab", False, False),
        ("single", "b", "z", False, False),
        ("multiple", "ab", "ab", True, False),
        ("multiple", "ab", "a", False, True),
        ("multiple", "ab", "abc", False, False),
        ("multiple", "ab", "cd", False, True),
        ("multiple", "abcd", "abcd", True, False),
        ("multiple", "ab", "abz", True, False),
        ("truefalse", "a", "a", True, False),
        ("truefalse", "a", "b", False, False),
    ],
)
def test_a_choice_fits_when_all_fitting_answers_and_no_other_are_chosen(
    kind: str, right: str, chosen: str, fits: bool, says_more: bool
) -> None:
    result = grade(Quiz((choice(kind, right),)), {"q": list(chosen)})
    (marked,) = result.questions
    assert (marked.fits, bool(marked.hint)) == (fits, says_more)
    assert set(marked.remarks) == set(chosen) - {"z"}
    assert (result.correct, result.total) == (int(fits), 1)


def test_unanswered_questions_count_as_not_fitting() -> None:
    quiz = Quiz((choice("single", "a", key="1"), choice("single", "a", key="2")))
    result = grade(quiz, {"1": ["a"]})
    assert (result.correct, result.total) == (1, 2)


def test_a_short_text_is_left_out_of_the_count() -> None:
    quiz = Quiz((choice("single", "a", key="1"), ShortText("2", "Warum?", "Darum.", "")))
    result = grade(quiz, {"1": ["a"], "2": "Weil."})
    assert (result.correct, result.total, result.compared) == (1, 1, 1)


@pytest.mark.parametrize(
    ("given_text", "fits"),
    [
        ("Accountable", True),
        ("  accountable ", True),
        ("A", True),
        ("a", True),
        ("zwei  wörter", True),
        ("zwei wo\u0308rter", True),
        ("Straße", True),
        ("STRASSE", True),
        ("", False),
        ("Accountabl", False),
        ("A c", False),
    ],
)
def test_gaps_are_compared_without_capitals_and_spaces(given_text: str, fits: bool) -> None:
    accepted = ("Accountable", "A", "Zwei Wörter", "Straße")
    question = Gaps("q", "Was?", "Ein ___.", (Gap("g", accepted, ""),))
    assert question.mark({"g": given_text}).fits is fits


def test_a_step_fits_in_its_own_place_alone() -> None:
    question = Ordering("q", "Was?", tuple(Step(key, key, "") for key in "abcd"))
    marked = question.mark(list("acbd"))
    assert {key for key, remark in marked.remarks.items() if remark.fits} == set("ad")
    assert marked.fits is False
    assert question.mark(list("aabcd")).fits is True  # named twice is not two places


def test_pairs_may_share_their_right_side() -> None:
    pairs = (
        Pair("1", "Regen", "nass", ""),
        Pair("2", "See", "nass", ""),
        Pair("3", "Sand", "x", ""),
    )
    question = Matching("q", "Was?", pairs, (Target("t", "heiß"),))
    assert [target.text for target in question.targets] == ["nass", "x", "heiß"]
    wet, dry, _hot = (target.id for target in question.targets)
    assert question.mark({"1": wet, "2": wet, "3": dry}).fits is True
    assert question.mark({"1": wet, "2": "t", "3": dry}).fits is False
    assert not {target.id for target in question.targets} & {pair.id for pair in pairs}


def test_a_cell_that_is_right_is_left_as_it_is() -> None:
    cells = (
        Cell("1", "R", "Jugendamt", True, (Entry("1a", "niemand", False),), ""),
        Cell("2", "A", "zwei Ämter", False, (Entry("2a", "ein Amt", True),), ""),
        Cell("3", "Maßnahme", "Gespräch", True, (), ""),
    )
    question = Correction("q", "Was?", cells)
    assert question.mark({"1": "1", "2": "2a"}).fits is True
    assert question.mark({"1": "1a", "2": "2a"}).fits is False
    assert set(question.mark({}).remarks) == {"1", "2"}


# — What is told to authors ——————————————————————————————————————————————————————————

STEPS = tuple(Step(key, key, "") for key in "abc")
PAIRS = (Pair("1", "a", "x", ""), Pair("2", "b", "y", ""))
GAP = Gap("g", ("Wort",), "")
RIGHT = Cell("1", "R", "stimmt", True, (Entry("1a", "anders", False),), "")
WRONG = Cell("2", "A", "falsch", False, (Entry("2a", "richtig", True),), "")


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (choice("single", "a", "abc"), 0),
        (choice("single", "a", "a"), 1),
        (choice("single", "", "abc"), 1),
        (choice("single", "ab", "abc"), 1),
        (choice("multiple", "", "abc"), 1),
        (choice("multiple", "a", "abc"), 0),
        (choice("multiple", "abc", "abc"), 0),
        (choice("truefalse", "a", "ab"), 0),
        (choice("truefalse", "a", "abc"), 1),
        (choice("truefalse", "ab", "ab"), 1),
        (choice("truefalse", "", "ab"), 1),
        (Matching("q", "", PAIRS, ()), 0),
        (Matching("q", "", PAIRS[:1], ()), 1),
        (Matching("q", "", (PAIRS[0], Pair("2", "a", "y", "")), ()), 1),
        (Matching("q", "", (PAIRS[0], Pair("2", "b", "x", "")), ()), 1),
        (Matching("q", "", PAIRS, (Target("t", "x"),)), 1),
        (Ordering("q", "", STEPS), 0),
        (Ordering("q", "", STEPS[:2]), 1),
        (Ordering("q", "", (*STEPS, Step("d", "a", ""))), 1),
        (Gaps("q", "", "Ein ___.", (GAP,)), 0),
        (Gaps("q", "", "Kein Wort fehlt.", (GAP,)), 1),
        (Gaps("q", "", "Ein ___ und ein ______.", (GAP,)), 1),
        (Gaps("q", "", "Kein Wort fehlt.", ()), 1),
        (Gaps("q", "", "Ein ___.", (Gap("g", (" ",), ""),)), 1),
        (Correction("q", "", (RIGHT, WRONG)), 0),
        (Correction("q", "", (WRONG,)), 1),
        (Correction("q", "", (RIGHT, RIGHT)), 1),
        (Correction("q", "", (RIGHT, Cell("2", "A", "a", True, WRONG.entries, ""))), 1),
        (ShortText("q", "Warum?", "Darum.", ""), 0),
        (ShortText("q", "Warum?", " ", ""), 1),
    ],
)
def test_mistakes_are_told_to_the_author(question: Any, count: int) -> None:
    assert len(question.mistakes()) == count


# — Invariants of every kind ———————————————————————————————————————————————————————————

words = st.text(max_size=12)
several = st.integers(3, 6)


@st.composite
def choices(draw: st.DrawFn, key: str) -> Choice:
    kind = draw(st.sampled_from(ChoiceKind.values))
    ids = "ab" if kind == ChoiceKind.TRUEFALSE else draw(st.sampled_from(["ab", "abc", "abcd"]))
    most = len(ids) if kind == ChoiceKind.MULTIPLE else 1
    right = draw(st.frozensets(st.sampled_from(ids), min_size=1, max_size=most))
    return Choice(key, kind, "?", tuple(Option(o, draw(words), o in right, "") for o in ids))


@st.composite
def matchings(draw: st.DrawFn, key: str) -> Matching:
    rights = draw(st.lists(st.sampled_from("xyz"), min_size=2, max_size=5))
    pairs = tuple(Pair(f"p{n}", draw(words), right, "") for n, right in enumerate(rights))
    return Matching(key, "?", pairs, (Target("t", "nichts"),))


@st.composite
def orderings(draw: st.DrawFn, key: str) -> Ordering:
    return Ordering(key, "?", tuple(Step(f"s{n}", draw(words), "") for n in range(draw(several))))


@st.composite
def gap_texts(draw: st.DrawFn, key: str) -> Gaps:
    accepted = st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3).map(tuple)
    found = tuple(Gap(f"g{n}", draw(accepted), "") for n in range(draw(several)))
    return Gaps(key, "?", " ___ ".join("x" * (len(found) + 1)), found)


@st.composite
def corrections(draw: st.DrawFn, key: str) -> Correction:
    def cell(n: int) -> Cell:
        right = draw(st.integers(0, 2))
        entries = tuple(Entry(f"c{n}{m}", draw(words), m == right) for m in (1, 2))
        return Cell(f"c{n}", "A", draw(words), not right, entries, "")

    return Correction(key, "?", tuple(cell(n) for n in range(draw(several))))


@st.composite
def short_texts(draw: st.DrawFn, key: str) -> ShortText:
    return ShortText(key, "?", draw(words), draw(words))


KINDS = {
    "choice": choices,
    "matching": matchings,
    "ordering": orderings,
    "gaps": gap_texts,
    "correction": corrections,
    "short_text": short_texts,
}
few = settings(max_examples=40)  # of each kind
every_kind = pytest.mark.parametrize("kind", KINDS)


def quizzes(kind: str) -> st.SearchStrategy[Quiz]:
    return st.lists(KINDS[kind]("q"), min_size=1, max_size=1).map(lambda found: Quiz(tuple(found)))


@st.composite
def mixed(draw: st.DrawFn) -> Quiz:
    kinds = draw(st.lists(st.sampled_from(list(KINDS)), max_size=5))
    return Quiz(tuple(draw(KINDS[kind](str(n))) for n, kind in enumerate(kinds)))


def test_every_kind_is_looked_at() -> None:
    assert len(KINDS) == len(MODULES)


@every_kind
@few
@given(data=st.data())
def test_what_fits_fits_and_what_does_not_does_not(kind: str, data: st.DataObject) -> None:
    quiz = data.draw(quizzes(kind))
    result = grade(quiz, answered(quiz))
    assert result.correct == result.total
    assert all(remark.fits for marked in result.questions for remark in marked.remarks.values())
    assert not any(marked.hint for marked in result.questions)


@every_kind
@few
@given(data=st.data())
def test_what_is_kept_is_graded_the_same(kind: str, data: st.DataObject) -> None:
    quiz = data.draw(quizzes(kind))
    kept = from_json(json.loads(json.dumps(as_json(quiz))))
    assert kept == quiz
    assert kept.fingerprint == quiz.fingerprint
    answers = answered(quiz)
    assert grade(kept, json.loads(json.dumps(answers))) == grade(quiz, answers)


@every_kind
@few
@given(data=st.data())
def test_foreign_ids_change_nothing(kind: str, data: st.DataObject) -> None:
    quiz = data.draw(quizzes(kind))
    answers = answered(quiz)
    foreign = {key: _with_foreign(answer) for key, answer in answers.items()}
    assert grade(quiz, foreign | {"elsewhere": ["x"]}) == grade(quiz, answers)


def _with_foreign(answer: Any) -> Any:
    match answer:
        case list():
            return ["x-foreign", *answer, "x-other"]
        case dict():
            return answer | {"x-foreign": "x-other"}
    return answer


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(mixed(), junk)
def test_nothing_that_could_be_kept_breaks_the_grading(quiz: Quiz, answer: Any) -> None:
    result = grade(quiz, {question.id: answer for question in quiz.questions})
    assert 0 <= result.correct <= result.total <= len(quiz.questions)


@every_kind
@few
@given(data=st.data(), seed=words, mixes=st.booleans())
def test_what_is_shown_is_stable_complete_and_leads_back(
    kind: str, data: st.DataObject, seed: str, mixes: bool
) -> None:
    (question,) = data.draw(quizzes(kind)).questions
    module = BY_KIND[question.kind]
    asked = Asked(1, 1, Order(seed, mixes))
    one, other = (module.parts(question, asked) for _n in range(2))
    assert [(part.id, part.text) for part in one] == [(part.id, part.text) for part in other]
    answer = answered(Quiz((question,)))[question.id]
    first = module.initial(answer)
    assert set(first) == {part.id for part in one if part.field}
    again = module.answer(dict(first))
    assert question.mark(again) == question.mark(answer)


@given(orderings("q"), words)
def test_an_order_is_never_shown_solved(question: Ordering, seed: str) -> None:
    shown = [part.id for part in BY_KIND["ordering"].parts(question, Asked(1, 1, Order(seed)))]
    assert sorted(shown) == sorted(step.id for step in question.steps)
    assert shown != [step.id for step in question.steps]


@given(mixed(), mixed())
def test_the_fingerprint_is_that_of_what_is_shown(one: Quiz, other: Quiz) -> None:
    assert (one.fingerprint == other.fingerprint) == (one == other)
