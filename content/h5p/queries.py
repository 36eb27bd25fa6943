"""What a player, an upload and a list ask about libraries and versions."""

from collections.abc import Iterable
from typing import Literal

from content.h5p.models import H5PContent, H5PLibrary, H5PVersion
from content.h5p.names import Name
from content.h5p.planning import Installed
from content.h5p.serving import file_url


def loading_order(version: H5PVersion) -> list[H5PLibrary]:
    """Every library the version needs, each behind those it relies on. One statement."""
    return list(version.libraries.order_by("uses__position"))


def combined(version: H5PVersion, kind: Literal["js", "css"]) -> str:
    """Address of all scripts, or all styles, in one file. No statement.

    They are joined in the order of `loading_order`. Empty where there are none, or where one of
    them has to stand alone: then each is loaded by itself, by `file_urls`.
    """
    place = version.combined_js if kind == "js" else version.combined_css
    if not place:
        return ""
    folder, name = place.rsplit("/", 1)
    return file_url(folder, name)


def file_urls(libraries: Iterable[H5PLibrary], kind: Literal["js", "css"]) -> list[str]:
    """Address of every script, or every style, of libraries in loading order."""
    return [
        file_url(library.folder, path)
        for library in libraries
        for path in (library.scripts if kind == "js" else library.styles)
    ]


def folder_urls(libraries: Iterable[H5PLibrary]) -> dict[str, str]:
    """„H5P.Question-1.5“ → address of its folder, for scripts that ask where a library lies."""
    return {library.folder_name: file_url(library.folder) for library in libraries}


def installed_libraries() -> dict[Name, Installed]:
    """The whole store, as far as planning asks. One statement."""
    rows = H5PLibrary.objects.only("machine_name", "major", "minor", "patch", "title", "metadata")
    return {row.key: Installed(row.patch, row.title, row.dependencies) for row in rows}


def libraries_by_name() -> dict[Name, H5PLibrary]:
    return {row.key: row for row in H5PLibrary.objects.all()}


# — In files of a curriculum ——————————————————————————————————————————————————


def word_of(pk: int) -> str | None:
    """What a content is called where its number means nothing: the hash of its package."""
    rows = H5PContent.objects.filter(pk=pk).values_list("current__sha256", flat=True)
    return rows.first()


def content_with(word: str) -> int | None:
    """The content whose package has this hash, the oldest where there are several."""
    rows = H5PContent.objects.filter(current__sha256=word).order_by("pk")
    return rows.values_list("pk", flat=True).first()
