"""Attempts at self-tests. Only the person who made one ever sees it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


class QuizAttemptQuerySet(models.QuerySet["QuizAttempt"]):
    def of(self, user: Any, key: UUID) -> "QuizAttemptQuerySet":
        return self.filter(user=user, activity_key=key)


def erase_attempts(user_id: Any) -> int:
    return QuizAttempt.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.COURSEWORK, eraser=erase_attempts)
class QuizAttempt(models.Model):
    """One go at a self-test: what was shown, what was chosen, what fitted. Never changed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        "lms_courses.Programme", on_delete=models.PROTECT, related_name="+"
    )
    activity_key = models.UUIDField()
    number = models.PositiveIntegerField()
    # Made from the form's token and the answers: the same click twice is one attempt.
    token = models.UUIDField()
    shown = models.JSONField(help_text=_("The questions as they were asked."))
    answers = models.JSONField(help_text=_("Chosen options by question."))
    correct = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = QuizAttemptQuerySet.as_manager()

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
