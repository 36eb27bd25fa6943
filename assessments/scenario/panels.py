"""The editor of a scenario: what it is about, then situations and endings beside their picture."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.models import Page

from assessments.scenario.picture import picture_of
from assessments.scenario.reading import read_story
from courses.curriculum.panels import settings_tab


class PicturePanel(Panel):
    """All ways as a picture and a table, and what to mend: as it was saved, and while writing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "lms_assessments/scenario/admin/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page = self.instance
            return {
                **super().get_context_data(parent_context),
                "address": reverse("lms_scenarios:picture"),
                **picture_of(read_story(page), page_id=page.pk),
            }

        @property
        def media(self) -> Media:
            return Media(js=["lms/js/admin/story.js"], css={"all": ["lms/css/story-admin.css"]})


def scenario_editor() -> TabbedInterface:
    about = [
        *Page.content_panels,
        FieldPanel("role", help_text=_("Who the people playing are, in one or two sentences.")),
        FieldPanel("intro", help_text=_("What has happened so far. Name roles, not people.")),
        FieldPanel("minutes", help_text=_("Ten to fifteen are enough for three decisions.")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("escalation"), FieldPanel("trust"), FieldPanel("room")])],
            heading=_("Where things stand at the start"),
            help_text=_(
                "Escalation from 1 to 9 as in the nine levels, trust and room for manoeuvre from "
                "0 to 5. Every decision moves them by steps."
            ),
        ),
    ]
    story = [
        PicturePanel(heading=_("All ways at a glance")),
        FieldPanel(
            "nodes",
            help_text=_(
                "Begin with the first situation. Three decisions with two or three options each, "
                "ways that run together, at least three endings. Nobody is right or wrong: every "
                "option names what it gains and what it costs."
            ),
        ),
    ]
    return TabbedInterface(
        [
            ObjectList(about, heading=_("What it is about")),
            ObjectList(story, heading=_("Situations and endings")),
            settings_tab(),
        ]
    )
