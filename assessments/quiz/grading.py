"""What a self-test is and how it is graded. Pure: no database, no clock, plain values in.

The server grades, always by the questions the person saw; an attempt keeps them as `as_json`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.quiz.kinds import BY_KIND
from assessments.quiz.kinds.base import Answer, Marked, Question

# Question id → what was answered, as the attempt keeps it.
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Quiz:
    questions: tuple[Question, ...]

    @property
    def fingerprint(self) -> str:
        """Changes with every word and every id, so that a form knows what it was made from."""
        text = json.dumps(as_json(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Result:
    """Counts what the server graded. `compared` questions are for the person to judge."""

    questions: tuple[Marked, ...]

    @property
    def correct(self) -> int:
        return sum(marked.fits is True for marked in self.questions)

    @property
    def total(self) -> int:
        return len(self.questions) - self.compared

    @property
    def compared(self) -> int:
        return sum(marked.fits is None for marked in self.questions)


def grade(quiz: Quiz, answers: Answers) -> Result:
    """Mark every question. What belongs to no part of a question is not looked at."""
    return Result(tuple(question.mark(answers.get(question.id)) for question in quiz.questions))


def as_json(quiz: Quiz) -> list[dict[str, Any]]:
    """The questions as plain values; `from_json` makes the same quiz of them again."""
    return [question.as_json() for question in quiz.questions]


def from_json(rows: Iterable[Mapping[str, Any]]) -> Quiz:
    return Quiz(tuple(BY_KIND[row["kind"]].from_json(row) for row in rows))
