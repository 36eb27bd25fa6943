"""Answering a self-assessment."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.queries import KIND, OpenAssessment
from assessments.self_assessment.survey import Values, as_json
from courses.cohorts.enums import ActorRole
from courses.progress.actions import enrolments_open_to
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind

# Two windows at the same moment may want the same number; the second then takes the next one.
TRIES = 5


def answer(
    assessment: OpenAssessment,
    values: Values,
    *,
    user: Any,
    token: UUID,
    now: datetime | None = None,
) -> SelfAssessment:
    """Keep the values with what was shown, and record once a place that it was answered.

    The evidence says that somebody answered, never what. The same `token` with the same values
    gives the same row; other values are another answer.
    """
    row = SelfAssessment(
        user=user,
        programme_id=assessment.programme_id,
        activity_key=assessment.key,
        number=assessment.answers + 1,
        token=uuid5(token, repr(sorted(values.items()))),
        shown=as_json(assessment.survey),
        values=dict(values),
        created_at=now or timezone.now(),
    )
    for _try in range(TRIES):
        try:
            return _store(row, owes_evidence=assessment.owes_evidence)
        except IntegrityError:
            same = SelfAssessment.objects.filter(user=user, token=row.token).first()
            if same:
                return same
            row.number = _last_number(row) + 1
    return _store(row, owes_evidence=assessment.owes_evidence)


@transaction.atomic
def _store(row: SelfAssessment, *, owes_evidence: bool) -> SelfAssessment:
    row.pk = None
    row.save(force_insert=True)
    if owes_evidence:
        record(
            Fact(row.activity_key, EvidenceKind.ANSWERED),
            enrolments=enrolments_open_to(row.user, row.activity_key, KIND),
            actor=row.user,
            role=ActorRole.PARTICIPANT,
            now=row.created_at,
        )
    return row


def _last_number(row: SelfAssessment) -> int:
    own = SelfAssessment.objects.of(row.user, row.activity_key)
    numbers = own.filter(programme=row.programme_id).values_list("number", flat=True)
    return max(numbers, default=0)
