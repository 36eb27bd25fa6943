"""Whatever is typed, a question comes out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.search.question import LONGEST, MOST_WORDS, Wanted, ask


def words_of(typed: str) -> list[str]:
    return [wanted.word for wanted in ask(typed).wanted]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Eskalation", ["eskalation"]),
        ("  Wie geht die Eskalation?  ", ["geht", "eskalation"]),
        ("1.4", ["1.4"]),
        ("Konflikt konflikt KONFLIKT", ["konflikt"]),
        ('"Konflikt" AND NOT (Streit*) title:x', ["konflikt", "and", "not", "streit", "title"]),
        ("Kon\x00flikt\ttext", ["kon", "flikt", "text"]),
    ],
)
def test_words_that_are_looked_for(typed: str, expected: list[str]) -> None:
    assert words_of(typed) == expected


@pytest.mark.parametrize("typed", ["", "   ", "\x00\n"])
def test_an_empty_field_asks_nothing(typed: str) -> None:
    question = ask(typed)
    assert (bool(question), str(question.hint), question.typed) == (False, "", "")


@pytest.mark.parametrize("typed", ["???", "😀", "a", "und der", "*"])
def test_what_cannot_be_looked_for_is_said(typed: str) -> None:
    question = ask(typed)
    assert not question
    assert question.hint
    assert question.typed == typed


def test_what_is_too_long_is_cut_at_a_word_and_said() -> None:
    question = ask("Konflikt " * 2000)
    assert words_of("Konflikt " * 2000) == ["konflikt"]
    assert question.hint
    assert len(question.typed) <= LONGEST
    assert question.typed.endswith("Konflikt")


def test_only_so_many_words_are_looked_for() -> None:
    question = ask("rot blau gelb weiß grün lila rosa grau braun")
    assert len(question.wanted) == MOST_WORDS
    assert question.hint


@pytest.mark.parametrize(
    ("wanted", "word", "fits"),
    [
        ("stufen", "stufe", True),
        ("eskalieren", "eskalation", True),
        ("eskalation", "eskalationsstufen", True),
        ("verhandlun", "verhandlungen", True),
        ("gespraech", "gespräche", True),
        ("gespräch", "gespraechen", True),
        ("häuser", "haus", True),
        ("rat", "rathaus", False),
        ("rat", "rates", True),
        ("konflikt", "kontrolle", False),
        ("1.4", "1.45", False),
        ("2020", "20201", False),
    ],
)
def test_which_words_fit(wanted: str, word: str, fits: bool) -> None:
    assert Wanted(wanted).fits(word) is fits


@given(st.text(max_size=400))
def test_every_text_is_a_question(typed: str) -> None:
    question = ask(typed)
    assert len(question.typed) <= LONGEST
    assert "\x00" not in question.typed
    assert bool(question) == bool(question.wanted)
    assert question or question.hint or not question.typed
