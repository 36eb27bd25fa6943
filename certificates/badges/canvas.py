"""Our sign, words and marks, drawn by Pillow in units of the finished picture.

Drawn several times as large and made smaller at the end, for smooth edges. Words are laid out by
Pillow itself, not by what the machine has installed: the same facts give the same bytes.
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from certificates.badges.enums import Mark
from content.foundation.typesetting import font_paths
from content.ui.hyphens import SOFT_HYPHEN, shy

PETROL, PETROL_LIGHT, TEAL, AMBER = "#0A4D5C", "#0E5F70", "#12788C", "#E8A33D"
WHITE, MIST, INK = "#FFFFFF", "#D6E8EB", "#14202B"
PLATES = {
    Mark.VALID: "#79C08D",
    Mark.SUSPENDED: "#F1CB45",
    Mark.REVOKED: "#E5685A",
    Mark.REPLACED: "#F1CB45",
    Mark.EXPIRED: "#FAF7F2",
}
# The signs of the verification page, as lines round their middle; one is the plate's half height.
TICK = ((-0.46, 0.05), (-0.14, 0.37), (0.5, -0.35))
CLOCK = ((0.0, -0.48), (0.0, 0.06), (0.34, 0.26))
DASH = ((-0.46, 0.0), (0.46, 0.0))
RINGED = {Mark.SUSPENDED, Mark.EXPIRED}
SIGNS = {
    Mark.VALID: TICK,
    Mark.SUSPENDED: CLOCK,
    Mark.REVOKED: DASH,
    Mark.REPLACED: DASH,
    Mark.EXPIRED: CLOCK,
}

# The sign on its own grid: 88 by 72, two drops of radius 28.
SIGN_WIDTH, DROP = 88, 28
LEFT_AT, RIGHT_AT = (28, 28), (60, 44)
LEADING = 1.16
LONGEST_TEXT = 250
Point = tuple[float, float]


@cache
def typeface(weight: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Fira Sans of the installed package."""
    found = (Path(folder) / f"FiraSans-{weight}.ttf" for folder in font_paths())
    path = next(file for file in found if file.is_file())
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def has_letters_for(text: str) -> bool:
    """Whether Fira Sans has every character. Where it has none, it draws an empty box."""
    face = typeface("Regular", 24)
    box = bytes(face.getmask("\U0010fffd"))
    return all(bytes(face.getmask(character)) != box for character in set(text))


class Canvas:
    """A picture in the making."""

    def __init__(self, size: tuple[int, int], ground: str | None, *, sharp: int) -> None:
        self._size, self._sharp = size, sharp
        large = (size[0] * sharp, size[1] * sharp)
        self._image = Image.new("RGBA", large, ground or (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    def drop(self, centre: Point, radius: float, corner: tuple[int, int], fill: str) -> None:
        """A circle with one square corner; `corner` says which, (-1, 1) is below on the left."""
        x, y = centre
        far_x, far_y = x + corner[0] * radius, y + corner[1] * radius
        self._draw.ellipse(self._round(centre, radius), fill=fill)
        box = (min(x, far_x), min(y, far_y), max(x, far_x), max(y, far_y))
        self._draw.rectangle(self._large(*box), fill=fill)

    def sign(self, at: Point, width: float, left: str, right: str) -> None:
        """Two drops meet; what they share is amber."""
        unit = width / SIGN_WIDTH
        radius = DROP * unit
        one = (at[0] + LEFT_AT[0] * unit, at[1] + LEFT_AT[1] * unit)
        other = (at[0] + RIGHT_AT[0] * unit, at[1] + RIGHT_AT[1] * unit)
        self.drop(one, radius, (-1, 1), left)
        self.drop(other, radius, (1, -1), right)
        first, second = self._disc(one, radius), self._disc(other, radius)
        shared = Image.composite(first, Image.new("L", self._image.size), second)
        self._image.paste(AMBER, mask=shared)

    def text(self, at: Point, words: str, size: int, weight: str, fill: str, anchor: str) -> None:
        face = typeface(weight, size * self._sharp)
        x, y = self._large(*at)
        self._draw.text((x, y), words, fill, face, anchor=anchor)

    def width(self, words: str, size: int, weight: str) -> float:
        return typeface(weight, size * self._sharp).getlength(words) / self._sharp

    def wrapped(self, text: str, size: int, weight: str, width: float) -> list[str]:
        """The text in lines that fit, long words broken where German allows it."""
        lines = [""]
        for word in text.split():
            for piece in self._pieces(word, size, weight, width):
                joined = f"{lines[-1]} {piece}".strip()
                if self.width(joined, size, weight) <= width:
                    lines[-1] = joined
                else:
                    lines.append(piece)
        return [line for line in lines if line]

    def fitting(
        self, text: str, sizes: range, weight: str, width: float, height: float
    ) -> tuple[int, list[str]]:
        """The largest size at which the text fits into the box; at the smallest it is cut."""
        text = text[:LONGEST_TEXT]
        for size in sizes:
            found = self.wrapped(text, size, weight, width)
            room = int(height / (size * LEADING))
            if len(found) <= room and all(self.width(x, size, weight) <= width for x in found):
                return size, found
        cut = found[:room]
        if len(found) > room:
            cut[-1] += " …"
        return sizes[-1], cut

    def plate(self, left: float, middle: float, height: float, mark: Mark, words: str) -> float:
        """The state on its plate, sign and word; returns how wide it is."""
        half, size = height / 2, round(height / 2)
        width = self.width(words, size, "SemiBold") + height * 1.35
        box = self._large(left, middle - half, left + width, middle + half)
        self._draw.rounded_rectangle(box, half * self._sharp, fill=PLATES[mark])
        self._sign_of(mark, (left + height * 0.6, middle), height * 0.32)
        self.text((left + height, middle), words, size, "SemiBold", INK, "lm")
        return width

    def plate_width(self, height: float, words: str) -> float:
        return self.width(words, round(height / 2), "SemiBold") + height * 1.35

    def png(self, pixels: int, *, colours: int = 0) -> bytes:
        """The finished picture, so many pixels wide; with few colours it is a third in size."""
        height = round(pixels * self._size[1] / self._size[0])
        small = self._image.resize((pixels, height), Image.Resampling.LANCZOS)
        if colours:
            small = small.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _sign_of(self, mark: Mark, at: Point, radius: float) -> None:
        points = [(at[0] + x * radius, at[1] + y * radius) for x, y in SIGNS[mark]]
        flat, pen = [self._large(*point) for point in points], round(radius * 0.24 * self._sharp)
        self._draw.line(flat, fill=INK, width=pen, joint="curve")
        if mark in RINGED:
            self._draw.ellipse(self._round(at, radius * 0.9), outline=INK, width=pen)

    def _pieces(self, word: str, size: int, weight: str, width: float) -> Iterator[str]:
        """The word, or its parts with hyphens where the whole is wider than a line."""
        if self.width(word, size, weight) <= width:
            yield word
            return
        *parts, last = shy(word).split(SOFT_HYPHEN)
        yield from (f"{part}-" for part in parts)
        yield last

    def _disc(self, centre: Point, radius: float) -> Image.Image:
        mask = Image.new("L", self._image.size)
        ImageDraw.Draw(mask).ellipse(self._round(centre, radius), fill=255)
        return mask

    def _round(self, centre: Point, radius: float) -> tuple[float, ...]:
        x, y = centre
        return self._large(x - radius, y - radius, x + radius, y + radius)

    def _large(self, *units: float) -> tuple[float, ...]:
        return tuple(unit * self._sharp for unit in units)
