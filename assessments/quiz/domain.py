"""Handing in a self-test."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from assessments.answering import keep
from assessments.quiz.grading import Answers, Result, as_json, grade
from assessments.quiz.models import QuizAttempt
from assessments.quiz.queries import KIND, OpenTest


def submit(
    test: OpenTest, answers: Answers, *, user: Any, token: UUID, now: datetime | None = None
) -> QuizAttempt:
    """Grade by what was shown, keep the attempt, and record once a place that it was answered.

    The evidence says that the test was answered, never how well. The same `token` with the same
    answers gives the same attempt; other answers (somebody went back in the browser) are another
    attempt. `test.is_kept` has to be true.
    """
    attempt = _attempt(test, grade(test.quiz, answers), answers, user, token)
    attempt.created_at = now or timezone.now()
    return keep(attempt, kind=KIND, owes_evidence=test.owes_evidence)


def _attempt(
    test: OpenTest, result: Result, answers: Answers, user: Any, token: UUID
) -> QuizAttempt:
    return QuizAttempt(
        user=user,
        programme_id=test.programme_id,
        activity_key=test.key,
        number=test.attempts + 1,
        token=uuid5(token, repr(answers)),
        shown=as_json(test.quiz),
        answers=dict(answers),
        correct=result.correct,
        total=result.total,
    )
