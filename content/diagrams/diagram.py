"""What a diagram is when it is done: a picture in two layouts, and the same in words."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from content.diagrams.canvas import Canvas
from content.diagrams.scale import NARROW, WIDE, Scale
from content.diagrams.words import tidy, xml

FONT = "'Fira Sans', 'Segoe UI', system-ui, 'Noto Sans', Arial, sans-serif"
ENDS = (".", "!", "?", "…", ":")
LISTED_WORDS = 4  # an item with more is a sentence of its own when read aloud
Data = TypeVar("Data")


@dataclass(frozen=True, slots=True)
class Alternative:
    """The picture for those who do not see it: sentences to be read aloud, and a table."""

    sentences: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        return tidy(" ".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in a box of `width` by `height` units; `layout` is "wide" or "narrow"."""

    layout: str
    width: int
    height: int
    shapes: str

    def svg(self, uid: str, title: str, description: str) -> str:
        """`uid` has to be unique in the page: title and description are found by it."""
        name = f"{uid}-{self.layout}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="kd kd-{self.layout}"'
            f' viewBox="0 0 {self.width} {self.height}" role="img"'
            f' aria-labelledby="{name}-t" aria-describedby="{name}-d" font-family="{FONT}">'
            f'<title id="{name}-t">{xml(title)}</title>'
            f'<desc id="{name}-d">{xml(description)}</desc>'
            f"{self.shapes}</svg>"
        )


@dataclass(frozen=True, slots=True)
class Diagram:
    title: str
    wide: Drawing
    narrow: Drawing
    alternative: Alternative

    def svg(self, uid: str) -> str:
        """Both layouts; the style sheet shows one of them and hides the other from everybody."""
        words = self.alternative.text()
        return self.narrow.svg(uid, self.title, words) + self.wide.svg(uid, self.title, words)


def in_both_layouts(
    title: str, data: Data, picture: Callable[[Canvas, Scale, Data], float], words: Alternative
) -> Diagram:
    """`picture` draws `data` on a canvas at a scale and gives back the height it needed."""

    def drawn(scale: Scale) -> Drawing:
        canvas = Canvas()
        height = math.ceil(picture(canvas, scale, data))
        return Drawing(scale.layout, scale.width, height, canvas.shapes())

    return Diagram(title, drawn(WIDE), drawn(NARROW), words)


def sentence(*parts: str) -> str:
    """The parts that say something, ended like a sentence: „Stufe 1: Verhärtung.“"""
    words = " ".join(part for part in (tidy(part) for part in parts) if part)
    return words if not words or words.endswith(ENDS) else f"{words}."


def colon(name: str) -> str:
    """A name that announces something; one that is a question announces it already."""
    words = tidy(name)
    return words if words.endswith(ENDS) else f"{words}:"


def listed(items: Sequence[str]) -> str:
    """For reading aloud: „Lärm, Beschwerden und Angst“; a sentence each where one is longer."""
    words = [item for item in map(tidy, items) if item]
    if any(map(_stands_alone, words)):
        return " ".join(map(sentence, words))
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _stands_alone(item: str) -> bool:
    return item.endswith(ENDS) or "," in item or len(item.split()) > LISTED_WORDS


def in_cell(items: Sequence[str]) -> str:
    """The same items in a cell of the table, where each may be long."""
    return "; ".join(item for item in map(tidy, items) if item) or "–"


def filled_columns(
    headers: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headers and rows without the columns in which nothing stands."""
    used = [i for i in range(len(headers)) if any(row[i].strip("– ") for row in rows)]
    return tuple(headers[i] for i in used), tuple(tuple(tidy(row[i]) for i in used) for row in rows)
