"""Runs through scenarios. Only the person who decided ever sees one; a cohort sees numbers."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.attempts import Attempt
from content.foundation.retention import Retention, keeps


def erase_runs(user_id: Any) -> int:
    return ScenarioRun.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.COURSEWORK, eraser=erase_runs)
class ScenarioRun(Attempt):
    """One way through a scenario: what was shown, and a log of decisions that only grows."""

    # The shape is `assessments.scenario.story.Story`, written by its `as_json()`.
    shown = models.JSONField()
    # The shape is told in `assessments.scenario.playing`.
    log = models.JSONField(default=list)
    # Grows with every entry; a second click brings an old one and changes nothing.
    version = models.PositiveIntegerField(default=0)
    # The id of the ending reached last, and when one was reached for the first time.
    ending = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run through a scenario")
        verbose_name_plural = _("runs through scenarios")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "activity_key", "number"],
                name="lms_scenario_run_number",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ending=""),
                name="lms_scenario_run_ended_somewhere",
            ),
        ]
