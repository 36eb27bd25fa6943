"""The place in a text where the words stand."""

from hypothesis import given
from hypothesis import strategies as st

from courses.search.excerpts import LENGTH, excerpt, marked
from courses.search.question import ask
from tests.courses.search.conftest import said

FILL = "Hier steht etwas anderes, das mit der Frage nichts zu tun hat. " * 10


def test_the_words_are_marked_in_every_form() -> None:
    pieces = marked("Stufe um Stufen: Die Eskalationsstufen der Häuser", ask("stufe haus"))
    assert said(pieces) == "«Stufe» um «Stufen»: Die Eskalationsstufen der «Häuser»"


def test_longer_words_are_marked_whole() -> None:
    assert said(marked("Das Konfliktgespräch", ask("konflikt"))) == "Das «Konfliktgespräch»"


def test_the_excerpt_shows_the_place_with_most_of_the_words() -> None:
    text = f"Konflikt. {FILL}Ein Konflikt eskaliert in Stufen. {FILL}"
    shown = said(excerpt(text, ask("Konflikt Stufe eskalieren")))
    assert "Ein «Konflikt» «eskaliert» in «Stufen»." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_without_a_place_the_beginning_is_shown() -> None:
    shown = said(excerpt(FILL, ask("Zwiebel")))
    assert shown.startswith("Hier steht etwas anderes")
    assert shown.endswith(" …")


def test_a_short_text_is_shown_whole() -> None:
    assert said(excerpt("Ein Streit.", ask("Streit"))) == "Ein «Streit»."


def test_what_looks_like_markup_stays_text() -> None:
    pieces = excerpt("<b>Streit</b> & <script>alert(1)</script>", ask("streit script"))
    assert "".join(piece.text for piece in pieces) == "<b>Streit</b> & <script>alert(1)</script>"


@given(st.text(max_size=900), st.text(max_size=60))
def test_pieces_are_a_part_of_the_text(text: str, typed: str) -> None:
    question = ask(typed)
    if not question:
        return
    pieces = [piece.text for piece in excerpt(text, question)]
    inner = "".join(piece for piece in pieces if piece not in ("… ", " …"))
    assert inner in text
    assert len(inner) <= max(LENGTH, 1)
    assert "".join(piece.text for piece in marked(text, question)) == text
