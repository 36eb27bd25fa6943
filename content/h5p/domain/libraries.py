"""Looking after the libraries."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from content.h5p.errors import LibraryInUse
from content.h5p.models import H5PLibrary
from content.h5p.store import remove


@transaction.atomic
def remove_library(library: H5PLibrary) -> None:
    """Raises LibraryInUse where a version, also an old one, loads it or a library relies on it."""
    others = [row for row in H5PLibrary.objects.all() if library.key in row.dependencies]
    if others:
        names = ", ".join(sorted(row.name for row in others))
        sentence = _("These libraries rely on “%(name)s”: %(others)s.")
        raise LibraryInUse(sentence % {"name": library.name, "others": names})
    folder = library.folder
    try:
        with transaction.atomic():
            library.delete()
    except ProtectedError as error:
        sentence = _("Contents use “%(name)s”. It stays as long as they are there.")
        raise LibraryInUse(sentence % {"name": library.name}) from error
    transaction.on_commit(lambda: remove(folder))
