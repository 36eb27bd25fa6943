"""Links that show the verification page with the name, for a time."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.models import Certificate
from content.foundation.retention import Retention, keeps

LONGEST_LABEL = 80


class LinkState(models.TextChoices):
    OPEN = "open", _("open")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


def forget_links(user_id: Any) -> int:
    """All links of the person's certificates go; whoever has one reaches nothing any more."""
    own = ShareLink.objects.filter(certificate__award__enrolment__user_id=user_id)
    return own.delete()[0]


@keeps(Retention.ACCOUNT, eraser=forget_links)
class ShareLink(models.Model):
    """Whoever has the address sees the verification page with the name until `expires_at`.

    Of the secret in the address only a hash is kept, so it can be shown once. How often a link
    was opened is not counted: neither the holder nor we learn who looked.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="share_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=LONGEST_LABEL, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="lms_share_link_ends_later"
            ),
        ]

    def state(self, now: datetime) -> LinkState:
        """Open until the very second of its end."""
        if self.revoked_at is not None:
            return LinkState.WITHDRAWN
        return LinkState.EXPIRED if self.expires_at <= now else LinkState.OPEN
