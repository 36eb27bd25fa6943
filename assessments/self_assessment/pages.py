"""The page type of self-assessments, before and after."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page

from assessments.self_assessment.blocks import StatementBlock
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage


@keeps(Retention.EDITORIAL)
class SelfAssessmentPage(ActivityPage, VisitedPage):
    """Statements people place themselves beside, from 1 to 5.

    The one at the end of a programme names the `earlier` one, asks its statements again and shows
    each person what has changed.
    """

    activity_kind = Activity.Kind.SELF_ASSESSMENT
    activity_content = ("title", "intro", "statements", "earlier_id")

    intro = models.TextField(_("introduction"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    statements = LeanStreamField(
        [("statement", StatementBlock())], verbose_name=_("statements"), blank=True
    )
    earlier = models.ForeignKey(
        "self",
        verbose_name=_("earlier self-assessment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Its statements are asked again, and the two are compared."),
    )

    template = "lms_assessments/self_assessment/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("minutes"),
        PageChooserPanel("earlier"),
        FieldPanel("statements"),
    ]

    class Meta:
        verbose_name = _("Self-assessment")
