"""The reporting chain: who hears of it in which order, and what if a way fails."""

from content.diagrams.chain import PILL_MOST, Chain, Link, alternative, draw, laid_out
from content.diagrams.scale import NARROW, WIDE

TWO = Chain(
    "Meldekette",
    (
        Link("Hausmeister", "Telefon", "Bote", "10 Minuten"),
        Link("", "Funk"),
    ),
)


def test_read_aloud() -> None:
    assert alternative(TWO).text() == (
        "Eine Meldekette mit 2 Gliedern, in der Reihenfolge der Meldung. "
        "1: Hausmeister. Weg: Telefon. Wenn das nicht geht: Bote. Zeit: 10 Minuten. "
        "2: Noch niemand genannt. Weg: Funk."
    )


def test_read_as_a_table() -> None:
    found = alternative(TWO)
    assert found.headers == ("Funktion", "Weg", "Wenn das nicht geht", "Längste Reaktionszeit")
    assert found.rows == (
        ("1 Hausmeister", "Telefon", "Bote", "10 Minuten"),
        ("2 Noch niemand genannt", "Funk", "–", "–"),
    )


def test_without_links_it_says_so() -> None:
    assert alternative(Chain("x")).text() == "Eine Meldekette, noch ohne Glieder."
    assert "Noch keine Einträge" in draw(Chain("x")).narrow.shapes


def test_a_long_time_stands_among_the_words() -> None:
    short, long = Link("A", within="sofort"), Link("A", within="eine Stunde " * 9)
    for scale in (WIDE, NARROW):
        cards = laid_out(scale, (short, long))
        assert 0 < cards[0].pill <= PILL_MOST
        assert cards[1].pill == 0
        assert cards[0].box.bottom < cards[1].box.y
