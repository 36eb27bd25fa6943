"""The page type of module feedback."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page

from assessments.feedback.questions import INTENTION_TEXT, MISSING_TEXT, SCALES
from assessments.feedback.showing import show_feedback
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage
from courses.curriculum.readers import Visit


@keeps(Retention.EDITORIAL)
class FeedbackPage(ActivityPage, VisitedPage):
    """Five questions about a module. Four are anonymous; what one intends stays with oneself."""

    activity_kind = Activity.Kind.FEEDBACK
    activity_content = ("title", "intro")

    intro = models.TextField(_("introduction"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)

    template = "lms_assessments/feedback/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro", help_text=_("Why you ask, and what becomes of the answers.")),
        FieldPanel("minutes"),
        HelpPanel(
            _(
                "The five questions are the same in every module, so that modules can be "
                "compared: use for one’s work, pace, confidentiality, what people will put into "
                "practice, what was missing. Answers are anonymous and shown from five people on. "
                "What people will put into practice, nobody sees but themselves."
            ),
            heading=_("The questions"),
        ),
    ]

    class Meta:
        verbose_name = _("Module feedback")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Private texts stay in no cache, whatever middleware a host has."""
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def visit_context(
        self, request: HttpRequest, current: Visit, **answering: Any
    ) -> dict[str, Any]:
        """People with a place answer; who teaches sees the questions."""
        context = super().visit_context(request, current)
        step = context["step"]
        if not current.may_read or current.cohort_id is None or step is None:
            asked = (*(scale.text for scale in SCALES), MISSING_TEXT)
            return {**context, "asked": asked, "asked_alone": INTENTION_TEXT}
        return {**context, "feedback": show_feedback(request.user, step.key, **answering)}
