"""The kinds of files a curriculum travels in. Apps above register theirs in `ready()`."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Protocol

from wagtail.models import Page

from courses.curriculum.travel.pageform import Files, Values
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.values import Via
from courses.governance.models import Provider


class Form(Protocol):
    """How a page travels; `PageForm` does it for pages that are made of fields and blocks."""

    def read(self, source: Source) -> Values:
        """A file (and what belongs to it) as values. Raises BrokenFile, asks no database."""

    def write(self, key: str, type_: str, values: Values, file: str) -> Files:
        """The values as files in canonical form, by their names in the page's folder."""

    def of(self, page: Page) -> Values:
        """The values of a page, with primary keys for what is chosen."""

    def mapped(self, values: Values, via: Via) -> Values:
        """The values with words for primary keys, or the other way round."""

    def put(self, page: Page, values: Values, provider: Provider) -> None:
        """Set the values on a page that is not saved yet."""


@dataclass(frozen=True, slots=True)
class Node:
    """One `type:` of a file (its `name`), the page it becomes and where its file stands.

    `place` is told from the folder of the file above: `{slug}` is the page's own, `{n}` is empty
    for the first of several and a number for the others. `below` names the types it may hang on,
    `beside` the files in its folder that belong to it.
    """

    name: str
    page: type[Page]
    place: str
    form: Form
    below: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return PurePosixPath(self.place).name

    def stands_at(self, slug: str, number: int) -> str:
        """The place of the `number`th page of this type, counted from 1."""
        n = f"-{number}" if number > 1 else ""
        return self.place.format(slug=slug, n=n)

    def glob(self) -> str:
        return self.place.format(slug="*", n="*")

    def slug_at(self, path: str) -> str | None:
        """What the path of a file says its slug is; None where it is no such file."""
        found = self._match(path)
        return found.groupdict().get("slug") or "" if found else None

    def number_at(self, path: str) -> int:
        """Which of several pages of this type stands at the path, counted from 1."""
        found = self._match(path)
        return int(found.groupdict().get("n") or 1) if found else 1

    def _match(self, path: str) -> re.Match[str] | None:
        pattern = re.escape(self.place).replace(r"\{slug\}", r"(?P<slug>[^/]+)")
        return re.fullmatch(pattern.replace(r"\{n\}", r"(?:-(?P<n>\d+))?"), path)


@dataclass(frozen=True, slots=True)
class Change:
    """What an import does to something that is no page: `old` is empty where it is new."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Record:
    """Files that become rows instead of pages, such as the terms of a glossary.

    `write` gives every file of them, `read` the canonical text of one file (or BrokenFile),
    `apply` takes all files of the kind in, inside the transaction of the import.
    """

    name: str
    place: str
    read: Callable[[Source], str]
    write: Callable[[Provider], Files]
    apply: Callable[[Mapping[str, Source], Provider], Iterable[Change]]


_nodes: dict[str, Node] = {}
_records: dict[str, Record] = {}


def register_node(node: Node) -> None:
    """Make a type known. The same type twice is a contradiction unless it is the same node."""
    if _nodes.setdefault(node.name, node) != node:
        raise RuntimeError(f"Two nodes claim the type {node.name!r}.")


def register_record(record: Record) -> None:
    if _records.setdefault(record.name, record) != record:
        raise RuntimeError(f"Two records claim the name {record.name!r}.")


def records() -> list[Record]:
    return list(_records.values())


def nodes_below(name: str) -> list[Node]:
    return [node for node in _nodes.values() if name in node.below]


def node_named(name: str) -> Node:
    return _nodes[name]


def node_of(page: Page) -> Node | None:
    """How a page travels; None where no app says so."""
    return next((node for node in _nodes.values() if type(page) is node.page), None)


def all_nodes() -> list[Node]:
    return list(_nodes.values())


def known(data: Any) -> bool:
    return isinstance(data, str) and data in _nodes
