"""Drafts of section templates: begun, changed, published or thrown away; and pages that follow."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.assignment.domain.following import let_follow
from assessments.assignment.errors import DraftChanged, NothingHere, TemplateChanged
from assessments.assignment.models import (
    SectionTemplate,
    SectionTemplateDraft,
    SectionTemplateVersion,
)
from assessments.assignment.sheet.sections import Section, to_json
from assessments.assignment.template_editor.editing import Edit
from assessments.assignment.template_editor.queries import newest_version, pages_using
from assessments.assignment.template_editor.soundness import ensure_sound
from assessments.assignment.versions import publish_template
from courses.governance import audit
from courses.governance.models import Provider

Drafts = QuerySet[SectionTemplateDraft]


def begin_draft(template: SectionTemplate, *, by: Any) -> SectionTemplateDraft:
    """The author's draft of a template; a new one starts from the newest version.

    Raises NothingHere where nothing is published yet.
    """
    newest = newest_version(template)
    if newest is None:
        raise NothingHere
    draft, _created = SectionTemplateDraft.objects.get_or_create(
        template=template,
        author=by,
        defaults={
            "provider": template.provider,
            "title": template.title,
            "sections": newest.sections,
            "base": newest.version,
        },
    )
    return draft


def begin_template(
    provider: Provider, *, title: str, first: Section, by: Any
) -> SectionTemplateDraft:
    """A draft of a template nobody has published yet, with its first section."""
    return SectionTemplateDraft.objects.create(
        provider=provider, author=by, title=title, sections=to_json([first])
    )


@transaction.atomic
def change_draft(
    scope: Drafts, edit: Edit, *, version: int, title: str = ""
) -> SectionTemplateDraft:
    """Save what an author saw as `version`, changed by `edit`. A draft is sound after every save.

    Raises NothingHere, DraftChanged after a save in another window, TemplateRefused for what
    nobody could fill in.
    """
    draft = _locked(scope, version)
    before = draft.parsed()
    after = edit(before)
    ensure_sound(before, after)
    content, title = to_json(after), title or draft.title
    if (content, title) != (draft.sections, draft.title):
        draft.sections, draft.title = content, title
        draft.version += 1
        draft.saved_at = timezone.now()
        draft.save()
    return draft


def _locked(scope: Drafts, version: int) -> SectionTemplateDraft:
    draft = scope.select_for_update(of=("self",)).first()
    if draft is None:
        raise NothingHere
    if draft.version != version:
        said = _(
            "This draft was saved in another window in the meantime. What you typed stands below; "
            "please look at it and save once more."
        )
        raise DraftChanged(said, version=draft.version)
    return draft


@transaction.atomic
def publish(scope: Drafts, *, version: int, base: int, by: Any) -> SectionTemplateVersion:
    """Publish what an author compared with version `base` (0: none); the same content is the same
    version. The draft is done with. Side effect: an audit entry for a new version.

    Raises NothingHere, DraftChanged, and TemplateChanged when somebody else has published in
    between.
    """
    draft = _locked(scope, version)
    latest = newest_version(_locked_template(draft))
    if (latest.version if latest else 0) != base:
        raise TemplateChanged(
            _("Somebody else has published a version in the meantime. Please compare once more.")
        )
    slug = draft.template.slug if draft.template else _free_slug(draft)
    published = publish_template(draft.provider, slug, title=draft.title, sections=draft.parsed())
    if published != latest:
        audit.log(by, "template.published", published.template, version=published.version)
    draft.delete()
    return published


def _locked_template(draft: SectionTemplateDraft) -> SectionTemplate | None:
    return SectionTemplate.objects.select_for_update().filter(drafts=draft).first()


def _free_slug(draft: SectionTemplateDraft) -> str:
    """From the title; with a number where another template has it already. Locks the provider, so
    that two new templates never become one.
    """
    provider = Provider.objects.select_for_update().get(pk=draft.provider_id)
    wanted = slugify(draft.title)[:50] or "vorlage"
    taken = set(SectionTemplate.objects.filter(provider=provider).values_list("slug", flat=True))
    names = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def point_pages(
    template: SectionTemplate, page_ids: Collection[int], *, by: Any
) -> tuple[int, list[str]]:
    """As `let_follow`: how many pages get the newest version, and the titles of the others."""
    newest = newest_version(template)
    if newest is None:
        return 0, []
    return let_follow(pages_using(template), "template_version", newest, page_ids, by=by)
