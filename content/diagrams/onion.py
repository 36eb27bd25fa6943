"""The onion: what is said at first lies outside, what cannot be given up lies at the core.

Cut open, its rings share their lowest point, so that each keeps room for its name at the top.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.diagrams.canvas import Box, Canvas, Paint
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    filled_columns,
    in_both_layouts,
    in_cell,
    listed,
    sentence,
)
from content.diagrams.parts import Card, Group, badge, draw_nothing, nothing_yet
from content.diagrams.scale import Scale

SKINS = (("sunken", "text"), ("tint", "text"), ("middle", "on-deep"), ("deep", "on-deep"))
# Which skins so many rings wear; from four on the outermost four, and the last for all others.
WORN = {1: (1,), 2: (1, 3), 3: (0, 1, 3)}
CARD_WIDTH = 420
BADGE = 12
NAME_ROOM = 18  # between the middle of the badge and the name


@dataclass(frozen=True, slots=True)
class Onion:
    title: str
    layers: tuple[Group, ...] = ()  # from outside to inside; the note is the layer's question


def draw(onion: Onion) -> Diagram:
    return in_both_layouts(onion.title, onion, picture, alternative(onion))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, onion: Onion) -> float:
    if not onion.layers:
        return draw_nothing(canvas, scale)
    return _Picture(canvas, scale, onion, 205 if scale.wide else 157).draw()


@dataclass(frozen=True, slots=True)
class _Picture:
    canvas: Canvas
    scale: Scale
    onion: Onion
    radius: float

    def draw(self) -> float:
        """Rings with names, and beside or below them a card for each."""
        around, cards = 2 * self.radius + 4, self.card_heights()
        total = sum(cards) + self.scale.gap * (len(cards) - 1)
        if self.scale.wide:
            height = max(around, total)
            self.draw_rings(self.radius + 4, height / 2 + self.radius)
            self.draw_cards((height - total) / 2, cards)
        else:
            height = around + self.scale.gap + total
            self.draw_rings(self.scale.middle, around - 2)
            self.draw_cards(around + self.scale.gap, cards)
        return height + 2

    # Rings

    @property
    def step(self) -> float:
        """What the diameter loses from ring to ring."""
        return min(2 * self.radius * 0.27, 2 * self.radius * 0.86 / len(self.onion.layers))

    def draw_rings(self, middle: float, low: float) -> None:
        """`low` is the point that all rings share."""
        worn = WORN.get(len(self.onion.layers), (0, 1, 2, 3))
        for place, layer in enumerate(self.onion.layers):
            radius = self.radius - place * self.step / 2
            fill, ink = SKINS[worn[min(place, len(worn) - 1)]]
            edge = "edge" if ink == "text" else "surface"
            self.canvas.circle(middle, low - radius, radius, Paint(fill, edge, 2))
            self.draw_name(middle, low, place, layer, ink)

    def draw_name(self, middle: float, low: float, place: int, layer: Group, ink: str) -> None:
        """Number and name; the number alone where the name is too long, nothing in a thin ring."""
        radius = self.radius - place * self.step / 2
        last = place == len(self.onion.layers) - 1
        y = low - radius if last else low - 2 * radius + self.step / 2
        words = self.scale.strong.on(ink)
        width = words.width(layer.name) + NAME_ROOM + BADGE
        named = self.step > 2.5 * BADGE and width <= self.chord(radius, last)
        x = middle - (width / 2 - BADGE if named else 0)
        if last or self.step > 2 * BADGE:
            badge(self.canvas, (x, y), str(place + 1), BADGE, self.scale.label, pale=True)
        if named:
            self.canvas.word((x + NAME_ROOM, y), layer.name, words)

    def chord(self, radius: float, last: bool) -> float:
        """The room for words in a ring, at the upper edge of their line."""
        above = radius - BADGE if last else self.step / 2 - BADGE
        return 2 * math.sqrt(max(radius**2 - (radius - above) ** 2, 0)) - BADGE

    # Cards

    @property
    def card_width(self) -> float:
        return CARD_WIDTH if self.scale.wide else self.scale.width - 2

    def cards(self) -> list[Card]:
        return [Card(layer, str(number)) for number, layer in enumerate(self.onion.layers, 1)]

    def card_heights(self) -> list[float]:
        return [card.height(self.scale, self.card_width) for card in self.cards()]

    def draw_cards(self, top: float, heights: list[float]) -> None:
        left = self.scale.width - self.card_width - 1
        for card, height in zip(self.cards(), heights, strict=True):
            card.draw(self.canvas, self.scale, Box(left, top + 1, self.card_width, height))
            top += height + self.scale.gap


# — In words ———————————————————————————————————————————————————————————————————


def alternative(onion: Onion) -> Alternative:
    rows = [
        (f"{number} {layer.name}", layer.note, in_cell(layer.items))
        for number, layer in enumerate(onion.layers, 1)
    ]
    headers = (_("Layer"), _("Question"), _("In this case"))
    return Alternative(tuple(_sentences(onion)), *filled_columns(headers, rows))


def _sentences(onion: Onion) -> list[str]:
    count = len(onion.layers)
    if not count:
        return [_("An onion without layers so far.")]
    about = ngettext(
        "An onion with %(count)d layer.",
        "An onion with %(count)d layers, from outside to inside.",
        count,
    )
    return [about % {"count": count}, *map(_aloud, range(1, count + 1), onion.layers)]


def _aloud(number: int, layer: Group) -> str:
    name = _("Layer %(number)d: %(name)s") % {"number": number, "name": layer.name}
    parts = (name, layer.note, listed(layer.items) or nothing_yet())
    return " ".join(part for part in map(sentence, parts) if part)
