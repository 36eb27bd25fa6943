"""From a completed cohort to a certificate, and what becomes of the certificate."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import AwardState, EventKind, Kind, Purpose
from certificates.awards.validators import (
    validate_co_issuers,
    validate_competences,
    validate_logo,
    validate_signatories,
)
from certificates.codes import lookup
from certificates.documents.record import thaw
from certificates.keys.models import Issuer, IssuerKey
from certificates.status.models import StatusBit
from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class CertificateTemplate(models.Model):
    """What a provider's documents say. A change is a new version; old ones stay as printed.

    With a cohort it speaks for that cohort alone, and there it wins over the provider's.
    """

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="certificate_templates"
    )
    cohort = models.ForeignKey(
        "lms_courses.Cohort",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificate_templates",
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
    # As checked SVG; empty: the name is set in type.
    logo = models.TextField(_("logo"), blank=True, validators=[validate_logo])
    co_issuers = models.JSONField(
        _("co-issuers"),
        default=list,
        blank=True,
        validators=[validate_co_issuers],
        help_text=_("Up to three objects with name and logo."),
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
    # Only a confirmation of attendance can do without.
    needs_release = models.BooleanField(
        _("a coordinator releases it"),
        default=True,
        help_text=_("Without: it is issued as soon as the name is confirmed."),
    )
    needs_second_release = models.BooleanField(
        _("two people release it"),
        default=False,
        help_text=_("Four eyes: a second coordinator of the cohort has to agree."),
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["provider", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "version"],
                condition=Q(cohort=None),
                name="lms_template_version_once",
            ),
            models.UniqueConstraint(
                fields=["cohort", "kind", "version"],
                condition=Q(cohort__isnull=False),
                name="lms_template_version_once_a_cohort",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.CERTIFICATE) | Q(needs_release=True),
                name="lms_template_certificate_is_released",
                violation_error_message=_("A certificate is always released by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


def forget_name(user_id: Any) -> int:
    """An award without a certificate goes; of an issued one only the name goes."""
    own = Award.objects.filter(enrolment__user_id=user_id)
    unissued, _details = own.exclude(state=AwardState.ISSUED).delete()
    return unissued + own.exclude(confirmed_name="").update(confirmed_name="")


@keeps(Retention.EVIDENCE)
class ReleaseBatch(models.Model):
    """Awards that somebody released in one go. How far it is follows from the awards alone."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]


@keeps(Retention.CERTIFICATE, eraser=forget_name)
class Award(models.Model):
    """Somebody has met the rules; what has to happen until the certificate is there.

    A correction or a renewal is an award of its own, which follows the certificate it is about.
    """

    enrolment = models.ForeignKey(
        "lms_courses.Enrolment", on_delete=models.PROTECT, related_name="awards"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CERTIFICATE)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.FIRST)
    follows = models.OneToOneField(
        "lms_certificates.Certificate",
        on_delete=models.PROTECT,
        null=True,
        related_name="followed_by",
    )
    # Whether a correction reads hours and dates from the evidence once more, instead of keeping
    # what the certificate it replaces says.
    reads_anew = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=AwardState, default=AwardState.PENDING_NAME)
    confirmed_name = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    # The first of four eyes; whoever releases after that is another person.
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(
        ReleaseBatch, on_delete=models.SET_NULL, null=True, related_name="awards"
    )
    # Why issuing has not worked so far, for the coordinator; empty when all is well.
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"], condition=Q(follows=None), name="lms_award_once"
            ),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.FIRST, follows=None)
                | (~Q(purpose=Purpose.FIRST) & Q(follows__isnull=False)),
                name="lms_award_follows_something",
            ),
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
    """What stays is person-free: two hashes of the code, the month, the status places, two hashes
    of what was issued."""
    rows = Certificate.objects.filter(award__enrolment__user_id=user_id, erased_at=None)
    for row in rows:
        row.lookup = row.lookup or lookup(thaw(row.record)["verification"]["code"])
        row.issued_at = row.issued_at.replace(day=1, hour=12, minute=0, second=0, microsecond=0)
        row.record, row.signed, row.name_consent = "", b"", False
        row.erased_at = timezone.now()
        row.save(
            update_fields=["lookup", "issued_at", "record", "signed", "name_consent", "erased_at"]
        )
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
    # Written by the first export, at the latest when the holder is erased: see `codes.lookup`.
    lookup = models.CharField(max_length=32, blank=True)
    record = models.TextField()
    record_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    signed = models.BinaryField()
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    revocation = models.OneToOneField(StatusBit, on_delete=models.PROTECT, related_name="+")
    suspension = models.OneToOneField(StatusBit, on_delete=models.PROTECT, related_name="+")
    # A correction takes the place of what it corrects; a renewal lets it expire.
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="renewed_by"
    )
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
