"""A timeline: what happened, downwards as people read, on both sides of a line where there is room.

The mark on the line says what kind of entry it is; a key above names the kinds that occur. Entries
stand in the order given: "when" is free text, because people remember "im Frühjahr 2023".
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.diagrams.canvas import CARD, Box, Canvas, Paint, Point
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    filled_columns,
    in_both_layouts,
    sentence,
)
from content.diagrams.parts import draw_nothing
from content.diagrams.scale import Scale

EVENT, TRIGGER, TURN, MEASURE = "event", "trigger", "turn", "measure"
KINDS = {
    EVENT: gettext_lazy("Event"),
    TRIGGER: gettext_lazy("Trigger"),
    TURN: gettext_lazy("Turning point"),
    MEASURE: gettext_lazy("Measure"),
}
ARM = 40  # from the line to a card, in the wide layout
NARROW_LINE, NARROW_CARDS = 14, 38  # where the line and the cards stand in the narrow one
MARK_DOWN = 20  # from the top of a card to its mark
BETWEEN_MARKS = 38  # from middle to middle
KEY_LINE = 26


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` is one of KINDS; an unknown one counts as an event."""

    when: str
    name: str
    kind: str = EVENT
    note: str = ""

    @property
    def known_kind(self) -> str:
        return self.kind if self.kind in KINDS else EVENT


@dataclass(frozen=True, slots=True)
class Timeline:
    """`names` are other words for kinds, `labels` for what happened and for the remark."""

    title: str
    entries: tuple[Entry, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, str] = ("", "")

    def name(self, kind: str) -> str:
        return dict(self.names).get(kind) or str(KINDS[kind])

    def kinds(self) -> list[str]:
        """The kinds that occur, in the order of KINDS."""
        return [kind for kind in KINDS if any(e.known_kind == kind for e in self.entries)]


def draw(timeline: Timeline) -> Diagram:
    return in_both_layouts(timeline.title, timeline, picture, alternative(timeline))


# — The picture ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Column:
    """Cards on one side of the line; `edge` is where the arm from the line touches them."""

    x: float
    width: float
    edge: float


def picture(canvas: Canvas, scale: Scale, timeline: Timeline) -> float:
    if not timeline.entries:
        return draw_nothing(canvas, scale)
    line = scale.middle if scale.wide else NARROW_LINE
    boxes = card_boxes(scale, timeline, _key(canvas, scale, timeline) + scale.gap / 2)
    bottom = max(box.bottom for box, _edge in boxes)
    canvas.line((line, boxes[0][0].y), (line, bottom), paint=Paint(stroke="edge", width=3))
    for entry, (box, edge) in zip(timeline.entries, boxes, strict=True):
        at = (line, box.y + MARK_DOWN)
        canvas.line(at, (edge, at[1]), paint=Paint(stroke="edge"))
        _card(canvas, scale, box, entry)
        mark(canvas, at, 11, entry.known_kind)
    return bottom + 2


def _columns(scale: Scale) -> tuple[Column, ...]:
    if not scale.wide:
        return (Column(NARROW_CARDS, scale.width - NARROW_CARDS - 1, NARROW_CARDS),)
    width, right = scale.middle - ARM - 1, scale.middle + ARM
    return Column(1, width, scale.middle - ARM), Column(right, width, right)


def card_boxes(scale: Scale, timeline: Timeline, top: float) -> list[tuple[Box, float]]:
    """Each entry's card and its edge: on the side with more room, marks never too close."""
    columns = _columns(scale)
    ends, last = [top] * len(columns), top - BETWEEN_MARKS
    boxes = []
    for entry in timeline.entries:
        side = ends.index(min(ends))
        column = columns[side]
        y = max(ends[side], last + BETWEEN_MARKS)
        box = Box(column.x, y, column.width, _height(scale, entry, column.width))
        boxes.append((box, column.edge))
        ends[side], last = box.bottom + scale.gap, y
    return boxes


def _height(scale: Scale, entry: Entry, width: float) -> float:
    inner = width - 2 * scale.pad
    words = scale.label.height(entry.when, inner) + scale.strong.height(entry.name, inner)
    return max(words + scale.note.height(entry.note, inner) + 2 * scale.pad - 4, 2 * MARK_DOWN)


def _card(canvas: Canvas, scale: Scale, box: Box, entry: Entry) -> None:
    canvas.rect(box, CARD, 8)
    inner = box.inside(scale.pad)
    top = inner.y - 3
    top += canvas.words((inner.x, top), entry.when, inner.width, scale.label.on("brand"))
    top += canvas.words((inner.x, top), entry.name, inner.width, scale.strong)
    canvas.words((inner.x, top), entry.note, inner.width, scale.note)


def _key(canvas: Canvas, scale: Scale, timeline: Timeline) -> float:
    """The marks and their names; gives back the bottom."""
    x, y = 12.0, 12.0
    for kind in timeline.kinds():
        room = scale.note.width(timeline.name(kind)) + 46
        if x > 12 and x + room > scale.width + 12:
            x, y = 12.0, y + KEY_LINE
        mark(canvas, (x, y), 8, kind)
        canvas.word((x + 16, y), timeline.name(kind), scale.note)
        x += room
    return y + KEY_LINE / 2


def mark(canvas: Canvas, at: Point, radius: float, kind: str) -> None:
    """Circle, diamond, triangle, square: no kind has to be told by its colour."""
    MARKS[kind](canvas, at, radius)


def _circle(canvas: Canvas, at: Point, radius: float) -> None:
    canvas.circle(*at, radius * 0.9, Paint("surface", "text", 2))


def _diamond(canvas: Canvas, at: Point, radius: float) -> None:
    (x, y), r = at, radius * 1.2
    canvas.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], Paint("accent", "text", 2))


def _triangle(canvas: Canvas, at: Point, radius: float) -> None:
    (x, y), r = at, radius
    paint = Paint("surface", "text", 2)
    canvas.polygon([(x - r, y + r * 0.8), (x, y - r), (x + r, y + r * 0.8)], paint)


def _square(canvas: Canvas, at: Point, radius: float) -> None:
    (x, y), r = at, radius * 0.9
    canvas.rect(Box(x - r, y - r, 2 * r, 2 * r), Paint("deep", "text", 2), 2)


MARKS: dict[str, Callable[[Canvas, Point, float], None]] = {
    EVENT: _circle,
    TRIGGER: _diamond,
    TURN: _triangle,
    MEASURE: _square,
}


# — In words ———————————————————————————————————————————————————————————————————


def alternative(timeline: Timeline) -> Alternative:
    what, remark = timeline.labels
    headers = (_("When"), _("Kind"), what or _("What happened"), remark or _("Remark"))
    rows = [
        (e.when or "–", timeline.name(e.known_kind), e.name, e.note or "–")
        for e in timeline.entries
    ]
    return Alternative(tuple(_sentences(timeline)), *filled_columns(headers, rows))


def _sentences(timeline: Timeline) -> list[str]:
    count = len(timeline.entries)
    if not count:
        return [_("A timeline without entries so far.")]
    about = ngettext(
        "A timeline with one entry.", "A timeline with %(count)d entries, in their order.", count
    )
    return [about % {"count": count}, *(_entry_aloud(timeline, e) for e in timeline.entries)]


def _entry_aloud(timeline: Timeline, entry: Entry) -> str:
    """„April 2026, Auslöser: Erste Beschwerden. 41 in drei Wochen.“"""
    kind = timeline.name(entry.known_kind)
    head = ", ".join(part for part in (entry.when.strip(), kind) if part)
    return " ".join(filter(None, (sentence(f"{head}:", entry.name), sentence(entry.note))))
