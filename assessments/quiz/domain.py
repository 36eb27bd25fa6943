"""Handing in a self-test."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.quiz.grading import Answers, Result, as_json, grade
from assessments.quiz.models import QuizAttempt
from assessments.quiz.queries import KIND, OpenTest
from courses.cohorts.enums import ActorRole
from courses.progress.actions import enrolments_open_to
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind

# Two windows at the same moment may want the same number; the second then takes the next one.
TRIES = 5


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
    for _try in range(TRIES):
        try:
            return _store(attempt, owes_evidence=test.owes_evidence)
        except IntegrityError:
            same = QuizAttempt.objects.filter(user=user, token=attempt.token).first()
            if same:
                return same
            attempt.number = _last_number(attempt) + 1
    return _store(attempt, owes_evidence=test.owes_evidence)


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


@transaction.atomic
def _store(attempt: QuizAttempt, *, owes_evidence: bool) -> QuizAttempt:
    attempt.pk = None
    attempt.save(force_insert=True)
    if owes_evidence:
        record(
            Fact(attempt.activity_key, EvidenceKind.ANSWERED),
            enrolments=enrolments_open_to(attempt.user, attempt.activity_key, KIND),
            actor=attempt.user,
            role=ActorRole.PARTICIPANT,
            now=attempt.created_at,
        )
    return attempt


def _last_number(attempt: QuizAttempt) -> int:
    own = QuizAttempt.objects.of(attempt.user, attempt.activity_key)
    numbers = own.filter(programme=attempt.programme_id).values_list("number", flat=True)
    return max(numbers, default=0)
