"""The page of the plan: what it is about, and which template and rubric new work is pinned to."""

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from assessments.assignment.pages import TEMPLATE_PANEL, WrittenWork
from content.foundation.retention import Retention, keeps
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage
from courses.curriculum.readers import Visit


@keeps(Retention.EDITORIAL)
class PlanPage(WrittenWork):
    """The crisis prevention plan of a programme. Writing happens in the workspace, `/plan/`."""

    activity_kind = Activity.Kind.PLAN
    activity_content = ("title", "intro", "template_version_id", "rubric_version_id")

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=360)

    template = "lms_assessments/writing/page.html"
    public_template = "lms_assessments/writing/page.html"
    parent_page_types = ["lms_courses.ProgrammePage", "lms_courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *VisitedPage.content_panels,
        FieldPanel("intro", help_text=_("What the plan is good for, and where to begin.")),
        FieldPanel("minutes", help_text=_("All the work on the plan together.")),
        FieldRowPanel([TEMPLATE_PANEL, FieldPanel("rubric_version")]),
        FieldRowPanel([FieldPanel("reviewers"), FieldPanel("people_at_most")]),
    ]

    class Meta:
        verbose_name = _("Crisis prevention plan")

    def workplace(self, request: HttpRequest, current: Visit) -> str:
        return reverse("assessments:plan_home")
