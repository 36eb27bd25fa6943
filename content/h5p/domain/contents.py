"""What authors do with contents that are there."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from content.foundation.usage import places_of
from content.h5p.domain.files import remover
from content.h5p.domain.following import set_uses
from content.h5p.errors import ContentInUse
from content.h5p.models import H5PContent, H5PVersion
from content.h5p.queries import loading_order
from content.h5p.store import remove


@transaction.atomic
def duplicate(content: H5PContent, *, by: Any) -> H5PContent:
    """A content of its own that begins with the current version; files are shared, not copied."""
    version = content.current
    if version is None:
        raise ContentInUse(_("There is no version to copy yet."))
    libraries = loading_order(version)
    copy = H5PContent.objects.create(
        title=_("%s (copy)") % content.title[:230],
        collection=content.collection,
        uploaded_by=by,
    )
    version.pk, version._state.adding = None, True
    version.content, version.number, version.created_by = copy, 1, by
    version.save()
    set_uses(version, libraries)
    copy.current = version
    copy.save(update_fields=["current"])
    return copy


@transaction.atomic
def delete_content(content: H5PContent) -> None:
    """With all its versions. Raises ContentInUse where a page shows it or somebody worked with it.

    Its files go once the rows are gone, unless another content has the same.
    """
    if places := places_of(content):
        sentence = _("“%(title)s” is used in: %(places)s.")
        raise ContentInUse(sentence % {"title": content.title, "places": ", ".join(places[:3])})
    folders = set(content.versions.values_list("folder", flat=True))
    removers = [remover(row) for row in content.uploads.exclude(file="")]
    try:
        with transaction.atomic():
            content.delete()
    except ProtectedError as error:
        sentence = _("People have worked with “%(title)s”. It stays for their results.")
        raise ContentInUse(sentence % {"title": content.title}) from error
    transaction.on_commit(lambda: _remove_files(folders, removers))


def _remove_files(folders: set[str], removers: list[Callable[[], None]]) -> None:
    kept = H5PVersion.objects.filter(folder__in=folders).values_list("folder", flat=True)
    for folder in folders - set(kept):
        remove(folder)
    for remove_file in removers:
        remove_file()
