"""Answering a self-assessment."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from assessments.answering import keep
from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.queries import KIND, OpenAssessment
from assessments.self_assessment.survey import Values, as_json


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
    return keep(row, kind=KIND, owes_evidence=assessment.owes_evidence)
