"""What the search on the shelf finds."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.toolkit.words import Texts, alike, ranked, telling


def card(pk: int = 1, title: str = "Fishbowl", purpose: str = "Zuhören", *streams: str) -> Texts:
    return Texts(pk, title, purpose, streams=streams)


def found(question: str, *cards: Texts) -> list[int]:
    rank = ranked(telling(question), cards)
    return sorted(rank, key=lambda pk: -rank[pk])


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Gespräche", "Vermittlungsgespräch"),
        ("gespraech", "Vermittlungsgespräche"),
        ("Landkarte", "Konfliktlandkarte"),
        ("bäume", "Konfliktbaum"),
        ("FISHBOWL", "Fishbowl"),
        ("Methode für Teilnehmende", "Runde für Teilnehmende"),
        ("moderieren", "Moderation großer Gruppen"),
        ("Aufträge klären", "Klärung: Auftrag"),
    ],
)
def test_german_forms_and_compounds_are_found(question, title) -> None:
    assert found(question, card(1, title)) == [1]


def test_short_words_only_count_as_whole_words() -> None:
    assert found("Rat", card(1, "Rat der Stadt"), card(2, "Beratung")) == [1]


def test_every_word_has_to_occur() -> None:
    assert found("Fishbowl Eisberg", card()) == []


def test_the_title_counts_most_then_the_purpose() -> None:
    text = json.dumps([{"type": "item", "value": "Stille", "id": "x"}])
    cards = [card(1, "A", "B", text), card(2, "A", "Stille"), card(3, "Stille", "B")]
    assert found("Stille", *cards) == [3, 2, 1]


def test_what_authors_wrote_is_searched_and_not_how_it_is_stored() -> None:
    steps = [{"type": "step", "id": "step", "value": {"title": "Ernte", "text": "", "minutes": 5}}]
    stream = json.dumps(steps)
    assert found("Ernte", card(1, "A", "B", stream)) == [1]
    assert found("minutes", card(1, "A", "B", stream)) == []
    assert found("step", card(1, "A", "B", stream)) == []


def test_a_question_of_fillers_asks_for_nothing() -> None:
    assert telling("eine Karte für die …") == []


@pytest.mark.parametrize("question", ["Fischbowl", "Eisberg fishbowl"])
def test_the_nearest_are_spelt_alike_or_have_some_of_the_words(question) -> None:
    assert alike(question, [card(1), card(2, "Zwiebel", "Schichten")]) == {1}


@given(st.text(max_size=60), st.text(max_size=60))
@example("Wort", '[{"Wort')
def test_whatever_is_typed_or_written_nothing_breaks(question, text) -> None:
    stream = json.dumps([{"type": "item", "value": text}])
    cards = [Texts(1, text, text, (text,), (stream, "[]"))]
    ranked(telling(question), cards)
    alike(question, cards)
