"""Narrowing the shelf: what can be asked, and how many cards every further answer would leave.

Pure. Within a facet one chosen answer is enough, and every facet with a chosen answer must agree.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from content.toolkit.enums import Phase

WORDS = "q"  # the text search counts as one more thing a card may miss


class Facts(NamedTuple):
    """What a card is sorted by."""

    pk: int
    title: str
    module: int | None
    phase: str
    phase_from: int
    phase_to: int
    group_min: int
    group_max: int
    minutes: int
    moderation: str
    online: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Any
    fits: Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Facet:
    name: str  # as it stands in the address
    title: Any
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is looking for: words, and chosen answers by facet."""

    words: str = ""
    chosen: Mapping[str, frozenset[str]] | None = None

    def of(self, facet: str) -> frozenset[str]:
        return (self.chosen or {}).get(facet, frozenset())

    def __bool__(self) -> bool:
        return bool(self.words or any((self.chosen or {}).values()))

    def without(self, facet: str, value: str | None = None) -> "Asked":
        """The same question with one answer less, or without a whole facet or the words."""
        if facet == WORDS:
            return replace(self, words="")
        left = self.of(facet) - {value} if value else frozenset[str]()
        return replace(self, chosen={**(self.chosen or {}), facet: left})

    def pairs(self) -> list[tuple[str, str]]:
        """For the address: always in the same order, so that a question has one address."""
        words = [(WORDS, self.words)] if self.words else []
        chosen = sorted((self.chosen or {}).items())
        return words + [(name, value) for name, values in chosen for value in sorted(values)]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`counts`: how many cards an answer leaves, the other facets being as they are.
    `missed`: for every card that was left out, what it misses.
    """

    cards: tuple[Facts, ...]
    counts: Mapping[tuple[str, str], int]
    missed: Mapping[int, frozenset[str]]

    @property
    def gains(self) -> Mapping[str, int]:
        """How many cards come when this alone is no longer asked, the most first."""
        single = (next(iter(names)) for names in self.missed.values() if len(names) == 1)
        return dict(Counter(single).most_common())

    def nearest(self, asked: int, alike: Container[int], most: int = 3) -> list[int]:
        """Cards that miss least of so many things asked, but not everything.

        `alike`: those that have at least something of the words.
        """
        some = [
            (len(names) - (pk in alike) / 2, pk)
            for pk, names in self.missed.items()
            if len(names) < asked or pk in alike
        ]
        return [pk for _missed, pk in sorted(some, key=lambda row: row[0])[:most]]


def narrow(
    cards: Iterable[Facts], facets: Sequence[Facet], asked: Asked, hits: Iterable[int] | None
) -> Narrowed:
    """Sort `cards` by what was asked. `hits`: those in which the words occur; None without words.

    An answer counts a card that fits it and misses nothing in any other facet.
    """
    found = None if hits is None else set(hits)
    kept, counts = [], Counter[tuple[str, str]]()
    missed_by: dict[int, frozenset[str]] = {}
    for card in cards:
        fitting = {facet.name: _fitting(facet, card) for facet in facets}
        missed = _missed(fitting, asked)
        if found is not None and card.pk not in found:
            missed.add(WORDS)
        if missed:
            missed_by[card.pk] = frozenset(missed)
        else:
            kept.append(card)
        counting = _counting(fitting, missed)
        counts.update((name, value) for name in counting for value in fitting[name])
    return Narrowed(tuple(kept), counts, missed_by)


def _missed(fitting: Mapping[str, frozenset[str]], asked: Asked) -> set[str]:
    """Facets with chosen answers none of which fits."""
    return {
        name for name, fits in fitting.items() if asked.of(name) and asked.of(name).isdisjoint(fits)
    }


def _counting(fitting: Iterable[str], missed: set[str]) -> Iterable[str]:
    """Facets whose answers would leave the card: all, or just the one that it misses."""
    if not missed:
        return fitting
    return missed - {WORDS} if len(missed) == 1 else ()


def _fitting(facet: Facet, card: Facts) -> frozenset[str]:
    return frozenset(choice.value for choice in facet.choices if choice.fits(card))


# — What can be asked ———————————————————————————————————————————————————————————————


def _levels(first: int, last: int) -> Callable[[Facts], bool]:
    return lambda card: card.phase_from <= last and first <= card.phase_to


def _people(fewest: int, most: float) -> Callable[[Facts], bool]:
    return lambda card: card.group_min <= most and fewest <= card.group_max


def _minutes(above: int, most: float) -> Callable[[Facts], bool]:
    return lambda card: above < card.minutes <= most


def _is(field: str, value: Any) -> Callable[[Facts], bool]:
    return lambda card: getattr(card, field) == value


MANY = float("inf")
FACETS = (
    Facet(
        "wofuer",
        _("What for"),
        tuple(Choice(value, label, _is("phase", value)) for value, label in Phase.choices),
    ),
    Facet(
        "stufe",
        _("Escalation"),
        (
            Choice("1", _("Level 1 to 3: both can win"), _levels(1, 3)),
            Choice("2", _("Level 4 to 6: one wins"), _levels(4, 6)),
            Choice("3", _("Level 7 to 9: both lose"), _levels(7, 9)),
        ),
    ),
    Facet(
        "gruppe",
        _("Group"),
        (
            Choice("1", _("alone or in pairs"), _people(1, 2)),
            Choice("2", _("3 to 8 people"), _people(3, 8)),
            Choice("3", _("9 to 20 people"), _people(9, 20)),
            Choice("4", _("more than 20 people"), _people(21, MANY)),
        ),
    ),
    Facet(
        "dauer",
        _("Duration"),
        (
            Choice("1", _("up to 30 minutes"), _minutes(0, 30)),
            Choice("2", _("31 to 60 minutes"), _minutes(30, 60)),
            Choice("3", _("more than an hour"), _minutes(60, MANY)),
        ),
    ),
    Facet(
        "online",
        _("Online"),
        (
            Choice("ja", _("possible online"), _is("online", "yes")),
            Choice("angepasst", _("possible online when adapted"), _is("online", "adapted")),
        ),
    ),
    Facet(
        "moderation",
        _("Demand on the moderation"),
        (
            Choice("gering", _("low demand"), _is("moderation", "low")),
            Choice("mittel", _("medium demand"), _is("moderation", "medium")),
            Choice("hoch", _("high demand"), _is("moderation", "high")),
        ),
    ),
)
MODULE = "modul"
LONGEST_NUMBER = 2
LONGEST_WORDS = 200


def module_facet(numbers: Iterable[int]) -> Facet:
    """One answer for every module that has cards or was asked for."""
    choices = tuple(
        Choice(str(number), _("Module %(number)s") % {"number": number}, _is("module", number))
        for number in sorted(set(numbers))
    )
    return Facet(MODULE, _("Module"), choices)


def asked_for(read: Callable[[str], Sequence[str]]) -> Asked:
    """The question in an address; what is not understood is left out.

    `read` gives all values of a name, as `QueryDict.getlist` does.
    """
    chosen = {
        facet.name: frozenset(read(facet.name)) & {choice.value for choice in facet.choices}
        for facet in FACETS
    }
    chosen[MODULE] = frozenset(filter(_is_number, read(MODULE)))
    words = " ".join(" ".join(read(WORDS)).split())
    return Asked(words[:LONGEST_WORDS], {name: values for name, values in chosen.items() if values})


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
