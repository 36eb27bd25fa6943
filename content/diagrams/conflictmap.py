"""A conflict map: who is part of it, how strong, how they stand to each other, and over what.

Actors are circles that grow with their power, topics are boxes, and whoever draws the map is on it:
a filled circle in a ring. Places are free; they say what the people who draw want to say by them.
Marks and lines carry what they stand for as data, so that a script can move them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.diagrams.canvas import Box, Canvas, Paint, Point, number
from content.diagrams.diagram import (
    Alternative,
    Diagram,
    filled_columns,
    in_both_layouts,
    in_cell,
    sentence,
)
from content.diagrams.parts import draw_nothing
from content.diagrams.placing import place_beside
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
from content.diagrams.spots import Place, Spot, line_around, places, settled
from content.diagrams.words import Words, tidy, xml

ACTOR, SELF, TOPIC = "actor", "self", "topic"
KINDS = {
    ACTOR: gettext_lazy("Actor"),
    SELF: gettext_lazy("We ourselves"),
    TOPIC: gettext_lazy("Topic"),
}
MOST_POWER = 5
MIDDLE_POWER = 3  # as large as this is drawn whose power nobody has said
RING = 5  # round ourselves
NAME_WIDTH, NAME_LINES = 150, 3
BEHIND_NAMES = 3  # so many points of lines may lie behind a name: a line that grazes it
TOPIC_WIDTH, TOPIC_LINES, TOPIC_PAD = 128, 3, 8
NAMED = {"wide": 40, "narrow": 8}  # so many are named on the map; the key has the others
# Up to so many marks: height of the map, radius of a mark without power, what each point adds.
SIZES: dict[str, tuple[tuple[int, float, float, float], ...]] = {
    "wide": ((12, 460, 14, 4), (30, 560, 14, 3), (75, 720, 12, 2), (150, 900, 12, 1)),
    "narrow": ((8, 380, 11, 2), (20, 480, 11, 1.4), (60, 700, 11, 0.6), (150, 1150, 11, 0.4)),
}
MORE_MARKS, MORE_HEIGHT = 30, 150  # beyond: so much higher for every so many
KEY_ROW, LEGEND_ROW, SAMPLE_ROOM = 30, 26, 38


@dataclass(frozen=True, slots=True)
class Node:
    """A role, a group, a topic or ourselves. `key` is what relations speak of.

    `power` 1 to 5, 0 where nobody has said it; `x` and `y` in hundredths from the left and from
    the top, None where the map may choose.
    """

    key: str
    name: str
    kind: str = ACTOR
    power: int = 0
    x: float | None = None
    y: float | None = None

    @property
    def known_kind(self) -> str:
        return self.kind if self.kind in KINDS else ACTOR

    @property
    def known_power(self) -> int:
        return 0 if self.known_kind == TOPIC else min(max(self.power, 0), MOST_POWER)

    @property
    def place(self) -> Place | None:
        if self.x is None or self.y is None:
            return None
        return min(max(self.x, 0.0), 100.0), min(max(self.y, 0.0), 100.0)

    @property
    def label(self) -> str:
        """The name; our own says that it is ours."""
        name = tidy(self.name) or "–"
        return _("%(name)s (ourselves)") % {"name": name} if self.known_kind == SELF else name


@dataclass(frozen=True, slots=True)
class ConflictMap:
    title: str
    nodes: tuple[Node, ...] = ()
    relations: tuple[Relation, ...] = ()

    def known_relations(self) -> list[Relation]:
        """Each kind once between the same two, in the direction named first."""
        found: dict[tuple[frozenset[str], str], Relation] = {}
        for relation in known(self.relations, {node.key for node in self.nodes}):
            pair = frozenset((relation.source, relation.target))
            way = relation.source if relation.kind == RELATIONS[-1] else ""
            found.setdefault((pair, f"{relation.kind} {way}"), relation)
        return list(found.values())

    def relations_of(self, key: str) -> list[Relation]:
        return [r for r in self.known_relations() if key in (r.source, r.target)]

    def numbers(self) -> dict[str, int]:
        return {node.key: place for place, node in enumerate(self.nodes, 1)}


def draw(nodes: ConflictMap) -> Diagram:
    return in_both_layouts(nodes.title, nodes, picture, alternative(nodes))


# — Where everything is ————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Layout:
    """The map's frame, the part of it that places count in, marks, names and lines."""

    frame: Box
    field: Box
    spots: list[Spot]
    names: list[Box | None]  # beside their marks; None where the key has them, or a box its own
    boxed: list[bool]  # topics whose name stands in their box
    lines: list[tuple[Relation, list[Point]]]

    def is_named(self, index: int) -> bool:
        return self.boxed[index] or self.names[index] is not None

    def undrawn(self) -> list[Relation]:
        """Relations between marks that lie too close for a line."""
        return [relation for relation, points in self.lines if not points]


def laid_out(scale: Scale, nodes: ConflictMap) -> Layout:
    size = _size(scale, len(nodes.nodes))
    frame = Box(1, 1, scale.width - 2, size.height)
    field = frame.inside(size.most + RING + 4)
    boxed = [_fits_a_box(scale, nodes, index) for index in range(len(nodes.nodes))]
    spots = _spots(scale, nodes, size, field, boxed)
    spots = settled(frame.inside(4), spots, [node.place is not None for node in nodes.nodes])
    lines = _lines(nodes, spots)
    names = _names(scale, nodes, frame, spots, boxed, lines)
    return Layout(frame, field, spots, names, boxed, lines)


@dataclass(frozen=True, slots=True)
class Size:
    height: float
    least: float  # radius of a mark without power
    more: float  # what each point of power adds

    @property
    def most(self) -> float:
        return self.least + MOST_POWER * self.more

    def radius(self, node: Node) -> float:
        return self.least + self.more * (node.known_power or MIDDLE_POWER)


def _size(scale: Scale, count: int) -> Size:
    for most, height, least, more in SIZES[scale.layout]:
        if count <= most:
            return Size(height, least, more)
    extra = -(-(count - most) // MORE_MARKS)
    return Size(height + extra * MORE_HEIGHT, least, more)


def _is_named(scale: Scale, nodes: ConflictMap) -> bool:
    return len(nodes.nodes) <= NAMED[scale.layout]


def _box_words(nodes: ConflictMap, index: int) -> str:
    return f"{index + 1} {nodes.nodes[index].label}"


def _fits_a_box(scale: Scale, nodes: ConflictMap, index: int) -> bool:
    """Whether it is a topic whose name may stand in its box."""
    if nodes.nodes[index].known_kind != TOPIC or not _is_named(scale, nodes):
        return False
    return len(scale.note.lines(_box_words(nodes, index), TOPIC_WIDTH)) <= TOPIC_LINES


def _spots(
    scale: Scale, nodes: ConflictMap, size: Size, field: Box, boxed: Sequence[bool]
) -> list[Spot]:
    """Where they would stand if each were alone."""
    own = [index for index, node in enumerate(nodes.nodes) if node.known_kind == SELF]
    wanted = places([node.place for node in nodes.nodes], own[0] if own else None)
    spots = []
    for index, (node, place) in enumerate(zip(nodes.nodes, wanted, strict=True)):
        at = field.x + place[0] / 100 * field.width, field.y + place[1] / 100 * field.height
        spots.append(_spot(scale, node, size, at, _box_words(nodes, index) if boxed[index] else ""))
    return spots


def _spot(scale: Scale, node: Node, size: Size, at: Point, words: str) -> Spot:
    if words:
        lines = scale.note.lines(words, TOPIC_WIDTH)
        across = max(map(scale.note.width, lines)) / 2 + TOPIC_PAD
        return Spot(at, across, len(lines) * scale.note.line / 2 + TOPIC_PAD - 2, is_round=False)
    if node.known_kind == TOPIC:
        return Spot(at, size.least, size.least, is_round=False)
    radius = size.radius(node) + (RING if node.known_kind == SELF else 0)
    return Spot(at, radius, radius)


def _lines(nodes: ConflictMap, spots: Sequence[Spot]) -> list[tuple[Relation, list[Point]]]:
    places = {node.key: index for index, node in enumerate(nodes.nodes)}
    used: dict[tuple[int, int], list[float]] = {}
    lines = []
    for relation in nodes.known_relations():
        ends = places[relation.source], places[relation.target]
        low, high = min(ends), max(ends)
        others = [spot for index, spot in enumerate(spots) if index not in ends]
        taken = used.setdefault((low, high), [])
        points, bow = line_around(spots[low], spots[high], others, taken)
        taken.append(bow)
        lines.append((relation, points if ends == (low, high) else points[::-1]))
    return lines


def _names(
    scale: Scale,
    nodes: ConflictMap,
    frame: Box,
    spots: Sequence[Spot],
    boxed: Sequence[bool],
    lines: Sequence[tuple[Relation, list[Point]]],
) -> list[Box | None]:
    """Names beside their marks where they find a place."""
    taken = [spot.box for spot in spots]
    crossed = [point for _relation, points in lines for point in points]
    found: list[Box | None] = []
    for node, spot, is_boxed in zip(nodes.nodes, spots, boxed, strict=True):
        place = None
        rows = _name_words(scale).lines(node.label, NAME_WIDTH)
        if not is_boxed and _is_named(scale, nodes) and 0 < len(rows) <= NAME_LINES:
            width = max(map(_name_words(scale).width, rows))
            measure = width, len(rows) * _name_words(scale).line
            place = place_beside(
                frame.inside(3), spot.at, spot.across, measure, taken, crossed, BEHIND_NAMES
            )
        taken += [place] if place else []
        found.append(place)
    return found


def _name_words(scale: Scale) -> Words:
    return replace(scale.note.on("text").at("middle"), halo=True)


# — The picture ————————————————————————————————————————————————————————————————


def picture(canvas: Canvas, scale: Scale, nodes: ConflictMap) -> float:
    if not nodes.nodes:
        return draw_nothing(canvas, scale)
    layout = laid_out(scale, nodes)
    canvas.rect(layout.frame, Paint("surface", "line"), 8)
    field = layout.field
    within = " ".join(map(number, (field.x, field.y, field.width, field.height)))
    canvas.raw(f'<g data-map="{within}">')
    for relation, points in layout.lines:
        canvas.raw(f'<g data-from="{xml(relation.source)}" data-to="{xml(relation.target)}">')
        draw_relation(canvas, points, relation.kind)
        canvas.raw("</g>")
    for index in range(len(nodes.nodes)):
        _draw_node(canvas, scale, nodes, layout, index)
    canvas.raw("</g>")
    return _below(canvas, scale, nodes, layout) + 2


def _draw_node(
    canvas: Canvas, scale: Scale, nodes: ConflictMap, layout: Layout, index: int
) -> None:
    """The mark and its name, in a group that a script can move."""
    node, spot, name = nodes.nodes[index], layout.spots[index], layout.names[index]
    at = " ".join(map(number, spot.at))
    canvas.raw(f'<g data-node="{xml(node.key)}" data-name="{xml(node.label)}" data-at="{at}">')
    if layout.boxed[index]:
        words = scale.note.on("text").at("middle")
        _draw_box(canvas, spot)
        top = spot.at[1] - words.height(_box_words(nodes, index), TOPIC_WIDTH) / 2
        canvas.words((spot.at[0], top), _box_words(nodes, index), TOPIC_WIDTH, words)
    else:
        draw_mark(canvas, scale, spot, node.known_kind, str(index + 1))
    if name:
        _draw_name(canvas, scale, spot, name, node.label)
    canvas.raw("</g>")


def _draw_name(canvas: Canvas, scale: Scale, spot: Spot, name: Box, label: str) -> None:
    """A name beside its mark begins or ends there; above and below it is centred."""
    x, words = name.middle[0], _name_words(scale)
    if name.x >= spot.box.right:
        x, words = name.x, words.at("start")
    elif name.right <= spot.box.x:
        x, words = name.right, words.at("end")
    canvas.words((x, name.y), label, NAME_WIDTH, words)


def _draw_box(canvas: Canvas, spot: Spot) -> None:
    canvas.rect(spot.box, Paint("tint", "soft", 2), 4)


def draw_mark(canvas: Canvas, scale: Scale, spot: Spot, kind: str, text: str) -> None:
    """A circle, a filled circle in a ring, or a box."""
    ink, (x, y) = "text", spot.at
    if kind == TOPIC:
        _draw_box(canvas, spot)
    elif kind == SELF:
        ink = "on-deep"
        canvas.circle(x, y, spot.across, Paint("surface", "text", 2))
        canvas.circle(x, y, spot.across - RING + 1, Paint("deep", "text"))
    else:
        canvas.circle(x, y, spot.across, Paint("surface", "text", 2))
    canvas.word((x, y), text, scale.label.on(ink).at("middle"))


# — The key ————————————————————————————————————————————————————————————————————


def _below(canvas: Canvas, scale: Scale, nodes: ConflictMap, layout: Layout) -> float:
    """Names the map has no room for, what marks and lines mean, what is too close to be drawn."""
    top = _roll(canvas, scale, nodes, layout, layout.frame.bottom + 12)
    top = _legend(canvas, scale, nodes, top)
    for text in in_numbers(layout.undrawn(), nodes.numbers()):
        top += canvas.words((3, top + 4), text, scale.width - 3, scale.note) + 4
    return top


def _roll(canvas: Canvas, scale: Scale, nodes: ConflictMap, layout: Layout, top: float) -> float:
    columns = 3 if scale.wide else 1
    width = (scale.width - (columns - 1) * scale.gap) / columns
    ends, words = [top] * columns, scale.note.on("text")
    for index, node in enumerate(nodes.nodes):
        if layout.is_named(index):
            continue
        column = ends.index(min(ends))
        x, y = column * (width + scale.gap), ends[column]
        _draw_sample(canvas, scale, (x + 16, y + 14), node.known_kind, str(index + 1))
        used = canvas.words((x + 40, y + 14 - words.line / 2), node.label, width - 40, words)
        ends[column] += max(used + 10, KEY_ROW)
    return max(ends)


def _draw_sample(canvas: Canvas, scale: Scale, at: Point, kind: str, text: str = "") -> None:
    radius = 13 if text else 8
    grown = radius + (RING - 2 if kind == SELF else 0)
    draw_mark(canvas, scale, Spot(at, grown, grown, kind != TOPIC), kind, text)


def _legend(canvas: Canvas, scale: Scale, nodes: ConflictMap, top: float) -> float:
    """What occurs, side by side and wrapped; gives back the bottom."""
    x, y = 0.0, top
    for kind, name in _occurring(nodes):
        need = SAMPLE_ROOM + scale.note.width(name) + 16
        if x and x + need > scale.width + 16:
            x, y = 0.0, y + LEGEND_ROW
        middle = y + LEGEND_ROW / 2
        if kind in RELATIONS:
            draw_relation(canvas, [(x + 3 + 2 * step, middle) for step in range(15)], kind)
        elif kind:
            _draw_sample(canvas, scale, (x + 16, middle), kind)
        else:
            _draw_growing(canvas, (x, middle))
        canvas.word((x + SAMPLE_ROOM, middle), name, scale.note)
        x += need
    return y + LEGEND_ROW


def _draw_growing(canvas: Canvas, at: Point) -> None:
    for shift, radius in ((7, 4), (22, 9)):
        canvas.circle(at[0] + shift, at[1], radius, Paint("surface", "text"))


def _occurring(nodes: ConflictMap) -> list[tuple[str, str]]:
    """(kind, name) of every mark and relation on this map, and what size means."""
    marks = {node.known_kind for node in nodes.nodes}
    lines = {relation.kind for relation in nodes.known_relations()}
    grows = [("", _("the larger, the more power"))] if marks - {TOPIC} else []
    return [
        *((kind, str(name)) for kind, name in KINDS.items() if kind in marks),
        *grows,
        *((kind, str(name)) for kind, name in RELATION_NAMES.items() if kind in lines),
    ]


# — In words ———————————————————————————————————————————————————————————————————


def alternative(nodes: ConflictMap) -> Alternative:
    headers = (_("Role, group or topic"), _("Kind"), _("Power"), _("Relations"))
    return Alternative(tuple(_sentences(nodes)), *filled_columns(headers, list(_rows(nodes))))


def _rows(nodes: ConflictMap) -> Iterator[tuple[str, ...]]:
    names = {node.key: node.label for node in nodes.nodes}
    for index, node in enumerate(nodes.nodes, 1):
        yield (
            f"{index} {node.label}",
            str(KINDS[node.known_kind]),
            _("%(value)d of 5") % {"value": node.known_power} if node.known_power else "–",
            in_cell([seen_from(node.key, r, names) for r in nodes.relations_of(node.key)]),
        )


def _sentences(nodes: ConflictMap) -> list[str]:
    count = len(nodes.nodes)
    if not count:
        return [_("A conflict map without entries so far.")]
    about = ngettext(
        "A conflict map with one entry.", "A conflict map with %(count)d entries.", count
    )
    return [
        about % {"count": count},
        *map(_node_aloud, nodes.nodes),
        *aloud(nodes.known_relations(), {node.key: node.label for node in nodes.nodes}),
    ]


def _node_aloud(node: Node) -> str:
    if node.known_kind == TOPIC:
        return sentence(_("Topic: %(name)s") % {"name": node.label})
    if not node.known_power:
        return sentence(node.label)
    words = _("%(name)s: power %(power)d of 5")
    return sentence(words % {"name": node.label, "power": node.known_power})
