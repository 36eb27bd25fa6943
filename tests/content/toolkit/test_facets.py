"""Narrowing the shelf, against a filter that does it the slow way."""

from typing import Any

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from content.toolkit.facets import (
    FACETS,
    MODULE,
    WORDS,
    Asked,
    Facet,
    Facts,
    asked_for,
    module_facet,
    narrow,
)

ALL = (*FACETS, module_facet(range(1, 6)))
BY_NAME = {facet.name: facet for facet in ALL}


@st.composite
def cards(draw: st.DrawFn) -> list[Facts]:
    one = st.tuples(
        st.sampled_from([None, 1, 2, 3, 4, 5]),
        st.sampled_from(["", "understand", "mandate", "dialogue", "mediate", "prevent"]),
        st.tuples(st.integers(1, 9), st.integers(1, 9)).map(sorted),
        st.tuples(st.integers(1, 60), st.integers(1, 60)).map(sorted),
        st.integers(1, 200),
        st.sampled_from(["low", "medium", "high"]),
        st.sampled_from(["yes", "adapted", "no"]),
    )
    rows = draw(st.lists(one, max_size=12))
    return [
        Facts(pk, f"Karte {pk}", module, phase, *levels, *people, minutes, moderation, online)
        for pk, (module, phase, levels, people, minutes, moderation, online) in enumerate(rows)
    ]


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    chosen = {
        facet.name: draw(st.frozensets(st.sampled_from([c.value for c in facet.choices])))
        for facet in ALL
        if draw(st.booleans())
    }
    return Asked(draw(st.sampled_from(["", "Gespräch"])), chosen)


def fits(card: Facts, facet: Facet, values: Any) -> bool:
    return not values or any(c.fits(card) for c in facet.choices if c.value in values)


def slowly(rows: list[Facts], asked: Asked, hits: set[int] | None) -> list[Facts]:
    return [
        card
        for card in rows
        if all(fits(card, facet, asked.of(facet.name)) for facet in ALL)
        and (hits is None or card.pk in hits)
    ]


@given(cards(), questions(), st.none() | st.sets(st.integers(0, 11)))
def test_the_shelf_holds_what_the_slow_filter_holds(rows, asked, hits) -> None:
    assert list(narrow(rows, ALL, asked, hits).cards) == slowly(rows, asked, hits)


@given(cards(), questions(), st.none() | st.sets(st.integers(0, 11)))
def test_a_count_is_what_one_finds_with_that_answer_alone_in_its_facet(rows, asked, hits) -> None:
    counts = narrow(rows, ALL, asked, hits).counts
    for facet in ALL:
        for choice in facet.choices:
            chosen = {**(asked.chosen or {}), facet.name: frozenset({choice.value})}
            alone = Asked(asked.words, chosen)
            assert counts.get((facet.name, choice.value), 0) == len(slowly(rows, alone, hits))


@given(cards(), questions(), st.sets(st.integers(0, 11)))
def test_a_gain_is_what_one_finds_without_that_facet(rows, asked, hits) -> None:
    narrowed = narrow(rows, ALL, asked, hits if asked.words else None)
    for name, gained in narrowed.gains.items():
        left = None if name == WORDS or not asked.words else hits
        found = slowly(rows, asked.without(name), left)
        assert len(found) == len(narrowed.cards) + gained


@given(questions())
def test_a_question_survives_its_address(asked) -> None:
    query = QueryDict(mutable=True)
    for name, value in asked.pairs():
        query.appendlist(name, value)
    again = asked_for(query.getlist)
    assert again.pairs() == asked.pairs()
    assert all(again.of(name) == asked.of(name) for name in BY_NAME)


def test_what_is_not_understood_is_left_out() -> None:
    asked = asked_for(QueryDict("stufe=9&stufe=1&modul=x&modul=²&dauer=&q=+a++b+&fremd=1").getlist)
    assert asked.pairs() == [("q", "a b"), ("stufe", "1")]
    assert not asked_for(QueryDict("").getlist)


def test_words_are_cut_before_they_become_a_burden() -> None:
    assert len(asked_for(QueryDict(f"q={'x' * 10_000}").getlist).words) == 200


def test_a_module_without_cards_can_still_be_asked_for() -> None:
    assert asked_for(QueryDict(f"{MODULE}=7").getlist).of(MODULE) == {"7"}


def test_nearest_are_the_cards_that_miss_least() -> None:
    def card(pk: int, **fields: Any) -> Facts:
        base = Facts(pk, str(pk), 1, "dialogue", 1, 3, 2, 8, 20, "low", "yes")
        return base._replace(**fields)

    rows = [
        card(1, minutes=90, online="no", phase="mediate"),
        card(2, minutes=90),
        card(3, minutes=90, online="no"),
    ]
    asked = Asked("", {n: frozenset({v}) for n, v in (("dauer", "1"), ("online", "ja"))})
    narrowed = narrow(rows, ALL, asked, None)
    assert narrowed.cards == ()
    assert narrowed.nearest(2, alike=()) == [2]
    assert narrowed.nearest(2, alike={3}) == [2, 3]
    assert narrowed.gains == {"dauer": 1}
