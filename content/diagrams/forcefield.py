"""A force field: what drives towards a goal and what holds it back, as arrows that meet today.

Length and thickness of an arrow grow with its strength, and a number at its tail says it again.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.diagrams.canvas import Box, Canvas, Paint, Point
from content.diagrams.diagram import Alternative, Diagram, in_both_layouts, listed, sentence
from content.diagrams.parts import nothing_yet
from content.diagrams.scale import Scale
from content.diagrams.words import Words

WEAKEST, STRONGEST = 1, 5
RIGHT, LEFT = 1, -1
ROW = 24  # height of the thickest arrow
TAIL = 12  # radius of the number at the tail
HEAD, BARB = 20, 5  # length of an arrow's head, and what it stands out on each side
MIDDLE = 14  # from the line of today to an arrow's tip


@dataclass(frozen=True, slots=True)
class Force:
    """`strength` from 1, weak, to 5, strong; anything beyond is drawn and said as the nearest."""

    name: str
    strength: int

    @property
    def power(self) -> int:
        return min(max(self.strength, WEAKEST), STRONGEST)


@dataclass(frozen=True, slots=True)
class ForceField:
    title: str
    goal: str = ""
    driving: tuple[Force, ...] = ()
    restraining: tuple[Force, ...] = ()


def draw(field: ForceField) -> Diagram:
    return in_both_layouts(field.title, field, picture, alternative(field))


# — The picture ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Side:
    """The arrows of one direction; in the wide layout their tips lie at `x`, else their tails."""

    forces: tuple[Force, ...]
    heading: str
    towards: int
    x: float
    width: float
    ink: str

    def anchored(self, scale: Scale) -> str:
        """Words stand at the tips where two sides meet, else at the tails."""
        ends_right = (self.towards == RIGHT) == scale.wide
        return "end" if ends_right else "start"


def picture(canvas: Canvas, scale: Scale, field: ForceField) -> float:
    top = _goal(canvas, scale, field.goal) + scale.gap
    return (_meeting if scale.wide else _stacked)(canvas, scale, field, top)


def _goal(canvas: Canvas, scale: Scale, goal: str) -> float:
    """The banner over everything; gives back its bottom."""
    width, label = scale.width - 2 * scale.pad, scale.note.on("on-deep").at("middle")
    words, text = scale.head.on("on-deep").at("middle"), goal or nothing_yet()
    box = Box(0, 0, scale.width, words.height(text, width) + label.line + 2 * scale.pad)
    canvas.rect(box, Paint("deep"), 8)
    top = scale.pad + canvas.words((scale.middle, scale.pad), _("Goal"), width, label)
    canvas.words((scale.middle, top), text, width, words)
    return box.bottom


def _sides(scale: Scale, field: ForceField) -> tuple[Side, Side]:
    wide, middle = scale.wide, scale.middle
    width = middle - MIDDLE if wide else scale.width
    left, right = (middle - MIDDLE, middle + MIDDLE) if wide else (0.0, float(scale.width))
    return (
        Side(field.driving, _("Driving forces"), RIGHT, left, width, "middle"),
        Side(field.restraining, _("Restraining forces"), LEFT, right, width, "sunken"),
    )


def _meeting(canvas: Canvas, scale: Scale, field: ForceField, top: float) -> float:
    """Left and right of the line of today."""
    bottom = max(_side(canvas, scale, side, top) for side in _sides(scale, field))
    canvas.rect(Box(scale.middle - 4, top, 8, bottom - top), Paint("accent", "text", 1), 4)
    label = scale.label.at("middle")
    return bottom + canvas.words((scale.middle, bottom + 2), _("Today"), 200, label) + 4


def _stacked(canvas: Canvas, scale: Scale, field: ForceField, top: float) -> float:
    """One below the other, with the line of today between."""
    driving, restraining = _sides(scale, field)
    top = _side(canvas, scale, driving, top)
    canvas.rect(Box(0.5, top, scale.width - 1, 7), Paint("accent", "text", 1), 3)
    top += canvas.words((scale.middle, top + 8), _("Today"), 200, scale.label.at("middle")) + 12
    return _side(canvas, scale, restraining, top)


def _side(canvas: Canvas, scale: Scale, side: Side, top: float) -> float:
    anchor = side.anchored(scale)
    heading = scale.head.on("brand").at(anchor)
    top += canvas.words((side.x, top), side.heading, side.width, heading) + 8
    for force in side.forces:
        top += canvas.words((side.x, top), force.name, side.width, scale.body.at(anchor)) + 4
        _arrow(canvas, scale, side, force.power, top + ROW / 2)
        top += ROW + scale.gap
    if not side.forces:
        nothing = scale.body.on("muted").at(anchor)
        top += canvas.words((side.x, top), nothing_yet(), side.width, nothing) + scale.gap
    return top


def _arrow(canvas: Canvas, scale: Scale, side: Side, power: int, middle: float) -> None:
    length = side.width * (0.24 + 0.15 * power)
    tip = side.x if scale.wide else side.x + side.towards * length
    tail = tip - side.towards * (length - TAIL)
    canvas.polygon(_outline(tip, tail, side.towards, middle, 4 + power), Paint(side.ink, "edge"))
    canvas.circle(tail, middle, TAIL, Paint("surface", "edge", 2))
    canvas.word((tail, middle), str(power), Words(scale.note.size, bold=True, anchor="middle"))


def _outline(tip: float, tail: float, towards: int, middle: float, thick: float) -> list[Point]:
    """`thick` is half the shaft; clockwise from the upper end of the tail."""
    neck = tip - towards * HEAD
    upper = [(tail, middle - thick), (neck, middle - thick), (neck, middle - thick - BARB)]
    lower = [(x, 2 * middle - y) for x, y in reversed(upper)]
    return [*upper, (tip, middle), *lower]


# — In words ———————————————————————————————————————————————————————————————————


def alternative(field: ForceField) -> Alternative:
    headers = (_("Force"), _("Direction"), _("Strength"))
    goal = [(field.goal, _("Goal"), "–")] if field.goal else []
    rows = [*_rows(field.driving, _("driving")), *_rows(field.restraining, _("restraining"))]
    return Alternative(tuple(_sentences(field)), headers, (*goal, *rows))


def _rows(forces: tuple[Force, ...], direction: str) -> list[tuple[str, ...]]:
    strength = _("%(strength)d of 5")
    return [(force.name, direction, strength % {"strength": force.power}) for force in forces]


def _sentences(field: ForceField) -> list[str]:
    goal = (
        _("A force field for the goal: %(goal)s") % {"goal": field.goal}
        if field.goal
        else _("A force field without a goal so far.")
    )
    driving = ngettext("One driving force:", "%(count)d driving forces:", len(field.driving))
    restraining = ngettext(
        "One restraining force:", "%(count)d restraining forces:", len(field.restraining)
    )
    return [
        sentence(goal),
        _side_aloud(field.driving, driving, _("No driving forces so far.")),
        _side_aloud(field.restraining, restraining, _("No restraining forces so far.")),
    ]


def _side_aloud(forces: tuple[Force, ...], about: str, nothing: str) -> str:
    if not forces:
        return nothing
    named = [
        _("%(name)s (strength %(strength)d of 5)")
        % {"name": force.name.rstrip(" ."), "strength": force.power}
        for force in forces
    ]
    return sentence(about % {"count": len(forces)}, listed(named))
