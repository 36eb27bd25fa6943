"""PDFs with their digital signature."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.models import Certificate
from certificates.pades.enums import Level
from content.foundation.retention import Retention, keeps


def forget_documents(user_id: Any) -> int:
    """Signed PDFs hold the name. That there was one is nobody's business any more."""
    return SignedDocument.objects.filter(certificate__award__enrolment__user_id=user_id).delete()[0]


@keeps(Retention.CERTIFICATE, eraser=forget_documents)
class SignedDocument(models.Model):
    """The PDF of a record with its digital signature, as bytes: unlike the printed one, it cannot
    be made again. One a record; what was signed before a record changed stays.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="signed_documents"
    )
    record_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    level = models.CharField(max_length=10, choices=Level)
    signed = models.BinaryField()
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signed document")
        verbose_name_plural = _("signed documents")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "record_hash"], name="lms_signed_document_once"
            ),
        ]
