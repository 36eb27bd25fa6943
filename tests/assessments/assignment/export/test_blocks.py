"""What a document is made of: fields decide how they are set, never the name of a section."""

from typing import Any

import pytest

from assessments.assignment.domain.handing_in import frozen
from assessments.assignment.export.blocks import (
    SIDEWAYS,
    UPRIGHT,
    Cell,
    Cover,
    Facts,
    Figure,
    Key,
    Listing,
    Table,
    Text,
    chapters_of,
    cover_of,
)
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.sections import Picture, Section, left_over
from content.diagrams import timeline
from tests.assessments.assignment.export.papers import SECTIONS, VALUES
from tests.assessments.filled import LARGE, filled, plan_sections

FROZEN = frozen(SECTIONS, VALUES)
TIMELINE = timeline.draw(
    timeline.Timeline("Verlauf", (timeline.Entry("im Mai", "Erstes Treffen"),))
)


def chapters(sections: Any = FROZEN, drawn: Any = None) -> Any:
    return chapters_of(sections, drawn or {})


def blocks(*fields: Field, drawn: Any = (), pictures: Any = (), **values: Any) -> Any:
    section = Section("eins", 1, "Eins", fields=fields, pictures=pictures)
    return chapters(frozen((section,), {"eins": values}), {"eins": drawn})[0].blocks


def test_the_cover_is_what_people_fill_in_line_by_line_before_the_first_section() -> None:
    assert cover_of(FROZEN, "Plan") == Cover(
        "Platzfrieden",
        "Zwei Gruppen",
        (("Art", Cell("A, erfunden")), ("Gültig bis", Cell("2. August 2027"))),
        is_page=True,
    )
    assert [chapter.number for chapter in chapters()] == [1, 2, 3]


def test_a_cover_nobody_has_written_has_the_name_of_the_work() -> None:
    assert cover_of(frozen(SECTIONS, {}), "Plan") == Cover("Plan", is_page=True)
    assert cover_of(frozen(SECTIONS[1:], VALUES), "Plan") == Cover("Plan")


def test_what_is_left_of_an_earlier_cover_becomes_a_chapter() -> None:
    values = VALUES | {"huelle": {"name": "Platzfrieden", "text": "Alt: etwas"}}
    first = chapters(frozen(SECTIONS, values))[0]
    assert (first.name, first.blocks) == (
        "0. Umschlag",
        (Text(left_over().label, "Alt: etwas"),),
    )


def test_every_kind_of_field_is_set_in_its_own_way() -> None:
    leute, aufgaben, rest = chapters()
    assert leute.blocks[:3] == (
        Key("Der Kern", "Beide wollen den Platz."),
        Text("Die Lage", "Erster Absatz.\nNeue Zeile.\n\nZweiter Absatz."),
        Facts((("Wie viele", Cell("12")),)),
    )
    table = leute.blocks[3]
    assert [column.label for column in table.columns] == ["Wer", "Haltung", "Ab Stufe"]
    assert table.rows == (
        (Cell("Anwohnende"), Cell("unterstützend"), Cell("Orange", 2)),
        (Cell("Jugendliche"), Cell("ablehnend"), Cell("–")),
    )
    assert aufgaben.blocks[2] == Listing("Dinge", ("Stühle", "Tee"))
    assert rest.blocks == ()


def test_rows_that_follow_others_begin_with_what_those_are_called() -> None:
    table = chapters()[1].blocks[0]
    assert [column.label for column in table.columns] == ["Wer", "Gemeinsam mit", "Vertretung"]
    assert table.rows == (
        (Cell("Anwohnende"), Cell("Jugendliche, ?"), Cell("Jugendliche")),
        (Cell("Jugendliche"), Cell("–"), Cell("–")),
    )


def test_what_follows_a_row_that_is_gone_says_so() -> None:
    values = VALUES | {"aufgaben": {"folgen": [{"id": "weg", "mit": ["r1"], "statt": ""}]}}
    rows = chapters(frozen(SECTIONS, values))[1].blocks[0].rows
    assert [row[0].text for row in rows] == ["Anwohnende", "Jugendliche", "(gibt es nicht mehr)"]


def test_levels_that_are_always_there_stand_by_their_colour() -> None:
    table = chapters()[1].blocks[1]
    assert table.rows == ((Cell("Grün", 0), Cell("Reden")), (Cell("Gelb", 1), Cell("–")))


def test_controls_and_directions_are_gone_before_anything_is_set() -> None:
    field = Field("a", "A", FieldKind.TEXT)
    assert blocks(field, a="Eins\x00\u202ezwei\ud800\r\n\tdrei") == (Text("A", "Einszwei\n drei"),)


@pytest.mark.parametrize("kind", ["5", 7, "neun", None])
def test_a_level_nobody_knows_stays_as_it_was_typed(kind: Any) -> None:
    field = Field("a", "A", FieldKind.LEVEL)
    found = blocks(field, a=kind)
    assert found == ((Facts((("A", Cell(str(kind))),)),) if kind else ())


# — Pictures ——————————————————————————————————————————————————————————————————————


ROWS = Field(
    "rows",
    "Zeilen",
    FieldKind.ROWS,
    columns=(
        Field("x", "Ort", FieldKind.NUMBER),
        Field("was", "Was", FieldKind.LINE),
        Field("wer", "Wer", FieldKind.LINE),
    ),
)
PICTURE = Picture("timeline", "Verlauf", {"events": "eins/rows"}, {"what": "was", "x": "x"})
VALUE = [{"id": "r1", "x": "7", "was": "Erstes Treffen", "wer": "Alle"}]


def test_a_picture_stands_before_the_rows_it_is_drawn_from() -> None:
    before, rows = Field("a", "A", FieldKind.TEXT), ROWS
    found = blocks(
        before, rows, a="Text", rows=VALUE, pictures=(PICTURE,), drawn=[(PICTURE, TIMELINE)]
    )
    assert [type(block) for block in found] == [Text, Figure, Table]
    figure = found[1]
    assert (figure.label, figure.width) == ("Verlauf", 880)
    assert figure.alternative == TIMELINE.alternative.text()
    assert figure.svg.startswith("<svg")


def test_where_a_mark_stands_is_shown_by_the_picture_alone() -> None:
    found = blocks(ROWS, rows=VALUE, pictures=(PICTURE,))
    assert [column.label for column in found[0].columns] == ["Was", "Wer"]


def test_a_picture_of_other_sections_stands_at_the_end() -> None:
    elsewhere = Picture("timeline", "Verlauf", {"events": "zwei/rows"})
    found = blocks(Field("a", "A"), a="Text", drawn=[(elsewhere, TIMELINE)])
    assert [type(block) for block in found] == [Text, Figure]


def test_a_picture_of_nothing_is_left_out() -> None:
    nothing = timeline.draw(timeline.Timeline("Verlauf"))
    assert blocks(ROWS, rows=VALUE, drawn=[(PICTURE, nothing)])[0].label == "Zeilen"


# — Widths ————————————————————————————————————————————————————————————————————————


def test_tables_are_as_wide_as_their_page_and_many_columns_lie_on_its_side() -> None:
    sections = plan_sections()
    found = chapters(frozen(sections, filled(sections, LARGE)))
    tables = [block for chapter in found for block in chapter.blocks if isinstance(block, Table)]
    for table in tables:
        page = SIDEWAYS if table.is_wide else UPRIGHT
        assert sum(column.width for column in table.columns) == pytest.approx(page, abs=1)
        assert min(column.width for column in table.columns) > 8
    assert [chapter.number for chapter in found if chapter.is_wide] == [4, 5, 7]
    assert max(len(table.rows) for table in tables) == 60
