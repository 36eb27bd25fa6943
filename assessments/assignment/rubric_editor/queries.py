"""Rubrics of the providers somebody writes for, and the pages that use them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from assessments.assignment.models import (
    Rubric,
    RubricVersion,
    SectionTemplateVersion,
    Submission,
)
from assessments.assignment.pages import WrittenWork
from assessments.assignment.rubric import Rubric as Definition
from courses.cohorts.models import ProviderRole
from courses.governance.models import Provider


def providers_written_for(user: Any) -> QuerySet[Provider]:
    """Providers whose authors the user is one of."""
    if not getattr(user, "is_authenticated", False):
        return Provider.objects.none()
    roles = ProviderRole.objects.filter(user=user, role=ProviderRole.Role.AUTHOR)
    return Provider.objects.filter(pk__in=roles.values("provider"))


def rubrics_written_by(user: Any) -> QuerySet[Rubric]:
    return Rubric.objects.filter(provider__in=providers_written_for(user))


@dataclass(frozen=True, slots=True)
class RubricRow:
    rubric: Rubric
    version: int
    criteria: int
    pages: int


def rubric_list(user: Any) -> list[RubricRow]:
    """By title. Two statements, and one a kind of page that asks for written work."""
    rubrics = rubrics_written_by(user).select_related("provider")
    newest = {row.rubric_id: row for row in _newest(rubrics)}
    using = [page.rubric_version.rubric_id for page in _pages(rubrics)]
    return [
        RubricRow(
            row, newest[row.pk].version, len(newest[row.pk].parsed().criteria), using.count(row.pk)
        )
        for row in rubrics
        if row.pk in newest
    ]


def _newest(rubrics: QuerySet[Rubric]) -> QuerySet[RubricVersion]:
    last = rubrics.order_by().annotate(last=Max("versions")).values("last")
    return RubricVersion.objects.filter(pk__in=last)


def newest_version(rubric: Rubric) -> RubricVersion | None:
    return rubric.versions.order_by("-version").first()


def page_types() -> list[type[WrittenWork]]:
    """The kinds of pages that ask for written work, wherever they are."""
    return list(WrittenWork.__subclasses__())


def _pages(rubrics: Any) -> Iterable[Any]:
    for model in page_types():
        rows: Any = model._default_manager.filter(rubric_version__rubric__in=rubrics)
        yield from rows.select_related("rubric_version")


def pages_using(rubric: Rubric) -> list[Any]:
    """The pages whose new work gets this rubric, in any of its versions, by title."""
    return sorted(_pages([rubric.pk]), key=lambda page: page.title.casefold())


def begun_with(rubric: Rubric) -> int:
    """How much begun work keeps the version it was begun with."""
    return Submission.objects.filter(rubric_version__rubric=rubric).count()


def section_choices(rubric: Rubric | None, definition: Definition | None) -> list[tuple[str, str]]:
    """Sections a criterion may show at: of the pages that use it, and what it names already."""
    ids = [page.template_version_id for page in pages_using(rubric)] if rubric else []
    found: dict[str, str] = {}
    for version in SectionTemplateVersion.objects.filter(pk__in=ids).select_related("template"):
        found |= {section.id: section.name for section in version.parsed()}
    criteria = definition.criteria if definition else ()
    for key in (key for criterion in criteria for key in criterion.sections):
        found.setdefault(key, key)
    return list(found.items())
