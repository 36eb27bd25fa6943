"""What the pages of written work have in common, and the page of practice tasks."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from assessments.assignment.models import RubricVersion, SectionTemplateVersion
from content.foundation.retention import Retention, keeps
from courses.cohorts.policies import enrolments_of
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage
from courses.curriculum.readers import Visit, visit

REVIEWERS_AT_MOST = 2
TEAM_AT_MOST = 4
KEEPS_ITS_OWN = _("For work that is begun from now on. Begun work keeps its own.")


def _with_way_to_editor() -> str:
    words = _("Edit section templates")
    return format_html(
        '{} <a href="{}">{}</a>', KEEPS_ITS_OWN, reverse("lms_templates:list"), words
    )


TEMPLATE_PANEL = FieldPanel("template_version", help_text=lazy(_with_way_to_editor, str)())


class WrittenWork(ActivityPage, VisitedPage):
    """Base of page types whose pages ask for work in sections; which template and rubric it gets
    and how many look at it. New work is pinned to these.
    """

    intro = models.TextField(_("introduction"))
    template_version = models.ForeignKey(
        SectionTemplateVersion,
        verbose_name=_("section template"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=KEEPS_ITS_OWN,
    )
    rubric_version = models.ForeignKey(
        RubricVersion,
        verbose_name=_("rubric"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=KEEPS_ITS_OWN,
    )
    reviewers = models.PositiveSmallIntegerField(
        _("reviewers"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(REVIEWERS_AT_MOST)],
        help_text=_("2: both look at a version on their own before they decide together."),
    )
    people_at_most = models.PositiveSmallIntegerField(
        _("people who write together"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(TEAM_AT_MOST)],
        help_text=_(
            "1: everybody writes alone. 2 to 4: alone or in a team of up to so many, as people "
            "like. For work that is begun from now on."
        ),
    )

    # See `assessments.assignment.sheet.examples`; written in the curriculum's files.
    example = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def workplace(self, request: HttpRequest, current: Visit) -> str:
        """Where this participant writes; "" where nothing can be found."""
        raise NotImplementedError

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Participants go on to where they write; everybody else reads what is asked for."""
        current = visit(request.user, self)
        if current.enrolled and current.may_read and (url := self.workplace(request, current)):
            return redirect(url)
        return super().serve(request, *args, **kwargs)

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        sections = self.template_version.parsed() if current.may_read else ()
        key = self.lms_activity.key if self.example and current.may_read else None
        context = {"sections": sections, "example_key": key}
        return {**super().visit_context(request, current), **context}


@keeps(Retention.EDITORIAL)
class AssignmentPage(WrittenWork):
    """A practice task: a structured sheet to fill in, hand in and get feedback on."""

    activity_kind = Activity.Kind.ASSIGNMENT
    activity_content = ("title", "intro", "template_version_id", "rubric_version_id")

    number = models.CharField(_("number"), max_length=10, blank=True, help_text=_("Such as P1."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)

    template = "lms_assessments/writing/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *VisitedPage.content_panels,
        FieldPanel("number"),
        FieldPanel("intro"),
        FieldPanel("minutes"),
        FieldRowPanel([TEMPLATE_PANEL, FieldPanel("rubric_version")]),
        FieldRowPanel([FieldPanel("reviewers"), FieldPanel("people_at_most")]),
    ]

    class Meta:
        verbose_name = _("Practice task")

    def workplace(self, request: HttpRequest, current: Visit) -> str:
        place = enrolments_of(request.user).filter(cohort=current.cohort_id).first()
        step = current.outline.step_for_page(self.pk)
        if place is None or step is None:
            return ""
        return reverse("assessments:task", args=[place.key, step.key])
