"""The ladder of escalation: five levels, what puts us there and what is done there first.

Every level has its mark, its colour's word and its name, as everywhere. Levels 0 to 3 step inwards
as things get tighter; aftercare returns to where it all began.
"""

from collections.abc import Iterator, Sequence
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
from content.diagrams.parts import Group, draw_items, draw_nothing, items_height, level
from content.diagrams.scale import Scale
from content.diagrams.words import tidy
from content.ui.small import LEVELS

AFTERCARE = 4
FIRST = 3  # so many measures stand in the picture; the table has them all
STEP = 28  # how far a level steps inwards, in the wide layout
SIDE = 196  # the panel with mark and name beside the words, in the wide layout
HEAD = 46  # the same panel above the words, in the narrow layout
MARK, MARK_ROOM = 15, 58
LEAST = 84  # height of a level
GAP = 10
AFTER_GAP = 26  # before aftercare, with a dashed line


@dataclass(frozen=True, slots=True)
class Rung:
    """`level` 0 to 4: green, yellow, orange, red, blue."""

    level: int
    trigger: str = ""
    measures: tuple[str, ...] = ()

    @property
    def known_level(self) -> int:
        return min(max(self.level, 0), len(LEVELS) - 1)

    @property
    def colour(self) -> str:
        return str(LEVELS[self.known_level][0])

    @property
    def name(self) -> str:
        return str(LEVELS[self.known_level][1])

    @property
    def shown_trigger(self) -> str:
        return tidy(self.trigger) or _("No trigger yet")

    @property
    def shown_measures(self) -> tuple[str, ...]:
        return tuple(measure for measure in self.measures if tidy(measure))

    @property
    def note(self) -> str:
        """What the picture leaves to the table, or that there is nothing."""
        more = len(self.shown_measures) - FIRST
        if not self.shown_measures:
            return _("No measure yet")
        if more < 1:
            return ""
        return ngettext("and one more measure", "and %(count)d more measures", more) % {
            "count": more
        }


@dataclass(frozen=True, slots=True)
class Ladder:
    title: str
    rungs: tuple[Rung, ...] = ()


def draw(ladder: Ladder) -> Diagram:
    return in_both_layouts(ladder.title, ladder, picture, alternative(ladder))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, ladder: Ladder) -> float:
    if not ladder.rungs:
        return draw_nothing(canvas, scale)
    top = 1.0
    for index, rung in enumerate(ladder.rungs):
        if index and rung.known_level == AFTERCARE:
            top = _parting(canvas, scale, top)
        left = _indent(scale, rung)
        room = Box(left + 1, top, scale.width - left - 2, 0)
        top = _draw_rung(canvas, scale, room, rung) + GAP
    return top - GAP + 1


def _indent(scale: Scale, rung: Rung) -> float:
    inwards = scale.wide and rung.known_level != AFTERCARE
    return STEP * rung.known_level if inwards else 0


def _parting(canvas: Canvas, scale: Scale, top: float) -> float:
    """What comes after a crisis is not its next step."""
    y = top + (AFTER_GAP - GAP) / 2
    canvas.line((0, y), (scale.width, y), paint=Paint(stroke="edge", dash="7 6"))
    return top + AFTER_GAP - GAP


def _draw_rung(canvas: Canvas, scale: Scale, room: Box, rung: Rung) -> float:
    """Panel and words of a level; gives back the bottom."""
    number = rung.known_level
    head = 0 if scale.wide else HEAD
    side = SIDE if scale.wide else 0
    words = Box(
        room.x + side + scale.pad,
        room.y + head + scale.pad - 3,
        room.width - side - 2 * scale.pad,
        0,
    )
    height = _words_height(scale, words.width, rung) + 2 * scale.pad - 3 + head
    box = Box(room.x, room.y, room.width, max(height, LEAST if scale.wide else 0))
    canvas.rect(box, Paint("surface", f"level-{number}", 2), 8)
    panel = (
        Box(box.x, box.y, SIDE, box.height) if scale.wide else Box(box.x, box.y, box.width, HEAD)
    )
    canvas.rect(panel, Paint(f"level-{number}-soft", f"level-{number}", 2), 8)
    _draw_panel(canvas, scale, panel, rung)
    _draw_words(canvas, scale, words, rung)
    return box.bottom


def _draw_panel(canvas: Canvas, scale: Scale, panel: Box, rung: Rung) -> None:
    middle = panel.middle[1]
    level(canvas, (panel.x + 32, middle), rung.known_level, MARK, scale.strong)
    x, name, colour = panel.x + MARK_ROOM, scale.head.on("text"), scale.note.on("text")
    if scale.wide:
        canvas.word((x, middle - name.line / 2), rung.name, name)
        canvas.word((x, middle + colour.line / 2), rung.colour, colour)
    else:
        canvas.word((x, middle), rung.name, name)
        canvas.word((panel.right - scale.pad, middle), rung.colour, colour.at("end"))


def _shown(rung: Rung) -> Group:
    return Group("", rung.shown_measures[:FIRST])


def _words_height(scale: Scale, width: float, rung: Rung) -> float:
    trigger = scale.label.line + scale.strong.height(rung.shown_trigger, width)
    items = items_height(scale, width, _shown(rung))
    return trigger + 8 + scale.label.line + items + scale.note.height(rung.note, width)


def _draw_words(canvas: Canvas, scale: Scale, room: Box, rung: Rung) -> None:
    top = room.y + canvas.words((room.x, room.y), _("Trigger"), room.width, scale.label)
    top += canvas.words((room.x, top), rung.shown_trigger, room.width, scale.strong) + 8
    top += canvas.words((room.x, top), _("First measures"), room.width, scale.label)
    draw_items(canvas, scale, Box(room.x, top, room.width, 0), _shown(rung))
    top += items_height(scale, room.width, _shown(rung))
    canvas.words((room.x, top), rung.note, room.width, scale.note)


# — In words ———————————————————————————————————————————————————————————————————


def alternative(ladder: Ladder) -> Alternative:
    headers = (_("Level"), _("Meaning"), _("Trigger"), _("Measures"))
    return Alternative(
        tuple(_sentences(ladder.rungs)), *filled_columns(headers, list(_rows(ladder.rungs)))
    )


def _rows(rungs: Sequence[Rung]) -> Iterator[tuple[str, ...]]:
    for rung in rungs:
        head = f"{rung.known_level} {rung.colour}"
        yield head, rung.name, tidy(rung.trigger) or "–", in_cell(rung.measures)


def _sentences(rungs: Sequence[Rung]) -> list[str]:
    count = len(rungs)
    if not count:
        return [_("A ladder of escalation without levels so far.")]
    about = ngettext(
        "A ladder of escalation with one level.",
        "A ladder of escalation with %(count)d levels.",
        count,
    )
    return [about % {"count": count}, *map(_rung_aloud, rungs)]


def _rung_aloud(rung: Rung) -> str:
    """„Stufe 2, Orange, Zugespitzt. Auslöser: … Maßnahmen: …“"""
    words = {"number": rung.known_level, "colour": rung.colour, "name": rung.name}
    measures = listed(rung.measures) or _("No measure yet")
    return " ".join(
        (
            sentence(_("Level %(number)d, %(colour)s, %(name)s") % words),
            sentence(_("Trigger:"), rung.shown_trigger),
            sentence(_("Measures:"), measures),
        )
    )
