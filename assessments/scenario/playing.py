"""What a run amounts to: its log, folded by the story it was shown. Pure.

The log only grows. An entry is a decision, `{"node": id, "option": id}`, or a step back to decide
differently, `{"back": n}`, which leaves the first `n` decisions of the way standing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.scenario.story import Dials, Node, Option, Story

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the way as it stands now, with the dials before and after it."""

    node: Node
    option: Option
    before: Dials
    after: Dials


@dataclass(frozen=True, slots=True)
class Way:
    """Where a run is. `at` is None for a story without a beginning."""

    steps: tuple[Step, ...]
    at: Node | None
    dials: Dials

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    @property
    def ended(self) -> bool:
        return self.at is not None and self.at.ending


def fold(story: Story, log: Iterable[Entry]) -> Way:
    """The way a log tells. Entries that do not fit where the way stands are passed over."""
    way = Way((), story.first, story.start)
    for entry in log:
        way = _back(story, way, entry["back"]) if "back" in entry else _decide(story, way, entry)
    return way


def may_decide(way: Way, node_id: str, option_id: str) -> bool:
    """Whether this is an option of the node the way stands at."""
    return way.at is not None and way.at.id == node_id and way.at.option(option_id) is not None


def _decide(story: Story, way: Way, entry: Entry) -> Way:
    if not may_decide(way, entry["node"], entry["option"]):
        return way
    node = way.at
    option = node.option(entry["option"]) if node else None
    target = story.node(option.next) if option else None
    if node is None or option is None or target is None:
        return way
    step = Step(node, option, way.dials, way.dials.moved(option.effect))
    return Way((*way.steps, step), target, step.after)


def _back(story: Story, way: Way, kept: int) -> Way:
    steps = way.steps[: max(0, kept)]
    if len(steps) == len(way.steps):
        return way
    again = way.steps[len(steps)]
    return Way(steps, again.node, again.before)
