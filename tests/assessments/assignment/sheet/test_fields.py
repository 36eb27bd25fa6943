"""Fields of a sheet: their JSON, what counts as written, and what is asked for at hand-in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.sheet.fields import (
    TEXT,
    Field,
    FieldKind,
    fields_to_json,
    in_words,
    is_empty,
    parse_fields,
)
from assessments.assignment.sheet.limits import problems
from assessments.assignment.sheet.sections import Section, parse, to_json

LINE = Field("satz", "Ein Satz", FieldKind.LINE, required=True, words_at_most=3)
ROWS = Field(
    "seiten",
    "Seiten",
    FieldKind.ROWS,
    columns=(
        Field("wer", "Wer", FieldKind.LINE),
        Field("stufe", "Stufe", FieldKind.CHOICE, choices=(("1", "eins"), ("2", "zwei"))),
    ),
    least=2,
    most=3,
)
FIXED = Field(
    "bausteine",
    "Bausteine",
    FieldKind.ROWS,
    columns=(Field("name", "Baustein"), Field("beleg", "Beleg")),
    fixed=("Anlaufstelle", "Mandat"),
)
NUMBER = Field("zahl", "Zahl", FieldKind.NUMBER, least=1, most=5)
names = st.text(st.characters(categories=("Ll",)), min_size=1, max_size=6)


@st.composite
def plain_fields(draw: st.DrawFn) -> Field:
    kind = draw(st.sampled_from([FieldKind.TEXT, FieldKind.LINE, FieldKind.NUMBER, FieldKind.DATE]))
    return Field(
        draw(names),
        draw(names),
        kind,
        help=draw(st.one_of(st.just(""), names)),
        required=draw(st.booleans()),
        words_at_most=draw(st.one_of(st.none(), st.integers(1, 99))),
    )


@st.composite
def any_fields(draw: st.DrawFn) -> tuple[Field, ...]:
    found = draw(st.lists(plain_fields(), unique_by=lambda field: field.id, max_size=4))
    rows = Field("zeilen", "Zeilen", FieldKind.ROWS, columns=tuple(found) or (TEXT_COLUMN,))
    return (*found, rows)


TEXT_COLUMN = Field("spalte", "Spalte")


@given(any_fields())
def test_fields_come_back_from_their_json(fields) -> None:
    assert parse_fields(fields_to_json(fields)) == fields


def test_a_smallest_number_of_zero_is_kept() -> None:
    fields = (Field("zahl", "Zahl", FieldKind.NUMBER, least=0, most=5),)
    assert parse_fields(fields_to_json(fields)) == fields


def test_a_section_without_fields_has_the_json_it_always_had() -> None:
    section = Section("eins", 1, "Eins")
    assert "fields" not in to_json([section])[0]
    assert parse(to_json([section])) == (section,)
    assert section.fields == (TEXT,)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([{"id": "a"}], "lacks"),
        ([{"id": "a", "label": "A", "kind": "choice"}], "nothing to choose from"),
        ([{"id": "a", "label": "A", "kind": "rows"}], "rows need columns"),
        ([{"id": "a", "label": "A"}, {"id": "a", "label": "B"}], "id of their own"),
        (
            [
                {
                    "id": "a",
                    "label": "A",
                    "kind": "rows",
                    "columns": [
                        {
                            "id": "b",
                            "label": "B",
                            "kind": "rows",
                            "columns": [{"id": "c", "label": "C"}],
                        }
                    ],
                }
            ],
            "do not stand in rows",
        ),
    ],
)
def test_fields_nobody_could_fill_in_are_refused(data, said) -> None:
    with pytest.raises(ValueError, match=said):
        parse_fields(data)


def test_empty_is_what_nobody_wrote_in() -> None:
    assert is_empty(LINE, "  ")
    assert is_empty(ROWS, [])
    assert is_empty(ROWS, [{"wer": " ", "stufe": ""}])
    assert not is_empty(ROWS, [{"wer": "Rat"}])
    given_names = [{"name": "Anlaufstelle", "beleg": ""}, {"name": "Mandat", "beleg": ""}]
    assert is_empty(FIXED, given_names)


def test_values_are_said_in_words() -> None:
    rows = [{"wer": "Rat", "stufe": "2"}, {"wer": "Verein", "stufe": ""}]
    assert in_words(ROWS, rows) == "Wer: Rat · Stufe: zwei\nWer: Verein"
    assert in_words(LINE, None) == ""


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("2027-11-05", "5. November 2027"),
        ("2027-02-31", "2027-02-31"),
        ("im Herbst", "im Herbst"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_day_is_said_in_full_and_what_is_none_as_it_was_typed(stored, said) -> None:
    assert in_words(Field("bis", "Bis wann", FieldKind.DATE), stored) == said


def said(field: Field, value) -> list[str]:
    section = Section("blatt", 1, "Blatt", fields=(field,))
    return [problem.text for problem in problems([section], {"blatt": {field.id: value}})]


@pytest.mark.parametrize(
    ("field", "value", "texts"),
    [
        (LINE, "", ["„Ein Satz“ ist noch leer."]),
        (LINE, "eins zwei drei", []),
        (LINE, "eins zwei drei vier", ["„Ein Satz“ hat höchstens 3 Wörter, das sind 4."]),
        (ROWS, [{"wer": "Rat"}], ["„Seiten“ braucht mindestens 2 Einträge."]),
        (ROWS, [{"wer": str(n)} for n in range(4)], ["„Seiten“ hat höchstens 3 Einträge."]),
        (ROWS, [], []),
        (NUMBER, "3", []),
        (NUMBER, "2,5", []),
        (NUMBER, "viel", ["„Zahl“ muss eine Zahl sein."]),
        (NUMBER, "9", ["„Zahl“ liegt zwischen 1 und 5."]),
    ],
)
def test_what_is_asked_for_is_said_in_a_sentence(field, value, texts) -> None:
    assert said(field, value) == texts
