"""The shelf as somebody sees it who asks for something: facets with counts, cards, ways out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import TextField
from django.db.models.functions import Cast

from content.foundation.german import sort_key
from content.toolkit.facets import (
    FACETS,
    MODULE,
    WORDS,
    Asked,
    Facet,
    Facts,
    Narrowed,
    module_facet,
    narrow,
)
from content.toolkit.queries import FRONT, MethodCard, card_of
from content.toolkit.words import Texts, alike, ranked, telling

A_PAGE = 24
SEARCHED = ("material", "steps", "pitfalls")


@dataclass(frozen=True, slots=True)
class ShownChoice:
    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFacet:
    name: str
    title: Any
    choices: tuple[ShownChoice, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """One answer that narrows the shelf, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """An answer to drop, and how many cards there are without it."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    asked: Asked
    facets: tuple[ShownFacet, ...]
    applied: tuple[Applied, ...]
    cards: tuple[MethodCard, ...]
    page: ListPage[Facts]
    total: int
    nearest: tuple[MethodCard, ...]
    ways_out: tuple[WayOut, ...]

    @property
    def found(self) -> int:
        return self.page.paginator.count

    @property
    def filters(self) -> int:
        return len(self.applied) - bool(self.asked.words)


def shelf(pages: Any, asked: Asked, page_number: str = "1") -> Shelf:
    """What `asked` finds among `pages` (cards somebody may read).

    Two statements; one more where words are asked for.
    """
    facts = [Facts(*row) for row in pages.values_list(*Facts._fields)]
    texts = _texts(pages) if telling(asked.words) else None
    rank = None if texts is None else ranked(telling(asked.words), texts)
    facets = (*FACETS, module_facet(_modules(facts, asked)))
    narrowed = narrow(facts, facets, asked, rank)
    page = Paginator(_ordered(narrowed.cards, rank or {}), A_PAGE).get_page(page_number)
    is_empty = not narrowed.cards
    nearest = _nearest(narrowed, asked, texts or ()) if is_empty else []
    fronts = _fronts(pages, [card.pk for card in page] or nearest)
    return Shelf(
        asked=asked,
        facets=tuple(_shown(facet, asked, narrowed) for facet in facets if facet.choices),
        applied=tuple(_applied(facets, asked)),
        cards=tuple(fronts[card.pk] for card in page),
        page=page,
        total=len(facts),
        nearest=tuple(fronts[pk] for pk in nearest),
        ways_out=tuple(_ways_out(facets, asked, narrowed)) if is_empty else (),
    )


def _modules(facts: Iterable[Facts], asked: Asked) -> set[int]:
    known = {card.module for card in facts if card.module is not None}
    return known | {int(number) for number in asked.of(MODULE)}


def _ordered(cards: Iterable[Facts], rank: Mapping[int, int]) -> list[Facts]:
    """Where the words are most prominent comes first, then by title."""
    return sorted(cards, key=lambda card: (-rank.get(card.pk, 0), sort_key(card.title)))


def _texts(pages: Any) -> list[Texts]:
    # Cast: the raw data of a stream is enough, and much faster than its blocks.
    raw = (Cast(name, TextField()) for name in SEARCHED)
    rows = pages.values_list("pk", "title", "purpose", "preparation", "do_no_harm", *raw)
    return [
        Texts(pk, title, purpose, (preparation, do_no_harm), tuple(streams))
        for pk, title, purpose, preparation, do_no_harm, *streams in rows
    ]


def _nearest(narrowed: Narrowed, asked: Asked, texts: Iterable[Texts]) -> list[int]:
    constraints = {name for name, _value in asked.pairs()}
    return narrowed.nearest(len(constraints), alike(asked.words, texts))


def _fronts(pages: Any, pks: Sequence[int]) -> dict[int, MethodCard]:
    shown = pages.filter(pk__in=pks).only(*FRONT) if pks else ()
    return {page.pk: card_of(page) for page in shown}


def _shown(facet: Facet, asked: Asked, narrowed: Narrowed) -> ShownFacet:
    choices = (
        ShownChoice(
            value=choice.value,
            label=choice.label,
            count=narrowed.counts.get((facet.name, choice.value), 0),
            chosen=choice.value in asked.of(facet.name),
        )
        for choice in facet.choices
    )
    return ShownFacet(facet.name, facet.title, tuple(choices))


def _labels(facets: Sequence[Facet]) -> Mapping[tuple[str, str], str]:
    return {
        (facet.name, choice.value): str(choice.label)
        for facet in facets
        for choice in facet.choices
    }


def _applied(facets: Sequence[Facet], asked: Asked) -> list[Applied]:
    labels = _labels(facets)
    return [
        Applied(_quoted(value), address(asked.without(WORDS)))
        if name == WORDS
        else Applied(labels[name, value], address(asked.without(name, value)))
        for name, value in asked.pairs()
    ]


def _ways_out(facets: Sequence[Facet], asked: Asked, narrowed: Narrowed) -> list[WayOut]:
    labels = _labels(facets)

    def said(name: str) -> str:
        if name == WORDS:
            return _quoted(asked.words)
        return ", ".join(labels[name, value] for value in sorted(asked.of(name)))

    return [
        WayOut(said(name), address(asked.without(name)), count)
        for name, count in narrowed.gains.items()
    ]


def _quoted(words: str) -> str:
    return f"„{words}“"


def address(asked: Asked) -> str:
    return f"?{urlencode(asked.pairs())}"
