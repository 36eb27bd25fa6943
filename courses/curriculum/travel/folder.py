"""A folder of curriculum files, read and checked as a whole before anything is written."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.curriculum.travel.registry import Node, node_of
from courses.curriculum.travel.source import (
    BrokenFile,
    Complaint,
    ImportRefused,
    Source,
    files,
    read,
)

PROGRAMME = "programme.yaml"


@dataclass(slots=True)
class Item:
    """One file on its way to a page, with what belongs below it."""

    source: Source
    node: Node
    fields: dict[str, Any]
    children: list["Item"] = field(default_factory=list)

    @property
    def key(self) -> UUID:
        return self.source.key()


class _Reading:
    """Reads files and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.seen: dict[UUID, str] = {}

    def item(self, path: Path, type: str, slug: str = "") -> Item | None:  # noqa: A002
        """The file as an item; None, and a complaint more, if it is broken."""
        try:
            source = read(self.root, path)
            self._expect(source, type, slug)
            item = Item(source, node := node_of(source), node.read(source))
            self._once(source)
        except BrokenFile as error:
            self.complaints.append(error.complaint)
            return None
        return item

    def items(self, pattern: str, type: str, *, named: str = "") -> list[Item]:  # noqa: A002
        """All files of a pattern. `named` says what carries the slug: the file or its folder."""
        found = []
        for path in files(self.root, pattern):
            slug = {"file": path.stem, "folder": path.parent.name}.get(named, "")
            if item := self.item(path, type, slug):
                found.append(item)
        return found

    def _expect(self, source: Source, type: str, slug: str) -> None:  # noqa: A002
        if source.text("type") != type:
            raise source.fail(_("“type: %(type)s” is expected here.") % {"type": type}, at="type")
        if slug and source.text("slug") != slug:
            raise source.fail(_("“slug: %(slug)s” is expected here.") % {"slug": slug}, at="slug")

    def _once(self, source: Source) -> None:
        first = self.seen.setdefault(source.key(), source.path)
        if first != source.path:
            raise source.fail(_("%(file)s has the same key.") % {"file": first}, at="key")


def read_folder(directory: Path) -> Item:
    """The programme with everything below it. Raises ImportRefused with every complaint."""
    reading = _Reading(directory)
    programme = reading.item(directory / PROGRAMME, "programme")
    modules = sorted(reading.items("modul-*/module.md", "module", named="folder"), key=_number)
    for module in modules:
        _read_module(reading, module)
    rest = [
        *reading.items("plan/plan.yaml", "plan"),
        *reading.items("seiten/*.md", "page", named="file"),
        *reading.items("methoden/*.yaml", "method", named="file"),
    ]
    if reading.complaints or programme is None:
        raise ImportRefused(reading.complaints)
    programme.children = modules + rest
    return programme


def _read_module(reading: _Reading, module: Item) -> None:
    folder = module.source.folder.name
    lessons = reading.items(f"{folder}/*/lesson.md", "lesson", named="folder")
    for lesson in lessons:
        quiz = f"{folder}/{lesson.source.folder.name}/quiz.yaml"
        lesson.children = reading.items(quiz, "quiz")
    reflection = reading.items(f"{folder}/reflexion.yaml", "reflection")
    module.children = sorted(lessons, key=_number) + reflection


def _number(item: Item) -> list[int]:
    """„1.10“ comes after „1.9“."""
    parts = str(item.fields["number"]).split(".")
    return [int(part) if part.isdigit() else 0 for part in parts]
