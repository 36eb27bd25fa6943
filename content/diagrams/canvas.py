"""Shapes and words, collected as SVG. Coordinates in units, downwards and to the right."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from content.diagrams.inks import LIGHT
from content.diagrams.words import Words, xml

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def inside(self, pad: float) -> "Box":
        return Box(self.x + pad, self.y + pad, self.width - 2 * pad, self.height - 2 * pad)


@dataclass(frozen=True, slots=True)
class Paint:
    """Inks of a shape; `width` of its line in units, `dash` as in SVG."""

    fill: str = ""
    stroke: str = ""
    width: float = 1.5
    dash: str = ""

    def attributes(self) -> str:
        names = [f"kf-{self.fill}"] * bool(self.fill) + [f"ks-{self.stroke}"] * bool(self.stroke)
        fill = LIGHT[self.fill] if self.fill else "none"
        return f'class="{" ".join(names)}" fill="{fill}"{self._line()}'

    def _line(self) -> str:
        if not self.stroke:
            return ""
        dash = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        return f' stroke="{LIGHT[self.stroke]}" stroke-width="{number(self.width)}"{dash}'


CARD = Paint("surface", "edge")
HALO = 4  # width of the line that a halo draws behind words


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def polyline(points: Iterable[Point]) -> str:
    """The points as the `d` of a path."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


class Canvas:
    def __init__(self) -> None:
        self._shapes: list[str] = []

    def shapes(self) -> str:
        return "".join(self._shapes)

    def raw(self, svg: str) -> None:
        """A shape of your own, well-formed and without any words that were not escaped."""
        self._shapes.append(svg)

    def rect(self, box: Box, paint: Paint, radius: float = 0) -> None:
        sizes = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": radius}
        self.raw(f"<rect {_lengths(sizes)} {paint.attributes()}/>")

    def circle(self, x: float, y: float, radius: float, paint: Paint) -> None:
        sizes = {"cx": x, "cy": y, "r": radius}
        self.raw(f"<circle {_lengths(sizes)} {paint.attributes()}/>")

    def path(self, d: str, paint: Paint) -> None:
        ends = 'stroke-linejoin="round" stroke-linecap="round"'
        self.raw(f'<path d="{d}" {ends} {paint.attributes()}/>')

    def line(self, *points: Point, paint: Paint) -> None:
        self.path(polyline(points), paint)

    def polygon(self, points: Iterable[Point], paint: Paint) -> None:
        self.path(polyline(points) + "Z", paint)

    def words(self, at: Point, text: str, width: float, words: Words) -> float:
        """Set the text in lines of `width` with its top at `at`; gives back the height used."""
        lines = words.lines(text, width)
        if lines:
            self._set(at, lines, words)
        return len(lines) * words.line

    def word(self, middle: Point, text: str, words: Words) -> None:
        """Set a short text in one line whose middle is given; `words.anchor` stands at x."""
        if lines := words.lines(text, math.inf):
            self._set((middle[0], middle[1] - words.line / 2), lines, words)

    def _set(self, at: Point, lines: Iterable[str], words: Words) -> None:
        first = at[1] + words.size
        spans = [_span(at[0], first + i * words.line, line) for i, line in enumerate(lines)]
        weight = ' font-weight="600"' if words.bold else ""
        anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
        ring = ' paint-order="stroke" stroke-linejoin="round"' if words.halo else ""
        paint = Paint(words.ink, "surface" if words.halo else "", HALO).attributes()
        size = f'font-size="{number(words.size)}"'
        self.raw(f"<text {paint} {size}{weight}{anchor}{ring}>{''.join(spans)}</text>")


def _span(x: float, y: float, line: str) -> str:
    return f'<tspan x="{number(x)}" y="{number(y)}">{xml(line)}</tspan>'


def _lengths(sizes: dict[str, float]) -> str:
    return " ".join(f'{name}="{number(value)}"' for name, value in sizes.items())
