"""An actor map: who can do how much, who is touched how deeply, and how they stand to each other.

Influence upwards, affectedness to the right, five by five. A mark's shape says the stance, a line's
form the kind of relation, so nothing hangs on colour. The corner of those who are deeply touched
and little heard is tinted: they are the ones a plan forgets.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.diagrams.canvas import Box, Canvas, Paint, Point, number
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    in_both_layouts,
    in_cell,
    listed,
    sentence,
)
from content.diagrams.parts import nothing_yet
from content.diagrams.placing import CELLS, Heap, Plot, around, line_between, name_place, spread
from content.diagrams.relations import (
    RELATION_NAMES,
    RELATIONS,
    Relation,
    aloud,
    draw_relation,
    in_numbers,
    known,
    seen_from,
)
from content.diagrams.scale import Scale
from content.diagrams.words import Words

STANCES = {
    "supportive": gettext_lazy("supportive"),
    "ambivalent": gettext_lazy("ambivalent"),
    "opposed": gettext_lazy("opposed"),
    "destructive": gettext_lazy("destructive"),
}
QUIET_FROM, HEARD_FROM = 4, 3  # affected at least 4, influence below 3: touched, not heard
QUIET_EDGE = Paint(stroke="edge", dash="5 4")  # where colours are forced, the tint is gone
NAMED = 14  # so many actors are named beside their marks, in the wide layout
NAME_WIDTH, NAME_LINES = 150, 2
KEY_BESIDE = 16  # so many fit into a key beside the map
KEY_ROW, LEGEND_ROW = 30, 26


@dataclass(frozen=True, slots=True)
class Actor:
    """A role or a group, never a person. `key` is what relations speak of; values from 1 to 5."""

    key: str
    name: str
    influence: int
    affected: int
    stance: str = "ambivalent"

    @property
    def place(self) -> tuple[int, int]:
        """Affectedness and influence, each within the map."""
        affected, influence = (min(max(v, 1), CELLS) for v in (self.affected, self.influence))
        return affected, influence

    @property
    def known_stance(self) -> str:
        return self.stance if self.stance in STANCES else "ambivalent"

    @property
    def is_quiet(self) -> bool:
        affected, influence = self.place
        return affected >= QUIET_FROM and influence < HEARD_FROM


@dataclass(frozen=True, slots=True)
class ActorMap:
    title: str
    actors: tuple[Actor, ...] = ()
    relations: tuple[Relation, ...] = ()

    def known_relations(self) -> list[Relation]:
        """Relations of a kind we know between two actors who are on the map."""
        return known(self.relations, {actor.key for actor in self.actors})

    def relations_of(self, key: str) -> list[Relation]:
        return [r for r in self.known_relations() if key in (r.source, r.target)]

    def quiet(self) -> list[str]:
        return [actor.name for actor in self.actors if actor.is_quiet]


def draw(actors: ActorMap) -> Diagram:
    return in_both_layouts(actors.title, actors, picture, alternative(actors))


# — The picture ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everybody stands, and the points of every line that can be drawn."""

    plot: Plot
    points: list[Point]  # one for each actor
    heaps: list[Heap]
    lines: list[tuple[Relation, list[Point]]]

    @property
    def heaped(self) -> set[int]:
        return {index for heap in self.heaps for index in heap.members}

    def undrawn(self) -> list[Relation]:
        """Relations between marks that lie too close for a line."""
        return [relation for relation, points in self.lines if not points]


def placed(scale: Scale, actors: ActorMap) -> Placed:
    plot = Plot(26, 2, 106, 14, 3) if scale.wide else Plot(24, 2, 59, 12, 2)
    points, heaps = spread(plot, [actor.place for actor in actors.actors])
    places = {actor.key: point for actor, point in zip(actors.actors, points, strict=True)}
    lines = [
        (relation, line_between(plot, places[relation.source], places[relation.target], points))
        for relation in actors.known_relations()
    ]
    return Placed(plot, points, heaps, lines)


def picture(canvas: Canvas, scale: Scale, actors: ActorMap) -> float:
    where = placed(scale, actors)
    bottom = _field(canvas, scale, where.plot)
    for relation, points in where.lines:
        draw_relation(canvas, points, relation.kind)
    _marks(canvas, scale, actors, where)
    if scale.wide and len(actors.actors) <= NAMED:
        _names(canvas, scale, actors, where)
    right = where.plot.box.right + 30
    beside = scale.wide and len(actors.actors) <= KEY_BESIDE
    room = Box(right, 2, scale.width - right, 0) if beside else Box(0, bottom + 8, scale.width, 0)
    return max(bottom, _key(canvas, scale, actors, where, room)) + 2


def _field(canvas: Canvas, scale: Scale, plot: Plot) -> float:
    """The cells and what the two directions mean; gives back the bottom."""
    for across in range(1, CELLS + 1):
        for up in range(1, CELLS + 1):
            quiet = across >= QUIET_FROM and up < HEARD_FROM
            paint = Paint("tint" if quiet else "surface", "line", 1)
            canvas.rect(plot.cell_box(across, up), paint)
    first, last = plot.cell_box(QUIET_FROM, HEARD_FROM - 1), plot.cell_box(CELLS, 1)
    canvas.rect(Box(first.x, first.y, last.right - first.x, last.bottom - first.y), QUIET_EDGE)
    box, label = plot.box, scale.label.at("middle")
    canvas.rect(box, Paint(stroke="edge", width=2))
    across_words, up_words = _("Affected: little → deeply"), _("Influence: little → much")
    used = canvas.words((box.middle[0], box.bottom + 6), across_words, box.width, label)
    turn = f"translate({number(box.x - 24)} {number(box.middle[1])}) rotate(-90)"
    canvas.raw(f'<g transform="{turn}">')
    canvas.words((0, 0), up_words, box.height, label)
    canvas.raw("</g>")
    return box.bottom + 6 + used


def _marks(canvas: Canvas, scale: Scale, actors: ActorMap, where: Placed) -> None:
    for index, actor in enumerate(actors.actors):
        if index not in where.heaped:
            mark = _mark(scale, str(index + 1))
            draw_stance(canvas, where.points[index], where.plot.radius, actor.known_stance, mark)
    for heap in where.heaps:
        width = where.plot.cell * 0.8
        box = Box(heap.at[0] - width / 2, heap.at[1] - 16, width, 32)
        canvas.rect(box, Paint("surface", "text", 2), 16)
        canvas.word(heap.at, f"× {len(heap.members)}", scale.label.on("text").at("middle"))


def _names(canvas: Canvas, scale: Scale, actors: ActorMap, where: Placed) -> None:
    """Names beside their marks where they find a place; the key has them all."""
    taken = [around(place, where.plot.radius + 2) for place in where.points]
    crossed = [point for _relation, points in where.lines for point in points]
    words = replace(scale.note.on("text").at("middle"), halo=True)
    for actor, mark in zip(actors.actors, where.points, strict=True):
        lines = words.lines(actor.name, NAME_WIDTH)
        if not 0 < len(lines) <= NAME_LINES:
            continue
        size = max(map(words.width, lines)), len(lines) * words.line
        if box := name_place(where.plot, mark, size, taken, crossed):
            taken.append(box)
            canvas.words((box.middle[0], box.y), actor.name, NAME_WIDTH, words)


# — Marks and lines ————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a mark; nothing in the legend."""

    text: str
    size: float


def _mark(scale: Scale, text: str = "") -> Mark:
    return Mark(text, scale.note.size)


def draw_stance(canvas: Canvas, at: Point, radius: float, stance: str, mark: Mark) -> None:
    """Circle, square, diamond, octagon: supportive, ambivalent, opposed, destructive."""
    (x, y), ink = at, "text"
    if stance == "supportive":
        canvas.circle(x, y, radius, Paint("deep", "text"))
        ink = "on-deep"
    elif stance == "opposed":
        r, ink = radius * 1.22, "on-accent"
        canvas.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], Paint("accent", "text"))
    elif stance == "destructive":
        ink = "on-level"
        canvas.polygon(_octagon(at, radius * 1.08), Paint("level-3", "text", 2))
    else:
        r = radius * 0.92
        canvas.rect(Box(x - r, y - r, 2 * r, 2 * r), Paint("surface", "text", 2), 3)
    canvas.word(at, mark.text, Words(mark.size, ink, bold=True, anchor="middle"))


def _octagon(at: Point, radius: float) -> list[Point]:
    angles = [math.radians(22.5 + 45 * side) for side in range(8)]
    return [(at[0] + radius * math.cos(a), at[1] + radius * math.sin(a)) for a in angles]


# — The key ————————————————————————————————————————————————————————————————————


def _key(canvas: Canvas, scale: Scale, actors: ActorMap, where: Placed, room: Box) -> float:
    """All names by their numbers, then what shapes and lines mean; gives back the bottom."""
    if not actors.actors:
        return room.y + canvas.words((room.x, room.y), nothing_yet(), room.width, scale.note)
    top = _roll(canvas, scale, actors, room)
    top = _legend(canvas, scale, actors, Box(room.x, top + 8, room.width, 0))
    return _in_numbers(canvas, scale, actors, where, Box(room.x, top, room.width, 0))


def _roll(canvas: Canvas, scale: Scale, actors: ActorMap, room: Box) -> float:
    columns = 3 if scale.wide and room.width > scale.middle else 1
    width = (room.width - (columns - 1) * scale.gap) / columns
    ends = [room.y] * columns
    words = scale.note.on("text")
    for index, actor in enumerate(actors.actors):
        column = ends.index(min(ends))
        x, y = room.x + column * (width + scale.gap), ends[column]
        draw_stance(canvas, (x + 14, y + 13), 11, actor.known_stance, _mark(scale, str(index + 1)))
        used = canvas.words((x + 36, y + 13 - words.line / 2), actor.name, width - 36, words)
        ends[column] += max(used + 10, KEY_ROW)
    return max(ends)


def _legend(canvas: Canvas, scale: Scale, actors: ActorMap, room: Box) -> float:
    """What occurs, side by side and wrapped."""
    x, y = room.x, room.y
    for kind, name in _occurring(actors):
        need = 38 + scale.note.width(name) + 16
        if x > room.x and x + need > room.right + 16:
            x, y = room.x, y + LEGEND_ROW
        _sample(canvas, scale, (x, y + LEGEND_ROW / 2), kind)
        canvas.word((x + 38, y + LEGEND_ROW / 2), name, scale.note)
        x += need
    return y + LEGEND_ROW


def _occurring(actors: ActorMap) -> list[tuple[str, str]]:
    """(kind, name) of the tint, then of every stance and relation on this map."""
    stances = {actor.known_stance for actor in actors.actors}
    kinds = {relation.kind for relation in actors.known_relations()}
    return [
        ("quiet", _("quiet, but affected")),
        *((stance, str(name)) for stance, name in STANCES.items() if stance in stances),
        *((kind, str(name)) for kind, name in RELATION_NAMES.items() if kind in kinds),
    ]


def _sample(canvas: Canvas, scale: Scale, at: Point, kind: str) -> None:
    x, y = at
    if kind in RELATIONS:
        draw_relation(canvas, [(x + 2 + 2 * step, y) for step in range(15)], kind)
    elif kind in STANCES:
        draw_stance(canvas, (x + 14, y), 8, kind, _mark(scale))
    else:
        canvas.rect(Box(x + 3, y - 9, 24, 18), replace(QUIET_EDGE, fill="tint"))


def _in_numbers(canvas: Canvas, scale: Scale, actors: ActorMap, where: Placed, room: Box) -> float:
    """What the map has no room to show; gives back the bottom."""
    top = room.y
    for text in [*_heaps(where), *in_numbers(where.undrawn(), _numbers(actors))]:
        top += canvas.words((room.x + 3, top + 4), text, room.width - 3, scale.note) + 4
    return top


def _numbers(actors: ActorMap) -> dict[str, int]:
    return {actor.key: number for number, actor in enumerate(actors.actors, 1)}


def _heaps(where: Placed) -> list[str]:
    """„× 12: 3, 7, 11 …“: who stands in the heap."""
    return [
        f"× {len(heap.members)}: " + ", ".join(str(index + 1) for index in heap.members)
        for heap in where.heaps
    ]


# — In words ———————————————————————————————————————————————————————————————————


def alternative(actors: ActorMap) -> Alternative:
    headers = (_("Role or group"), _("Influence"), _("Affected"), _("Stance"), _("Relations"))
    return Alternative(tuple(_sentences(actors)), headers, tuple(_rows(actors)))


def _rows(actors: ActorMap) -> Iterator[tuple[str, ...]]:
    names = {actor.key: actor.name for actor in actors.actors}
    for index, actor in enumerate(actors.actors, 1):
        affected, influence = actor.place
        yield (
            f"{index} {actor.name}",
            _of_five(influence),
            _of_five(affected),
            str(STANCES[actor.known_stance]),
            in_cell([seen_from(actor.key, r, names) for r in actors.relations_of(actor.key)]),
        )


def _of_five(value: int) -> str:
    return _("%(value)d of 5") % {"value": value}


def _sentences(actors: ActorMap) -> list[str]:
    count, relations = len(actors.actors), actors.known_relations()
    if not count:
        return [_("An actor map without actors so far.")]
    about = ngettext("An actor map with one role.", "An actor map with %(count)d roles.", count)
    return [
        about % {"count": count},
        *map(_actor_aloud, actors.actors),
        *_quiet_aloud(actors.quiet()),
        *aloud(relations, {actor.key: actor.name for actor in actors.actors}),
    ]


def _actor_aloud(actor: Actor) -> str:
    affected, influence = actor.place
    words = _("%(name)s: influence %(influence)d of 5, affected %(affected)d of 5, %(stance)s")
    return sentence(
        words
        % {
            "name": actor.name,
            "influence": influence,
            "affected": affected,
            "stance": STANCES[actor.known_stance],
        }
    )


def _quiet_aloud(names: Sequence[str]) -> list[str]:
    return [sentence(_("Quiet, but deeply affected:"), listed(names))] if names else []
