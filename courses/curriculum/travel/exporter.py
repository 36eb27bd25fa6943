"""Write a programme as a folder of files: the whole of it, or nothing."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from content.foundation.errors import DomainError
from courses.curriculum.models import Programme
from courses.curriculum.travel import media, registry
from courses.curriculum.travel.folder import APART, PROGRAMME, read_folder
from courses.curriculum.travel.pageform import Files
from courses.curriculum.travel.pages import files_of
from courses.curriculum.travel.prose.stored import Untold
from courses.curriculum.travel.references import Addresses, Departing
from courses.curriculum.travel.registry import Node
from courses.curriculum.travel.source import ImportRefused

RESERVED = {"seiten", "methoden", "plan", "glossar", "quellen", "medien"}


class ExportRefused(DomainError):
    """Nothing was written; every line of the message says what cannot travel."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


@dataclass(slots=True)
class Export:
    """What an export holds: texts, media by name, and the pages it leaves out."""

    texts: Files = field(default_factory=dict)
    media: dict[str, Any] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def export_curriculum(programme: Programme, directory: Path, *, force: bool = False) -> Export:
    """Write everything published of a programme, with its media, terms and sources.

    The folder must be new, empty, or one of a curriculum, which is then replaced (files of other
    people in it too, with `force`); README.md stays. The files are written beside it first, so
    that a failure leaves what was there. Raises ExportRefused.
    """
    _check_place(directory, force=force)
    export = gather(programme)
    directory.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        _write(export, made)
        _read_back(made)
        _keep_readme(directory, made)
        _swap(made, directory)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return export


def gather(programme: Programme) -> Export:
    """Every file of a programme, in memory; media stay where they are. Raises ExportRefused."""
    return _Gathering(programme).export()


class _Gathering:
    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.complaints: list[str] = []
        self.found = Export()
        self.shelf = media.Shelf()

    def export(self) -> Export:
        home = self.programme.page
        if home is None or not home.live:
            raise ExportRefused([_("The programme has no published page.")])
        self.via = Departing(Addresses(home), self.shelf)
        self._add(registry.node_named("programme"), home.specific, PurePosixPath(), 1)
        for record in registry.records():
            self.found.texts |= record.write(self.programme.provider)
        self.found.media = self.shelf.media
        if index := media.index_text(self.shelf.index()):
            self.found.texts[media.INDEX] = index
        self._check_media()
        if self.complaints:
            raise ExportRefused(self.complaints)
        return self.found

    def _add(self, node: Node, page: Page, folder: PurePosixPath, number: int) -> None:
        path = folder / node.stands_at(page.slug, number)
        if path.parent.name in RESERVED and "{slug}/" in node.place and len(path.parts) == 2:
            sentence = _("%(page)s: “%(slug)s” is the name of a folder of its own kind of files.")
            self.complaints.append(sentence % {"page": page.title, "slug": page.slug})
        try:
            written = files_of(node, page, self.via, file=path.name)
        except Untold as error:
            self.complaints.append(f"{page.title} ({path}): {error}")
            written = {}
        for name, text in written.items():
            self._put((path.parent / name).as_posix(), text, page)
        self._add_children(node, page, path.parent)

    def _put(self, path: str, text: str, page: Page) -> None:
        if path in self.found.texts:
            sentence = _("%(page)s: another page has the file %(file)s already.")
            self.complaints.append(sentence % {"page": page.title, "file": path})
        self.found.texts[path] = text

    def _add_children(self, node: Node, page: Page, folder: PurePosixPath) -> None:
        numbers: dict[str, int] = {}
        below = {each.name for each in registry.nodes_below(node.name)}
        for child in page.get_children().order_by("path").specific():
            kind = registry.node_of(child)
            if kind is None or kind.name not in below or not child.live:
                self.found.left_out.append(str(child))
                continue
            numbers[kind.name] = numbers.get(kind.name, 0) + 1
            self._add(kind, child, folder, numbers[kind.name])

    def _check_media(self) -> None:
        for name, medium in self.found.media.items():
            if not media.fingerprint_of(medium):
                sentence = _("The file of “%(title)s” (%(name)s) is gone.")
                self.complaints.append(sentence % {"title": medium.title, "name": name})


# — Onto the disk ————————————————————————————————————————————————————————————————


def _check_place(directory: Path, *, force: bool) -> None:
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise ExportRefused([_("“%(path)s” is no folder.") % {"path": directory}])
    if force or not directory.exists() or not any(directory.iterdir()):
        return
    foreign = [] if (directory / PROGRAMME).is_file() else ["*"]
    if foreign := foreign or sorted(_foreign(directory)):
        sentence = _("“%(path)s” holds files that are not of a curriculum: %(files)s.")
        raise ExportRefused([sentence % {"path": directory, "files": ", ".join(foreign[:5])}])


def _foreign(directory: Path) -> Iterator[str]:
    """Files an import would not know either; replacing the folder would lose them."""
    for path in directory.rglob("*"):
        name = path.relative_to(directory).as_posix()
        text = path.suffix in (".md", ".yaml")
        if path.is_file() and not text and not name.startswith(f"{media.FOLDER}/"):
            yield name


def _write(export: Export, folder: Path) -> None:
    for name, text in export.texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name, medium in export.media.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        stored = medium.file.storage.open(medium.file.name)
        with stored, path.open("wb") as file:
            shutil.copyfileobj(stored, file)


def _read_back(folder: Path) -> None:
    """What an import would refuse is not handed out: a picture that is gone, for instance."""
    try:
        read_folder(folder)
    except ImportRefused as error:
        raise ExportRefused([str(complaint) for complaint in error.complaints]) from error


def _keep_readme(directory: Path, made: Path) -> None:
    for name in APART:
        with suppress(FileNotFoundError):
            shutil.copy2(directory / name, made / name)


def _swap(made: Path, directory: Path) -> None:
    """The new folder in place of the old one; two renames, so it is never half of each."""
    made.chmod(0o755)
    old = made.with_name(f"{made.name}-old")
    if directory.exists():
        directory.rename(old)
    try:
        made.rename(directory)
    except OSError:
        if old.exists():
            old.rename(directory)
        raise
    shutil.rmtree(old, ignore_errors=True)
