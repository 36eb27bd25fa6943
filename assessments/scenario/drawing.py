"""The picture of all ways through a story, and the same as a table.

Drawn by us as SVG that a style sheet colours: `ui-graph` and its classes. The way somebody took is
a thick line; that it was taken also stands in the table, which says everything the picture shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.scenario.layout import WIDTH, Layout, Place, lay_out
from assessments.scenario.playing import Way
from assessments.scenario.story import Node, Option, Story

HALF = 17  # of a mark, in units
WIDER = 8  # per letter beyond three
BOW = 34  # how far a line over several rows leaves the straight one
LABEL_AT = 0.3  # of a line, where the letter of its decision stands


@dataclass(frozen=True, slots=True)
class Row:
    """One decision of the table. `count`: how many of the cohort took it, None where not told."""

    code: str
    title: str
    letter: str
    text: str
    target: str
    taken: bool


def as_table(story: Story, way: Way | None = None) -> tuple[Row, ...]:
    taken = _taken(way)
    return tuple(
        Row(
            code=node.code,
            title=node.title,
            letter=node.letter(option),
            text=option.text,
            target=target.code if (target := story.node(option.next)) else "–",
            taken=(node.id, option.id) in taken,
        )
        for node in story.nodes
        for option in node.options
    )


def draw(story: Story, *, way: Way | None = None, uid: str = "graph") -> SafeString:
    """The picture as one `<svg>`; `uid` has to be unique in its page."""
    layout, taken = lay_out(story), _taken(way)
    passed = _passed(way)
    lines = [_line(layout, node, option) for node, option in _edges(story, layout)]
    walked = [
        _line(layout, node, option)
        for node, option in _edges(story, layout)
        if (node.id, option.id) in taken
    ]
    return format_html(
        '<svg class="ui-graph" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t"'
        ' aria-describedby="{}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
        '<g class="g-line">{}</g><g class="g-way">{}</g>{}{}</svg>',
        WIDTH,
        round(layout.height),
        uid,
        uid,
        uid,
        _("All ways through the scenario"),
        uid,
        in_words(story, way),
        _paths(lines),
        _paths(walked),
        _letters(layout, story, taken),
        format_html_join("", "{}", ((_mark(layout, node, passed),) for node in story.nodes)),
    )


def in_words(story: Story, way: Way | None = None) -> str:
    """What the picture says at a glance; each decision stands in the table."""
    parts = [
        _("%(nodes)d situations, %(endings)d endings.")
        % {"nodes": len(story.nodes) - len(story.endings), "endings": len(story.endings)}
    ]
    if way and way.steps:
        codes = [f"{step.node.code} {step.node.letter(step.option)}" for step in way.steps]
        if way.at:
            codes.append(way.at.code)
        parts.append(_("Your way: %(way)s.") % {"way": ", ".join(codes)})
    parts.append(_("The table names every decision."))
    return " ".join(parts)


def _taken(way: Way | None) -> frozenset[tuple[str, str]]:
    return frozenset((step.node.id, step.option.id) for step in way.steps) if way else frozenset()


def _passed(way: Way | None) -> frozenset[str]:
    if way is None:
        return frozenset()
    here = [way.at.id] if way.at and way.steps else []
    return frozenset([*(step.node.id for step in way.steps), *here])


def _edges(story: Story, layout: Layout) -> Iterator[tuple[Node, Option]]:
    for node in story.nodes:
        for option in node.options:
            if option.next in layout.places and node.id in layout.places:
                yield node, option


def _points(layout: Layout, node: Node, option: Option) -> tuple[Place, Place, Place]:
    """Start, end, and the point a bowed line is drawn towards."""
    start, end = layout.places[node.id], layout.places[option.next]
    x, y = (start.x + end.x) / 2, (start.y + end.y) / 2
    spans = end.row - start.row
    if spans == 1:
        return start, end, Place(x, y, 0)
    away = BOW * max(1, abs(spans) - 1) * (1 if start.x <= WIDTH / 2 else -1)
    return start, end, Place(x + (away if spans > 0 else -away), y, 0)


def _line(layout: Layout, node: Node, option: Option) -> str:
    start, end, bow = _points(layout, node, option)
    return f"M{start.x:.0f} {start.y:.0f}Q{bow.x:.0f} {bow.y:.0f} {end.x:.0f} {end.y:.0f}"


def _paths(lines: list[str]) -> SafeString:
    return format_html_join("", '<path d="{}"/>', ((line,) for line in lines))


def _letters(layout: Layout, story: Story, taken: frozenset[tuple[str, str]]) -> SafeString:
    def letter(node: Node, option: Option) -> SafeString:
        start, end, bow = _points(layout, node, option)
        t = LABEL_AT
        x = (1 - t) ** 2 * start.x + 2 * t * (1 - t) * bow.x + t * t * end.x
        y = (1 - t) ** 2 * start.y + 2 * t * (1 - t) * bow.y + t * t * end.y
        name = "g-letter g-letter--took" if (node.id, option.id) in taken else "g-letter"
        return format_html(
            '<text class="{}" x="{}" y="{}">{}</text>',
            name,
            f"{x:.0f}",
            f"{y + 4:.0f}",
            node.letter(option),
        )

    return format_html_join("", "{}", ((letter(n, o),) for n, o in _edges(story, layout)))


def _mark(layout: Layout, node: Node, passed: frozenset[str]) -> SafeString:
    at = layout.places[node.id]
    kind = "end" if node.ending else "node"
    state = "took" if node.id in passed else "lost" if node.id in layout.lost else ""
    name = f"g-{kind} g-{kind}--{state}" if state else f"g-{kind}"
    shape = _diamond(at, name, _half(node)) if node.ending else _box(at, name, _half(node))
    text = "g-text g-text--took" if state == "took" else "g-text"
    return format_html(
        '<g>{}<text class="{}" x="{}" y="{}">{}</text></g>',
        shape,
        text,
        f"{at.x:.0f}",
        f"{at.y + 5:.0f}",
        short(node),
    )


def short(node: Node) -> str:
    """What fits into a mark: „E2“, for „Ende A“ just „A“."""
    words = node.code.split()
    return (words[-1] if len(words) > 1 else node.code)[:6]


def _half(node: Node) -> float:
    return HALF + WIDER / 2 * max(0, len(short(node)) - 3)


def _box(at: Place, name: str, half: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>',
        name,
        f"{at.x - half:.0f}",
        f"{at.y - HALF:.0f}",
        f"{2 * half:.0f}",
        2 * HALF,
    )


def _diamond(at: Place, name: str, half: float) -> SafeString:
    reach = half + 9
    d = (
        f"M{at.x:.0f} {at.y - reach:.0f}L{at.x + reach:.0f} {at.y:.0f}"
        f"L{at.x:.0f} {at.y + reach:.0f}L{at.x - reach:.0f} {at.y:.0f}Z"
    )
    return format_html('<path class="{}" d="{}"/>', name, d)
