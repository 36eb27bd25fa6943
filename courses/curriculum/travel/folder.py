"""A folder of curriculum files, read and checked as a whole before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from courses.curriculum.travel import media, registry
from courses.curriculum.travel.pageform import Files, Values
from courses.curriculum.travel.registry import Node, Record
from courses.curriculum.travel.source import (
    BrokenFile,
    Complaint,
    ImportRefused,
    Source,
    files,
    read,
)
from courses.curriculum.travel.spots import Spot

PROGRAMME = "programme.yaml"
# What may lie beside the curriculum without being part of it.
APART = {"README.md", "LICENSE.md"}
ENDINGS = {".md", ".yaml", ".yml"}


@dataclass(slots=True)
class Item:
    """One file on its way to a page, with what belongs below it."""

    source: Source
    node: Node
    values: Values
    children: list["Item"] = field(default_factory=list)

    @property
    def key(self) -> UUID:
        return self.source.key()

    @property
    def slug(self) -> str:
        return str(self.values["slug"])

    def files(self) -> Files:
        """The files in canonical form, by their path in the curriculum."""
        written = self.node.form.write(
            str(self.key), self.node.name, self.values, Path(self.source.path).name
        )
        folder = Path(self.source.path).parent
        return {(folder / name).as_posix(): text for name, text in written.items()}

    def walk(self) -> Iterator["Item"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Folder:
    """Everything a folder says."""

    root: Path
    programme: Item
    records: list[tuple[Record, dict[str, Source]]]
    media: dict[str, media.Facts]

    def canonical(self) -> Files:
        """Every file as it would be exported, by its path."""
        found: Files = {}
        for item in self.programme.walk():
            found |= item.files()
        for record, sources in self.records:
            found |= {path: record.read(source) for path, source in sources.items()}
        if index := media.index_text(self.media):
            found[media.INDEX] = index
        return found


class _Reading:
    """Reads files and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.seen: dict[UUID, str] = {}
        self.claimed: set[str] = set()

    def item(self, path: Path, node: Node, slug: str = "") -> Item | None:
        """The file with everything below it; None, and a complaint more, if it is broken."""
        name = path.relative_to(self.root).as_posix()
        self._claim(path, node)
        try:
            source = read(self.root, path)
            self._expect(source, node, slug)
            self._once(source)
            item = Item(source, node, node.form.read(source))
        except BrokenFile as error:
            self.complaints.append(error.complaint)
            source = Source(name, {}, folder=path.parent, root=self.root)
            item = Item(source, node, {})
        item.children = list(self._below(item))
        return item if item.values else None

    def _claim(self, path: Path, node: Node) -> None:
        for name in (path.name, *node.beside):
            self.claimed.add((path.parent / name).relative_to(self.root).as_posix())

    def _below(self, item: Item) -> Iterator[Item]:
        folder = item.source.folder
        for node in registry.nodes_below(item.node.name):
            found = []
            places = [path.relative_to(folder).as_posix() for path in files(folder, node.glob())]
            for place in sorted(places, key=node.number_at):
                slug = node.slug_at(place)
                if slug is not None and (child := self.item(folder / place, node, slug)):
                    found.append(child)
            yield from sorted(found, key=_number)

    def _expect(self, source: Source, node: Node, slug: str) -> None:
        if source.text("type") != node.name:
            sentence = _("“type: %(type)s” is expected here.") % {"type": node.name}
            raise source.fail(sentence, at="type")
        if slug and source.text("slug") != slug:
            raise source.fail(_("“slug: %(slug)s” is expected here.") % {"slug": slug}, at="slug")

    def _once(self, source: Source) -> None:
        first = self.seen.setdefault(source.key(), source.path)
        if first != source.path:
            raise source.fail(_("%(file)s has the same key.") % {"file": first}, at="key")

    def records(self) -> list[tuple[Record, dict[str, Source]]]:
        return [(record, self._record(record)) for record in registry.records()]

    def _record(self, record: Record) -> dict[str, Source]:
        found = {}
        for path in files(self.root, record.place):
            name = path.relative_to(self.root).as_posix()
            self.claimed.add(name)
            try:
                found[name] = read(self.root, path)
                record.read(found[name])
            except BrokenFile as error:
                self.complaints.append(error.complaint)
        return found

    def media(self) -> dict[str, media.Facts]:
        path = self.root / media.INDEX
        self.claimed.add(media.INDEX)
        if not path.exists():
            return {}
        try:
            return media.read_index(read(self.root, path))
        except BrokenFile as error:
            self.complaints.append(error.complaint)
            return {}

    def leftovers(self) -> None:
        """A file nobody reads is a slip of the pen, not something to pass over."""
        for path in files(self.root, "**/*"):
            name = path.relative_to(self.root).as_posix()
            hidden = any(part.startswith(".") for part in Path(name).parts)
            if path.suffix not in ENDINGS or hidden or name in APART or name in self.claimed:
                continue
            self.complaints.append(Complaint(name, 0, _unread(self.root, path)))


def _unread(root: Path, path: Path) -> str:
    """Why nobody reads this file: its place is unknown, or the file above it is missing."""
    for node in registry.all_nodes():
        for folder in path.relative_to(root).parents:
            here = path.relative_to(root).relative_to(folder).as_posix()
            if node.below and node.slug_at(here) is not None:
                above = folder / registry.node_named(node.below[0]).file
                if not (root / above).exists():
                    sentence = _("The file “%(file)s” that belongs above this one is missing.")
                    return sentence % {"file": above.as_posix()}
    return _("No part of a curriculum has this place and name.")


def read_folder(root: Path) -> Folder:
    """The programme with everything below it. Raises ImportRefused with every complaint."""
    reading = _Reading(root)
    programme = reading.item(root / PROGRAMME, registry.node_named("programme"))
    records, index = reading.records(), reading.media()
    if programme:
        reading.complaints += media.complaints(root, _media_in(programme))
    if (root / PROGRAMME).exists():
        reading.leftovers()
    if reading.complaints or programme is None:
        raise ImportRefused(sorted(reading.complaints, key=lambda c: (c.path, c.line)))
    return Folder(root, programme, records, index)


def _media_in(programme: Item) -> dict[str, Spot]:
    """Every medium some file speaks of, and where it does."""
    spots: dict[str, Spot] = {}
    for item in programme.walk():
        collecting = media.Collecting()
        item.node.form.mapped(item.values, collecting)
        for name in sorted(collecting.names):
            spots.setdefault(name, Spot(item.source, name, item.source.line_with(name)))
    return spots


def _number(item: Item) -> list[int]:
    """„1.10“ comes after „1.9“; pages without a number keep their place."""
    parts = str(item.values.get("number", "")).split(".")
    return [int(part) if part.isdigit() else 0 for part in parts]
