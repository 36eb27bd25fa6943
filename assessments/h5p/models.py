"""What people leave behind at interactive exercises. Attempts, statements and results only grow."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.attempts import Attempt
from assessments.h5p.enums import Trust
from content.foundation.retention import Retention, keeps


def erase_attempts(user_id: Any) -> int:
    """Statements and results go with their attempt."""
    return H5PAttempt.objects.filter(user_id=user_id).delete()[0]


def erase_states(user_id: Any) -> int:
    return H5PState.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.COURSEWORK, eraser=erase_attempts)
class H5PAttempt(Attempt):
    """One go through a content as it was then. Another finish is another attempt."""

    version = models.ForeignKey(
        "lms_content.H5PVersion", on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attempt at an interactive exercise")
        verbose_name_plural = _("attempts at interactive exercises")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "activity_key", "number"],
                name="lms_h5p_attempt_number",
            )
        ]
        indexes = [models.Index(fields=["activity_key", "finished_at"])]

    def __str__(self) -> str:
        return str(self.number)


@keeps(Retention.COURSEWORK)
class H5PStatement(models.Model):
    """What a content said in an attempt, as it came; who and when are ours."""

    attempt = models.ForeignKey(H5PAttempt, on_delete=models.CASCADE, related_name="statements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Made where it was said: sent twice, it is there once.
    key = models.UUIDField()
    verb = models.CharField(max_length=40)
    is_finish = models.BooleanField(default=False)
    is_activated = models.BooleanField(default=False)
    statement = models.JSONField()
    children = models.JSONField(default=list)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("statement of an interactive exercise")
        verbose_name_plural = _("statements of interactive exercises")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="lms_h5p_statement_key"),
            # What counts is counted once.
            models.UniqueConstraint(
                fields=["attempt"],
                condition=Q(is_finish=True, is_activated=True),
                name="lms_h5p_statement_one_finish",
            ),
        ]


@keeps(Retention.COURSEWORK)
class H5PResult(models.Model):
    """What a finished attempt amounts to. The latest counts; a regrade and a trainer add one."""

    attempt = models.ForeignKey(H5PAttempt, on_delete=models.CASCADE, related_name="results")
    number = models.PositiveSmallIntegerField(default=1)
    trust = models.CharField(max_length=20, choices=Trust.choices)
    raw = models.FloatField(null=True)
    top = models.FloatField(null=True)
    # What the browser said where we came to something else.
    reported_raw = models.FloatField(null=True)
    questions = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("result of an interactive exercise")
        verbose_name_plural = _("results of interactive exercises")
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="lms_h5p_result_number"),
            models.CheckConstraint(
                condition=Q(raw=None, top=None)
                | Q(raw__gte=0, top__gt=0, raw__lte=models.F("top")),
                name="lms_h5p_result_within",
            ),
        ]

    @property
    def share(self) -> float | None:
        return None if self.raw is None or not self.top else self.raw / self.top


@keeps(Retention.COURSEWORK, eraser=erase_states)
class H5PState(models.Model):
    """Where somebody stopped in one part of a content, as its own scripts write it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        "lms_courses.Programme", on_delete=models.PROTECT, related_name="+"
    )
    activity_key = models.UUIDField()
    version = models.ForeignKey(
        "lms_content.H5PVersion", on_delete=models.CASCADE, related_name="+"
    )
    sub_content = models.CharField(max_length=64, default="0")
    data_id = models.CharField(max_length=64, default="state")
    data = models.TextField()
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("state of an interactive exercise")
        verbose_name_plural = _("states of interactive exercises")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "activity_key", "sub_content", "data_id"],
                name="lms_h5p_state_once",
            )
        ]
