"""A branching scenario as plain values. Pure: no database, no clock, no request.

There is no right or wrong. A decision moves three dials, and each names what it gains and what it
costs. Nodes are named by their authors (`code`: „E1“, „Ende A“); their ids are those of the blocks
they were written in, so that a run keeps its meaning when a node is renamed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

ESCALATION = (1, 9)
TRUST = (0, 5)
ROOM = (0, 5)


@dataclass(frozen=True, slots=True)
class Dials:
    """Where things stand: escalation 1 to 9, trust and room for manoeuvre 0 to 5."""

    escalation: int
    trust: int
    room: int

    def moved(self, effect: "Effect") -> "Dials":
        """After a decision; each dial stops at its ends."""
        return Dials(
            escalation=_within(ESCALATION, self.escalation + effect.escalation),
            trust=_within(TRUST, self.trust + effect.trust),
            room=_within(ROOM, self.room + effect.room),
        )


def _within(ends: tuple[int, int], value: int) -> int:
    return max(ends[0], min(ends[1], value))


@dataclass(frozen=True, slots=True)
class Effect:
    """Steps up and down."""

    escalation: int = 0
    trust: int = 0
    room: int = 0

    @property
    def is_none(self) -> bool:
        return not (self.escalation or self.trust or self.room)


@dataclass(frozen=True, slots=True)
class Option:
    """Something reasonable people might decide. `next` is the id of a node, "" where unknown.

    `text` names it, `detail` says what it would mean, `follows` tells what happens then; `lesson`
    is the primary key of a lesson to read on in.
    """

    id: str
    text: str
    next: str
    effect: Effect
    gain: str
    price: str
    detail: str = ""
    follows: str = ""
    lesson: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A situation to decide in, or an ending (without options, `text` is then its debrief).

    `image` and `audio` are primary keys of the site's own media; `alt` says the image in words.
    """

    id: str
    code: str
    title: str
    text: str
    options: tuple[Option, ...] = ()
    ending: bool = False
    image: int | None = None
    alt: str = ""
    audio: int | None = None
    transcript: str = ""

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    def letter(self, option: Option) -> str:
        """„b“, as people speak of it."""
        return chr(ord("a") + self.options.index(option))


@dataclass(frozen=True, slots=True)
class Story:
    """The whole graph. It begins at the first node that is no ending."""

    start: Dials
    nodes: tuple[Node, ...]

    @property
    def first(self) -> Node | None:
        return next((node for node in self.nodes if not node.ending), None)

    @property
    def endings(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.ending)

    def node(self, node_id: str) -> Node | None:
        return next((node for node in self.nodes if node.id == node_id), None)

    @property
    def fingerprint(self) -> str:
        """Changes with every word and every id, so that a run knows what it was shown."""
        text = json.dumps(as_json(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def as_json(story: Story) -> dict[str, Any]:
    """The story as plain values; `from_json` makes an equal story of them."""
    return {"start": asdict(story.start), "nodes": [asdict(node) for node in story.nodes]}


def from_json(data: Mapping[str, Any]) -> Story:
    return Story(Dials(**data["start"]), tuple(_node(row) for row in data["nodes"]))


def _node(row: Mapping[str, Any]) -> Node:
    return Node(**{**row, "options": tuple(_options(row["options"]))})


def _options(rows: Iterable[Mapping[str, Any]]) -> Iterable[Option]:
    for row in rows:
        yield Option(**{**row, "effect": Effect(**row["effect"])})
