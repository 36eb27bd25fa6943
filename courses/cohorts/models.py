"""A run of a programme, the people in it and what they agreed to."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class ConfidentialityAgreement(models.Model):
    """What everybody in a cohort promises the others. A change is a new version.

    Colleagues recognise each other's cases, strangers do not: a provider may have a text of its own
    for each kind of cohort. An empty `kind` suits both.
    """

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="agreements"
    )
    kind = models.CharField(_("for cohorts of this kind"), max_length=20, blank=True, default="")
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
                fields=["provider", "kind", "version"],
                name="lms_agreement_version_once_a_provider",
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
    # Names, in the order they are shown; a local cohort has one.
    municipalities = models.JSONField(_("municipalities"), default=list)
    places = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: as many as are invited.")
    )
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

    def clean(self) -> None:
        names = len(self.municipalities)
        if self.kind == self.Kind.LOCAL and names > 1:
            sentence = _("A local cohort has one municipality. Here are several.")
            raise ValidationError({"municipalities": sentence})
        if self.kind == self.Kind.INTERMUNICIPAL and names == 1:
            sentence = _("An inter-municipal cohort has at least two municipalities, one a line.")
            raise ValidationError({"municipalities": sentence})

    @property
    def municipality(self) -> str:
        """The names in one line."""
        return ", ".join(self.municipalities)


@keeps(Retention.EDITORIAL)
class CohortTemplate(models.Model):
    """How cohorts of a provider usually run, in days after their start.

    The shape of `plan` is said where it is read and written: `courses.sessions.blueprints`.
    """

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.CASCADE, related_name="cohort_templates"
    )
    title = models.CharField(_("title"), max_length=200)
    plan = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("cohort template")
        verbose_name_plural = _("cohort templates")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "title"],
                name="lms_cohort_template_title_once",
                violation_error_message=_("There is already a template with this title."),
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
    # When a recount last looked at it; what lies before a recount's start is still to be done.
    recounted_at = models.DateTimeField(null=True, editable=False)

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
    # By which a mail that comes back is known again.
    message_id = models.CharField(max_length=200, blank=True, editable=False)
    bounced_at = models.DateTimeField(null=True)
    bounce_note = models.CharField(max_length=500, blank=True)
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


def forget_waiting(user_id: Any) -> int:
    """Somebody who waits may have no account; who has one is found by the address."""
    addresses = get_user_model().objects.filter(pk=user_id).values_list("email", flat=True)
    found = Q()
    for address in addresses:
        found |= Q(email__iexact=address)
    return WaitingPlace.objects.filter(found).delete()[0] if found else 0


@keeps(Retention.ACCOUNT, eraser=forget_waiting)
class WaitingPlace(models.Model):
    """Somebody who would take a place in a full cohort, first come first served."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waiting")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("places on the waiting list")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "cohort",
                Lower("email"),
                condition=Q(left_at=None),
                name="lms_waiting_once",
                violation_error_message=_("This address is on the waiting list already."),
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
