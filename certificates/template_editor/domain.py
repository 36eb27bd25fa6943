"""A draft from its beginning to the version it becomes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.models import CertificateTemplate
from certificates.awards.templates import publish_template
from certificates.template_editor.errors import DraftChanged
from certificates.template_editor.models import CertificateTemplateDraft
from certificates.template_editor.places import Place, place_of
from certificates.template_editor.sheet import Sheet, Typed, blank, typed_of


@transaction.atomic
def begin(place: Place, *, by: Any) -> CertificateTemplateDraft:
    """One's draft for this place: the one there is, or a new one with what counts there now."""
    newest, in_force = place.newest(), place.in_force()
    proposed = blank(place.kind, place=place.provider.place)
    draft, _is_new = CertificateTemplateDraft.objects.get_or_create(
        provider=place.provider,
        cohort=place.cohort,
        kind=place.kind,
        author=by,
        defaults={
            "typed": typed_of(in_force) if in_force else proposed,
            "base": newest.version if newest else 0,
        },
    )
    return draft


def save(draft: CertificateTemplateDraft, typed: Typed, *, version: int) -> int:
    """Keep what was typed; returns the draft's new version.

    Raises DraftChanged, with the version there is, where another window has saved since `version`.
    """
    mine = CertificateTemplateDraft.objects.filter(pk=draft.pk, version=version)
    changed = mine.update(typed=typed, version=version + 1, saved_at=timezone.now())
    if not changed:
        there = CertificateTemplateDraft.objects.filter(pk=draft.pk)
        raise DraftChanged(
            _("This draft was changed in another window. Here is what you typed; save it again."),
            version=there.values_list("version", flat=True).first() or 0,
        )
    return version + 1


@transaction.atomic
def publish(draft: CertificateTemplateDraft, sheet: Sheet, *, by: Any) -> CertificateTemplate:
    """The draft becomes the next version and is gone. Wants a valid sheet.

    Raises TemplateChangedError where somebody else has published since the draft was begun.
    """
    place = place_of(draft)
    template = publish_template(
        place.provider,
        by=by,
        kind=place.kind,
        cohort=place.cohort,
        base=draft.base,
        **sheet.words(),
    )
    draft.delete()
    return template


def catch_up(draft: CertificateTemplateDraft) -> None:
    """Compare with the newest version from now on."""
    newest = place_of(draft).newest()
    draft.base = newest.version if newest else 0
    draft.save(update_fields=["base"])
