"""Where marks of several sizes stand on a map without cells, and how lines run: no drawing.

A place is given in hundredths of the map, from the left and from the top, or left open. Who has a
place keeps it; the others get one by their number alone, so that moving one leaves the rest alone.
No two marks lie on each other: who comes later gives way, as little as it can.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from content.diagrams.canvas import Box, Point
from content.diagrams.placing import BOWS as GENTLE_BOWS
from content.diagrams.placing import bowed, inside, touch

Place = tuple[float, float]  # hundredths of the map
MIDDLE: Place = (50.0, 50.0)
ON_A_RING = 12  # so many stand in a circle; more are strewn
STREWN = (0.7548776662, 0.5698402910)  # steps that fill a square evenly, however many there are
GOLDEN = math.pi * (3 - math.sqrt(5))  # turns that never meet again
APART = 6  # between two marks
STRIDE, TRIES = 7, 30_000  # looking for a free spot, outwards, through the highest map
CLEAR = 5  # between a mark and the end of a line
STEP, LONG_STEP, LONG = 4, 8, 160  # between two points of a line; of a long one
SHORTEST = 4  # points of a line that still shows its kind
CAREFUL = 40  # so many marks have lines that look for a way around all others
SAMPLES = 24
BOWS = (*GENTLE_BOWS, 0.5, -0.5, 0.66, -0.66)  # names and boxes are wider than marks


@dataclass(frozen=True)
class Spot:
    """A mark's place: a circle or a box round `at`, half of it `across` and `down`."""

    at: Point
    across: float
    down: float
    is_round: bool = True

    @cached_property
    def box(self) -> Box:
        x, y = self.at
        return Box(x - self.across, y - self.down, 2 * self.across, 2 * self.down)

    def moved(self, at: Point) -> "Spot":
        return Spot(at, self.across, self.down, self.is_round)

    def holds(self, point: Point, more: float = 0) -> bool:
        """Whether the point lies in the mark, or nearer to it than `more`."""
        if self.is_round:
            return math.dist(point, self.at) < self.across + more
        x, y = abs(point[0] - self.at[0]), abs(point[1] - self.at[1])
        return x < self.across + more and y < self.down + more


def places(given: Sequence[Place | None], centre: int | None = None) -> list[Place]:
    """A place for everyone; `centre` is the number of who stands in the middle unless placed."""
    count = len(given) - (centre is not None)
    found, number = [], 0
    for index, place in enumerate(given):
        free = MIDDLE if index == centre else slot(number, count)
        found.append(place or free)
        number += index != centre
    return found


def slot(number: int, count: int) -> Place:
    """The place of one of `count`: on a ring from the top, clockwise, or strewn evenly."""
    if count <= ON_A_RING:
        size = max(4, count + count % 2)
        turn = 2 * math.pi * number / size - math.pi / 2
        return 50 + 46 * math.cos(turn), 50 + 46 * math.sin(turn)
    return 4 + 92 * ((0.5 + number * STREWN[0]) % 1), 4 + 92 * ((0.5 + number * STREWN[1]) % 1)


def within(frame: Box, spot: Spot) -> Spot:
    """The spot, pushed into the frame as far as it must be."""
    x = min(max(spot.at[0], frame.x + spot.across), frame.right - spot.across)
    y = min(max(spot.at[1], frame.y + spot.down), frame.bottom - spot.down)
    return spot.moved((x, y))


def settled(frame: Box, wanted: Sequence[Spot], first: Sequence[bool]) -> list[Spot]:
    """Everybody in the frame and nobody on another; those marked `first` choose first."""
    order = sorted(range(len(wanted)), key=lambda index: not first[index])
    found: dict[int, Spot] = {}
    tried: dict[Point, int] = {}  # many who want the same spot do not look twice
    for index in order:
        spot = within(frame, wanted[index])
        key = (round(spot.at[0]), round(spot.at[1]))
        taken = [other.box for other in found.values()]
        found[index], tried[key] = _free(frame, spot, taken, tried.get(key, 0))
    return [found[index] for index in range(len(wanted))]


def _free(frame: Box, spot: Spot, taken: Sequence[Box], start: int) -> tuple[Spot, int]:
    """The first free spot outwards, and how far one had to look."""
    for turn in range(start, TRIES):
        far = STRIDE * math.sqrt(turn)
        angle = GOLDEN * turn
        x, y = spot.at[0] + far * math.cos(angle), spot.at[1] + far * math.sin(angle)
        tried = spot.moved((x, y))
        near = Spot((x, y), spot.across + APART, spot.down + APART).box
        if inside(frame, tried.box) and not any(touch(near, box) for box in taken):
            return tried, turn
    return spot, TRIES


def line_around(
    start: Spot, end: Spot, others: Sequence[Spot], taken: Sequence[float] = ()
) -> tuple[list[Point], float]:
    """A line from mark to mark and its bow; no points where they are too close for one.

    `taken` are bows of other lines between the same two.
    """
    length = math.dist(start.at, end.at)
    bow = _clear_bow(start, end, others, taken)
    count = max(round(length / (LONG_STEP if length > LONG else STEP)), 1)
    points = [
        point
        for point in bowed(start.at, end.at, bow, count)
        if not start.holds(point, CLEAR) and not end.holds(point, CLEAR)
    ]
    return (points if len(points) >= SHORTEST else []), bow


def _clear_bow(start: Spot, end: Spot, others: Sequence[Spot], taken: Sequence[float]) -> float:
    """The gentlest bow that runs through no other mark, else the one that runs through fewest."""
    bows = [bow for bow in BOWS if bow not in taken] or list(BOWS)
    if len(others) > CAREFUL:
        return bows[0]

    def crossed(bow: float) -> int:
        curve = bowed(start.at, end.at, bow, SAMPLES)
        return sum(other.holds(point, CLEAR) for other in others for point in curve)

    counts = {}
    for bow in bows:
        counts[bow] = crossed(bow)
        if not counts[bow]:
            return bow
    return min(counts, key=counts.__getitem__)
