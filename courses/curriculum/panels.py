"""The editor of each page type, in the order in which authors think."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from content.legal.panels import legal_panel
from courses.curriculum.minutes import minutes_for, words_of

BODY_HELP = _(
    "Headings make the list of contents. One thought a section. A callout stands out only when "
    "there are few of them."
)


class ReadingTimePanel(Panel):
    """How long the saved text takes to read, beside the field for the minutes."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "lms_courses/admin/reading_time.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            words = words_of(self.instance.body)
            return {
                **super().get_context_data(parent_context),
                "words": words,
                "minutes": minutes_for(words),
            }


def settings_tab() -> ObjectList:
    """What Wagtail offers for every page: address, search engines, times, comments."""
    return ObjectList([*Page.promote_panels, *Page.settings_panels], heading=_("Settings"))


def programme_editor() -> TabbedInterface:
    about = [
        *Page.content_panels,
        FieldPanel("programme_title", help_text=_("As it stands on certificates.")),
        FieldPanel("provider", help_text=_("Who offers the qualification and answers for it.")),
        FieldPanel("hours", help_text=_("Seminars, online sessions and self-study together.")),
    ]
    home = [
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_lead"), FieldPanel("figures")],
            heading=_("Opening"),
            help_text=_(
                "The first thing strangers read: one sentence, and what is in it for them."
            ),
        ),
        MultiFieldPanel([FieldPanel("audience_title"), FieldPanel("audience")], _("For whom")),
        FieldPanel("promises"),
        FieldPanel("note"),
    ]
    certificate = [FieldPanel("certificate_statement"), FieldPanel("competences")]
    return TabbedInterface(
        [
            ObjectList(about, heading=_("What it is")),
            ObjectList(home, heading=_("Public home")),
            ObjectList(certificate, heading=_("On the certificate")),
            settings_tab(),
        ]
    )


def module_editor() -> TabbedInterface:
    about = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("days"), FieldPanel("hours")]),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel("lead", help_text=_("What the module is about, for people who take part.")),
    ]
    aims = [
        FieldPanel(
            "outcomes",
            help_text=_(
                "What people can do afterwards. Three to five; lessons and exercises name the "
                "number of the one they serve."
            ),
        ),
        FieldPanel("certificate_contents"),
    ]
    return TabbedInterface(
        [
            ObjectList(about, heading=_("What it is")),
            ObjectList(aims, heading=_("What people learn")),
            settings_tab(),
        ]
    )


def lesson_editor() -> TabbedInterface:
    about = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("serves")]),
        FieldPanel(
            "lead", help_text=_("One to three sentences: what it is about and why it matters.")
        ),
        MultiFieldPanel([FieldPanel("minutes"), ReadingTimePanel()], heading=_("How long")),
    ]
    plain = [
        HelpPanel(
            _(
                "Optional. The version is meant for people who find reading hard or are learning "
                "German. It says the same as the standard text, only shorter and plainer."
            )
        ),
        FieldPanel("plain_body"),
    ]
    return TabbedInterface(
        [
            ObjectList(about, heading=_("What it is")),
            ObjectList([FieldPanel("body", help_text=BODY_HELP)], heading=_("Text")),
            ObjectList(plain, heading=_("In plain language")),
            ObjectList([legal_panel()], heading=_("Legal status")),
            settings_tab(),
        ]
    )


def info_editor() -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList([*Page.content_panels, FieldPanel("body")], heading=_("Text")),
            ObjectList([legal_panel()], heading=_("Legal status")),
            settings_tab(),
        ]
    )
