"""What is asked for: templates of sections, as versions and drafts, and rubrics."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.assignment import rubric as rubrics
from assessments.assignment.sheet.sections import Section, parse
from content.foundation.retention import Retention, keeps


@keeps(Retention.EDITORIAL)
class SectionTemplate(models.Model):
    """A named list of sections of a provider, for instance the crisis prevention plan."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="section_templates"
    )
    slug = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("section template")
        verbose_name_plural = _("section templates")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "slug"], name="lms_section_template_once_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class SectionTemplateVersion(models.Model):
    """What the template asked for from a day on. Work is pinned to it; a version never changes."""

    template = models.ForeignKey(SectionTemplate, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    # The shape is `assessments.assignment.sheet.sections.Section`, written by its `to_json()`.
    sections = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a section template")
        verbose_name_plural = _("versions of section templates")
        ordering = ["template", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "version"], name="lms_section_template_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template.title} ({self.version})"

    def parsed(self) -> tuple[Section, ...]:
        return parse(self.sections)


@keeps(Retention.ACCOUNT)
class SectionTemplateDraft(models.Model):
    """What an author is making of a template; nobody else sees it before it is published.

    `template` is empty until the first version, `base` is the version it was begun from (0: none).
    `version` grows with every save.
    """

    provider = models.ForeignKey("lms_courses.Provider", on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(
        SectionTemplate, on_delete=models.CASCADE, null=True, related_name="drafts"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    sections = models.JSONField()  # as in SectionTemplateVersion
    base = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("draft of a section template")
        verbose_name_plural = _("drafts of section templates")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "author"], name="lms_section_template_draft_once_an_author"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def parsed(self) -> tuple[Section, ...]:
        return parse(self.sections)


@keeps(Retention.EDITORIAL)
class Rubric(models.Model):
    """A named way of looking at work together, of a provider."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="rubrics"
    )
    slug = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "slug"], name="lms_rubric_once_a_provider"),
        ]

    def __str__(self) -> str:
        return self.title


@keeps(Retention.EDITORIAL)
class RubricVersion(models.Model):
    """Criteria, levels and minimum from a day on. Reviews are pinned to it; it never changes."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    # The shape is `assessments.assignment.rubric.Rubric`, written by its `to_json()`.
    definition = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of a rubric")
        verbose_name_plural = _("versions of rubrics")
        ordering = ["rubric", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "version"], name="lms_rubric_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rubric.title} ({self.version})"

    def parsed(self) -> rubrics.Rubric:
        return rubrics.parse(self.definition)
