"""What was signed before it was signed anew."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.models import Certificate
from certificates.keys.models import IssuerKey
from content.foundation.retention import Retention, keeps


def forget_signed(user_id: Any) -> int:
    """Of a holder who is erased the hashes stay, as they do at the certificate itself."""
    own = FormerSignature.objects.filter(certificate__award__enrolment__user_id=user_id)
    return own.exclude(signed=b"").update(signed=b"")


@keeps(Retention.CERTIFICATE, eraser=forget_signed)
class FormerSignature(models.Model):
    """A credential as it was signed before another key signed it anew: kept as evidence.

    The former record is the present one with `signed` in the place of its credential; `record_hash`
    proves it, and `document_hash` is that of the PDF it gave.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="former_signatures"
    )
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    signed = models.BinaryField()
    record_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former signature")
        verbose_name_plural = _("former signatures")
        ordering = ["replaced_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "key"], name="lms_former_signature_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.key_id}"
