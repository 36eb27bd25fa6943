"""What an activity leaves that somebody may do as often as they like: numbered rows of theirs."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone


class AttemptQuerySet(models.QuerySet[Any]):
    def of(self, user: Any, key: UUID) -> "AttemptQuerySet":
        """Somebody's own at one activity."""
        return self.filter(user=user, activity_key=key)


class Attempt(models.Model):
    """One go at an activity, the `number`-th of this person in this programme.

    Only that person ever sees it. Each kind adds what was shown and what was done, and constrains
    these four to be there once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        "lms_courses.Programme", on_delete=models.PROTECT, related_name="+"
    )
    activity_key = models.UUIDField()
    number = models.PositiveIntegerField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        abstract = True


class AnsweredAttempt(Attempt):
    """One that is answered all at once and never changed."""

    # Made from the form's token and the answers: the same click twice is one attempt.
    token = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
