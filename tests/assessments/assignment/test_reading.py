"""A version as reviewers read it: one text a section, or a sheet with fields and rows."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from assessments.assignment.reading import Part, gone, read, said_in
from assessments.assignment.rows_compared import Became

SHEET = {
    "id": "aufgaben",
    "number": 2,
    "title": "Aufgaben",
    "text": "Woche\n\nTag: Mo · Wer: Leitstelle",
    "values": {"ziel": "woche", "tage": [{"id": "1", "tag": "Mo", "wer": "Leitstelle"}]},
    "fields": [
        {"id": "ziel", "label": "Bis wann", "kind": "choice", "choices": [["woche", "Woche"]]},
        {
            "id": "tage",
            "label": "Tage",
            "kind": "rows",
            "columns": [
                {"id": "tag", "label": "Tag", "kind": "line"},
                {"id": "wer", "label": "Wer", "kind": "line"},
            ],
        },
    ],
}
TEXT = {"id": "lage", "number": 1, "title": "Lage", "text": "Es ist laut."}


def test_a_sheet_shows_its_fields_in_words_and_its_rows_by_column() -> None:
    _lage, aufgaben = read([TEXT, SHEET])
    ziel, tage = aufgaben.fields
    assert (ziel.key, ziel.label, ziel.text) == ("aufgaben/ziel", "Bis wann", "Woche")
    assert tage.rows == ((("Tag", "Mo"), ("Wer", "Leitstelle")),)
    assert [part.key for part in aufgaben.parts] == ["aufgaben/ziel", "aufgaben/tage", "aufgaben"]


def test_a_section_of_one_text_has_one_place_for_a_comment() -> None:
    (lage,) = read([TEXT])
    assert (lage.fields, lage.whole.text, lage.name) == ((), "Es ist laut.", "1. Lage")


def thread(key: str) -> SimpleNamespace:
    return SimpleNamespace(key=key, section=SimpleNamespace(id=key.partition("/")[0]))


def test_only_what_differs_from_the_version_before_has_changed() -> None:
    earlier = SHEET | {"values": SHEET["values"] | {"tage": []}}
    lage, aufgaben = read([TEXT, SHEET], before=[TEXT, earlier])
    ziel, tage = aufgaben.fields
    assert [part.has_changed for part in (lage.whole, ziel, tage)] == [False, False, True]
    assert (tage.changes, tage.compared[0].became) == ("1 Eintrag neu", Became.NEW)


def test_comments_stand_at_their_place_and_those_on_lost_fields_at_the_section() -> None:
    said = [thread("aufgaben/tage"), thread("aufgaben/weg"), thread("aufgaben"), thread("fort")]
    lage, aufgaben = read([TEXT, SHEET], said=said)
    assert [item.key for item in aufgaben.fields[1].earlier] == ["aufgaben/tage"]
    assert [item.key for item in aufgaben.whole.earlier] == ["aufgaben/weg", "aufgaben"]
    assert lage.whole.earlier == ()


def test_what_is_no_longer_there_is_crossed_out() -> None:
    without = SHEET | {"fields": SHEET["fields"][:1]}
    (aufgaben,) = read([without], before=[SHEET])
    assert [(part.label, part.changes) for part in aufgaben.gone] == [
        ("Tage", "1 Eintrag entfallen")
    ]
    assert aufgaben.has_changed
    lost, sheet = gone([], [TEXT, SHEET])
    assert lost.whole.changes == "3 Wörter gestrichen"
    assert [part.changes for part in sheet.fields] == ["1 Wort gestrichen", "1 Eintrag entfallen"]


def test_a_text_that_became_a_sheet_is_crossed_out_and_the_fields_are_new() -> None:
    before = {"id": "aufgaben", "number": 2, "title": "Aufgaben", "text": "Alles anders."}
    (aufgaben,) = read([SHEET], before=[before])
    assert aufgaben.whole.changes == "2 Wörter gestrichen"
    assert [part.changes for part in aufgaben.fields] == ["1 Wort neu", "1 Eintrag neu"]


def test_a_first_version_has_no_changes() -> None:
    assert not any(section.has_changed for section in read([TEXT, SHEET]))


def test_a_section_that_was_not_there_before_is_new() -> None:
    (lage,) = read([TEXT], before=[])
    assert lage.whole.changes == "3 Wörter neu"


def test_comments_name_their_place() -> None:
    comments = {"lage": "Gut.", "aufgaben/tage": "Wer?", "fremd": "?"}
    said = [(item.place, item.comment) for item in said_in([TEXT, SHEET], comments)]
    assert said == [("1. Lage", "Gut."), ("2. Aufgaben: Tage", "Wer?")]


def test_a_day_is_said_in_full_and_one_there_is_not_stays_as_typed() -> None:
    fields = [{"id": "tag", "label": "Tag", "kind": "date"}]

    def shown(value: str) -> str:
        (section,) = read([TEXT | {"values": {"tag": value}, "fields": fields}])
        return section.fields[0].text

    said = [shown(value) for value in ("2026-12-01", "2026-02-31", "bald", "")]
    assert said == ["1. Dezember 2026", "2026-02-31", "bald", ""]


@pytest.mark.parametrize(("columns", "as_table"), [(4, True), (5, False)])
def test_rows_are_a_table_where_there_is_room_for_one(columns: int, as_table: bool) -> None:
    row = tuple((f"Spalte {n}", f"Wort {n}") for n in range(columns))
    part = Part("duties/rows", "Zuständigkeiten", "", rows=(row,))
    shown = render_to_string("lms_assessments/assignment/text.html", {"part": part})
    assert ("<table" in shown) is as_table
    assert all(f"Wort {n}" in shown for n in range(columns))
    assert all(f"Spalte {n}" in shown for n in range(1, columns))
