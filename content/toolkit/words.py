"""Finding words on a shelf of up to a thousand cards, in memory and forgiving.

What the search of the whole site finds in a card, the shelf finds as well, and more: a word also
occurs inside a compound, so „Gespräche“ finds „Vermittlungsgespräch“.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from content.foundation import german

# Shorter stems only count as whole words: „Rat“ is not in „Beratung“.
INSIDE = 4
IN_TITLE, IN_PURPOSE, IN_TEXT = 6, 3, 1
ALIKE = 0.75
# On a shelf of method cards these say nothing.
FILLERS = german.FILLERS | {"methode", "methoden", "karte", "karten"}


@dataclass(frozen=True, slots=True)
class Texts:
    """What is searched of a card: texts as they are, and streams as they are stored (JSON)."""

    pk: int
    title: str
    purpose: str
    rest: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()


def telling(question: str) -> list[frozenset[str]]:
    """For every word of a question that says something: its stem and those of its kin."""
    words = [word for word in german.words(question) if word not in FILLERS]
    return [frozenset(map(german.stem, {word, *german.kin(word)})) for word in words]


def ranked(wanted: Sequence[frozenset[str]], cards: Iterable[Texts]) -> dict[int, int]:
    """Cards in which every wanted word occurs, with how prominently."""
    worth = {card.pk: [_worth(word, card) for word in wanted] for card in cards}
    return {pk: sum(parts) for pk, parts in worth.items() if all(parts)}


def alike(question: str, cards: Iterable[Texts]) -> set[int]:
    """Cards with at least one of the words, or with a title that is spelt nearly like one."""
    asked = [word for word in german.words(question) if word not in FILLERS]
    wanted = telling(question)
    return {
        card.pk
        for card in cards
        if any(_worth(word, card) for word in wanted)
        or any(get_close_matches(word, german.words(card.title), 1, ALIKE) for word in asked)
    }


def _worth(word: frozenset[str], card: Texts) -> int:
    if _occurs(word, _stemmed(card.title)):
        return IN_TITLE
    if _occurs(word, _stemmed(card.purpose)):
        return IN_PURPOSE
    return IN_TEXT * (
        any(_occurs(word, _stemmed(text)) for text in card.rest)
        or any(_occurs(word, _stemmed_stream(stream)) for stream in card.streams)
    )


def _occurs(word: Iterable[str], stems: str) -> bool:
    return any((stem if len(stem) >= INSIDE else f" {stem} ") in stems for stem in word)


# Both remember, because the same cards are searched again and again.
@lru_cache(maxsize=5_000)
def _stemmed(text: str) -> str:
    return _between_blanks(text)


@lru_cache(maxsize=4_000)
def _stemmed_stream(stream: str) -> str:
    return _between_blanks(" ".join(_texts(json.loads(stream))))


def _between_blanks(text: str) -> str:
    """The stems of a text, each between blanks."""
    return f" {' '.join(german.stems(text))} "


def _texts(raw: Any) -> Iterable[str]:
    """Everything an author wrote into a stream, not its keys."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, list):
        for child in raw:
            yield from _texts(child)
    elif isinstance(raw, dict):
        for name, child in raw.items():
            if name not in {"type", "id"}:
                yield from _texts(child)
