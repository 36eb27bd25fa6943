"""Who is part of the conflict and over what it is: `nodes` and their `relations`."""

from collections.abc import Iterator

from assessments.assignment.pictures.base import Source, id_of
from content.diagrams import conflictmap
from content.diagrams.diagram import Diagram

KIND = "conflict-map"


def draw(source: Source) -> Diagram:
    nodes = tuple(_nodes(source))
    relations = source.relations("relations")
    return conflictmap.draw(conflictmap.ConflictMap(source.title, nodes, relations))


def _nodes(source: Source) -> Iterator[conflictmap.Node]:
    """Everybody and everything that has a name. A place counts when both its numbers do."""
    for row in source.rows("nodes"):
        if name := source.text(row, "name"):
            yield conflictmap.Node(
                id_of(row),
                name,
                source.key(row, "kind"),
                source.number(row, "power", 1, conflictmap.MOST_POWER) or 0,
                source.measure(row, "x", 0, 100),
                source.measure(row, "y", 0, 100),
            )
