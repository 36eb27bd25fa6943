"""Which certificates no longer count, as public lists of bits.

A list has room for 131,072 certificates and an index is drawn at random, so that neither the
number of certificates nor their order can be read from it.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.keys.models import Issuer
from content.foundation.retention import Retention, keeps

BITS = 131_072
# Long enough to survive an outage, short enough that an old copy cannot be shown for ever.
VALID_FOR = timedelta(days=90)


@keeps(Retention.CERTIFICATE)
class StatusList(models.Model):
    """One published list of one issuer for one purpose; `signed` is what the address serves.

    `packed` is the bit string as it stands now, gzipped; empty until it was first needed. It can
    be made again from the rows of StatusBit, which are the truth. `due_since` says since when it
    differs from what is served.
    """

    class Purpose(models.TextChoices):
        REVOCATION = "revocation", _("revocation")
        SUSPENSION = "suspension", _("suspension")

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="status_lists")
    purpose = models.CharField(max_length=20, choices=Purpose)
    number = models.PositiveIntegerField()
    packed = models.BinaryField(default=bytes)
    due_since = models.DateTimeField(null=True)
    signed = models.BinaryField(default=bytes)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "purpose", "number"], name="lms_status_list_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}-{self.number}"


@keeps(Retention.CERTIFICATE)
class StatusBit(models.Model):
    """The place of one certificate in one list. Set means: the purpose of the list applies."""

    list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="bits")
    index = models.PositiveIntegerField()
    is_set = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "index"], name="lms_status_index_once"),
            models.CheckConstraint(
                condition=models.Q(index__lt=BITS), name="lms_status_index_in_list"
            ),
        ]
