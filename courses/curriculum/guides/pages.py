"""Pages for those who teach: how a day of a module runs, and what the module asks of them.

No activity: it counts for nothing, stands on nobody's way and is found by no search.
"""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from content.foundation.fields import LeanStreamField
from content.foundation.previews import PreviewModes
from content.foundation.retention import Retention, keeps
from courses.curriculum.guides.blocks import GuideBody
from courses.curriculum.panels import settings_tab
from courses.curriculum.readers import teaches


@keeps(Retention.EDITORIAL)
class GuidePage(PreviewModes, Page):
    """Read by people who teach or coordinate the programme, or who may edit the page."""

    class Kind(models.TextChoices):
        """Outlines are called what the session they belong to is called."""

        GUIDE = "guide", _("Trainer’s guide")
        SEMINAR = "seminar", _("Outline of the seminar")
        DEEPENING = "deepening", _("Outline of the online session")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    lead = models.TextField(_("introduction"), help_text=_("One to three sentences."))
    body = LeanStreamField(GuideBody(), verbose_name=_("text"), blank=True)

    template = "lms_courses/guide.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [*Page.content_panels, FieldPanel("kind"), FieldPanel("lead")],
                heading=_("What it is"),
            ),
            ObjectList([FieldPanel("body")], heading=_("Text")),
            settings_tab(),
        ]
    )

    class Meta:
        verbose_name = _("Guide for trainers")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """No participant ever sees it."""
        (first, _label), *others = super().preview_modes
        return [(first, _("As trainers see it")), *others]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.open_to(request.user):
            raise Http404
        response = render(request, self.template, self.get_context(request))
        add_never_cache_headers(response)
        return response

    def open_to(self, user: Any) -> bool:
        return teaches(user, self) or self.permissions_for_user(user).can_edit()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        module = self.get_parent().specific if self.depth else None
        headings = self.body.stream_block.headings(self.body)
        return {**context, "module": module, "headings": headings}
