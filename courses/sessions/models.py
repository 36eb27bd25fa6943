"""Days on which the group meets."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class Session(models.Model):
    """A seminar, an online Vertiefung or another meeting of a cohort; `key` is its requirement."""

    class Kind(models.TextChoices):
        SEMINAR = "seminar", _("Seminar")
        DEEPENING = "deepening", _("Online deepening")
        SUPERVISION = "supervision", _("Supervision")
        CONSULTATION = "consultation", _("Peer consultation")
        PRESENTATION = "presentation", _("Presentation")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        "lms_courses.Cohort", on_delete=models.CASCADE, related_name="sessions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    # The number of the module it belongs to; rules may name modules by it.
    module_number = models.PositiveSmallIntegerField(_("module"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_url = models.URLField(_("video link"), blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class SessionPart(models.Model):
    """A day or half-day of a session. Minutes are said, not computed: breaks do not count."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    minutes = models.PositiveSmallIntegerField(_("minutes that count"))

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="lms_session_part_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            models.UniqueConstraint(
                fields=["session", "starts_at"], name="lms_session_part_starts_once"
            ),
        ]
