"""Where marks, lines and names lie on a map of five by five cells: geometry, no drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.diagrams.canvas import Box, Point

CELLS = 5
BOWS = (0.06, -0.06, 0.14, -0.14, 0.22, -0.22, 0.3, -0.3, 0.38, -0.38)
SHORTEST = 14  # a line with less than this between two marks would not show its kind
CLEAR = 5  # between a mark and the end of a line
CROSSED = 16  # points of lines behind a name: more, and it cannot be read


@dataclass(frozen=True, slots=True)
class Plot:
    """Five by five cells: influence upwards, affectedness to the right, both counted from 1."""

    left: float
    top: float
    cell: float  # side of one cell
    radius: float  # of a mark
    per_row: int  # marks side by side in a cell; more than its square become a heap

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, CELLS * self.cell, CELLS * self.cell)

    def cell_box(self, across: int, up: int) -> Box:
        """The cell of two values; a value outside 1 to 5 lies at the edge."""
        column, row = (min(max(value, 1), CELLS) for value in (across, up))
        left, top = self.left + (column - 1) * self.cell, self.top + (CELLS - row) * self.cell
        return Box(left, top, self.cell, self.cell)


@dataclass(frozen=True, slots=True)
class Heap:
    """A cell with more marks than it can show: a count instead."""

    at: Point
    members: tuple[int, ...]


def spread(plot: Plot, values: Sequence[tuple[int, int]]) -> tuple[list[Point], list[Heap]]:
    """A place for each (across, up), in their order, and the heaps of cells that overflow."""
    groups: dict[Point, list[int]] = {}
    for index, (across, up) in enumerate(values):
        groups.setdefault(plot.cell_box(across, up).middle, []).append(index)
    places: dict[int, Point] = {}
    heaps = []
    for middle, members in sorted(groups.items()):
        if len(members) > plot.per_row**2:
            heaps.append(Heap(middle, tuple(members)))
            places |= dict.fromkeys(members, middle)
        else:
            places |= dict(zip(members, in_cell(plot, middle, len(members)), strict=True))
    return [places[index] for index in range(len(values))], heaps


def in_cell(plot: Plot, middle: Point, count: int) -> list[Point]:
    """So many marks in rows round the middle of a cell, as far apart as it allows."""
    per_row = min(2, plot.per_row) if count <= 4 else plot.per_row
    rows, pitch = math.ceil(count / per_row), plot.cell / per_row
    places = []
    for index in range(count):
        row = index // per_row
        in_row = min(per_row, count - row * per_row)
        across, down = index % per_row - (in_row - 1) / 2, row - (rows - 1) / 2
        places.append((middle[0] + across * pitch, middle[1] + down * pitch))
    return places


def bowed(start: Point, end: Point, bow: float, count: int) -> list[Point]:
    """count + 1 points of a curve; its middle leaves the straight line by half of bow · length."""
    (x1, y1), (x2, y2) = start, end
    x, y = (x1 + x2) / 2 - (y2 - y1) * bow, (y1 + y2) / 2 + (x2 - x1) * bow
    weights = [
        ((1 - t) ** 2, 2 * t * (1 - t), t * t) for t in (i / count for i in range(count + 1))
    ]
    return [(a * x1 + b * x + c * x2, a * y1 + b * y + c * y2) for a, b, c in weights]


def free_bow(start: Point, end: Point, others: Iterable[Point], room: float) -> float:
    """The gentlest bow that keeps `room` units from every other mark, else the one that keeps off
    furthest."""
    marks = set(others) - {start, end}

    def distance(bow: float) -> float:
        curve = bowed(start, end, bow, 16)
        return min((math.dist(p, mark) for mark in marks for p in curve), default=math.inf)

    distances = {}
    for bow in BOWS:
        distances[bow] = distance(bow)
        if distances[bow] > room:
            return bow
    return max(distances, key=distances.__getitem__)


def line_between(plot: Plot, start: Point, end: Point, others: Iterable[Point]) -> list[Point]:
    """A line from mark to mark that keeps off both; empty where it would be too short to read."""
    length, clear = math.dist(start, end), plot.radius + CLEAR
    if length < 2 * clear + SHORTEST:
        return []
    points = bowed(start, end, free_bow(start, end, others, plot.radius + 6), round(length / 4))
    return [p for p in points if math.dist(p, start) >= clear and math.dist(p, end) >= clear]


def name_place(
    plot: Plot, mark: Point, size: Point, taken: Sequence[Box], lines: Sequence[Point]
) -> Box | None:
    """The free place beside a mark that the fewest lines run through; None when there is none.

    `size` is width and height of the name, `lines` are points of all lines.
    """
    return place_beside(plot.box, mark, plot.radius, size, taken, lines)


def place_beside(
    frame: Box,
    mark: Point,
    radius: float,
    size: Point,
    taken: Sequence[Box],
    lines: Sequence[Point],
    most: int = CROSSED,
) -> Box | None:
    """The same for a mark of any radius in a frame of any size; `most` points may lie behind."""
    free = [
        box
        for box in _beside(mark, radius, size)
        if inside(frame, box) and not any(touch(box, other) for other in taken)
    ]
    crossings = [(_crossed(box, lines), order, box) for order, box in enumerate(free)]
    fewest = min(crossings, default=None)
    return fewest[2] if fewest and fewest[0] <= most else None


def around(middle: Point, radius: float) -> Box:
    return Box(middle[0] - radius, middle[1] - radius, 2 * radius, 2 * radius)


def touch(one: Box, other: Box) -> bool:
    across = one.right > other.x and one.x < other.right
    return across and one.bottom > other.y and one.y < other.bottom


def inside(outer: Box, inner: Box) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def _crossed(box: Box, points: Iterable[Point]) -> int:
    return sum(box.x <= x <= box.right and box.y <= y <= box.bottom for x, y in points)


def _beside(mark: Point, radius: float, size: Point) -> list[Box]:
    """Below, above, right, left, then the four corners."""
    (x, y), (width, height) = mark, size
    left, middle, right = x - radius - 8 - width, x - width / 2, x + radius + 8
    above, level, below = y - radius - height - 4, y - height / 2, y + radius + 4
    corners = (
        *((middle, below), (middle, above), (right, level), (left, level)),
        *((x - width, below), (x, below), (x - width, above), (x, above)),
    )
    return [Box(left, top, width, height) for left, top in corners]
