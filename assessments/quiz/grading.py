"""What a self-test is and how it is graded. Pure: no database, no clock, plain values in.

The server grades, always by the questions the person saw; an attempt keeps them as `as_json`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.quiz.enums import QuestionKind

# Question id → ids of the chosen options.
Answers = Mapping[str, frozenset[str]]
TRUE_OR_FALSE = 2


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: QuestionKind
    text: str
    options: tuple[Option, ...]

    @property
    def fitting(self) -> frozenset[str]:
        """The options that have to be chosen, all of them and no other."""
        return frozenset(option.id for option in self.options if option.correct)

    @property
    def takes_several(self) -> bool:
        return self.kind is QuestionKind.MULTIPLE


@dataclass(frozen=True, slots=True)
class Quiz:
    questions: tuple[Question, ...]

    @property
    def fingerprint(self) -> str:
        """Changes with every word and every id, so that a form knows what it was made from."""
        text = json.dumps(as_json(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Marked:
    """One question with what was chosen. `missing` counts fitting options left out."""

    question: Question
    chosen: frozenset[str]

    @property
    def correct(self) -> bool:
        return self.chosen == self.question.fitting

    @property
    def missing(self) -> int:
        return len(self.question.fitting - self.chosen)


@dataclass(frozen=True, slots=True)
class Result:
    questions: tuple[Marked, ...]

    @property
    def correct(self) -> int:
        return sum(marked.correct for marked in self.questions)

    @property
    def total(self) -> int:
        return len(self.questions)


def grade(quiz: Quiz, answers: Answers) -> Result:
    """Mark every question. Ids that belong to no option of the question are not looked at."""
    return Result(tuple(_mark(question, answers) for question in quiz.questions))


def _mark(question: Question, answers: Answers) -> Marked:
    known = frozenset(option.id for option in question.options)
    return Marked(question, answers.get(question.id, frozenset()) & known)


def mistakes(question: Question) -> list[str]:
    """What keeps a question from being asked, in sentences for its author."""
    correct = len(question.fitting)
    if question.kind is QuestionKind.TRUEFALSE and len(question.options) != TRUE_OR_FALSE:
        return [_("True or false needs exactly two answers.")]
    if question.kind is QuestionKind.MULTIPLE:
        return [] if correct else [_("Mark at least one answer as right.")]
    return [] if correct == 1 else [_("Mark exactly one answer as right.")]


def as_json(quiz: Quiz) -> list[dict[str, Any]]:
    """The questions as plain values; `from_json` makes the same quiz of them again."""
    return [
        {
            "id": question.id,
            "kind": str(question.kind),
            "text": question.text,
            "options": [
                {"id": o.id, "text": o.text, "correct": o.correct, "feedback": o.feedback}
                for o in question.options
            ],
        }
        for question in quiz.questions
    ]


def from_json(rows: Iterable[Mapping[str, Any]]) -> Quiz:
    return Quiz(
        tuple(
            Question(
                id=row["id"],
                kind=QuestionKind(row["kind"]),
                text=row["text"],
                options=tuple(Option(**option) for option in row["options"]),
            )
            for row in rows
        )
    )


def answers_as_json(answers: Answers) -> dict[str, list[str]]:
    return {question: sorted(chosen) for question, chosen in sorted(answers.items())}


def answers_from_json(rows: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {question: frozenset(chosen) for question, chosen in rows.items()}
