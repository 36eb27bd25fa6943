"""Days on which the group meets."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.files import private_files
from content.foundation.retention import Retention, keeps
from courses.cohorts.models import new_nonce


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
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    # For the people in the cohort: what to bring and read before, and what came of it afterwards.
    material = models.TextField(_("material"), blank=True)
    protocol = models.TextField(_("protocol"), blank=True)
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="lms_courses.SessionTrainer",
        related_name="lms_sessions_led",
        verbose_name=_("trainers"),
    )
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


@keeps(Retention.EDITORIAL)
class SessionTrainer(models.Model):
    """Who leads a session. Whoever leaves the team leaves the sessions ahead, not those that were.

    Not learners' data, but people's all the same: it stays out of the index editors read because
    users are not looked up there.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="led_by")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="lms_session_trainer_once"),
        ]


@keeps(Retention.EDITORIAL)
class SessionFile(models.Model):
    """Something to take along or to read afterwards, for the people in the cohort alone."""

    class Purpose(models.TextChoices):
        MATERIAL = "material", _("Material")
        PROTOCOL = "protocol", _("Protocol")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="files")
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose, default=Purpose.MATERIAL
    )
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), storage=private_files, upload_to="lms/sessions/")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["purpose", "title", "pk"]


def forget_absence_notes(user_id: Any) -> int:
    """That somebody was away stays with the evidence; what they wrote about it goes."""
    return AbsenceNotice.objects.filter(enrolment__user=user_id).exclude(note="").update(note="")


@keeps(Retention.EVIDENCE, eraser=forget_absence_notes)
class AbsenceNotice(models.Model):
    """A participant's word that they will not come. Who records attendance sees it, nobody else."""

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.CASCADE, related_name="absences"
    )
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="absences")
    note = models.CharField(_("a word about it"), max_length=300, blank=True)
    announced_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "session"], name="lms_absence_announced_once"
            ),
        ]


@keeps(Retention.ACCOUNT)
class CalendarEntry(models.Model):
    """What one person's calendar was last told about one day of a session (RFC 5545 and 5546).

    `sequence` only grows. `fingerprint` stands for what was told, so that the same is not told
    again; an entry whose `cancelled_at` is set was taken out of the calendar.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lms_calendar"
    )
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="calendar")
    uid = models.UUIDField()
    sequence = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    told_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "uid"], name="lms_calendar_uid_once"),
        ]


@keeps(Retention.ACCOUNT)
class CalendarFeed(models.Model):
    """A personal secret address that calendars ask for one's dates; a new nonce closes the old one.

    The link is signed from the row, so the database alone opens no door.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lms_calendar_feed"
    )
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    renewed_at = models.DateTimeField(default=timezone.now)
