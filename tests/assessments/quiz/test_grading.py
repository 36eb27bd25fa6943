"""Grading, as a table and as invariants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quiz.enums import QuestionKind
from assessments.quiz.grading import (
    Option,
    Question,
    Quiz,
    answers_as_json,
    answers_from_json,
    as_json,
    from_json,
    grade,
    mistakes,
)


def question(kind: str, right: str, all_options: str = "abcd", key: str = "q") -> Question:
    options = tuple(Option(o, f"Antwort {o}", o in right, f"Indiz {o}") for o in all_options)
    return Question(key, QuestionKind(kind), "Welche?", options)


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "fits", "missing"),
    [
        ("single", "b", "b", True, 0),
        ("single", "b", "a", False, 1),
        ("single", "b", "", False, 1),
        ("single", "b", "ab", False, 0),
        ("single", "b", "z", False, 1),
        ("multiple", "ab", "ab", True, 0),
        ("multiple", "ab", "a", False, 1),
        ("multiple", "ab", "abc", False, 0),
        ("multiple", "ab", "cd", False, 2),
        ("multiple", "abcd", "abcd", True, 0),
        ("multiple", "ab", "abz", True, 0),
        ("truefalse", "a", "a", True, 0),
        ("truefalse", "a", "b", False, 1),
    ],
)
def test_a_question_fits_when_all_fitting_answers_and_no_other_are_chosen(
    kind: str, right: str, chosen: str, fits: bool, missing: int
) -> None:
    result = grade(Quiz((question(kind, right),)), {"q": frozenset(chosen)})
    (marked,) = result.questions
    assert (marked.correct, marked.missing) == (fits, missing)
    assert (result.correct, result.total) == (int(fits), 1)


def test_unanswered_questions_count_as_not_fitting() -> None:
    quiz = Quiz((question("single", "a", key="1"), question("single", "a", key="2")))
    result = grade(quiz, {"1": frozenset("a")})
    assert (result.correct, result.total) == (1, 2)


@pytest.mark.parametrize(
    ("kind", "right", "options", "count"),
    [
        ("single", "a", "abc", 0),
        ("single", "", "abc", 1),
        ("single", "ab", "abc", 1),
        ("multiple", "", "abc", 1),
        ("multiple", "a", "abc", 0),
        ("multiple", "abc", "abc", 0),
        ("truefalse", "a", "ab", 0),
        ("truefalse", "a", "abc", 1),
        ("truefalse", "ab", "ab", 1),
        ("truefalse", "", "ab", 1),
    ],
)
def test_mistakes_are_told_to_the_author(kind: str, right: str, options: str, count: int) -> None:
    assert len(mistakes(question(kind, right, options))) == count


# — Invariants ——————————————————————————————————————————————————————————————————

letters = st.frozensets(st.sampled_from("abcdef"), max_size=6)
words = st.text(max_size=12)


@st.composite
def questions(draw: st.DrawFn, key: str) -> Question:
    kind = draw(st.sampled_from(list(QuestionKind)))
    ids = "ab" if kind is QuestionKind.TRUEFALSE else draw(st.sampled_from(["ab", "abc", "abcd"]))
    right = draw(st.frozensets(st.sampled_from(ids), min_size=1))
    options = tuple(Option(o, draw(words), o in right, draw(words)) for o in ids)
    return Question(key, kind, draw(words), options)


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    count = draw(st.integers(0, 5))
    return Quiz(tuple(draw(questions(str(n))) for n in range(count)))


answers = st.dictionaries(st.sampled_from("0123456"), letters)


@given(quizzes(), answers)
def test_never_more_than_all_and_never_less_than_none(quiz: Quiz, chosen: dict) -> None:
    result = grade(quiz, chosen)
    assert 0 <= result.correct <= result.total == len(quiz.questions)


@given(quizzes())
def test_choosing_what_fits_fits_everywhere(quiz: Quiz) -> None:
    result = grade(quiz, {question.id: question.fitting for question in quiz.questions})
    assert result.correct == result.total
    assert all(marked.missing == 0 for marked in result.questions)


@given(quizzes(), answers, letters)
def test_foreign_ids_change_nothing(quiz: Quiz, chosen: dict, extra: frozenset[str]) -> None:
    foreign = {key: ids | {f"x-{letter}" for letter in extra} for key, ids in chosen.items()}
    assert grade(quiz, foreign | {"elsewhere": extra}) == grade(quiz, chosen)


@given(quizzes(), answers)
def test_what_is_kept_is_graded_the_same(quiz: Quiz, chosen: dict) -> None:
    kept, kept_answers = from_json(as_json(quiz)), answers_from_json(answers_as_json(chosen))
    assert kept == quiz
    assert kept.fingerprint == quiz.fingerprint
    assert grade(kept, kept_answers) == grade(quiz, chosen)


@given(quizzes(), quizzes())
def test_the_fingerprint_is_that_of_what_is_shown(one: Quiz, other: Quiz) -> None:
    assert (one.fingerprint == other.fingerprint) == (one == other)
