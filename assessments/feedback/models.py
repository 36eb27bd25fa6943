"""What people say about a module, without anybody knowing who said it.

Who has answered and what was answered lie in two tables that nothing connects: no key, no time and
no order. A pool is one row, and every answer is put at a place chosen by chance.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.COURSEWORK)
class FeedbackGiven(models.Model):
    """That somebody has answered, so that nobody answers twice. Goes with the enrolment."""

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.CASCADE, related_name="+"
    )
    activity_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="lms_feedback_once_a_place"
            ),
        ]


@keeps(Retention.COURSEWORK)
class FeedbackPool(models.Model):
    """All answers of a cohort about one module, in no order. Holds no person."""

    cohort = models.ForeignKey("lms_courses.Cohort", on_delete=models.CASCADE, related_name="+")
    activity_key = models.UUIDField()
    # [{question id: value}], see `assessments.feedback.questions`.
    answers = models.JSONField(default=list)

    class Meta:
        verbose_name = _("module feedback")
        verbose_name_plural = _("module feedback")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_key"], name="lms_feedback_pool_once_a_cohort"
            ),
        ]
