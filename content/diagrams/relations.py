"""How two stand to each other on a map: five kinds of lines, told apart by form and word."""

import math
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.diagrams.canvas import Canvas, Paint, Point
from content.diagrams.diagram import sentence
from content.diagrams.parts import arrow_head

ALLIANCE, TENSION, CONFLICT, BROKEN, INFLUENCE = RELATIONS = (
    "alliance",
    "tension",
    "conflict",
    "broken",
    "influence",
)
RELATION_NAMES = {
    ALLIANCE: gettext_lazy("Alliance"),
    TENSION: gettext_lazy("Tension"),
    CONFLICT: gettext_lazy("Conflict"),
    BROKEN: gettext_lazy("Contact broken off"),
    INFLUENCE: gettext_lazy("Influence"),
}
RELATIONS_ALOUD = {
    ALLIANCE: gettext_lazy("Alliance: %(source)s and %(target)s"),
    TENSION: gettext_lazy("Tension: %(source)s and %(target)s"),
    CONFLICT: gettext_lazy("Conflict: %(source)s and %(target)s"),
    BROKEN: gettext_lazy("Contact broken off: %(source)s and %(target)s"),
    INFLUENCE: gettext_lazy("Influence: %(source)s on %(target)s"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` and `target` are keys of actors; only influence has a direction."""

    source: str
    target: str
    kind: str


def known(relations: Iterable[Relation], keys: Set[str]) -> list[Relation]:
    """Relations of a kind we know between two who are on the map."""
    return [
        relation
        for relation in relations
        if {relation.source, relation.target} <= keys
        and relation.source != relation.target
        and relation.kind in RELATIONS
    ]


def draw_relation(canvas: Canvas, points: Sequence[Point], kind: str) -> None:
    """Double, dotted, zigzag, cut through or an arrow."""
    if len(points) < 4:
        return
    if kind == ALLIANCE:
        for shift in (-2.5, 2.5):
            canvas.line(*shifted(points, [shift] * len(points)), paint=Paint("", "brand", 2))
    elif kind == TENSION:
        canvas.line(*points, paint=Paint("", "text", 2, "3 6"))
    elif kind == CONFLICT:
        step = 2 if len(points) > 16 else 1  # a short line has room for small spikes only
        spikes = [points[0], *points[1:-1:step], points[-1]]
        turns = [0.0, *(4.0 * (-1) ** i for i in range(len(spikes) - 2)), 0.0]
        canvas.line(*shifted(spikes, turns), paint=Paint("", "bad", 2))
    elif kind == BROKEN:
        _draw_broken(canvas, points)
    else:
        canvas.line(*points[:-1], paint=Paint("", "text", 2))
        (x1, y1), (x2, y2) = points[-3], points[-1]
        arrow_head(canvas, (x2, y2), math.atan2(y2 - y1, x2 - x1), 12, "text")


def _draw_broken(canvas: Canvas, points: Sequence[Point]) -> None:
    """Two halves with a bar at each end, and air between."""
    middle = len(points) // 2
    paint = Paint("", "text", 2)
    for half in (points[:middle], list(reversed(points[middle + 1 :]))):
        canvas.line(*half, paint=paint)
        bar = [shifted(half, [shift] * len(half))[-1] for shift in (-7, 7)]
        canvas.line(*bar, paint=paint)


def shifted(points: Sequence[Point], by: Sequence[float]) -> list[Point]:
    """Each point moved sideways, at a right angle to the way from the first to the last."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = math.dist(points[0], points[-1]) or 1
    x, y = (y1 - y2) / length, (x2 - x1) / length
    return [(px + x * b, py + y * b) for (px, py), b in zip(points, by, strict=True)]


# — In words ———————————————————————————————————————————————————————————————————


def seen_from(key: str, relation: Relation, names: dict[str, str]) -> str:
    """„Konflikt: Anwohnende“; influence says its direction."""
    other = names[relation.target if relation.source == key else relation.source]
    if relation.kind != INFLUENCE:
        return f"{RELATION_NAMES[relation.kind]}: {other}"
    words = _("Influence on %(other)s") if relation.source == key else _("Influenced by %(other)s")
    return words % {"other": other}


def aloud(relations: Sequence[Relation], names: dict[str, str]) -> list[str]:
    """A sentence each, or that there are none."""
    if not relations:
        return [_("No relations are drawn.")]
    return [
        sentence(
            RELATIONS_ALOUD[relation.kind]
            % {"source": names[relation.source], "target": names[relation.target]}
        )
        for relation in relations
    ]


def in_numbers(relations: Iterable[Relation], numbers: dict[str, int]) -> list[str]:
    """„7 – 8: Spannung“: relations between marks too close for a line."""
    return [
        f"{numbers[r.source]} {'→' if r.kind == INFLUENCE else '–'} {numbers[r.target]}: "
        f"{RELATION_NAMES[r.kind]}"
        for r in relations
    ]
