"""Answers to questions of every kind: one that fits, and one in which nothing does."""

from collections.abc import Callable
from typing import Any

from assessments.quiz.grading import Quiz
from assessments.quiz.kinds.choice import Choice
from assessments.quiz.kinds.correction import Correction
from assessments.quiz.kinds.gaps import Gaps
from assessments.quiz.kinds.matching import Matching
from assessments.quiz.kinds.ordering import Ordering
from assessments.quiz.kinds.short_text import ShortText


def _choice(question: Choice, right: bool) -> list[str]:
    chosen = [option.id for option in question.options if option.correct is right]
    return chosen if question.takes_several else chosen[:1]


def _matching(question: Matching, right: bool) -> dict[str, str]:
    return {
        pair.id: next(t.id for t in question.targets if (t.text == pair.right) is right)
        for pair in question.pairs
    }


def _ordering(question: Ordering, right: bool) -> list[str]:
    ids = [step.id for step in question.steps]
    return ids if right else [*ids[1:], ids[0]]


def _gaps(question: Gaps, right: bool) -> dict[str, str]:
    return {gap.id: gap.accepted[0] if right else "etwas anderes" for gap in question.gaps}


def _correction(question: Correction, right: bool) -> dict[str, str]:
    return {
        cell.id: next(
            key
            for key in (cell.id, *(entry.id for entry in cell.entries))
            if (key in cell.fitting) is right
        )
        for cell in question.open_cells
    }


def _short_text(question: ShortText, right: bool) -> str:
    return "In eigenen Worten."


ANSWERS: dict[type, Callable[[Any, bool], Any]] = {
    Choice: _choice,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Correction: _correction,
    ShortText: _short_text,
}


def answered(quiz: Quiz, *, right: bool = True) -> dict[str, Any]:
    return {question.id: ANSWERS[type(question)](question, right) for question in quiz.questions}
