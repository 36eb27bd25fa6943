"""The page type of private reflections."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from assessments.reflection.blocks import Prompt, PromptBlock, read_prompts
from assessments.reflection.showing import show_reflection
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import VisitedPage
from courses.curriculum.readers import Visit


@keeps(Retention.EDITORIAL)
class ReflectionPage(ActivityPage, VisitedPage):
    """Prompts to write about for oneself. What people write is never part of this page."""

    activity_kind = Activity.Kind.REFLECTION
    activity_content = ("title", "prompts")

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    prompts = LeanStreamField([("prompt", PromptBlock())], verbose_name=_("prompts"))

    template = "lms_assessments/reflection/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("minutes", help_text=_("How long thinking and writing take, honestly.")),
        FieldPanel(
            "prompts",
            help_text=_(
                "One to three open questions. What people write is sealed: nobody else reads it, "
                "neither you nor the coordination."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("Reflection")

    @property
    def prompt_list(self) -> tuple[Prompt, ...]:
        return read_prompts(self.prompts)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Private texts stay in no cache, whatever middleware a host has."""
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        """Only people with a place in a cohort write; who teaches sees the prompts."""
        context = super().visit_context(request, current)
        step = context["step"]
        writes = current.may_read and current.cohort_id is not None and step is not None
        prompts = self.prompt_list
        return {
            **context,
            "prompts": prompts,
            "reflection": show_reflection(prompts, request.user, step.key) if writes else None,
        }
