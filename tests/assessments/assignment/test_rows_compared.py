"""Rows of two versions beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.changes import Kind
from assessments.assignment.rows_compared import Became, ToldRow, compare_rows, counted


def row(key: str, who: str, what: str = "") -> ToldRow:
    return ToldRow(key, (("Wer", who), ("Was", what)))


def became(before, after) -> list[tuple[str, str, bool]]:
    return [
        ("".join(piece.text for piece in one.cells[0].pieces), str(one.became), one.moved)
        for one in compare_rows(before, after)
    ]


def test_a_row_is_known_by_its_id_whatever_it_says() -> None:
    before = [row("a", "Leitstelle"), row("b", "Polizei"), row("c", "Schule")]
    after = [row("b", "Polizei", "fährt"), row("c", "Schule"), row("d", "Kita")]
    assert became(before, after) == [
        ("Leitstelle", "gone", False),
        ("Polizei", "changed", False),
        ("Schule", "kept", False),
        ("Kita", "new", False),
    ]
    assert counted(compare_rows(before, after)) == (
        "1 Eintrag neu, 1 Eintrag geändert, 1 Eintrag entfallen"
    )


def test_rows_without_an_id_are_known_by_their_first_words() -> None:
    given = [row("", "Was?", "alt"), row("", "Wo?")]
    assert became(given, [row("", "Was?", "neu"), row("", "Wo?")]) == [
        ("Was?", "changed", False),
        ("Wo?", "kept", False),
    ]
    assert became([row("", "Amt")], [row("x1", "Amt")]) == [("Amt", "kept", False)]


def test_two_rows_with_ids_are_two_rows_even_if_they_say_the_same() -> None:
    found = compare_rows([row("a", "Amt")], [row("b", "Amt")])
    assert [one.became for one in found] == [Became.NEW, Became.GONE]


def test_a_chain_in_another_order_says_so() -> None:
    before = [row("a", "eins"), row("b", "zwei"), row("c", "drei")]
    assert became(before, [before[2], before[0], before[1]]) == [
        ("drei", "kept", True),
        ("eins", "kept", False),
        ("zwei", "kept", False),
    ]
    assert (
        counted(compare_rows(before, [before[2], before[0], before[1]])) == "1 Eintrag verschoben"
    )


def test_only_the_cell_that_differs_is_marked() -> None:
    [found] = compare_rows([row("a", "Amt", "ruft an")], [row("a", "Amt", "ruft sofort an")])
    who, what = found.cells
    assert (found.name, found.changed_cells) == ("Amt", (what,))
    assert [piece.kind for piece in who.pieces] == [Kind.KEPT]
    assert [piece.text.strip() for piece in what.pieces if piece.kind is Kind.INSERTED] == [
        "sofort"
    ]


ROWS = st.lists(
    st.builds(row, st.sampled_from("abcdef"), st.text(max_size=5), st.text(max_size=5)),
    max_size=6,
    unique_by=lambda one: one.key,
)


@given(ROWS, ROWS)
def test_new_and_kept_rows_are_the_later_ones_gone_and_kept_the_earlier_ones(before, after) -> None:
    found = compare_rows(before, after)
    later = [one for one in found if one.became is not Became.GONE]
    earlier = [one for one in found if one.became is not Became.NEW]
    assert len(later) == len(after)
    assert len(earlier) == len(before)
    said = [
        "".join(p.text for p in one.cells[0].pieces if p.kind is not Kind.DELETED) for one in later
    ]
    assert said == [one.cells[0][1] for one in after]


@given(ROWS)
def test_the_same_rows_have_not_changed(rows) -> None:
    assert not any(one.has_changed for one in compare_rows(rows, rows))
