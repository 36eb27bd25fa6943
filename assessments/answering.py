"""Keeping what somebody answered, and recording once a place that they did."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from assessments.attempts import AnsweredAttempt
from courses.cohorts.enums import ActorRole
from courses.progress.actions import enrolments_open_to
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind

Kept = TypeVar("Kept", bound=AnsweredAttempt)
# Two windows at the same moment may want the same number; the second then takes the next one.
TRIES = 5


def keep(attempt: Kept, *, kind: str, owes_evidence: bool) -> Kept:
    """Store the attempt; when it was made is the moment of the evidence too.

    The same token gives the row that is there. A number another window took gives way to the next.
    """
    rows: Any = type(attempt)._default_manager
    for _try in range(TRIES):
        try:
            return _store(attempt, kind, owes_evidence)
        except IntegrityError:
            if same := rows.filter(user=attempt.user, token=attempt.token).first():
                return same
            attempt.number = _last_number(attempt) + 1
    return _store(attempt, kind, owes_evidence)


@transaction.atomic
def _store(attempt: Any, kind: str, owes_evidence: bool) -> Any:
    attempt.pk = None
    attempt.save(force_insert=True)
    if owes_evidence:
        record_answered(attempt.user, attempt.activity_key, kind, now=attempt.created_at)
    return attempt


def _last_number(attempt: AnsweredAttempt) -> int:
    rows: Any = type(attempt)._default_manager
    own = rows.of(attempt.user, attempt.activity_key)
    numbers = own.filter(programme=attempt.programme_id).values_list("number", flat=True)
    return max(numbers, default=0)


def record_answered(user: Any, key: UUID, kind: str, *, now: datetime) -> None:
    """Evidence for every running place; it says that somebody answered, never what."""
    record(
        Fact(key, EvidenceKind.ANSWERED),
        enrolments=enrolments_open_to(user, key, kind),
        actor=user,
        role=ActorRole.PARTICIPANT,
        now=now,
    )
