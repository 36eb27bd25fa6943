"""What several diagrams are put together from."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.diagrams.canvas import CARD, Box, Canvas, Paint, Point
from content.diagrams.scale import Scale
from content.diagrams.words import Words

BADGE = 13  # radius of the badge in a card
BADGE_ROOM = 36  # what the badge takes from the first line
BULLET_ROOM = 16
BETWEEN_ITEMS = 4
EMPTY_HEIGHT = 80
# Sides, angle of the first corner in degrees, growth of the radius: levels 1, 2 and 3.
SHAPES = {1: (3, -90, 1.3), 2: (4, -90, 1.2), 3: (8, 22.5, 1.05)}


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with items: a corner, a layer, a ring, a phase."""

    name: str
    items: tuple[str, ...] = ()
    note: str = ""


def nothing_yet() -> str:
    return _("No entries yet")


def draw_nothing(canvas: Canvas, scale: Scale, top: float = 0) -> float:
    """The box that stands for a diagram without data; gives back its bottom."""
    canvas.rect(
        Box(1, top + 1, scale.width - 2, EMPTY_HEIGHT - 2), Paint("surface", "edge", dash="6 5"), 8
    )
    canvas.word((scale.middle, top + EMPTY_HEIGHT / 2), nothing_yet(), scale.note.at("middle"))
    return top + EMPTY_HEIGHT


def badge(
    canvas: Canvas, at: Point, mark: str, radius: float, words: Words, *, pale: bool = False
) -> None:
    """A circle with a letter or a number in it; a pale one stands out on every ground."""
    fill, ink = ("surface", "text") if pale else ("brand", "on-brand")
    canvas.circle(*at, radius, Paint(fill))
    canvas.word(at, mark, words.on(ink).at("middle"))


def level(canvas: Canvas, at: Point, number: int, radius: float, words: Words) -> None:
    """Circle, triangle, diamond, octagon, square: nobody has to tell levels by their colour."""
    x, y = at
    paint = Paint(f"level-{number}", "text")
    low = radius * 0.2 if number == 1 else 0.0  # a triangle's middle lies lower than its box's
    if number == 0:
        canvas.circle(x, y, radius, paint)
    elif number == 4:
        canvas.rect(Box(x - radius * 0.9, y - radius * 0.9, 1.8 * radius, 1.8 * radius), paint, 3)
    else:
        canvas.polygon(_corners((x, y + low), radius, *SHAPES[number]), paint)
    canvas.word((x, y + low), str(number), words.on("on-level").at("middle"))


def _corners(at: Point, radius: float, sides: int, turn: float, grow: float) -> list[Point]:
    angles = [math.radians(turn + 360 * i / sides) for i in range(sides)]
    return [
        (at[0] + grow * radius * math.cos(a), at[1] + grow * radius * math.sin(a)) for a in angles
    ]


def arrow_head(canvas: Canvas, tip: Point, angle: float, size: float, ink: str) -> None:
    """`angle` in radians, clockwise from the right: where the arrow points to."""
    back = [
        (tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn))
        for turn in (0.5, -0.5)
    ]
    canvas.polygon([tip, *back], Paint(ink))


def both_ways(canvas: Canvas, start: Point, end: Point, ink: str) -> None:
    """A line that pushes in both directions."""
    canvas.line(start, end, paint=Paint(stroke=ink, width=4))
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    for point, turn in ((end, angle), (start, angle + math.pi)):
        tip = (point[0] + 6 * math.cos(turn), point[1] + 6 * math.sin(turn))
        arrow_head(canvas, tip, turn, 16, ink)


@dataclass(frozen=True, slots=True)
class Card:
    """A heading with items in a box; in front of the heading a mark, a level or nothing."""

    group: Group
    mark: str = ""
    level: int | None = None

    @property
    def _shift(self) -> int:
        return BADGE_ROOM if self.mark or self.level is not None else 0

    def height(self, scale: Scale, width: float) -> float:
        inner = width - 2 * scale.pad
        return 2 * scale.pad + self._head(scale, inner) + self._below(scale, inner)

    def draw(self, canvas: Canvas, scale: Scale, box: Box, paint: Paint = CARD) -> None:
        canvas.rect(box, paint, 8)
        inner = box.inside(scale.pad)
        self._draw_mark(canvas, scale, (inner.x + BADGE, inner.y + BADGE - 1))
        at = (inner.x + self._shift, inner.y + (2 if self._shift else 0))
        canvas.words(at, self.group.name, inner.width - self._shift, scale.head)
        top = inner.y + self._head(scale, inner.width)
        top += canvas.words((inner.x, top), self.group.note, inner.width, scale.note)
        draw_items(canvas, scale, Box(inner.x, top + BETWEEN_ITEMS, inner.width, 0), self.group)

    def _head(self, scale: Scale, inner: float) -> float:
        words = scale.head.height(self.group.name, inner - self._shift)
        return max(words, 2 * BADGE) if self._shift else words

    def _below(self, scale: Scale, inner: float) -> float:
        items = items_height(scale, inner, self.group)
        return scale.note.height(self.group.note, inner) + (items and items + BETWEEN_ITEMS)

    def _draw_mark(self, canvas: Canvas, scale: Scale, at: Point) -> None:
        if self.level is not None:
            level(canvas, at, self.level, BADGE - 1, scale.label)
        elif self.mark:
            badge(canvas, at, self.mark, BADGE, scale.label)


def items_height(scale: Scale, width: float, group: Group) -> float:
    heights = [scale.body.height(item, width - BULLET_ROOM) for item in group.items]
    return sum(height + BETWEEN_ITEMS for height in heights if height)


def draw_items(canvas: Canvas, scale: Scale, box: Box, group: Group) -> None:
    """Items with bullets, from the top of the box downwards."""
    top = box.y
    for item in group.items:
        if height := canvas.words(
            (box.x + BULLET_ROOM, top), item, box.width - BULLET_ROOM, scale.body
        ):
            canvas.circle(box.x + 4, top + scale.body.size * 0.68, 2.5, Paint("soft"))
            top += height + BETWEEN_ITEMS
