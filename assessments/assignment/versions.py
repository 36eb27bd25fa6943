"""Templates and rubrics by version: the same content is the same version."""

from collections.abc import Iterable

from django.db import transaction

from assessments.assignment import rubric as rubrics
from assessments.assignment.models import (
    Rubric,
    RubricVersion,
    SectionTemplate,
    SectionTemplateVersion,
)
from assessments.assignment.sheet import sections as templates
from courses.governance.models import Provider


@transaction.atomic
def publish_template(
    provider: Provider, slug: str, *, title: str, sections: Iterable[templates.Section]
) -> SectionTemplateVersion:
    """The version with exactly these sections; a new one if the latest says something else."""
    template, _created = SectionTemplate.objects.update_or_create(
        provider=provider, slug=slug, defaults={"title": title}
    )
    locked = SectionTemplate.objects.select_for_update().get(pk=template.pk)
    content = templates.to_json(sections)
    latest = locked.versions.order_by("-version").first()
    if latest and latest.sections == content:
        return latest
    number = latest.version if latest else 0
    return SectionTemplateVersion.objects.create(
        template=locked, version=number + 1, sections=content
    )


@transaction.atomic
def publish_rubric(
    provider: Provider, slug: str, *, title: str, rubric: rubrics.Rubric
) -> RubricVersion:
    """The version with exactly this content; a new one if the latest says something else."""
    row, _created = Rubric.objects.update_or_create(
        provider=provider, slug=slug, defaults={"title": title}
    )
    locked = Rubric.objects.select_for_update().get(pk=row.pk)
    content = rubrics.to_json(rubric)
    latest = locked.versions.order_by("-version").first()
    if latest and latest.definition == content:
        return latest
    number = latest.version if latest else 0
    return RubricVersion.objects.create(rubric=locked, version=number + 1, definition=content)
