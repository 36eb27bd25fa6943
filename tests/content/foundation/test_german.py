"""German words: what is one word, what has one stem, what is kin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.foundation.german import FILLERS, kin, sort_key, stem, stems, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße, STRASSE; strasse", ["strasse", "strasse", "strasse"]),
        (
            "Lerneinheit 1.4 zum Konflikt/Streit",
            ["lerneinheit", "1.4", "zum", "konflikt", "streit"],
        ),
        ("Krisen\u00adpräventions\u00adplan", ["krisenpräventionsplan"]),
        ("Gespra\u0308ch", ["gespräch"]),
        ("Teilnehmer:innen und Trainer*in", ["teilnehmerinnen", "und", "trainerin"]),
        ("So: innen", ["so", "innen"]),
        ("Vier-Augen-Gespräch", ["vier", "augen", "gespräch"]),
        ("😀 ... \x00", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        "Gespräch Gespräche Gesprächen gespraech",
        "Stufe Stufen",
        "Häuser Haus Hauses",
        "Teilnehmer Teilnehmer:innen",
        "Maßnahme Massnahmen",
        "Übergabe Übergaben uebergabe",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len(set(stems(forms))) == 1


@pytest.mark.parametrize(
    ("word", "relative"),
    [
        ("eskalieren", "eskalation"),
        ("eskaliert", "eskalation"),
        ("eskalation", "eskalieren"),
        ("moderator", "moderation"),
        ("moderierung", "moderator"),
        ("kommunikation", "kommunizieren"),
        ("kommunizieren", "kommunikation"),
        ("reflektieren", "reflexion"),
        ("reaktionen", "reagieren"),
        ("analysen", "analysieren"),
    ],
)
def test_kin(word: str, relative: str) -> None:
    assert relative in kin(word)


@pytest.mark.parametrize("word", ["streit", "bier", "vier", "station", "klavier", "gespräch"])
def test_other_words_have_no_kin(word: str) -> None:
    assert kin(word) == frozenset()


def test_titles_stand_as_in_a_german_list() -> None:
    titles = ["Vertrag", "Übergabe", "Tafel", "Ärger", "Zuhören", "Aktives Zuhören", "Straße"]
    assert sorted(titles, key=sort_key) == [
        "Aktives Zuhören",
        "Ärger",
        "Straße",
        "Tafel",
        "Übergabe",
        "Vertrag",
        "Zuhören",
    ]


def test_fillers_are_words() -> None:
    assert {"und", "während", "der"} <= FILLERS
    assert "konflikt" not in FILLERS


@given(st.text())
def test_every_word_stands_where_its_token_says(text: str) -> None:
    for token in tokens(text):
        assert words(text[token.start : token.end])[:1] == [token.word]
        assert stem(token.word)
