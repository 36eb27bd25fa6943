"""Measuring, breaking, and saying."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.diagrams.diagram import filled_columns, in_cell, listed, sentence
from content.diagrams.words import Words, tidy

BODY = Words(16)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Ein kurzer Satz", 400, ("Ein kurzer Satz",)),
        ("Ein kurzer Satz", 60, ("Ein", "kurzer", "Satz")),
        ("Sanierungsmaßnahme", 100, ("Sanierungs-", "maßnahme")),
        ("Prozess\u00adbegleitung", 100, ("Prozess-", "begleitung")),
        ("Prozess\u00adbegleitung", 400, ("Prozessbegleitung",)),
        ("Vor-Ort-Gespräch", 80, ("Vor-Ort-", "Gespräch")),
        ("Verwaltungsstab", 106, ("Verwaltungs-", "stab")),
        ("Vorgespräche", 80, ("Vorge-", "spräche")),
        ("Bauauftrag", 70, ("Bauauf-", "trag")),
        ("  \n ", 100, ()),
        ("", 100, ()),
    ],
)
def test_words_break_where_a_german_reader_would_break_them(text, width, lines) -> None:
    assert BODY.lines(text, width) == lines


@given(st.text(max_size=200), st.floats(-10, 900))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = BODY.lines(text, width)
    assert all(BODY.width(line) <= max(width, 3 * BODY.size) + 0.01 for line in lines)
    kept = "".join(tidy(text, "\u200c\u200d").split()).replace("-", "")
    assert "".join("".join(lines).split()).replace("-", "") == kept


@given(st.text(max_size=200))
def test_tidy_words_stay_as_they_are(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_what_cannot_be_seen_is_left_out() -> None:
    assert tidy("10\u00a0Uhr\x00\u202e\ud800 \ufffe\n Platz") == "10 Uhr Platz"


def test_bolder_words_need_more_room() -> None:
    assert Words(16, bold=True).width("Konflikt") > BODY.width("Konflikt") > 8 * 16 * 0.4


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["Lärm"], "Lärm"),
        (["Lärm", " ", "Angst", "Ohnmacht"], "Lärm, Angst und Ohnmacht"),
        (["Weg damit!", "Lärm"], "Weg damit! Lärm."),
        (["Ein Platz, drei Nutzungen", "Lärm"], "Ein Platz, drei Nutzungen. Lärm."),
        (["41 Beschwerden in drei Wochen"], "41 Beschwerden in drei Wochen."),
    ],
)
def test_short_items_are_listed_and_longer_ones_are_sentences(items, said) -> None:
    assert listed(items) == said


def test_a_sentence_ends_once() -> None:
    assert sentence("Kernproblem:", "Wer darf was?") == "Kernproblem: Wer darf was?"
    assert sentence("Kernproblem:", " Lärm ") == "Kernproblem: Lärm."
    assert sentence("", "") == ""


def test_columns_without_content_are_left_out() -> None:
    rows = [("1", "", "–"), ("2", "", "Rat")]
    assert filled_columns(("Nr.", "Hinweis", "Wer"), rows) == (
        ("Nr.", "Wer"),
        (("1", "–"), ("2", "Rat")),
    )
    assert in_cell(["a", "", "b"]) == "a; b"
    assert in_cell([]) == "–"
