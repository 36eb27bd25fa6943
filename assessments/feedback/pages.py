"""The page type of module feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage


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
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("minutes")]

    class Meta:
        verbose_name = _("Module feedback")
