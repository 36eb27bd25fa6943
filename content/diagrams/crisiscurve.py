"""The curve of a crisis: a wave of strain over its phases, and below each what is to be done.

Every phase carries a level of escalation (shape, number and word, as everywhere) and its strain.
The curve runs through one value a phase and has no bump that the values do not have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.diagrams.canvas import Box, Canvas, Paint, Point
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    filled_columns,
    in_both_layouts,
    in_cell,
    listed,
    sentence,
)
from content.diagrams.parts import Card, Group, draw_nothing
from content.diagrams.scale import Scale

LEVELS = (
    gettext_lazy("green"),
    gettext_lazy("yellow"),
    gettext_lazy("orange"),
    gettext_lazy("red"),
    gettext_lazy("blue"),
)
MOST = 100  # strain
SIDE_BY_SIDE = 5  # so many phases stand side by side, in the wide layout
STEPS = 20  # samples of the curve in a phase
WAVE_TOP, WAVE_HEIGHT = 24, 180
LINE = Paint(stroke="text", width=3)


@dataclass(frozen=True, slots=True)
class Phase:
    """`level` 0 to 4: green, yellow, orange, red, blue; `strain` 0 to 100."""

    name: str
    level: int
    strain: int
    tasks: tuple[str, ...] = ()

    @property
    def known_level(self) -> int:
        return min(max(self.level, 0), len(LEVELS) - 1)

    @property
    def known_strain(self) -> int:
        return min(max(self.strain, 0), MOST)

    def level_words(self) -> str:
        return _("Level %(number)d, %(colour)s") % {
            "number": self.known_level,
            "colour": LEVELS[self.known_level],
        }


@dataclass(frozen=True, slots=True)
class CrisisCurve:
    title: str
    phases: tuple[Phase, ...] = ()


def draw(curve: CrisisCurve) -> Diagram:
    return in_both_layouts(curve.title, curve, picture, alternative(curve))


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, curve: CrisisCurve) -> float:
    if not curve.phases:
        return draw_nothing(canvas, scale)
    abreast = scale.wide and len(curve.phases) <= SIDE_BY_SIDE
    return (_abreast if abreast else _downwards)(canvas, scale, curve)


def wave(values: Sequence[int]) -> list[list[float]]:
    """A monotone cubic through one value a phase: STEPS + 1 samples for each phase."""
    count = len(values)
    knots = [
        (-0.5, values[0] * 0.6),
        *((index + 0.5, float(value)) for index, value in enumerate(values)),
        (count + 0.5, values[-1] * 0.4),
    ]
    rises = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(knots)]
    slopes = [rises[0], *(_slope(a, b) for a, b in pairwise(rises)), rises[-1]]

    def at(x: float) -> float:
        index = min(int(x + 0.5), len(rises) - 1)
        ends, t = (knots[index][1], knots[index + 1][1]), x - knots[index][0]
        return _between(ends, (slopes[index], slopes[index + 1]), t)

    return [[at(phase + step / STEPS) for step in range(STEPS + 1)] for phase in range(count)]


def _slope(before: float, after: float) -> float:
    """Flat at a summit, else the harmonic mean: this is what keeps the curve from overshooting."""
    return 0.0 if before * after <= 0 else 2 * before * after / (before + after)


def _between(ends: tuple[float, float], slopes: tuple[float, float], t: float) -> float:
    """Hermite's cubic at `t`, 0 to 1."""
    start = ends[0] * (1 + 2 * t) * (1 - t) ** 2 + slopes[0] * t * (1 - t) ** 2
    return start + ends[1] * t * t * (3 - 2 * t) + slopes[1] * t * t * (t - 1)


def _waves(curve: CrisisCurve) -> list[list[float]]:
    return wave([phase.known_strain for phase in curve.phases])


def _card(phase: Phase) -> Card:
    group = Group(phase.name, phase.tasks, phase.level_words())
    return Card(group, level=phase.known_level)


def _abreast(canvas: Canvas, scale: Scale, curve: CrisisCurve) -> float:
    """A column a phase: the wave above, its card below."""
    column = scale.width / len(curve.phases)
    canvas.words((0, 0), _("Strain"), column, scale.label)
    cards = [_card(phase) for phase in curve.phases]
    height = max(card.height(scale, column - 8) for card in cards)
    bottom, line = WAVE_TOP + WAVE_HEIGHT, list[Point]()
    for index, (phase, values) in enumerate(zip(curve.phases, _waves(curve), strict=True)):
        field = Box(index * column + 3, WAVE_TOP, column - 6, WAVE_HEIGHT)
        points = [
            (index * column + column * step / STEPS, bottom - 4 - value / MOST * (WAVE_HEIGHT - 16))
            for step, value in enumerate(values)
        ]
        _fill_below(canvas, field, points, phase.known_level)
        line += points
        below = Box(index * column + 4, bottom + 12, column - 8, height)
        cards[index].draw(canvas, scale, below)
    canvas.line(*line, paint=LINE)
    return bottom + 12 + height + 2


def _fill_below(canvas: Canvas, field: Box, points: list[Point], level: int) -> None:
    """The field of a phase, filled from its floor to the curve."""
    canvas.rect(field, Paint(f"level-{level}-soft", "line", 1), 6)
    inside = [(min(max(x, field.x), field.right), y) for x, y in points]
    floor = [(field.right, field.bottom), (field.x, field.bottom)]
    canvas.polygon([*inside, *floor], Paint(f"level-{level}"))


def _downwards(canvas: Canvas, scale: Scale, curve: CrisisCurve) -> float:
    """A row a phase: the wave runs down on the left, the cards stand on the right."""
    lane = 150 if scale.wide else 64
    y = canvas.words((0, 0), _("Strain →"), scale.width, scale.label) + 4
    line = list[Point]()
    for phase, values in zip(curve.phases, _waves(curve), strict=True):
        box = Box(lane + 12, y + 1, scale.width - lane - 13, 0)
        card = _card(phase)
        height = card.height(scale, box.width)
        card.draw(canvas, scale, Box(box.x, box.y, box.width, height))
        row = height + scale.gap
        points = [
            (4 + value / MOST * (lane - 8), y + row * step / STEPS)
            for step, value in enumerate(values)
        ]
        _fill_beside(canvas, Box(0, y, lane, row - 4), points, phase.known_level)
        line += points
        y += row
    canvas.line(*line[:-1], paint=LINE)
    return y


def _fill_beside(canvas: Canvas, field: Box, points: list[Point], level: int) -> None:
    canvas.rect(field, Paint(f"level-{level}-soft", "line", 1), 4)
    inside = [(x, min(y, field.bottom)) for x, y in points]
    canvas.polygon([(0, field.y), *inside, (0, field.bottom)], Paint(f"level-{level}"))


# — In words ———————————————————————————————————————————————————————————————————


def alternative(curve: CrisisCurve) -> Alternative:
    headers = (_("Phase"), _("Level"), _("Strain"), _("What to do"))
    rows = [
        (
            p.name,
            p.level_words(),
            _("%(strain)d of 100") % {"strain": p.known_strain},
            in_cell(p.tasks),
        )
        for p in curve.phases
    ]
    return Alternative(tuple(_sentences(curve)), *filled_columns(headers, rows))


def _sentences(curve: CrisisCurve) -> list[str]:
    count = len(curve.phases)
    if not count:
        return [_("A crisis curve without phases so far.")]
    about = ngettext(
        "A crisis curve with one phase.", "A crisis curve with %(count)d phases.", count
    )
    phases = [_phase_aloud(number, phase) for number, phase in enumerate(curve.phases, 1)]
    return [about % {"count": count}, *_summit(curve), *phases]


def _summit(curve: CrisisCurve) -> list[str]:
    """Where the strain is highest, when one phase stands out."""
    strains = [phase.known_strain for phase in curve.phases]
    if len(strains) == 1 or strains.count(max(strains)) > 1:
        return []
    highest = strains.index(max(strains))
    words = _("The strain is highest in phase %(number)d, %(name)s")
    return [sentence(words % {"number": highest + 1, "name": curve.phases[highest].name})]


def _phase_aloud(number: int, phase: Phase) -> str:
    head = _("Phase %(number)d, %(name)s: %(level)s, strain %(strain)d of 100") % {
        "number": number,
        "name": phase.name,
        "level": phase.level_words(),
        "strain": phase.known_strain,
    }
    tasks = listed(phase.tasks)
    todo = _("What to do: %(tasks)s") % {"tasks": tasks} if tasks else ""
    return " ".join(filter(None, (sentence(head), sentence(todo))))
