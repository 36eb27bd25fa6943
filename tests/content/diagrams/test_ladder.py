"""The ladder: five levels, their triggers, what is done first."""

from content.diagrams.ladder import Ladder, Rung, alternative, draw

TWO = Ladder(
    "Stufen",
    (
        Rung(1, "Ein Indikator auf Gelb", ("Gespräche", "Streife am Abend")),
        Rung(4, "", ()),
    ),
)


def test_read_aloud() -> None:
    assert alternative(TWO).text() == (
        "Eine Eskalationsleiter mit 2 Stufen. "
        "Stufe 1, Gelb, Aufmerksam. Auslöser: Ein Indikator auf Gelb. "
        "Maßnahmen: Gespräche und Streife am Abend. "
        "Stufe 4, Blau, Nachsorge. Auslöser: Noch kein Auslöser. Maßnahmen: Noch keine Maßnahme."
    )


def test_read_as_a_table() -> None:
    found = alternative(TWO)
    assert found.headers == ("Stufe", "Bedeutung", "Auslöser", "Maßnahmen")
    assert found.rows == (
        ("1 Gelb", "Aufmerksam", "Ein Indikator auf Gelb", "Gespräche; Streife am Abend"),
        ("4 Blau", "Nachsorge", "–", "–"),
    )


def test_without_levels_it_says_so() -> None:
    assert alternative(Ladder("x")).text() == "Eine Eskalationsleiter, noch ohne Stufen."
    assert "Noch keine Einträge" in draw(Ladder("x")).narrow.shapes


def test_the_picture_shows_the_first_measures_and_counts_the_others() -> None:
    five = Rung(2, "Auslöser", tuple(f"Maßnahme {n}" for n in "ABCDE"))
    shapes = draw(Ladder("x", (five,))).wide.shapes
    assert [name in shapes for name in ("Maßnahme A", "Maßnahme C", "Maßnahme D")] == [
        True,
        True,
        False,
    ]
    assert "und 2 weitere Maßnahmen" in shapes
    assert "Maßnahme E" in alternative(Ladder("x", (five,))).text()


def test_a_level_beyond_all_levels_is_the_nearest() -> None:
    assert [Rung(-1).known_level, Rung(9).known_level] == [0, 4]
