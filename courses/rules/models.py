from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class RuleSet(models.Model):
    """A named completion rule of a provider, for instance „4 von 5 und eine Vertiefung“."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="rule_sets"
    )
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "title"], name="lms_rule_set_title_once_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class RuleSetVersion(models.Model):
    """What the rule said from a day on. Cohorts are pinned to it; a version never changes."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    # The shape is `courses.rules.definition.RuleDefinition`, written by its `to_json()`.
    definition = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a rule set")
        verbose_name_plural = _("versions of rule sets")
        ordering = ["rule_set", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "version"], name="lms_rule_set_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set.title} ({self.version})"
