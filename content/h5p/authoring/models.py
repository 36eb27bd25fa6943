"""What somebody is writing before it becomes a version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.ACCOUNT)
class H5PDraft(models.Model):
    """One person's draft; nobody else sees it before it is saved as a version.

    `typed` is what stands in the form, right or wrong. `base` is the version it was begun from;
    without `content` it is a new one. `version` grows with every save.
    """

    kind = models.CharField(_("content type"), max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content = models.ForeignKey(
        "lms_content.H5PContent", on_delete=models.CASCADE, null=True, related_name="+"
    )
    base = models.ForeignKey(
        "lms_content.H5PVersion", on_delete=models.CASCADE, null=True, related_name="+"
    )
    typed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("H5P draft")
        verbose_name_plural = _("H5P drafts")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content", "author"],
                condition=Q(content__isnull=False),
                name="lms_h5p_draft_once",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, base__isnull=True)
                | Q(content__isnull=False, base__isnull=False),
                name="lms_h5p_draft_has_base",
            ),
        ]

    def __str__(self) -> str:
        return str(self.typed.get("title") or _("Without a title"))
