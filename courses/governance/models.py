"""Who answers for a programme, what was done by whom, and which mails went out."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class Provider(models.Model):
    """The organisation that offers programmes and issues certificates (Träger)."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("short name"), unique=True, help_text=_("Stays the same for good."))
    place = models.CharField(_("place"), max_length=100, blank=True)
    help_line = models.CharField(
        _("help line"),
        max_length=200,
        blank=True,
        help_text=_("How participants reach a person: telephone and hours."),
    )
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=False,
        editable=False,
        help_text=_("What one author submits, another one publishes."),
    )
    # Authors of this provider's pages; Wagtail grants page rights to groups.
    author_group = models.OneToOneField(
        "auth.Group",
        verbose_name=_("authors"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Their pictures, documents and recordings, apart from those of other providers.
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("collection"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def forget_actor(user_id: Any) -> int:
    """The log keeps what happened; the person's name is taken out of it."""
    return AuditEntry.objects.filter(actor_id=user_id).update(actor=None, actor_label="")


@keeps(Retention.AUDIT, eraser=forget_actor)
class AuditEntry(models.Model):
    """One line of the one audit log: who did what to which thing, when and why."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_label = models.CharField(_("who"), max_length=200, blank=True)
    action = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    cohort = models.ForeignKey(
        "lms_courses.Cohort", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(_("why"), blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]


def forget_mails(user_id: Any) -> int:
    return OutgoingMail.objects.filter(recipient_id=user_id).delete()[0]


@keeps(Retention.ACCESS_LOG, eraser=forget_mails)
class OutgoingMail(models.Model):
    """A mail that goes out once. It carries no confidential content: „bitte anmelden“."""

    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    # What it is for (`reminder.session`), and for which cohort; empty for mails of no cohort.
    kind = models.CharField(max_length=60, blank=True)
    cohort = models.ForeignKey(
        "lms_courses.Cohort", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # An iCalendar object that rides along, and its method (REQUEST, CANCEL).
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=20, blank=True)
    # Afterwards it helps nobody any more: it is dropped, with a note.
    not_after = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_because = models.TextField(blank=True)
    # By which a mail that comes back is known again.
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    bounced_at = models.DateTimeField(null=True)
    bounce_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]


@keeps(Retention.ACCOUNT)
class MailChoice(models.Model):
    """Which mails somebody wants. No row: all of them. What must be known comes regardless."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lms_mail_choice"
    )
    calendar = models.BooleanField(_("dates as invitations for my calendar"), default=True)
    sessions = models.BooleanField(_("before a session"), default=True)
    deadlines = models.BooleanField(_("before a deadline"), default=True)
    feedback = models.BooleanField(_("when there is feedback"), default=True)
    intentions = models.BooleanField(_("four weeks after a module"), default=True)
    digest = models.BooleanField(_("what happened, once a week"), default=True)
