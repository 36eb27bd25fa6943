"""What graduates ask for: that something on their certificate be put right."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import About, RequestState
from certificates.awards.models import Certificate
from content.foundation.retention import Retention, keeps


def forget_requests(user_id: Any) -> int:
    """What somebody wrote goes with the person; what came of it is in the audit log."""
    own = CorrectionRequest.objects.filter(certificate__award__enrolment__user_id=user_id)
    return own.delete()[0]


@keeps(Retention.EVIDENCE, eraser=forget_requests)
class CorrectionRequest(models.Model):
    """The graduate says what is wrong; the coordination answers, once."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="correction_requests"
    )
    about = models.CharField(max_length=20, choices=About)
    wished_name = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, choices=RequestState, default=RequestState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # Shown to the graduate.
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("request for a correction")
        verbose_name_plural = _("requests for corrections")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=RequestState.OPEN),
                name="lms_one_open_correction_request",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN) | Q(decided_at__isnull=False),
                name="lms_correction_decided_with_a_date",
            ),
        ]
