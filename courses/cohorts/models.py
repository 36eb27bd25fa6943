"""A run of a programme, the people in it and what they agreed to."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class ConfidentialityAgreement(models.Model):
    """What everybody in a cohort promises the others. A change is a new version."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="agreements"
    )
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    clauses = models.JSONField(_("clauses"), help_text=_("A list of objects with title and text."))
    limits = models.TextField(_("limits"), blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("confidentiality agreement")
        verbose_name_plural = _("confidentiality agreements")
        ordering = ["provider", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "version"], name="lms_agreement_version_once_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


@keeps(Retention.EDITORIAL)
class Cohort(models.Model):
    """One run of a programme with a fixed group (Durchgang)."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("local: everybody from one municipality")
        INTERMUNICIPAL = "intermunicipal", _("inter-municipal: people from several municipalities")

    class Unit(models.TextChoices):
        CLOCK_HOUR = "clock_hour", _("clock hours (60 minutes)")
        TEACHING_UNIT = "teaching_unit", _("teaching units (45 minutes)")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="cohorts"
    )
    programme = models.ForeignKey(
        "lms_courses.Programme", on_delete=models.PROTECT, related_name="cohorts"
    )
    rule_version = models.ForeignKey(
        "lms_courses.RuleSetVersion", on_delete=models.PROTECT, related_name="cohorts"
    )
    agreement = models.ForeignKey(
        ConfidentialityAgreement, on_delete=models.PROTECT, related_name="cohorts"
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LOCAL)
    municipality = models.CharField(_("municipality"), max_length=200)
    unit = models.CharField(
        _("unit of hours"), max_length=20, choices=Unit, default=Unit.CLOCK_HOUR
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "title"],
                name="lms_cohort_title_once_a_provider",
                violation_error_message=_("There is already a cohort with this title."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="lms_cohort_ends_after_start",
                violation_error_message=_("A cohort cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EVIDENCE)
class ProviderRole(models.Model):
    """What somebody does for a provider beyond a single cohort."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        AUTHOR = "author", _("Author")

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.CASCADE, related_name="roles"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lms_provider_roles"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user", "role"], name="lms_provider_role_once"
            ),
        ]


@keeps(Retention.EVIDENCE)
class CohortRole(models.Model):
    """What somebody does in a cohort. Participants are enrolled instead."""

    class Role(models.TextChoices):
        TRAINER = "trainer", _("Trainer")
        COORDINATOR = "coordinator", _("Coordinator")
        COMPANION_LOCAL = "companion_local", _("Local process companion")
        COMPANION_EXTERNAL = "companion_external", _("External process companion")
        SUPERVISOR = "supervisor", _("Supervisor")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lms_cohort_roles"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user", "role"], name="lms_cohort_role_once"),
        ]


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> "EnrolmentQuerySet":
        return self.filter(state=Enrolment.State.ACTIVE)


@keeps(Retention.EVIDENCE)
class Enrolment(models.Model):
    """A participant's place in a cohort. Stays when the person is erased: evidence hangs on it."""

    class State(models.TextChoices):
        ACTIVE = "active", _("takes part")
        ENDED = "ended", _("ended")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="lms_enrolments",
    )
    state = models.CharField(max_length=20, choices=State, default=State.ACTIVE)
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="lms_enrolled_once_a_cohort"),
        ]


def forget_confirmations(user_id: Any) -> int:
    return AgreementConfirmation.objects.filter(user_id=user_id).delete()[0]


@keeps(Retention.EVIDENCE, eraser=forget_confirmations)
class AgreementConfirmation(models.Model):
    """Somebody promised this version to this cohort. Kept as it was given."""

    agreement = models.ForeignKey(
        ConfidentialityAgreement, on_delete=models.PROTECT, related_name="confirmations"
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="confirmations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lms_confirmations"
    )
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "cohort", "user"], name="lms_agreement_confirmed_once"
            ),
        ]


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


@keeps(Retention.ACCOUNT)
class Invitation(models.Model):
    """A place in a cohort offered to an e-mail address.

    The link is signed from the row's id and nonce, so the database alone opens no door; a new
    nonce makes every earlier link worthless.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.SET_NULL, null=True, related_name="invitations"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                "cohort",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="lms_invitation_open_once",
                violation_error_message=_("This address has already been invited."),
            ),
        ]


@keeps(Retention.EDITORIAL)
class ScheduleEntry(models.Model):
    """When something of the curriculum opens or is due for one cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="schedule")
    key = models.UUIDField(help_text=_("Key of the module or activity."))
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="lms_scheduled_once"),
        ]
