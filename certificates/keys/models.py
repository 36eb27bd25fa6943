"""Who issues, and the public half of what they sign with. Private keys are never in here."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.CERTIFICATE)
class Issuer(models.Model):
    """A provider as the issuer of credentials: `did:web:<domain>:issuers:<slug>`.

    Slug and domain are part of every credential ever signed, so they never change; the setting
    LMS_CREDENTIAL_DOMAIN is only what a new issuer gets.
    """

    provider = models.OneToOneField(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="issuer"
    )
    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    domain = models.CharField(_("credential domain"), max_length=253)

    class Meta:
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")

    def __str__(self) -> str:
        return self.name


@keeps(Retention.CERTIFICATE)
class IssuerKey(models.Model):
    """The public half of a signing key. Kept for good: old certificates need it to verify.

    Only a compromised key is published as revoked: whoever has its private half can sign anything
    with any date, so nothing it signed counts any more (see `certificates.upkeep`).
    """

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="keys")
    fragment = models.CharField(max_length=60)
    public_multibase = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "fragment"], name="lms_key_fragment_once"),
            models.UniqueConstraint(
                fields=["issuer"], condition=Q(retired_at=None), name="lms_key_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(compromised_at=None) | Q(retired_at__isnull=False),
                name="lms_key_compromised_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.fragment
