"""The curriculum as plain rows: what learner records may point to for good.

Pages come, move and go; these rows stay. They are kept in step with the pages by `sync`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class Programme(models.Model):
    """A qualification offered by one provider; outlives its page."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="programmes"
    )
    title = models.CharField(_("title"), max_length=200)
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class ActivityQuerySet(models.QuerySet["Activity"]):
    def available(self) -> "ActivityQuerySet":
        """What a participant can open now, in the order of the pages."""
        return self.filter(live=True, page__isnull=False).order_by("page__path")

    def with_page(self) -> "ActivityQuerySet":
        return self.select_related("page")


@keeps(Retention.EDITORIAL)
class Activity(models.Model):
    """Something to read, answer or hand in; its `key` is what evidence speaks of.

    The same key may stand in two programmes (a copy that keeps its keys); progress is never
    shared, because evidence belongs to an enrolment and an enrolment to one programme.
    """

    class Kind(models.TextChoices):
        MODULE = "module", _("Module")
        LESSON = "lesson", _("Lesson")
        QUIZ = "quiz", _("Self-test")
        SCENARIO = "scenario", _("Scenario exercise")
        REFLECTION = "reflection", _("Reflection")
        SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
        FEEDBACK = "feedback", _("Module feedback")
        ASSIGNMENT = "assignment", _("Practice task")
        H5P = "h5p", _("Interactive exercise")
        PLAN = "plan", _("Crisis prevention plan")

    key = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="children"
    )
    number = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=0)
    live = models.BooleanField(default=False)
    # A fingerprint of what is published, for the snapshot in the evidence.
    content_hash = models.CharField(max_length=64, blank=True)
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="lms_activity"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="lms_activity_once_a_programme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


@keeps(Retention.ACCOUNT)
class ReadingChoice(models.Model):
    """That somebody likes to read in plain language. Theirs alone; nobody else is shown it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    plain = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("choice of version")
        verbose_name_plural = _("choices of version")
