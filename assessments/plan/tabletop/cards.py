"""Situation cards as they are prepared. Pure: what is written down in, cards out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from assessments.plan.tabletop.models import MINUTES

# The cards every provider can begin with.
SUPPLIED = Path(__file__).with_name("geruecht-am-freitag.yaml")


@dataclass(frozen=True, slots=True)
class Card:
    """What the group is told, and how long it has to answer."""

    text: str
    minutes: int = MINUTES


@dataclass(frozen=True, slots=True)
class Stack:
    """A named set of cards in their order."""

    title: str
    cards: tuple[Card, ...]


def parse(data: Iterable[Mapping[str, Any]]) -> tuple[Card, ...]:
    return tuple(
        Card(str(item["text"]).strip(), int(item.get("minutes", MINUTES))) for item in data
    )


def to_json(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """What `parse` reads again."""
    return [{"text": card.text, "minutes": card.minutes} for card in cards]


@cache
def supplied() -> Stack:
    """The cards that come with the platform."""
    data = YAML(typ="safe").load(SUPPLIED)
    return Stack(str(data["title"]), parse(data["cards"]))
