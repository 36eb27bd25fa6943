"""From a completed cohort to a certificate, and what becomes of the certificate."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import AwardState, EventKind, Kind
from certificates.awards.validators import validate_competences, validate_signatories
from certificates.keys.models import Issuer, IssuerKey
from certificates.status.models import StatusBit
from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class CertificateTemplate(models.Model):
    """What a provider's certificates say. A change is a new version; old ones stay as printed."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="certificate_templates"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CERTIFICATE)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=60)
    qualification = models.CharField(
        _("qualification"), max_length=120, help_text=_("What graduates may call themselves.")
    )
    statement = models.TextField(
        _("statement"), blank=True, help_text=_("Replaces the standard sentence.")
    )
    place = models.CharField(_("place"), max_length=100)
    signatories = models.JSONField(
        _("signatories"),
        validators=[validate_signatories],
        help_text=_("One to three objects with name, function and organisation."),
    )
    competences = models.JSONField(
        _("competences"), default=list, blank=True, validators=[validate_competences]
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Empty: without end."),
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["provider", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "version"], name="lms_template_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


def forget_name(user_id: Any) -> int:
    """An award without a certificate goes; of an issued one only the name goes."""
    own = Award.objects.filter(enrolment__user_id=user_id)
    unissued, _details = own.exclude(state=AwardState.ISSUED).delete()
    return unissued + own.exclude(confirmed_name="").update(confirmed_name="")


@keeps(Retention.CERTIFICATE, eraser=forget_name)
class Award(models.Model):
    """Somebody has met the rules; what has to happen until the certificate is there."""

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="awards"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CERTIFICATE)
    state = models.CharField(max_length=20, choices=AwardState, default=AwardState.PENDING_NAME)
    confirmed_name = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    # Why issuing has not worked so far, for the coordinator; empty when all is well.
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "kind"], name="lms_award_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[AwardState.NAME_CONFIRMED, AwardState.RELEASED])
                | ~Q(confirmed_name=""),
                name="lms_award_named_before_release",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AwardState.RELEASED, AwardState.ISSUED])
                | Q(released_at__isnull=False),
                name="lms_award_released_before_issue",
            ),
        ]


def erase_holder(user_id: Any) -> int:
    """What stays is person-free: the code's HMAC, the month, the status places, two hashes."""
    rows = Certificate.objects.filter(award__enrolment__user_id=user_id, erased_at=None)
    for row in rows:
        row.issued_at = row.issued_at.replace(day=1, hour=12, minute=0, second=0, microsecond=0)
        row.record, row.signed, row.name_consent = "", b"", False
        row.erased_at = timezone.now()
        row.save(update_fields=["issued_at", "record", "signed", "name_consent", "erased_at"])
    return len(rows)


@keeps(Retention.CERTIFICATE, eraser=erase_holder)
class Certificate(models.Model):
    """An issued certificate. `record` is all it says, `signed` the credential as it was signed.

    Both are written once. Needs `select_related("revocation", "suspension")` to say its validity.
    """

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="certificate")
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="certificates")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    code_hmac = models.CharField(max_length=64, unique=True)
    record = models.TextField()
    record_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    signed = models.BinaryField()
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    revocation = models.OneToOneField(StatusBit, on_delete=models.PROTECT, related_name="+")
    suspension = models.OneToOneField(StatusBit, on_delete=models.PROTECT, related_name="+")
    # The latest word of the consent events.
    name_consent = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "year", "sequence"], name="lms_certificate_number_once"
            ),
        ]

    @property
    def number(self) -> str:
        """„2026-0017“"""
        return f"{self.year}-{self.sequence:04d}"


class EventQuerySet(models.QuerySet["CertificateEvent"]):
    """Append-only."""

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) != {"actor"}:
            raise TypeError("What happened to a certificate is never changed.")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("What happened to a certificate is never deleted.")


@keeps(Retention.CERTIFICATE)
class CertificateEvent(models.Model):
    """Something that happened to a certificate. `reason` is a PublicReason or empty."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    reason = models.CharField(max_length=40, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
