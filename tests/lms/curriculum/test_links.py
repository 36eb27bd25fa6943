"""Whatever the texts point to is there."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from tests.lms.curriculum.shelf import File, entries, files
from tools.reading import CURRICULUM, LINK

# Names whose values are addresses of pages, of terms and of sources.
PAGES = {"page", "lesson", "related", "earlier"}
# Activities stand under the page above them by their slug; a self-test's is said by its kind.
DEFAULT_SLUGS = {"quiz": "selbsttest"}


def address_of(file: File) -> str:
    """Where a page stands below the programme; its slug and those of the pages above it."""
    slug = file.data.get("slug", DEFAULT_SLUGS.get(file.data["type"], ""))
    folder = PurePosixPath(file.path).parent
    kind = file.data["type"]
    if kind in ("page", "guide"):
        folder = folder.parent
    above = [] if kind in ("module", "plan", "toolkit") else folder.parts
    if kind in ("lesson", "assignment"):
        above = folder.parts[:1]
    return "/" + "".join(f"{part}/" for part in (*above, slug))


def addresses() -> set[str]:
    pages = [file for file in files() if file.data.get("type") not in (None, "programme")]
    return {address_of(file) for file in pages} | {"/", "/glossar/"}


def chosen(data: Any, names: set[str]) -> Iterator[str]:
    """What stands under these names, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in names:
                yield from value if isinstance(value, list) else [value]
            else:
                yield from chosen(value, names)
    elif isinstance(data, list):
        for item in data:
            yield from chosen(item, names)


def targets(file: File) -> Iterator[str]:
    """Links in the text of a file, and those in the texts among its values."""
    yield from (link["target"] for link in LINK.finditer((CURRICULUM / file.path).read_text()))


def in_blocks(file: File, names: set[str]) -> Iterator[str]:
    for kind in ("card", "activity", "dayplan", "reading", "quote"):
        for data in file.data_of(kind):
            yield from chosen(data, names)


def test_every_address_of_a_page_is_there() -> None:
    known = addresses()
    lost = [
        f"{file.path}: {address}"
        for file in files()
        for address in (*targets(file), *chosen(file.data, PAGES), *in_blocks(file, PAGES))
        if address.startswith("/") and address not in known
    ]
    assert lost == []


def test_every_term_and_source_is_there() -> None:
    known = {f"term:{slug}" for slug in entries("glossar")}
    known |= {f"source:{slug}" for slug in entries("quellen")}
    lost = [
        f"{file.path}: {target}"
        for file in files()
        for target in targets(file)
        if target.startswith(("term:", "source:")) and target not in known
    ]
    assert lost == []


def test_every_work_and_every_related_term_is_there() -> None:
    works, terms = entries("quellen"), entries("glossar")
    lost = [
        f"{file.path}: {slug}"
        for file in files()
        for slug in in_blocks(file, {"work"})
        if slug not in works
    ]
    lost += [
        f"{term.path}: {slug}"
        for term in terms.values()
        for slug in term.data.get("see_also", ())
        if slug not in terms
    ]
    assert lost == []


def test_what_guides_are_for_participants_never_reach() -> None:
    """No text of theirs leads to a page that answers 404 to them."""
    guides = {address_of(file) for file in files() if file.data.get("type") == "guide"}
    leading = [
        f"{file.path}: {target}"
        for file in files()
        if file.data.get("type") != "guide"
        for target in (*targets(file), *chosen(file.data, PAGES), *in_blocks(file, PAGES))
        if target in guides
    ]
    assert leading == []
