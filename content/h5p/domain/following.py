"""A library got a higher patch: the contents that use it load it from now on."""

from collections.abc import Sequence

from django.db import transaction

from content.foundation.queue import enqueue
from content.h5p.closure import in_order, roots_of
from content.h5p.combining import combine
from content.h5p.manifest import package_of, read_json
from content.h5p.models import H5PLibrary, H5PUse, H5PVersion
from content.h5p.queries import libraries_by_name

TASK = "content.h5p.tasks.load_anew"


def follow(library: H5PLibrary) -> None:
    """Queue every version that loads the library."""
    for pk in library.uses.values_list("version_id", flat=True):
        follow_version(pk)


def follow_version(pk: int) -> None:
    enqueue(TASK, pk)


def load_anew(version: H5PVersion) -> None:
    """Order and combined files as the installed libraries want them now."""
    stored = libraries_by_name()
    needs = {name: library.dependencies for name, library in stored.items()}
    params = read_json(version.params.encode(), "content.json")
    order, _missing = in_order(roots_of(package_of(version.metadata), params), needs)
    libraries = [stored[name] for name in order]
    joined = combine(libraries)
    with transaction.atomic():
        set_uses(version, libraries)
        rows = H5PVersion.objects.filter(pk=version.pk)
        rows.update(combined_js=joined.js, combined_css=joined.css)


def set_uses(version: H5PVersion, libraries: Sequence[H5PLibrary]) -> None:
    version.uses.all().delete()
    H5PUse.objects.bulk_create(
        H5PUse(version=version, library=library, position=position)
        for position, library in enumerate(libraries)
    )
