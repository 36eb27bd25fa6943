"""The conflict triangle: behaviour, attitudes and the matter push each other.

A dashed line parts what can be seen, the behaviour, from what lies beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.diagrams.canvas import Box, Canvas, Paint, Point
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    filled_columns,
    in_both_layouts,
    in_cell,
    listed,
    sentence,
)
from content.diagrams.parts import Card, Group, arrow_head, both_ways
from content.diagrams.scale import Scale

MARKS = "BAC"  # behaviour, attitude, contradiction, as Galtung named the corners
CARD_WIDTH = 360
BETWEEN = 130  # between the upper card and the lower ones, for the arrows and the dashed line
RAIL = 34  # left of the cards in the narrow layout, for the arrows
SURFACE_ROOM = 58  # between what is seen and what lies beneath, narrow
DASHED = Paint(stroke="edge", dash="7 6")


@dataclass(frozen=True, slots=True)
class Triangle:
    title: str
    behaviour: tuple[str, ...] = ()
    attitudes: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()

    def corners(self) -> tuple[Group, Group, Group]:
        """Upper, lower left, lower right."""
        return (
            Group(_("Behaviour"), self.behaviour, _("What can be seen and heard?")),
            Group(
                _("Attitudes"),
                self.attitudes,
                _("What do those involved think and feel about each other?"),
            ),
            Group(_("Contradiction"), self.matter, _("What does not fit together?")),
        )


def draw(triangle: Triangle) -> Diagram:
    return in_both_layouts(triangle.title, triangle, picture, alternative(triangle))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, triangle: Triangle) -> float:
    cards = [Card(g, m) for g, m in zip(triangle.corners(), MARKS, strict=True)]
    return _corners(canvas, scale, cards) if scale.wide else _column(canvas, scale, cards)


def _corners(canvas: Canvas, scale: Scale, cards: Sequence[Card]) -> float:
    """One card above, two below, arrows between them."""
    boxes = _corner_boxes(scale, [card.height(scale, CARD_WIDTH) for card in cards])
    upper, left, right = boxes
    canvas.polygon([upper.middle, left.middle, right.middle], Paint("tint"))
    _surface(canvas, scale, upper.bottom + 62, 0)
    low = left.y - 14
    both_ways(canvas, (scale.middle - 60, upper.bottom + 14), (scale.middle - 200, low), "soft")
    both_ways(canvas, (scale.middle + 60, upper.bottom + 14), (scale.middle + 200, low), "soft")
    both_ways(canvas, (left.right + 14, left.y + 40), (right.x - 14, left.y + 40), "soft")
    for card, box in zip(cards, boxes, strict=True):
        card.draw(canvas, scale, box)
    return left.bottom + 2


def _corner_boxes(scale: Scale, heights: Sequence[float]) -> tuple[Box, Box, Box]:
    top, low = 1 + heights[0], 1 + heights[0] + BETWEEN
    height = max(heights[1:])
    return (
        Box(scale.middle - CARD_WIDTH / 2, 1, CARD_WIDTH, top - 1),
        Box(1, low, CARD_WIDTH, height),
        Box(scale.width - CARD_WIDTH - 1, low, CARD_WIDTH, height),
    )


def _column(canvas: Canvas, scale: Scale, cards: Sequence[Card]) -> float:
    """The cards below each other, arrows on a rail beside them."""
    boxes, top, width = [], 1.0, scale.width - RAIL - 1
    for card, gap in zip(cards, (SURFACE_ROOM, 22, 2), strict=True):
        boxes.append(Box(RAIL, top, width, card.height(scale, width)))
        card.draw(canvas, scale, boxes[-1])
        top = boxes[-1].bottom + gap
    _surface(canvas, scale, boxes[0].bottom + SURFACE_ROOM / 2, RAIL)
    upper, left, right = (box.middle[1] for box in boxes)
    _rail(canvas, upper + 8, left - 8, 22)
    _rail(canvas, left + 8, right - 8, 22)
    _rail(canvas, upper - 8, right + 8, 6)
    return top


def _rail(canvas: Canvas, top: float, bottom: float, x: float) -> None:
    """An arrow that leaves one card and enters the other, both ways."""
    points: list[Point] = [(RAIL - 4, top), (x, top), (x, bottom), (RAIL - 4, bottom)]
    canvas.line(*points, paint=Paint(stroke="soft", width=2.5))
    for y in (top, bottom):
        arrow_head(canvas, (RAIL, y), 0, 9, "soft")


def _surface(canvas: Canvas, scale: Scale, y: float, left: float) -> None:
    """The line between what is seen and what lies beneath, with both words on it."""
    canvas.line((0, y), (scale.width, y), paint=DASHED)
    canvas.words((left, y - scale.label.line - 4), _("visible"), 200, scale.label)
    canvas.words((left, y + 4), _("hidden"), 200, scale.label)


# — In words ———————————————————————————————————————————————————————————————————


def alternative(triangle: Triangle) -> Alternative:
    corners = triangle.corners()
    seen = (_("visible"), _("hidden"), _("hidden"))
    rows = [
        (f"{mark} {corner.name}", corner.note, in_cell(corner.items), where)
        for mark, corner, where in zip(MARKS, corners, seen, strict=True)
    ]
    headers = (_("Corner"), _("Question"), _("In this case"), _("Visibility"))
    about = (
        _("A triangle of behaviour, attitudes and contradiction."),
        _("Each corner strengthens the others; only the behaviour is visible."),
    )
    return Alternative((*about, *map(_aloud, corners)), *filled_columns(headers, rows))


def _aloud(corner: Group) -> str:
    """„Verhalten. Was ist zu sehen und zu hören? Beschwerden und Wortgefechte.“"""
    answer = listed(corner.items) or _("No entries yet")
    return " ".join((sentence(corner.name), corner.note, sentence(answer)))
