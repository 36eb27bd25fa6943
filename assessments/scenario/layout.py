"""Where the nodes of a story lie in its picture: rows from the start down to the endings. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.scenario.story import Node, Story

WIDTH = 360
ROW = 96
TOP = 40


@dataclass(frozen=True, slots=True)
class Place:
    x: float
    y: float
    row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A place by node id; `height` of the whole in units. Lost nodes stand in the last row."""

    places: Mapping[str, Place]
    height: float
    lost: frozenset[str]


def lay_out(story: Story) -> Layout:
    rows = _rows(story)
    lost = [node.id for node in story.nodes if node.id not in rows]
    by_row: dict[int, list[str]] = {}
    for node in story.nodes:
        if node.id in rows:
            by_row.setdefault(rows[node.id], []).append(node.id)
    ordered = [_untangled(story, by_row, row) for row in sorted(by_row)]
    if lost:
        ordered.append(lost)
    places = {
        node_id: Place(_across(place, len(row)), TOP + number * ROW, number)
        for number, row in enumerate(ordered)
        for place, node_id in enumerate(row)
    }
    return Layout(places, TOP + max(len(ordered) - 1, 0) * ROW + 48, frozenset(lost))


def _across(place: int, count: int) -> float:
    return WIDTH * (2 * place + 1) / (2 * count)


def _rows(story: Story) -> dict[str, int]:
    """The row of each node that can be reached: the longest way to it without a circle.

    Endings share the last row, so that they can be compared.
    """
    rows: dict[str, int] = {}
    if story.first:
        _descend(story, story.first, 0, rows, frozenset())
    last = max((row for node_id, row in rows.items()), default=0)
    for node in story.endings:
        if node.id in rows:
            rows[node.id] = last
    return rows


def _descend(
    story: Story, node: Node, row: int, rows: dict[str, int], above: frozenset[str]
) -> None:
    if rows.get(node.id, -1) >= row:
        return
    rows[node.id] = row
    for option in node.options:
        following = story.node(option.next)
        if following and following.id not in above | {node.id}:
            _descend(story, following, row + 1, rows, above | {node.id})


def _untangled(story: Story, by_row: Mapping[int, list[str]], row: int) -> list[str]:
    """The nodes of a row by the middle of those that lead to them, so that few lines cross."""
    if row == max(by_row):
        return by_row[row]  # endings as their author ordered them: A, B, C
    above = by_row.get(row - 1, [])
    order = {node_id: place for place, node_id in enumerate(above)}

    def middle(node_id: str) -> float:
        sources = [
            order[n.id]
            for n in story.nodes
            if n.id in order and any(o.next == node_id for o in n.options)
        ]
        return sum(sources) / len(sources) if sources else len(above) / 2

    by_row[row].sort(key=middle)
    return by_row[row]
