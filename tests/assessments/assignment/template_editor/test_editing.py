"""Changes to a template as such: ids stay, numbers follow, and nothing becomes unfillable."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.errors import TemplateRefused
from assessments.assignment.sheet.fields import Field, FieldKind, Rule, RuleKind
from assessments.assignment.sheet.sections import Picture, Section, parse, to_json
from assessments.assignment.template_editor import editing
from assessments.assignment.template_editor.changes import changes
from assessments.assignment.template_editor.choices import (
    ListRefused,
    parse_choices,
    typed_choices,
)
from assessments.assignment.template_editor.keys import RESERVED, new_key
from assessments.assignment.template_editor.showing import preview
from assessments.assignment.template_editor.soundness import ensure_sound, targets

ROLE = Field("rolle", "Rolle", FieldKind.LINE, required=True)
STANCE = Field(
    "haltung", "Haltung", FieldKind.CHOICE, choices=(("pro", "dafür"), ("con", "dagegen"))
)
ACTORS = Field(
    "liste",
    "Beteiligte",
    FieldKind.ROWS,
    columns=(ROLE, STANCE),
    rules=(Rule(RuleKind.UNIQUE, ("rolle",)),),
)
FROM = Field("von", "Von", FieldKind.PICK, of="akteure/liste")
TO = Field("zu", "Zu", FieldKind.PICK, of="akteure/liste")
LINES = Field(
    "linien",
    "Beziehungen",
    FieldKind.ROWS,
    columns=(FROM, TO),
    rules=(Rule(RuleKind.DIFFER, ("von", "zu")),),
)
LEVELS = Field(
    "stufen",
    "Stufen",
    FieldKind.ROWS,
    columns=(
        Field("stufe", "Stufe", FieldKind.LEVEL),
        Field("wann", "Auslöser"),
        Field("wer", "Wer", FieldKind.LINE),
    ),
    fixed=("0", "1"),
)
FOLLOWING = Field(
    "raci",
    "Zuständig",
    FieldKind.ROWS,
    columns=(Field("a", "A", FieldKind.LINE),),
    of="akteure/liste",
)
PICTURE = Picture("actor-map", "Landkarte", {"actors": "akteure/liste"}, {"stance": "haltung"})
SECTIONS = (
    Section("lage", 0, "Lage"),
    Section("akteure", 1, "Akteure", fields=(ACTORS, LINES), pictures=(PICTURE,)),
    Section("stufen", 2, "Stufen", required=False, fields=(LEVELS, FOLLOWING)),
)


def changed(section: str, field: Field):
    return editing.change_field(SECTIONS, section, field)


def refusal(after) -> str:
    with pytest.raises(TemplateRefused) as refused:
        ensure_sound(SECTIONS, after)
    return str(refused.value)


# — Ids ————————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("label", "taken", "key"),
    [
        ("Zuständige Stelle", (), "zustaendige_stelle"),
        ("Maß", ("mass",), "mass_2"),
        ("Text", (), "text_2"),
        ("ID", (), "id_2"),
        ("Rows", (), "rows_2"),
        ("72 Stunden", (), "nr_72_stunden"),
        ("?!", (), "nr"),
        (
            "Ein sehr langer Name, der nirgends mehr hineinpasst",
            (),
            "ein_sehr_langer_name_der_nirgends_mehr_h",
        ),
    ],
)
def test_an_id_is_made_of_the_label(label, taken, key) -> None:
    assert new_key(label, taken) == key


@given(st.lists(st.text(max_size=50), max_size=12))
def test_every_field_gets_an_id_of_its_own(labels) -> None:
    sections = (Section("eins", 1, "Eins"),)
    for label in labels:
        sections = editing.add_field(sections, "eins", Field("", label or "x"))
    ids = [field.id for field in editing.own_fields(sections[0])]
    assert len(ids) == len(labels) == len(set(ids))
    assert not RESERVED & set(ids)
    assert not any("-" in key for key in ids)
    assert parse(to_json(sections)) == sections


def test_another_label_leaves_the_id() -> None:
    after = changed("akteure", replace(ACTORS, label="Alle, die mitreden"))
    assert after[1].fields[0].id == "liste"


def test_new_rows_bring_their_first_column() -> None:
    rows = Field("", "Partner", FieldKind.ROWS, columns=(Field("", "Stelle", FieldKind.LINE),))
    after = editing.add_field(SECTIONS, "lage", rows)
    (field,) = after[0].fields
    assert (field.id, field.columns[0].id) == ("partner", "stelle")


def test_a_section_whose_last_field_goes_is_one_text_again() -> None:
    one = editing.add_field(SECTIONS, "lage", Field("", "Raum"))
    assert editing.remove_field(one, "lage", "raum") == SECTIONS


def test_numbers_follow_the_order_from_where_they_began() -> None:
    up = editing.move_section(SECTIONS, "akteure", "up")
    assert [(s.id, s.number) for s in up] == [("akteure", 0), ("lage", 1), ("stufen", 2)]
    more = editing.add_section(SECTIONS, Section("", 0, "Lage"))
    assert (more[-1].id, more[-1].number) == ("lage-2", 3)
    fewer = editing.remove_section(SECTIONS, "lage")
    assert [s.number for s in fewer] == [0, 1]


def test_moving_beyond_an_end_moves_nothing() -> None:
    assert editing.move_section(SECTIONS, "lage", "up") == SECTIONS
    assert editing.move_field(SECTIONS, "akteure", "linien", "down") == SECTIONS
    assert editing.move_section(SECTIONS, "fremd", "up") == SECTIONS


def test_pictures_stay_when_a_section_is_edited() -> None:
    after = editing.change_section(SECTIONS, replace(SECTIONS[1], title="Menschen"))
    assert parse(to_json(after))[1].pictures == (PICTURE,)


def test_pictures_stay_where_the_last_field_goes() -> None:
    sections = (*SECTIONS[:2], Section("bild", 2, "Bild", pictures=(PICTURE,)))
    assert parse(to_json(sections))[2].pictures == (PICTURE,)


# — What is refused ————————————————————————————————————————————————————————————


def test_what_is_fine_is_fine() -> None:
    ensure_sound(SECTIONS, SECTIONS)
    ensure_sound(SECTIONS, editing.remove_section(SECTIONS, "lage"))


def test_rows_others_refer_to_stay() -> None:
    said = refusal(editing.remove_field(SECTIONS, "akteure", "liste"))
    where = "„Beteiligte (1. Akteure)“"
    assert f"„Beziehungen, Spalte Von (1. Akteure)“ verweist auf {where}" in said
    assert f"„Zuständig (2. Stufen)“ verweist auf {where}" in said
    assert f"Das Bild „Landkarte“ (1. Akteure) ist aus {where} gezeichnet." in said


def test_a_section_others_refer_to_stays() -> None:
    said = refusal(editing.remove_section(SECTIONS, "akteure"))
    assert "„Zuständig (1. Stufen)“ verweist auf „Beteiligte (1. Akteure)“" in said
    assert "Beziehungen" not in said


def test_rows_others_refer_to_do_not_become_fixed() -> None:
    assert "verweist auf" in refusal(changed("akteure", replace(ACTORS, fixed=("Rat", "Amt"))))
    assert "verweist auf" in refusal(changed("akteure", replace(ACTORS, of="akteure/linien")))


def test_rows_are_named_by_words() -> None:
    picks_first = replace(ACTORS, columns=(FROM, ROLE, STANCE))
    assert "verweist auf" in refusal(changed("akteure", picks_first))


def test_a_column_a_rule_needs_stays() -> None:
    said = refusal(changed("akteure", editing.remove_column(LINES, "zu")))
    assert "„Beziehungen (1. Akteure)“" in said
    assert "„Von“ und „Zu“ sind verschieden." in said


def test_a_column_a_picture_needs_stays() -> None:
    said = refusal(changed("akteure", editing.remove_column(ACTORS, "haltung")))
    assert said == (
        "Das Bild „Landkarte“ (1. Akteure) braucht „Beteiligte, Spalte Haltung (1. Akteure)“."
    )


@pytest.mark.parametrize(
    "field",
    [
        replace(LEVELS, columns=LEVELS.columns[:1]),
        replace(LEVELS, fixed=("0", "5")),
        replace(LEVELS, columns=(FROM, *LEVELS.columns)),
        replace(LEVELS, rules=(Rule(RuleKind.UNIQUE, ("stufe",)),)),
        replace(LEVELS, rules=(Rule(RuleKind.COVERS, ("wann",)),)),
        replace(LEVELS, rules=(Rule(RuleKind.DIFFER, ("wann", "wann")),)),
        replace(LEVELS, rules=(Rule(RuleKind.DIFFER, ("wann", "wer")),)),
        replace(LEVELS, rules=(Rule(RuleKind.SOME_OF, ("wann", "wer"), 3),)),
    ],
)
def test_rows_nobody_could_fill_in_are_refused(field) -> None:
    assert "Stufen (2. Stufen)" in refusal(changed("stufen", field))


def test_the_last_section_stays() -> None:
    one = SECTIONS[:1]
    with pytest.raises(TemplateRefused, match="mindestens einen Abschnitt"):
        ensure_sound(one, editing.remove_section(one, "lage"))


def test_what_was_wrong_before_keeps_nobody_from_going_on() -> None:
    wrong = editing.change_field(SECTIONS, "stufen", replace(LEVELS, fixed=("0", "9")))
    ensure_sound(wrong, editing.change_section(wrong, replace(wrong[2], title="Anders")))


def test_only_rows_people_add_can_be_referred_to() -> None:
    assert list(targets(SECTIONS)) == ["akteure/liste"]
    assert targets(SECTIONS, besides="akteure/liste") == {}


# — Choices ————————————————————————————————————————————————————————————————————


def test_choices_keep_their_keys() -> None:
    known = (("a", "A, fiktiv"), ("b", "B: echt"))
    assert parse_choices(typed_choices(known)) == known
    assert parse_choices("a: Ganz fiktiv\nB: echt\n\nKeine von beiden", known) == (
        ("a", "Ganz fiktiv"),
        ("B", "echt"),
        ("keine_von_beiden", "Keine von beiden"),
    )


def test_new_choices_get_keys_of_their_own() -> None:
    assert parse_choices("Ja\nja\nja: doch") == (("ja_2", "Ja"), ("ja_3", "ja"), ("ja", "doch"))
    assert parse_choices("dafür", [("pro", "dafür")]) == (("pro", "dafür"),)


@pytest.mark.parametrize("text", ["ja: ja\nja: nein", "ja:"])
def test_choices_that_are_none_are_refused(text) -> None:
    with pytest.raises(ListRefused):
        parse_choices(text)


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_choices_or_a_sentence(text) -> None:
    try:
        found = parse_choices(text)
    except ListRefused as error:
        assert str(error)
    else:
        assert len({key for key, _words in found}) == len(found)
        assert parse_choices(typed_choices(found)) == found


# — What changes ———————————————————————————————————————————————————————————————


def test_the_same_template_changes_nothing() -> None:
    assert changes(SECTIONS, SECTIONS) == []


def test_every_change_is_one_sentence_in_its_place() -> None:
    actors = replace(
        ACTORS,
        label="Alle",
        required=True,
        least=3,
        rules=(),
        columns=(
            replace(STANCE, choices=(("pro", "dafür"), ("con", "dagegen"), ("weg", "unklar"))),
            replace(ROLE, help="Keine Namen"),
            Field("neu", "Neu"),
        ),
    )
    lines = replace(LINES, columns=(FROM,), rules=())
    after = (
        replace(SECTIONS[1], number=0, title="Menschen", fields=(lines, actors), pictures=()),
        replace(
            SECTIONS[0],
            number=1,
            required=False,
            help="Neu",
            prompts=("Wer?",),
            fields=(Field("raum", "Raum", words_at_most=60),),
        ),
        Section("mehr", 2, "Mehr"),
    )
    told = [(c.name, list(c.sentences)) for c in changes(SECTIONS, after)]
    assert told == [
        (
            "",
            [
                "Neuer Abschnitt: „2. Mehr“.",
                "Entfällt: Abschnitt „2. Stufen“.",
                "Die Abschnitte stehen in einer anderen Reihenfolge.",
            ],
        ),
        (
            "0. Menschen",
            [
                "Hieß bisher „Akteure“.",
                "„Beziehungen“: Spalte „Zu“ entfällt.",
                "„Beziehungen“: diese Regel entfällt: „Von“ und „Zu“ sind verschieden.",
                "„Alle“: hieß bisher „Beteiligte“.",
                "„Alle“: ist jetzt ein Pflichtfeld.",
                "„Alle“: mindestens: 3 (bisher: keine Grenze).",
                "„Alle“: Spalte „Haltung“: zur Wahl stehen jetzt: dafür, dagegen, unklar.",
                "„Alle“: Spalte „Rolle“: hat einen neuen Hinweis.",
                "„Alle“: neue Spalte „Neu“.",
                "„Alle“: die Spalten stehen in einer anderen Reihenfolge.",
                "„Alle“: diese Regel entfällt: Keine zwei gleichen in „Rolle“.",
                "Die Felder stehen in einer anderen Reihenfolge.",
                "Bilder sind jetzt: –.",
            ],
        ),
        (
            "1. Lage",
            [
                "Ist nicht mehr Pflicht.",
                "Die Erklärung hat einen neuen Wortlaut.",
                "Die Leitfragen sind andere.",
                "Bisher ein einziger Text, jetzt mit Feldern.",
                "Neues Feld: „Raum“ (Text mit mehreren Zeilen).",
            ],
        ),
    ]


def test_limits_kinds_and_references_are_told() -> None:
    one = (Section("eins", 1, "Eins", fields=(Field("a", "A", words_at_most=60), LEVELS)),)
    other = (
        Section(
            "eins",
            1,
            "Eins",
            fields=(Field("a", "A", FieldKind.LINE), replace(LEVELS, fixed=())),
        ),
    )
    (found,) = changes(one, other)
    assert list(found.sentences) == [
        "„A“: ist jetzt: Eine Zeile (bisher: Text mit mehreren Zeilen).",
        "„A“: höchstens so viele Wörter: keine Grenze (bisher: 60).",
        "„Stufen“: feste Zeilen sind jetzt: –.",
    ]


# — As participants see it —————————————————————————————————————————————————————


def test_a_preview_offers_an_example_of_rows_nobody_has_written() -> None:
    item = preview(SECTIONS, "stufen")
    assert item is not None
    given_rows, following = item.form.shown
    assert [row.level for row in given_rows.rows] == [0, 1]
    assert [row.given for row in following.rows] == ["Beispiel: ein Eintrag aus „Beteiligte“"]
    assert (item.previous, item.following) == (SECTIONS[1], None)
    assert preview(SECTIONS, "fremd") is None
