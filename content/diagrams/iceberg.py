"""The iceberg: a small visible tip, and layers under water whose height follows their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.diagrams.canvas import Box, Canvas, Paint, Point, number
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    colon,
    in_both_layouts,
    in_cell,
    listed,
    sentence,
)
from content.diagrams.parts import Group, nothing_yet
from content.diagrams.scale import Scale

DOT = " · "
NARROWING = 0.35  # the share of the layers after which the ice grows narrower


@dataclass(frozen=True, slots=True)
class Iceberg:
    title: str
    visible: tuple[str, ...] = ()
    layers: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Widths in units: of the tip's words, at the shore line, at the belly, at the foot."""

    peak: int  # height above the words of the tip
    tip: int
    shore: int
    belly: int
    foot: int

    def width(self, place: int, count: int) -> float:
        """How wide the ice is below the layer at this place, counted from 1."""
        beyond = max(0.0, place / count - NARROWING) / (1 - NARROWING)
        return self.belly + (self.foot - self.belly) * beyond


WIDE_OUTLINE = Outline(46, 250, 430, 640, 400)
NARROW_OUTLINE = Outline(34, 170, 250, 312, 250)


def draw(iceberg: Iceberg) -> Diagram:
    return in_both_layouts(iceberg.title, iceberg, picture, alternative(iceberg))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, iceberg: Iceberg) -> float:
    return _Picture(canvas, scale, iceberg, WIDE_OUTLINE if scale.wide else NARROW_OUTLINE).draw()


@dataclass(frozen=True, slots=True)
class Layer:
    """A stratum of the ice between `top` and `bottom`, `low` units wide where it ends."""

    group: Group
    top: float
    bottom: float
    low: float
    inner: float  # width of its words


@dataclass(frozen=True, slots=True)
class _Picture:
    canvas: Canvas
    scale: Scale
    iceberg: Iceberg
    outline: Outline

    def draw(self) -> float:
        scale, tip = self.scale, Group(_("Visible"), self.iceberg.visible)
        tip_top = self.outline.peak + 2.0
        water = tip_top + self.words_height(tip, self.outline.tip - 20) + scale.pad
        layers = self.layers(water)
        ground = max((layer.bottom for layer in layers), default=water)
        bottom = ground + (34 if scale.wide else 26)
        self.canvas.rect(Box(0, water, scale.width, bottom - water + 16), Paint("tint"))
        self.draw_tip(water)
        self.draw_body(water, bottom, layers)
        self.draw_words(tip, tip_top, self.outline.tip - 20, "text")
        self.draw_waves(water)
        for layer in layers:
            self.draw_words(layer.group, layer.top + scale.pad, layer.inner, "on-deep")
        self.draw_seams(layers)
        self.draw_label(water)
        return bottom + 18

    def layers(self, top: float) -> list[Layer]:
        placed: list[Layer] = []
        high: float = self.outline.shore
        groups = self.iceberg.layers
        for place, group in enumerate(groups, 1):
            low = self.outline.width(place, len(groups))
            inner = min(high, low) - 2 * self.scale.pad - 8
            bottom = top + self.words_height(group, inner) + 2 * self.scale.pad
            placed.append(Layer(group, top, bottom, low, inner))
            top, high = bottom, low
        return placed

    def words_height(self, group: Group, width: float) -> float:
        heading = self.scale.head.height(group.name, width)
        return heading + self.scale.body.height(_content(group), width)

    def draw_words(self, group: Group, top: float, width: float, ink: str) -> None:
        """A heading and its items, in the middle."""
        head, body = self.scale.head.on(ink).at("middle"), self.scale.body.on(ink).at("middle")
        top += self.canvas.words((self.scale.middle, top), group.name, width, head)
        self.canvas.words((self.scale.middle, top), _content(group), width, body)

    def draw_tip(self, water: float) -> None:
        peak, tip, shore = self.outline.peak, self.outline.tip, self.outline.shore
        inside = water - peak
        outline = [
            (-shore / 2, water),
            (-tip / 2 - 12, peak + min(inside * 0.35, 22)),
            (-tip * 0.34, peak * 0.7),
            (-tip * 0.1, peak * 0.42),
            (tip * 0.06, 2),
            (tip * 0.3, peak * 0.8),
            (tip / 2 + 14, peak + min(inside * 0.45, 30)),
            (shore / 2, water),
        ]
        self.polygon(outline, Paint("surface", "brand", 2))

    def draw_body(self, water: float, bottom: float, layers: Sequence[Layer]) -> None:
        """Left edge downwards, the foot, right edge upwards; slightly uneven, as ice is."""
        shore, foot = self.outline.shore, self.outline.foot
        left: list[Point] = [(-shore / 2, water)]
        right: list[Point] = [(shore / 2, water)]
        for place, layer in enumerate(layers):
            left.append((-layer.low / 2 - (6 if place % 2 else -4), layer.bottom))
            right.append((layer.low / 2 + (-3 if place % 2 else 5), layer.bottom))
        ground = [(-foot * 0.2, bottom - 6), (foot * 0.12, bottom)]
        self.polygon([*left, *ground, *reversed(right)], Paint("deep"))

    def polygon(self, points: Sequence[Point], paint: Paint) -> None:
        """`points` count from the middle of the picture."""
        self.canvas.polygon([(self.scale.middle + x, y) for x, y in points], paint)

    def draw_waves(self, water: float) -> None:
        half, whole = number(self.scale.width / 32), number(self.scale.width / 16)
        waves = f"q{half} -5 {whole} 0t{whole} 0" * 8
        self.canvas.path(f"M0 {number(water)}{waves}", Paint(stroke="soft", width=2.5))

    def draw_seams(self, layers: Sequence[Layer]) -> None:
        for layer in layers[:-1]:
            half, paint = layer.low / 2 - 14, Paint(stroke="on-deep", width=0.7)
            ends = [(self.scale.middle + x, layer.bottom) for x in (-half, half)]
            self.canvas.line(*ends, paint=paint)

    def draw_label(self, water: float) -> None:
        """Beside the ice, where there is room; the tip says of itself that it is visible."""
        if self.scale.wide:
            self.canvas.words((10, water + 12), _("hidden"), 100, self.scale.label)


def _content(group: Group) -> str:
    return DOT.join(group.items) or nothing_yet()


# — In words ———————————————————————————————————————————————————————————————————


def alternative(iceberg: Iceberg) -> Alternative:
    rows = [(_("Visible"), _("above water"), in_cell(iceberg.visible))]
    rows += [(g.name, _("under water"), in_cell(g.items)) for g in iceberg.layers]
    headers = (_("Layer"), _("Where it lies"), _("Content"))
    return Alternative(tuple(_sentences(iceberg)), headers, tuple(rows))


def _sentences(iceberg: Iceberg) -> list[str]:
    seen = _aloud(_("Above water, visible:"), iceberg.visible)
    count = len(iceberg.layers)
    if not count:
        return [_("An iceberg without hidden layers so far."), seen]
    about = ngettext(
        "An iceberg with a small visible tip and %(count)d hidden layer under water.",
        "An iceberg with a small visible tip and %(count)d hidden layers under water.",
        count,
    ) % {"count": count}
    hidden = [_aloud(colon(group.name), group.items) for group in iceberg.layers]
    return [about, seen, _("Under water, from above downwards."), *hidden]


def _aloud(name: str, items: Sequence[str]) -> str:
    return sentence(name, listed(items) or nothing_yet())
