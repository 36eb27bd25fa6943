"""The pages a programme is made of."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock
from wagtail.models import Page

from content.blocks.body import InfoBody
from content.foundation.fields import LeanStreamField
from content.foundation.previews import PreviewModes
from content.foundation.retention import Retention, keeps
from content.legal.models import LegalStatus, legal_constraints
from content.toolkit.queries import cards_of_module
from courses.curriculum.activities import ActivityPage, page_type_of
from courses.curriculum.body import CurriculumBody
from courses.curriculum.guides.pages import GuidePage
from courses.curriculum.guides.queries import guides_below
from courses.curriculum.models import Activity
from courses.curriculum.outline import Step
from courses.curriculum.panels import (
    info_editor,
    lesson_editor,
    module_editor,
    programme_editor,
)
from courses.curriculum.readers import Access, Visit, visit
from courses.curriculum.reading import Version, asked_for, choose, chosen, reading_of

LEVELS = [
    ("K1", _("K1 know")),
    ("K2", _("K2 explain")),
    ("K3", _("K3 apply")),
    ("K4", _("K4 analyse, develop, judge")),
]


class OutcomeBlock(StructBlock):
    """One thing a person can do after the module."""

    text = CharBlock(label=_("After this module you can …"))
    level = ChoiceBlock(choices=LEVELS, label=_("Level"))

    class Meta:
        icon = "check"
        label = _("Learning outcome")


class FigureBlock(StructBlock):
    value = CharBlock(label=_("Figure"))
    label = CharBlock(label=_("What it counts"))

    class Meta:
        icon = "order"
        label = _("Figure")


class PromiseBlock(StructBlock):
    title = CharBlock(label=_("Heading"))
    text = TextBlock(label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("Promise")


class VisitedPage(PreviewModes, Page):
    """A page of a programme, shown to each person as far as they may see it."""

    public_template: str

    class Meta:
        abstract = True

    @classmethod
    def clean_subpage_models(cls) -> list[type[Page]]:
        """Below a step of a programme stand steps, and guides; what else a site has, elsewhere."""
        found = super().clean_subpage_models()
        return [model for model in found if issubclass(model, (ActivityPage, GuidePage))]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        current = visit(request.user, self)
        if current.access is Access.AGREEMENT:
            return redirect("courses:agreement", cohort_id=current.cohort_id)
        context = self.visit_context(request, current)
        response = render(request, self.template_for(current), context)
        if context.get("is_private"):
            # Private texts stay in no cache, whatever middleware a host has.
            add_never_cache_headers(response)
        return response

    def serve_preview(self, request: Any, mode_name: str) -> HttpResponse:
        """Authors see the page as a participant who may read it."""
        current = visit(request.user, self)
        allowed = Visit(access=Access.READ, outline=current.outline)
        context = {**self.visit_context(request, allowed), "preview_mode": mode_name}
        return render(request, self.template_for(allowed), context)

    def template_for(self, current: Visit) -> str:
        return self.template if current.may_read else self.public_template

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        step = current.outline.step_for_page(self.pk)
        return {
            **self.get_context(request),
            "visit": current,
            "step": step,
            "module": current.outline.module_of(step) if step else None,
        }


@keeps(Retention.EDITORIAL)
class ProgrammePage(PreviewModes, Page):
    """The public home of a qualification."""

    provider = models.ForeignKey(
        "lms_courses.Provider",
        verbose_name=_("provider"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    programme_title = models.CharField(_("name of the qualification"), max_length=200)
    hero_title = models.CharField(_("first sentence"), max_length=200)
    hero_lead = models.TextField(_("introduction"))
    figures = LeanStreamField([("figure", FigureBlock())], blank=True, verbose_name=_("figures"))
    audience_title = models.CharField(_("for whom: heading"), max_length=200, blank=True)
    audience = models.TextField(_("for whom"), blank=True, help_text=_("Blank lines separate."))
    promises = LeanStreamField(
        [("promise", PromiseBlock())], blank=True, verbose_name=_("promises")
    )
    note = models.TextField(_("note below the modules"), blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, default=80)
    certificate_statement = models.TextField(_("sentence on the certificate"), blank=True)
    competences = LeanStreamField(
        [("competence", CharBlock(label=_("Competence")))],
        blank=True,
        verbose_name=_("competences on the certificate"),
    )

    template = "lms_courses/programme.html"
    edit_handler = programme_editor()

    class Meta:
        verbose_name = _("Programme")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["modules"] = ModulePage.objects.child_of(self).live().order_by("path")
        return context


@keeps(Retention.EDITORIAL)
class ModulePage(ActivityPage, VisitedPage):
    """One of the modules. Everybody sees title, outcomes and minutes; the rest needs a place."""

    activity_kind = Activity.Kind.MODULE
    activity_content = ("title", "lead", "outcomes")

    number = models.PositiveSmallIntegerField(_("number"))
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One sentence for the public home page.")
    )
    lead = models.TextField(_("introduction"))
    days = models.PositiveSmallIntegerField(_("seminar days"), default=1)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, default=0)
    outcomes = LeanStreamField(
        [("outcome", OutcomeBlock())], blank=True, verbose_name=_("learning outcomes")
    )
    certificate_contents = models.CharField(
        _("contents on the certificate"), max_length=300, blank=True
    )

    template = "lms_courses/module.html"
    public_template = "lms_courses/module_public.html"
    parent_page_types = ["lms_courses.ProgrammePage"]
    edit_handler = module_editor()

    class Meta:
        verbose_name = _("Module")

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        context = super().visit_context(request, current)
        cards = cards_of_module(self.number, request.user) if current.may_read else []
        guides = guides_below(self) if current.teaches else []
        return {**context, "cards": cards, "guides": guides}


@keeps(Retention.EDITORIAL)
class LessonPage(ActivityPage, LegalStatus, VisitedPage):  # type: ignore[django-manager-missing]
    """Something to read in twenty minutes."""

    activity_kind = Activity.Kind.LESSON
    activity_content = ("title", "lead", "body", "plain_body")

    number = models.CharField(_("number"), max_length=10, help_text=_("For instance 1.4"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, help_text=_("Reading and self-test together, honestly.")
    )
    lead = models.TextField(_("introduction"), help_text=_("One to three sentences."))
    body = LeanStreamField(CurriculumBody(), verbose_name=_("text"), blank=True)
    plain_body = LeanStreamField(
        CurriculumBody(),
        verbose_name=_("text in plain language"),
        blank=True,
        help_text=_(
            "The same content for people who find reading hard or are learning German. Short "
            "sentences, everyday words, one thought at a time. Say difficult words in other "
            "words. Readers choose the version; both count as read."
        ),
    )
    serves = models.CharField(
        _("serves the outcomes"),
        max_length=40,
        blank=True,
        help_text=_("Numbers of the module's outcomes, for instance 1, 3"),
    )

    template = "lms_courses/lesson.html"
    public_template = "lms_courses/lesson_public.html"
    parent_page_types = ["lms_courses.ModulePage"]
    edit_handler = lesson_editor()

    class Meta:
        verbose_name = _("Lesson")
        constraints = legal_constraints("lesson")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [*super().preview_modes, (Version.PLAIN.value, Version.PLAIN.label)]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A link of the switch is answered by the plain address, so that no copy of it chooses."""
        if (version := asked_for(request)) is None:
            return super().serve(request, *args, **kwargs)
        choose(request, version)
        return redirect(self.get_url(request))

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        context = super().visit_context(request, current)
        step, module = context["step"], context["module"]
        lessons = list(module.lessons) if module else []
        at = lessons.index(step) if step in lessons else -1
        reflection = self._embedded(request, current, current.outline.reflections, step)
        return {
            **context,
            "position": at + 1,
            "previous": lessons[at - 1] if at > 0 else None,
            "next": lessons[at + 1] if 0 <= at < len(lessons) - 1 else None,
            "test": self._embedded(request, current, current.outline.tests, step),
            "reflection": reflection,
            "is_private": reflection is not None,
            "reading": reading_of(self, self._wanted(request)),
        }

    def _wanted(self, request: HttpRequest) -> Version:
        """Authors name the version they want to see; readers have chosen it."""
        mode = getattr(request, "preview_mode", None)
        if mode is None:
            return chosen(request)
        return Version.PLAIN if mode == Version.PLAIN else Version.STANDARD

    def _embedded(
        self, request: HttpRequest, current: Visit, below: Mapping[UUID, Step], step: Any
    ) -> Any:
        """What stands below the text, such as its self-test, drawn by its own page type."""
        found = below.get(step.key) if step and current.may_read else None
        if found is None or found.page_id is None:
            return None
        pages = page_type_of(found.kind)._default_manager
        page = pages.filter(pk=found.page_id, live=True).first()
        return page.embedded(request, found, current) if page else None


@keeps(Retention.EDITORIAL)
class InfoPage(LegalStatus, PreviewModes, Page):  # type: ignore[django-manager-missing]
    """A page of information for everybody: legal notice, privacy, accessibility, help."""

    body = LeanStreamField(InfoBody(), verbose_name=_("text"), blank=True)

    template = "lms_courses/info.html"
    subpage_types: list[str] = []
    edit_handler = info_editor()

    class Meta:
        verbose_name = _("Information page")
        constraints = legal_constraints("info")
