"""The page type of scenario exercises."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from assessments.scenario.blocks import NODES
from assessments.scenario.story import ESCALATION, ROOM, TRUST
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage


def _dial(label: Any, ends: tuple[int, int], default: int) -> models.PositiveSmallIntegerField:
    validators = [MinValueValidator(ends[0]), MaxValueValidator(ends[1])]
    return models.PositiveSmallIntegerField(label, default=default, validators=validators)


@keeps(Retention.EDITORIAL)
class ScenarioPage(ActivityPage, VisitedPage):
    """A story that goes on as people decide. No right or wrong: effects, gain and price."""

    activity_kind = Activity.Kind.SCENARIO
    activity_content = ("title", "role", "intro", "escalation", "trust", "room", "nodes")

    role = models.TextField(_("your role"))
    intro = models.TextField(_("introduction"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    escalation = _dial(_("escalation at the start"), ESCALATION, 3)
    trust = _dial(_("trust at the start"), TRUST, 3)
    room = _dial(_("room for manoeuvre at the start"), ROOM, 3)
    nodes = LeanStreamField(NODES, verbose_name=_("situations and endings"))

    template = "lms_assessments/scenario/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("role"),
        FieldPanel("intro"),
        FieldPanel("minutes"),
        FieldRowPanel([FieldPanel("escalation"), FieldPanel("trust"), FieldPanel("room")]),
        FieldPanel("nodes"),
    ]

    class Meta:
        verbose_name = _("Scenario exercise")
