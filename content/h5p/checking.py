"""Is what was installed still what it was? For operators, in English like every command."""

from collections.abc import Iterable, Iterator

from content.h5p.closure import in_order, roots_of
from content.h5p.errors import PackageRefused
from content.h5p.files import CONTENT, LIBRARIES, h5p_files
from content.h5p.manifest import package_of, read_json
from content.h5p.models import H5PLibrary, H5PVersion
from content.h5p.names import Name
from content.h5p.queries import libraries_by_name
from content.h5p.store import damage, is_published


def findings() -> list[str]:
    """One line for everything that is wrong; each folder is read once."""
    stored = libraries_by_name()
    versions = list(H5PVersion.objects.select_related("content").order_by("pk"))
    return [
        *(line for row in stored.values() for line in _files(row.name, row.folder)),
        *(line for row in stored.values() for line in _code(row)),
        *(line for row in versions for line in _content(row, stored)),
        *_combined(versions),
    ]


def leftovers() -> list[str]:
    """Folders of earlier patches, of joined files and of contents that no row names."""
    storage = h5p_files()
    named = set(H5PLibrary.objects.values_list("folder", flat=True))
    for folder, js, css in H5PVersion.objects.values_list("folder", "combined_js", "combined_css"):
        named |= {folder, *_folders(js, css)}
    return sorted(
        f"{root}/{name}"
        for root in (LIBRARIES, CONTENT)
        if storage.exists(root)
        for name in storage.listdir(root)[0]
        if f"{root}/{name}" not in named and is_published(f"{root}/{name}")
    )


def _files(name: str, folder: str) -> Iterator[str]:
    for path in damage(folder):
        yield f"{name}: {folder}/{path} is gone or was changed"


def _code(library: H5PLibrary) -> Iterator[str]:
    try:
        needed = [*library.scripts, *library.styles]
    except PackageRefused as refusal:
        yield f"{library.name}: {refusal}"
        return
    storage = h5p_files()
    for path in needed:
        if not storage.exists(f"{library.folder}/{path}"):
            yield f"{library.name}: {path} is missing"


def _content(version: H5PVersion, stored: dict[Name, H5PLibrary]) -> Iterator[str]:
    name = f"{version.content.title}, version {version.number}"
    yield from _files(name, version.folder)
    params = read_json(version.params.encode(), "content.json")
    needs = {key: library.dependencies for key, library in stored.items()}
    _order, missing = in_order(roots_of(package_of(version.metadata), params), needs)
    for library in missing:
        yield f"{name}: {library} is not installed"


def _combined(versions: Iterable[H5PVersion]) -> Iterator[str]:
    for folder in sorted({f for v in versions for f in _folders(v.combined_js, v.combined_css)}):
        yield from _files("combined", folder)


def _folders(*places: str) -> set[str]:
    return {place.rpartition("/")[0] for place in places if place}
