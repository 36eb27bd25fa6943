"""How people see themselves. Each sees their own; a cohort sees means from five people on."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.attempts import AnsweredAttempt
from content.foundation.retention import Retention, keeps


def erase_assessments(user_id: Any) -> int:
    return SelfAssessment.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.REFLECTION, eraser=erase_assessments)
class SelfAssessment(AnsweredAttempt):
    """One answer to all statements. Never changed: who answers again adds a row."""

    shown = models.JSONField()  # [{"id", "text"}] as they were asked
    values = models.JSONField()  # {statement id: 1–5}

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "activity_key", "number"],
                name="lms_self_assessment_number",
            ),
            models.UniqueConstraint(fields=["user", "token"], name="lms_self_assessment_token"),
        ]
