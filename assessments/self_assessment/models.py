"""How people see themselves. Each sees their own; a cohort sees means from five people on."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    def of(self, user: Any, key: UUID) -> "SelfAssessmentQuerySet":
        return self.filter(user=user, activity_key=key)


def erase_assessments(user_id: Any) -> int:
    return SelfAssessment.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.REFLECTION, eraser=erase_assessments)
class SelfAssessment(models.Model):
    """One answer to all statements. Never changed: who answers again adds a row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        "lms_courses.Programme", on_delete=models.PROTECT, related_name="+"
    )
    activity_key = models.UUIDField()
    number = models.PositiveIntegerField()
    # Made from the form's token and the values: the same click twice is one answer.
    token = models.UUIDField()
    shown = models.JSONField()  # [{"id", "text"}] as they were asked
    values = models.JSONField()  # {statement id: 1–5}
    created_at = models.DateTimeField(default=timezone.now)

    objects = SelfAssessmentQuerySet.as_manager()

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
