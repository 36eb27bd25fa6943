"""Attempts at self-tests. Only the person who made one ever sees it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.attempts import AnsweredAttempt
from content.foundation.retention import Retention, keeps


def erase_attempts(user_id: Any) -> int:
    return QuizAttempt.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.COURSEWORK, eraser=erase_attempts)
class QuizAttempt(AnsweredAttempt):
    """One go at a self-test: what was shown, what was chosen, what fitted. Never changed."""

    shown = models.JSONField(help_text=_("The questions as they were asked."))
    answers = models.JSONField(help_text=_("Chosen options by question."))
    correct = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("attempt at a self-test")
        verbose_name_plural = _("attempts at self-tests")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "activity_key", "number"],
                name="lms_quiz_attempt_number",
            ),
            models.UniqueConstraint(fields=["user", "token"], name="lms_quiz_attempt_token"),
            models.CheckConstraint(
                condition=Q(correct__lte=models.F("total")), name="lms_quiz_attempt_correct"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
