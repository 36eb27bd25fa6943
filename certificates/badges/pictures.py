"""The badge and the preview of a shared address, as PNG. Same facts, same bytes."""

from certificates.badges.canvas import (
    LEADING,
    MIST,
    PETROL,
    PETROL_LIGHT,
    TEAL,
    WHITE,
    Canvas,
)
from certificates.badges.enums import Mark
from certificates.badges.faces import Face, Preview, word_of

SIDE = 512
SYMBOL_ONLY = 64  # pixels up to which words could not be read
LIGHT_LEFT, LIGHT_RIGHT = "#3F97A8", "#BFDDE2"  # the two drops on the dark badge
PREVIEW = (1200, 630)
COLUMN, MARGIN = 580, 72


def badge_png(face: Face, *, pixels: int = SIDE, mark: Mark = Mark.VALID) -> bytes:
    """The badge, square, on transparent ground. One that does not count says so across itself."""
    canvas = Canvas((SIDE, SIDE), None, sharp=2)
    canvas.drop((SIDE / 2, SIDE / 2), SIDE / 2, (-1, 1), PETROL)
    if pixels <= SYMBOL_ONLY:
        canvas.sign((46, 84), 420, LIGHT_LEFT, LIGHT_RIGHT)
        return canvas.png(pixels)
    canvas.sign((156, 60), 200, LIGHT_LEFT, LIGHT_RIGHT)
    _badge_words(canvas, face)
    if mark is not Mark.VALID:
        word = word_of(mark)
        left = (SIDE - canvas.plate_width(84, word)) / 2
        canvas.plate(left, 142, 84, mark, word)
    return canvas.png(pixels)


def preview_png(preview: Preview) -> bytes:
    """1200 by 630 pixels: what networks and messengers show beside a link."""
    canvas = Canvas(PREVIEW, PETROL, sharp=2)
    canvas.sign((690, 70), 600, PETROL_LIGHT, TEAL)
    size, lines = canvas.fitting(preview.issuer, range(28, 21, -1), "Medium", COLUMN, 66)
    y = _lines(canvas, lines, 92, size, "Medium")
    canvas.text((MARGIN, max(y, 92) + 40), preview.kind, 30, "Regular", MIST, "ls")
    size, lines = canvas.fitting(preview.title, range(64, 33, -2), "SemiBold", COLUMN, 160)
    y = _lines(canvas, lines, max(y, 92) + 52 + size, size, "SemiBold")
    if preview.name:
        size, lines = canvas.fitting(preview.name, range(32, 21, -2), "Medium", COLUMN, 66)
        _lines(canvas, lines, y + 12, size, "Medium")
    width = canvas.plate(MARGIN, 506, 56, preview.mark, word_of(preview.mark))
    canvas.text((MARGIN + width + 24, 506), preview.month, 28, "Regular", WHITE, "lm")
    canvas.text((MARGIN, 582), preview.address, 22, "Regular", MIST, "ls")
    return canvas.png(PREVIEW[0], colours=128)


def _badge_words(canvas: Canvas, face: Face) -> None:
    middle = SIDE / 2
    size, lines = canvas.fitting(face.title, range(46, 25, -1), "SemiBold", 410, 108)
    y = 343 - (len(lines) - 2) * size * LEADING / 2 - size * 0.24
    for line in lines:
        canvas.text((middle, y - size * LEADING / 2), line, size, "SemiBold", WHITE, "ms")
        y += size * LEADING
    size, lines = canvas.fitting(face.issuer, range(27, 18, -1), "Regular", 350, 68)
    y = 470 - len(lines) * size * LEADING
    for line in [*lines, face.year]:
        canvas.text((middle, y), line, size, "Regular", MIST, "ms")
        y += size * LEADING


def _lines(canvas: Canvas, lines: list[str], y: float, size: int, weight: str) -> float:
    """Lines from this base line on; returns the base line that would be next."""
    for line in lines:
        canvas.text((MARGIN, y), line, size, weight, WHITE, "ls")
        y += size * LEADING
    return y
