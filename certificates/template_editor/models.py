"""What a coordinator is making of a template before it is published."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import Kind
from content.foundation.retention import Retention, keeps


@keeps(Retention.ACCOUNT)
class CertificateTemplateDraft(models.Model):
    """One person's draft; nobody else sees it before it is published.

    `typed` is what stands in the form, right or wrong, and the logos as they are kept. `base` is
    the version it was begun from (0: none). `version` grows with every save.
    """

    provider = models.ForeignKey("lms_courses.Provider", on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(
        "lms_courses.Cohort", on_delete=models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    base = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("draft of a certificate template")
        verbose_name_plural = _("drafts of certificate templates")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "author"],
                condition=Q(cohort=None),
                name="lms_template_draft_once",
            ),
            models.UniqueConstraint(
                fields=["cohort", "kind", "author"],
                condition=Q(cohort__isnull=False),
                name="lms_template_draft_once_a_cohort",
            ),
        ]

    @property
    def whose(self) -> dict[str, Any]:
        """What a template of the same place and kind is found by."""
        return {"provider": self.provider_id, "cohort": self.cohort_id, "kind": self.kind}
