"""Section templates of the providers somebody writes for, drafts, and the pages that use them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from assessments.assignment.models import (
    SectionTemplate,
    SectionTemplateDraft,
    SectionTemplateVersion,
    Submission,
)
from assessments.assignment.rubric_editor.queries import page_types, providers_written_for


def templates_written_by(user: Any) -> QuerySet[SectionTemplate]:
    return SectionTemplate.objects.filter(provider__in=providers_written_for(user))


def drafts_of(user: Any) -> QuerySet[SectionTemplateDraft]:
    """One's own, as long as one writes for the provider."""
    if not getattr(user, "is_authenticated", False):
        return SectionTemplateDraft.objects.none()
    return SectionTemplateDraft.objects.filter(
        author=user, provider__in=providers_written_for(user)
    )


@dataclass(frozen=True, slots=True)
class TemplateRow:
    template: SectionTemplate
    version: int
    sections: int
    pages: int
    draft: SectionTemplateDraft | None


@dataclass(frozen=True, slots=True)
class TemplateList:
    """`begun` are drafts of templates that have no version yet."""

    rows: list[TemplateRow]
    begun: list[SectionTemplateDraft]


def template_list(user: Any) -> TemplateList:
    """By title. Three statements, and one a kind of page that asks for written work."""
    templates = templates_written_by(user).select_related("provider")
    newest = {row.template_id: row for row in _newest(templates)}
    using = [page.template_version.template_id for page in _pages(templates)]
    drafts = list(drafts_of(user).defer("sections").select_related("provider"))
    own = {draft.template_id: draft for draft in drafts}
    rows = [
        TemplateRow(
            row,
            newest[row.pk].version,
            len(newest[row.pk].sections),
            using.count(row.pk),
            own.get(row.pk),
        )
        for row in templates
        if row.pk in newest
    ]
    return TemplateList(rows, [draft for draft in drafts if draft.template_id is None])


def _newest(templates: QuerySet[SectionTemplate]) -> QuerySet[SectionTemplateVersion]:
    last = templates.order_by().annotate(last=Max("versions")).values("last")
    return SectionTemplateVersion.objects.filter(pk__in=last)


def newest_version(template: SectionTemplate | None) -> SectionTemplateVersion | None:
    return template.versions.order_by("-version").first() if template else None


def _pages(templates: Any) -> Iterable[Any]:
    for model in page_types():
        rows: Any = model._default_manager.filter(template_version__template__in=templates)
        yield from rows.select_related("template_version")


def pages_using(template: SectionTemplate | None) -> list[Any]:
    """The pages whose new work gets this template, in any of its versions, by title."""
    pages = _pages([template.pk]) if template else ()
    return sorted(pages, key=lambda page: page.title.casefold())


def begun_with(template: SectionTemplate | None) -> int:
    """How much begun work keeps the version it was begun with."""
    work = Submission.objects.filter(template_version__template=template)
    return work.count() if template else 0
