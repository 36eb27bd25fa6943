"""The picture of one's own change: a line a statement, from where one stood to where one stands.

The start is a ring, the end a full square, so nobody has to tell them by their colour. On the wide
layout the statement stands beside its line, on the narrow one above it.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assessments.self_assessment.change import Change
from assessments.self_assessment.enums import Step
from content.diagrams.canvas import Box, Canvas, Paint, Point
from content.diagrams.diagram import Alternative, Diagram, colon, in_both_layouts, sentence
from content.diagrams.parts import arrow_head, draw_nothing
from content.diagrams.scale import Scale
from content.diagrams.words import Words

RING, SQUARE = 8.0, 8.0
HEAD = 12.0  # of an arrow
MARK_ROOM = 24.0  # height of a row's line
KEY_LINE = 28.0
BETWEEN = 14.0
WIDE_LINE, WIDE_WORDS = 300.0, 130.0


def draw(title: str, rows: Sequence[Change]) -> Diagram:
    return in_both_layouts(title, tuple(rows), picture, alternative(rows))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, rows: Sequence[Change]) -> float:
    if not rows:
        return draw_nothing(canvas, scale)
    line = _line(scale)
    top = _ends(canvas, scale, line, _key(canvas, scale, rows))
    for row in rows:
        top = _row(canvas, scale, line, row, top)
    return top


def _line(scale: Scale) -> Box:
    """From step 1 to step 5; only left and width mean something."""
    if scale.wide:
        return Box(scale.width - WIDE_WORDS - WIDE_LINE, 0, WIDE_LINE, 0)
    return Box(RING + 4, 0, scale.width - 2 * (RING + 4) - 96, 0)


def _at(line: Box, value: int) -> float:
    return line.x + line.width * (value - Step.NOT_YET) / (Step.FOR_SURE - Step.NOT_YET)


def _key(canvas: Canvas, scale: Scale, rows: Sequence[Change]) -> float:
    """What ring and square mean; gives back the bottom."""
    y = KEY_LINE / 2
    _ring(canvas, (RING + 2, y))
    canvas.word((2 * RING + 12, y), _("at the start"), scale.note)
    if any(row.after is not None for row in rows):
        x = 2 * RING + 12 + scale.note.width(_("at the start")) + 32
        _square(canvas, (x, y))
        canvas.word((x + SQUARE + 10, y), _("at the end"), scale.note)
    return KEY_LINE


def _ends(canvas: Canvas, scale: Scale, line: Box, top: float) -> float:
    """The numbers of the steps, and in words where the line begins and ends."""
    middle = top + scale.label.line / 2
    for step in Step:
        canvas.word((_at(line, step), middle), str(step.value), scale.label.at("middle"))
    top += scale.label.line
    words = _words_at_ends(scale)
    first, last = (_at(line, step) for step in (Step.NOT_YET, Step.FOR_SURE))
    at = top + scale.note.line / 2
    canvas.word((first - RING, at), str(Step.NOT_YET.label), words)
    canvas.word((last + RING, at), str(Step.FOR_SURE.label), words.at("end"))
    return top + scale.note.line + BETWEEN / 2


def _words_at_ends(scale: Scale) -> Words:
    return scale.note


def _row(canvas: Canvas, scale: Scale, line: Box, row: Change, top: float) -> float:
    """One statement with its line; gives back the bottom."""
    canvas.line((0, top), (scale.width, top), paint=Paint(stroke="line"))
    top += BETWEEN / 2
    if scale.wide:
        room = line.x - RING - 24
        used = canvas.words((0, top), row.statement.text, room, scale.body)
        height = max(used, MARK_ROOM)
        middle = top + height / 2
    else:
        top += canvas.words((0, top), row.statement.text, scale.width, scale.body) + 4
        height, middle = MARK_ROOM, top + MARK_ROOM / 2
    _marks(canvas, line, row, middle)
    words = scale.strong if row.by else scale.body
    canvas.word((line.right + RING + 14, middle), row.words, words)
    return top + height + BETWEEN / 2


def _marks(canvas: Canvas, line: Box, row: Change, y: float) -> None:
    canvas.line((line.x, y), (line.right, y), paint=Paint(stroke="line", width=2))
    for step in Step:
        canvas.circle(_at(line, step), y, 2, Paint("edge"))
    if row.before is not None and row.after is not None and row.by:
        start, end = _at(line, row.before), _at(line, row.after)
        way = 1 if end > start else -1
        tip = end - way * (SQUARE + 2)
        canvas.line((start, y), (tip - way * HEAD / 2, y), paint=Paint(stroke="brand", width=4))
        arrow_head(canvas, (tip, y), 0 if way > 0 else 3.1416, HEAD, "brand")
    if row.after is not None:
        _square(canvas, (_at(line, row.after), y))
    if row.before is not None:
        # Where nothing moved the ring lies in the square.
        same = row.before == row.after
        _ring(canvas, (_at(line, row.before), y), RING - 3 if same else RING)


def _ring(canvas: Canvas, at: Point, radius: float = RING) -> None:
    canvas.circle(*at, radius, Paint("surface", "text", 2.5))


def _square(canvas: Canvas, at: Point) -> None:
    side = 2 * SQUARE
    canvas.rect(Box(at[0] - SQUARE, at[1] - SQUARE, side, side), Paint("brand", "text", 1.5), 2)


# — In words ———————————————————————————————————————————————————————————————————


def alternative(rows: Sequence[Change]) -> Alternative:
    headers: tuple[str, ...]
    if any(row.after is not None for row in rows):
        headers = (
            pgettext("self-assessment", "Statement"),
            _("At the start"),
            _("At the end"),
            pgettext("self-assessment", "Change"),
        )
        cells = [
            (row.statement.text, _cell(row.before), _cell(row.after), row.words) for row in rows
        ]
        return Alternative(_sentences(rows), headers, tuple(cells))
    headers = (pgettext("self-assessment", "Statement"), _("At the start"))
    start = [(row.statement.text, _cell(row.before)) for row in rows]
    return Alternative(_sentences(rows), headers, tuple(start))


def _cell(value: int | None) -> str:
    return "–" if value is None else f"{value} – {Step(value).label}"


def _sentences(rows: Sequence[Change]) -> tuple[str, ...]:
    count = ngettext(
        "A scale from 1 to 5 with one statement.",
        "A scale from 1 to 5 with %(count)d statements.",
        len(rows),
    ) % {"count": len(rows)}
    return (count, *(sentence(colon(row.statement.text.rstrip(".")), row.words) for row in rows))
