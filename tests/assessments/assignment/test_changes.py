"""What has changed between two versions, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.changes import Kind, compare, in_words, marked

TEXTS = st.lists(
    st.sampled_from(["Die ", "Stadt ", "hilft. ", "Nachts\n", "\n\n", "ä ", "<b>", "  ", "ruft"])
).map("".join)


@given(TEXTS | st.text(), TEXTS | st.text())
def test_the_pieces_give_both_texts_again(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(p.text for p in pieces if p.kind is not Kind.INSERTED) == before
    assert "".join(p.text for p in pieces if p.kind is not Kind.DELETED) == after


@given(TEXTS)
def test_the_same_text_has_no_changes(text: str) -> None:
    assert {piece.kind for piece in compare(text, text)} <= {Kind.KEPT}
    assert in_words(compare(text, text)) == ""


def test_long_texts_are_compared_line_by_line() -> None:
    before = "".join(f"Zeile {n} bleibt.\n" for n in range(2000))
    after = before.replace("Zeile 7 bleibt.", "Zeile 7 geht.")
    changed = [piece for piece in compare(before, after) if piece.kind is not Kind.KEPT]
    assert [(p.kind, p.text) for p in changed] == [
        (Kind.DELETED, "Zeile 7 bleibt.\n"),
        (Kind.INSERTED, "Zeile 7 geht.\n"),
    ]


def test_changes_are_marked_and_said() -> None:
    pieces = compare("Die Stadt hilft nachts.", "Die Stadt <b>hilft</b> nachts.")
    assert marked(pieces) == (
        'Die Stadt <del><span class="lms-sr ui-sr">gestrichen: </span>hilft </del>'
        '<ins><span class="lms-sr ui-sr">neu: </span>&lt;b&gt;hilft&lt;/b&gt; </ins>nachts.'
    )
    assert in_words(pieces) == "1 Wort neu, 1 Wort gestrichen"
