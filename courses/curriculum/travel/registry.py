"""The kinds of files a curriculum travels in. Apps above register theirs in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from courses.curriculum.travel.source import Source
from courses.governance.models import Provider

# Reads a file into values of page fields; raises BrokenFile. It must not touch the database.
Reader = Callable[[Source], dict[str, Any]]
# Turns read values into ones that need rows of their own (templates, rubrics), when applied.
Preparer = Callable[[dict[str, Any], Provider], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Node:
    """One `type:` of a file (its `name`), the page it becomes and how it is read."""

    name: str
    page: type[Page]
    read: Reader
    prepare: Preparer | None = None


_nodes: dict[str, Node] = {}


def register_node(node: Node) -> None:
    """Make a type known. The same type twice is a contradiction unless it is the same node."""
    if _nodes.setdefault(node.name, node) != node:
        raise RuntimeError(f"Two nodes claim the type {node.name!r}.")


def node_of(source: Source) -> Node:
    """The node of a file. Raises BrokenFile where no app knows its type."""
    name = source.text("type")
    if name not in _nodes:
        known = ", ".join(sorted(_nodes))
        raise source.fail(f"type: {known}", at="type")
    return _nodes[name]
