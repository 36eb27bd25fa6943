"""The page type of private reflections."""

from typing import Any
from urllib.parse import urljoin

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from assessments.reflection.blocks import Prompt, PromptBlock, read_prompts
from assessments.reflection.showing import ANCHOR, Embedded, show_reflection
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.outline import Step
from courses.curriculum.pages import LessonPage, VisitedPage
from courses.curriculum.readers import Visit


@keeps(Retention.EDITORIAL)
class ReflectionPage(ActivityPage, VisitedPage):
    """Prompts to write about for oneself, below a lesson or on a page of their own below a module.

    What people write is never part of this page.
    """

    activity_kind = Activity.Kind.REFLECTION
    activity_content = ("title", "prompts")

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    prompts = LeanStreamField([("prompt", PromptBlock())], verbose_name=_("prompts"))

    template = "lms_assessments/reflection/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage", "lms_courses.LessonPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("minutes", help_text=_("How long thinking and writing take, honestly.")),
        FieldPanel(
            "prompts",
            help_text=_(
                "One to three open questions, below a lesson best one. What people write is "
                "sealed: nobody else reads it, neither you nor the coordination, unless its "
                "author shares a copy."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("Reflection")

    @property
    def prompt_list(self) -> tuple[Prompt, ...]:
        return read_prompts(self.prompts)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """A lesson has one; what stands below it is shown in it."""
        taken = parent.specific_class is LessonPage and cls.objects.child_of(parent).exists()
        return super().can_create_at(parent) and not taken

    def place(self) -> str:
        """Where one writes. Costs nothing where `parent_kind` is annotated."""
        kind = getattr(self, "parent_kind", None) or self._kind_of_parent
        url = self.get_url() or "/"
        return f"{urljoin(url, '..')}#{ANCHOR}" if kind == Activity.Kind.LESSON else url

    @cached_property
    def _kind_of_parent(self) -> str:
        parent = self.get_parent()
        return getattr(parent.specific_class, "activity_kind", "")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Private texts stay in no cache, whatever middleware a host has."""
        if self._kind_of_parent == LessonPage.activity_kind:
            return redirect(self.place())
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

    def embedded(self, request: HttpRequest, step: Step, current: Visit) -> Embedded:
        """The prompts as part of their lesson, for somebody who may read it.

        Two statements for those who write, none for others.
        """
        prompts = self.prompt_list
        writes = current.cohort_id is not None
        return Embedded(
            title=self.title,
            minutes=self.minutes,
            prompts=prompts,
            texts=show_reflection(prompts, request.user, step.key) if writes else None,
        )
