"""What rows ask for: fields that pick rows, rows that follow others, and rules about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.sheet.fields import (
    Field,
    FieldKind,
    Rule,
    RuleKind,
    fields_to_json,
    followed_rows,
    in_words,
    parse_fields,
)
from assessments.assignment.sheet.forms import SectionForm, flat, with_rows
from assessments.assignment.sheet.limits import Problem, problems
from assessments.assignment.sheet.sections import Picture, Section, names_of, parse, to_json

MEASURES = Field(
    "liste",
    "Maßnahmen",
    FieldKind.ROWS,
    required=True,
    columns=(
        Field("massnahme", "Maßnahme", FieldKind.LINE, required=True),
        Field("stufe", "Ab Stufe", FieldKind.LEVEL, required=True),
        Field("gelb", "Gelb", FieldKind.LINE),
        Field("rot", "Rot", FieldKind.LINE),
    ),
    rules=(
        Rule(RuleKind.UNIQUE, ("massnahme",)),
        Rule(RuleKind.COVERS, ("stufe",)),
        Rule(RuleKind.SOME_OF, ("gelb", "rot"), 1),
    ),
)
PEOPLE = Field("wer", "Funktionen", FieldKind.ROWS, columns=(Field("name", "Funktion"),))
DUTIES = Field(
    "raci",
    "Wer was tut",
    FieldKind.ROWS,
    required=True,
    of="massnahmen/liste",
    columns=(
        Field("a", "Verantwortet", FieldKind.PICK, required=True, of="dienst/wer"),
        Field("statt", "Vertretung", FieldKind.PICK, required=True, of="dienst/wer"),
        Field("i", "Wird informiert", FieldKind.PICKS, of="dienst/wer"),
    ),
    rules=(Rule(RuleKind.DIFFER, ("a", "statt")),),
)
SECTIONS = (
    Section("massnahmen", 7, "Maßnahmen", fields=(MEASURES,)),
    Section(
        "dienst",
        8,
        "Zuständigkeiten",
        fields=(PEOPLE, DUTIES),
        pictures=(Picture("leiter", "Leiter", {"levels": "massnahmen/liste"}, {"level": "stufe"}),),
    ),
)
ALL_LEVELS = [
    {"id": f"m{n}", "massnahme": f"Schritt {n}", "stufe": str(n), "gelb": "ja"} for n in range(5)
]
PEOPLE_THERE = [{"id": "bm", "name": "Bürgermeisterin"}, {"id": "oa", "name": "Ordnungsamt"}]


def written(duties=None, measures=None) -> dict[str, dict[str, object]]:
    if duties is None:
        duties = [{"id": f"m{n}", "a": "bm", "statt": "oa", "i": ["oa"]} for n in range(5)]
    return {
        "massnahmen": {"liste": ALL_LEVELS if measures is None else measures},
        "dienst": {"wer": PEOPLE_THERE, "raci": duties},
    }


def said(values) -> list[str]:
    return [problem.text for problem in problems(SECTIONS, values)]


def test_a_template_with_all_of_it_is_read_as_it_was_written() -> None:
    assert parse(to_json(SECTIONS)) == SECTIONS


def test_a_full_sheet_asks_for_nothing() -> None:
    assert said(written()) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "a", "label": "A", "kind": "pick"},
        {"id": "a", "label": "A", "kind": "rows", "columns": [{"id": "id", "label": "Nr."}]},
        {
            "id": "a",
            "label": "A",
            "kind": "rows",
            "columns": [{"id": "b", "label": "B"}],
            "rules": [{"rule": "unique", "columns": ["c"]}],
        },
        {
            "id": "a",
            "label": "A",
            "kind": "rows",
            "columns": [{"id": "b", "label": "B"}],
            "rules": [{"rule": "differ", "columns": ["b"]}],
        },
        {
            "id": "a",
            "label": "A",
            "kind": "rows",
            "of": "s/b",
            "fixed": ["x"],
            "columns": [{"id": "b", "label": "B"}],
        },
    ],
)
def test_what_nobody_could_fill_in_is_no_field(broken) -> None:
    with pytest.raises(ValueError, match="“a”"):
        parse_fields([broken])


def test_a_template_refers_only_to_rows_it_has() -> None:
    lonely = to_json([SECTIONS[1]])
    with pytest.raises(ValueError, match="massnahmen/liste"):
        parse(lonely)


def test_every_level_wants_a_measure() -> None:
    values = written(measures=ALL_LEVELS[:4], duties=[])
    values["dienst"]["raci"] = written()["dienst"]["raci"][:4]
    assert said(values) == [
        "„Maßnahmen“ hat noch keinen Eintrag für „4 Blau · Nachsorge“.",
    ]


def test_every_measure_wants_one_who_answers_for_it_and_another_who_stands_in() -> None:
    duties = [{"id": "m0", "a": "bm", "statt": "bm"}, *written()["dienst"]["raci"][1:4]]
    assert said(written(duties)) == [
        "Schritt 4: „Verantwortet“ ist noch leer.",
        "Schritt 4: „Vertretung“ ist noch leer.",
        "Schritt 0: „Verantwortet“ und „Vertretung“ müssen verschieden sein.",
    ]


def test_problems_name_their_place() -> None:
    duties = written()["dienst"]["raci"][:4]
    first = problems(SECTIONS, written(duties))[0]
    assert (first.section.id, first.anchor) == ("dienst", "id_raci-4-a")
    assert Problem(SECTIONS[0], MEASURES, "").anchor == "liste"


def test_a_duty_for_a_measure_that_is_gone_is_kept_and_pointed_out() -> None:
    duties = [*written()["dienst"]["raci"], {"id": "weg", "a": "oa", "statt": "bm"}]
    assert said(written(duties)) == [
        "„Wer was tut“ sagt etwas über einen Eintrag, den es nicht mehr gibt (Ordnungsamt)."
    ]
    names = names_of(SECTIONS, written(duties))
    assert [name for name, _row in followed_rows(DUTIES, duties, names)][-1] == ""


def test_who_is_no_longer_there_has_to_be_chosen_again() -> None:
    duties = [{"id": "m0", "a": "fort", "statt": "oa"}, *written()["dienst"]["raci"][1:]]
    assert said(written(duties)) == [
        "Schritt 0: „Verantwortet“ nennt einen Eintrag, den es nicht mehr gibt. "
        "Bitte wählen Sie neu."
    ]


def test_rows_alike_and_rows_with_too_little_are_named() -> None:
    again = {"id": "m9", "massnahme": "schritt 0", "stufe": "0"}
    values = written(measures=[*ALL_LEVELS, again])
    values["dienst"]["raci"] = [*values["dienst"]["raci"], {"id": "m9", "a": "bm", "statt": "oa"}]
    assert said(values) == [
        "„schritt 0“ steht mehr als einmal in „Maßnahmen“.",
        "schritt 0: Mindestens 1 davon sind nötig: Gelb, Rot.",
    ]


def test_picked_rows_are_told_by_name() -> None:
    names = names_of(SECTIONS, written())
    row = {"id": "m1", "a": "bm", "statt": "oa", "i": ["oa", "fort"]}
    assert in_words(DUTIES, [row], names) == (
        "Schritt 1 · Verantwortet: Bürgermeisterin · Vertretung: Ordnungsamt · "
        "Wird informiert: Ordnungsamt, ?"
    )


def test_the_form_gives_back_what_it_was_given() -> None:
    values = written()
    names = names_of(SECTIONS, values)
    for section in SECTIONS:
        stored = values[section.id]
        shown = SectionForm(section, values=stored, version=3, names=names)
        sent = {**flat(section, stored), "version": "3"}
        form = SectionForm(section, sent)
        assert form.is_valid(), form.errors
        assert [row.given for row in shown.shown[-1].rows] == (
            [f"Schritt {n}" for n in range(5)] if section.id == "dienst" else [""] * 5
        )
        kept = form.values["raci"] if section.id == "dienst" else form.values["liste"]
        assert [row["id"] for row in kept] == [f"m{n}" for n in range(5)]


def test_a_row_sent_twice_is_one_row() -> None:
    sent = {"version": "3", "liste-rows": "1", "liste-0-massnahme": "Neu"}
    forms = [SectionForm(SECTIONS[0], sent) for _n in range(2)]
    assert all(form.is_valid() for form in forms)
    assert forms[0].values == forms[1].values
    assert forms[0].values["liste"][0]["id"] == "v3n0"


def test_two_rows_never_share_an_id() -> None:
    sent = {"version": "1", "liste-rows": "2"}
    for n in range(2):
        sent |= {f"liste-{n}-id": "gleich", f"liste-{n}-massnahme": f"Schritt {n}"}
    form = SectionForm(SECTIONS[0], sent)
    assert form.is_valid()
    assert len({row["id"] for row in form.values["liste"]}) == 2


def test_a_lost_row_can_be_removed_by_its_id() -> None:
    values = {"raci": [{"id": "weg", "a": "oa"}, {"id": "m0", "a": "bm"}]}
    kept = with_rows(SECTIONS[1], values, "remove:raci:weg")
    assert kept["raci"] == [{"id": "m0", "a": "bm"}]
    assert with_rows(SECTIONS[1], values, "remove:raci:niemand") == values


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(anything, anything, anything)
def test_nothing_that_stands_in_a_draft_breaks_the_checks(measures, people, duties) -> None:
    values = {"massnahmen": {"liste": measures}, "dienst": {"wer": people, "raci": duties}}
    for problem in problems(SECTIONS, values):
        assert problem.text
    names = names_of(SECTIONS, values)
    for section in SECTIONS:
        SectionForm(section, values=values[section.id], version=1, names=names).as_p()


def test_fields_stay_as_small_as_they_were() -> None:
    assert fields_to_json([Field("a", "A")]) == [{"id": "a", "label": "A", "kind": "text"}]
