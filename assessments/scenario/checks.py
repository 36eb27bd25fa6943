"""What keeps a scenario from being played, and what would make it a better one. Pure.

Errors stop publishing; hints are for thinking about. Each names the node it belongs to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenario.reading import folded
from assessments.scenario.story import Node, Story

NODES_AT_MOST = 12
ENDINGS_AT_LEAST = 3
OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 4
DECISIONS_AS_MEANT = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about a node, or about the whole where `node` is empty."""

    text: str
    node: str = ""
    error: bool = True


def check(story: Story) -> tuple[Finding, ...]:
    """Every finding, errors first, in the order of the nodes."""
    found = [*_whole(story), *_codes(story), *_options(story), *_graph(story), *_hints(story)]
    order = {node.id: place for place, node in enumerate(story.nodes)}
    return tuple(sorted(found, key=lambda f: (not f.error, order.get(f.node, -1))))


def reachable(story: Story) -> frozenset[str]:
    """The ids of the nodes that some way leads to."""
    first = story.first
    return _closure({first.id}, _forwards(story)) if first else frozenset()


def ending_in_sight(story: Story) -> frozenset[str]:
    """The ids of the nodes from which some way leads to an ending."""
    backwards: dict[str, set[str]] = {}
    for start, targets in _forwards(story).items():
        for target in targets:
            backwards.setdefault(target, set()).add(start)
    return _closure({node.id for node in story.endings}, backwards)


def decisions(story: Story) -> tuple[int, int]:
    """How many decisions the shortest and the longest way takes, without walking in circles."""
    first = story.first
    lengths = list(_lengths(story, first, frozenset())) if first else []
    return (min(lengths), max(lengths)) if lengths else (0, 0)


def _lengths(story: Story, node: Node, passed: frozenset[str]) -> Iterator[int]:
    if node.ending:
        yield 0
        return
    for target in _forwards(story)[node.id] - passed - {node.id}:
        following = story.node(target)
        if following:
            yield from (1 + n for n in _lengths(story, following, passed | {node.id}))


def _forwards(story: Story) -> dict[str, set[str]]:
    return {node.id: {o.next for o in node.options if o.next} for node in story.nodes}


def _closure(seeds: Iterable[str], edges: dict[str, set[str]]) -> frozenset[str]:
    found, waiting = set(seeds), list(seeds)
    while waiting:
        for target in edges.get(waiting.pop(), set()) - found:
            found.add(target)
            waiting.append(target)
    return frozenset(found)


def _whole(story: Story) -> Iterator[Finding]:
    if story.first is None:
        yield Finding(_("A scenario needs a situation to begin with."))
    if len(story.nodes) > NODES_AT_MOST:
        yield Finding(
            _("These are %(count)d situations and endings; %(most)d at most can be kept in mind.")
            % {"count": len(story.nodes), "most": NODES_AT_MOST}
        )
    if len(story.endings) < ENDINGS_AT_LEAST:
        yield Finding(
            ngettext(
                "There is one ending so far; three at least make ways worth comparing.",
                "There are %(count)d endings so far; three at least make ways worth comparing.",
                len(story.endings),
            )
            % {"count": len(story.endings)}
        )


def _codes(story: Story) -> Iterator[Finding]:
    counted = Counter(folded(node.code) for node in story.nodes)
    for node in story.nodes:
        if counted[folded(node.code)] > 1:
            yield Finding(_("“%(code)s” names two nodes.") % {"code": node.code}, node.id)


def _options(story: Story) -> Iterator[Finding]:
    for node in story.nodes:
        if node.ending:
            continue
        if not node.options:
            yield Finding(_("A dead end: nothing can be decided here."), node.id)
        elif not OPTIONS_AT_LEAST <= len(node.options) <= OPTIONS_AT_MOST:
            yield Finding(_("A situation has two to four decisions."), node.id)
        for option in node.options:
            words = {"letter": node.letter(option)}
            if not option.next:
                text = _("Decision %(letter)s leads nowhere: no node has this name.")
                yield Finding(text % words, node.id)
            if option.effect.is_none and not option.follows.strip():
                text = _("Decision %(letter)s has no consequence: nothing moves, nothing happens.")
                yield Finding(text % words, node.id)
            if not option.gain.strip() or not option.price.strip():
                text = _("Decision %(letter)s has to name what it gains and what it costs.")
                yield Finding(text % words, node.id)


def _graph(story: Story) -> Iterator[Finding]:
    known, hopeful = reachable(story), ending_in_sight(story)
    for node in story.nodes:
        if node.id not in known:
            yield Finding(_("No way leads here."), node.id)
        elif node.id not in hopeful and node.options:
            yield Finding(_("From here no way leads to an ending, only in circles."), node.id)


def _hints(story: Story) -> Iterator[Finding]:
    _least, most = decisions(story)
    if most > DECISIONS_AS_MEANT:
        text = _("The longest way takes %(count)d decisions; three fit into a quarter of an hour.")
        yield Finding(text % {"count": most}, error=False)
    for node in story.nodes:
        targets = [option.next for option in node.options if option.next]
        if len(targets) > 1 and len(set(targets)) == 1 and _moves_alike(node):
            text = _("All decisions here lead to the same place with the same effect.")
            yield Finding(text, node.id, error=False)


def _moves_alike(node: Node) -> bool:
    return len({option.effect for option in node.options}) == 1
