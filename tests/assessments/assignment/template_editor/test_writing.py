"""Authors write a section template in a draft of their own; bad input is said, nothing is lost."""

from dataclasses import replace

import pytest

from assessments.assignment.models import SectionTemplateDraft, SectionTemplateVersion
from assessments.assignment.sheet.fields import Field, FieldKind, Rule, RuleKind
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.domain import change_draft
from assessments.assignment.template_editor.queries import drafts_of
from tests.assessments.assignment.template_editor.drafts import (
    AKTEURE,
    CREATE,
    LAGE,
    LIST,
    LISTE,
    ROWS,
    SECTIONS,
    at,
    field_of,
    sections_of,
    send,
    text_of,
)
from tests.assessments.plans import make_sections

pytestmark = pytest.mark.django_db

# — Beginning ——————————————————————————————————————————————————————————————————


def test_a_draft_starts_from_the_newest_version_and_is_there_once(client, author, template) -> None:
    one, two = (client.post(at("edit", template)).url for _ in range(2))
    draft = SectionTemplateDraft.objects.get()
    assert one == two == at("draft", draft)
    assert (draft.parsed(), draft.base, draft.author) == (make_sections(), 1, author)
    assert client.get(at("edit", template)).status_code == 405


def test_a_new_template_is_built_from_nothing_to_its_first_version(client, author) -> None:
    client.post(CREATE, {"title": "Sozialraumanalyse", "first": "Überblick & Auftrag"})
    draft = SectionTemplateDraft.objects.get()
    (section,) = draft.parsed()
    assert (section.id, section.number) == ("ueberblick-auftrag", 1)
    assert client.get(LIST).context["found"].begun == [draft]
    add = at("field_add", draft, section.id)
    rows = {"label": "Orte", "first": "Ort", "required": "on"}
    answer = send(client, f"{add}?art=rows", draft, **rows)
    assert answer.url == at("field", draft, section.id, "orte")
    column = at("column_add", draft, section.id, "orte")
    send(client, f"{column}?art=choice", draft, label="Art", choices="Platz\nhaus: Haus")
    send(client, f"{add}?art=pick", draft, label="Der wichtigste", of="ueberblick-auftrag/orte")
    address = at("rule_add", draft, section.id, "orte")
    client.post(address, rule("unique", draft, column="ort"))
    draft.refresh_from_db()
    client.post(at("publish", draft), {"version": draft.version, "base": 0})
    published = SectionTemplateVersion.objects.get(template__slug="sozialraumanalyse")
    orte, pick = published.parsed()[0].fields
    assert [(c.id, c.choices) for c in orte.columns] == [
        ("ort", ()),
        ("art", (("platz", "Platz"), ("haus", "Haus"))),
    ]
    assert orte.rules == (Rule(RuleKind.UNIQUE, ("ort",)),)
    assert (pick.id, pick.of) == ("der_wichtigste", "ueberblick-auftrag/orte")
    assert not SectionTemplateDraft.objects.exists()


def rule(kind: str, draft, **fields) -> dict:
    """The form of each kind of rule has names of its own."""
    draft.refresh_from_db()
    named = {"version": draft.version, **fields}
    return {"rule": kind, **{f"{kind}-{name}": value for name, value in named.items()}}


# — Sections ———————————————————————————————————————————————————————————————————


def test_sections_are_added_moved_and_named(client, draft) -> None:
    send(client, at("section_add", draft), draft, **{**LAGE, "title": "Anhänge"})
    send(client, at("draft", draft), draft, title="Neuer Bogen", action="up:anhaenge")
    assert [(s.id, s.number) for s in sections_of(draft)] == [
        ("lage", 1),
        ("anhaenge", 2),
        ("akteure", 3),
    ]
    assert draft.title == "Neuer Bogen"


def test_a_section_keeps_its_id_fields_and_pictures(client, draft) -> None:
    changed = {"title": "Menschen", "help": "Wer\r\nmit wem", "prompts": "Wer?\r\n\r\nMit wem?\r\n"}
    answer = send(client, at("section", draft, "akteure"), draft, **changed, action="back")
    assert answer.url == f"{at('draft', draft)}#akteure"
    assert sections_of(draft)[1] == replace(
        SECTIONS[1],
        title="Menschen",
        help="Wer\nmit wem",
        prompts=("Wer?", "Mit wem?"),
        required=False,
    )


@pytest.mark.parametrize(
    ("action", "name", "more"),
    [
        ("open:wichtig", "field", ["wichtig"]),
        ("remove:wichtig", "field_remove", ["wichtig"]),
        ("add", "field_add", []),
        ("picture:0", "picture_remove", [0]),
        ("picture:7", "section", []),
        ("open:fremd", "section", []),
        ("open:../x", "section", []),
        ("save", "section", []),
        ("", "section", []),
    ],
)
def test_every_button_saves_what_is_typed_and_leads_on(client, draft, action, name, more) -> None:
    sent = {**AKTEURE, "title": "Getippt", "action": action}
    answer = send(client, at("section", draft, "akteure"), draft, **sent)
    assert answer.url == at(name, draft, "akteure", *more)
    assert sections_of(draft)[1].title == "Getippt"


def test_fields_are_moved_by_buttons(client, draft) -> None:
    address = at("section", draft, "akteure")
    answer = send(client, address, draft, **AKTEURE, action="down:liste")
    assert answer.url == f"{address}#liste"
    assert [f.id for f in sections_of(draft)[1].fields] == ["wichtig", "liste"]


def test_removing_asks_first_and_says_what_happens(client, draft) -> None:
    address = at("section_remove", draft, "lage")
    text = text_of(client.get(address))
    assert "Begonnene Arbeiten behalten ihre Fassung der Vorlage" in text
    assert "kommt als Text in den letzten" in text
    assert send(client, address, draft).url == at("draft", draft)
    assert [(s.id, s.number) for s in sections_of(draft)] == [("akteure", 1)]


def test_pictures_fields_and_columns_are_removed_after_asking(client, draft) -> None:
    for name, more in (
        ("picture_remove", ["akteure", 0]),
        ("field_remove", ["akteure", "wichtig"]),
        ("column_remove", ["akteure", "liste", "haltung"]),
    ):
        address = at(name, draft, *more)
        assert client.get(address).status_code == 200
        assert send(client, address, draft).status_code == 302
    section = sections_of(draft)[1]
    assert section.pictures == ()
    assert [f.id for f in section.fields] == ["liste"]
    assert [c.id for c in section.fields[0].columns] == ["rolle", "stufe"]


# — Fields —————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("kind", "sent", "field"),
    [
        ("text", {"words_at_most": "60"}, Field("neu_2", "Neu", words_at_most=60)),
        (
            "line",
            {"help": "Kurz", "required": "on"},
            Field("neu_2", "Neu", FieldKind.LINE, "Kurz", True),
        ),
        (
            "number",
            {"least": "0", "most": "5"},
            Field("neu_2", "Neu", FieldKind.NUMBER, least=0, most=5),
        ),
        ("date", {}, Field("neu_2", "Neu", FieldKind.DATE)),
        ("level", {}, Field("neu_2", "Neu", FieldKind.LEVEL)),
        (
            "choice",
            {"choices": "Ja\nn: Nein"},
            Field("neu_2", "Neu", FieldKind.CHOICE, choices=(("ja", "Ja"), ("n", "Nein"))),
        ),
        (
            "picks",
            {"of": "akteure/liste"},
            Field("neu_2", "Neu", FieldKind.PICKS, of="akteure/liste"),
        ),
        (
            "rows",
            {"of": "akteure/liste", "first": "Was"},
            Field(
                "neu_2",
                "Neu",
                FieldKind.ROWS,
                columns=(Field("was", "Was", FieldKind.LINE, required=True),),
                of="akteure/liste",
            ),
        ),
    ],
)
def test_a_field_of_every_kind_is_added(client, draft, kind, sent, field) -> None:
    address = f"{at('field_add', draft, 'lage')}?art={kind}"
    assert "lms-form" in text_of(client.get(address))
    send(client, address, draft, label="Neu", **sent)
    assert sections_of(draft)[0].fields == (field,)


def test_a_field_left_alone_stays_as_it_is(client, draft) -> None:
    for section, key in (("akteure", "liste"), ("akteure", "wichtig")):
        address = at("field", draft, section, key)
        form = client.get(address).context["form"]
        sent = {b.name: "" if b.value() in (None, False) else b.value() for b in form}
        send(client, address, draft, **sent)
    assert (sections_of(draft), draft.version) == (SECTIONS, 1)


def test_rewording_keeps_ids_and_keys(client, draft) -> None:
    address = at("column", draft, "akteure", "liste", "haltung")
    sent = {"label": "Einstellung", "choices": "pro: unterstützt\nschwankt"}
    assert send(client, address, draft, **sent).url.endswith("/liste/#haltung")
    column = field_of(draft, "akteure", "liste").column("haltung")
    assert column.label == "Einstellung"
    assert column.choices == (("pro", "unterstützt"), ("schwankt", "schwankt"))


def test_columns_are_moved_and_rules_removed_by_buttons(client, draft) -> None:
    address = at("field", draft, "akteure", "liste")
    send(client, address, draft, **LISTE, action="up:haltung")
    assert [c.id for c in field_of(draft, "akteure", "liste").columns][:2] == ["haltung", "rolle"]
    send(client, address, draft, **LISTE, action="unrule:0")
    assert field_of(draft, "akteure", "liste").rules == ()


def test_rows_become_fixed_or_follow_others(client, draft) -> None:
    send(client, at("field_remove", draft, "akteure", "wichtig"), draft)
    send(client, at("picture_remove", draft, "akteure", 0), draft)
    send(client, at("field", draft, "akteure", "liste"), draft, **{**LISTE, "fixed": "Rat\r\nAmt"})
    rows = field_of(draft, "akteure", "liste")
    assert (rows.fixed, rows.rules) == ((), ROWS.rules), "its rule is about the given column"
    send(client, at("field", draft, "akteure", "liste"), draft, **LISTE, action="unrule:0")
    send(client, at("field", draft, "akteure", "liste"), draft, **{**LISTE, "fixed": "Rat\r\nAmt"})
    assert field_of(draft, "akteure", "liste").fixed == ("Rat", "Amt")


@pytest.mark.parametrize(
    ("kind", "sent", "made"),
    [
        ("unique", {"column": "stufe"}, Rule(RuleKind.UNIQUE, ("stufe",))),
        ("covers", {"column": "stufe"}, Rule(RuleKind.COVERS, ("stufe",))),
        (
            "some_of",
            {"least": "2", "several": ["rolle", "haltung", "stufe"]},
            Rule(RuleKind.SOME_OF, ("rolle", "haltung", "stufe"), 2),
        ),
        ("differ", {"one": "rolle", "other": "amt"}, Rule(RuleKind.DIFFER, ("rolle", "amt"))),
    ],
)
def test_rules_are_chosen_among_plain_sentences(client, draft, kind, sent, made) -> None:
    column = at("column_add", draft, "akteure", "liste")
    send(client, f"{column}?art=line", draft, label="Amt")
    address = at("rule_add", draft, "akteure", "liste")
    assert "Jede Wahl kommt vor" in text_of(client.get(address))
    answer = client.post(address, rule(kind, draft, **sent))
    assert answer.url == f"{at('field', draft, 'akteure', 'liste')}#rules"
    assert field_of(draft, "akteure", "liste").rules == (*ROWS.rules, made)


def test_a_rule_that_makes_no_sense_is_not_offered(client, draft) -> None:
    forms = client.get(at("rule_add", draft, "akteure", "liste")).context["forms"]
    assert [str(form.kind) for form in forms] == ["unique", "covers", "some_of"]


# — Bad input ——————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("name", "keys", "sent", "sentence"),
    [
        ("draft", [], {"title": ""}, "Titel der Vorlage"),
        ("section_add", [], {"title": " "}, "Titel des Abschnitts"),
        ("section", ["lage"], {"title": "", "prompts": "Getippt"}, "Titel des Abschnitts"),
        ("field", ["akteure", "liste"], {**LISTE, "label": ""}, "Name"),
        ("field", ["akteure", "liste"], {**LISTE, "least": "0"}, "Mindestens so viele Zeilen"),
        ("field", ["akteure", "liste"], {**LISTE, "most": "1000"}, "Höchstens so viele Zeilen"),
        ("field", ["akteure", "liste"], {**LISTE, "least": "9" * 99}, "Mindestens so viele Zeilen"),
        ("field", ["akteure", "liste"], {**LISTE, "least": "5", "most": "2"}, "als die kleinste"),
        (
            "field",
            ["akteure", "liste"],
            {**LISTE, "fixed": "Rat\nAmt"},
            "„Am wichtigsten (2. Akteure)“ verweist auf „Beteiligte (2. Akteure)“.",
        ),
        ("field", ["akteure", "liste"], {**LISTE, "fixed": "Rat\nRat"}, "heißen gleich"),
        ("field", ["akteure", "liste"], {**LISTE, "of": "akteure/liste"}, "Eine Zeile zu jeder"),
        ("field", ["akteure", "wichtig"], {"label": "W", "of": "lage/nichts"}, "Aus diesen Zeilen"),
        (
            "column",
            ["akteure", "liste", "haltung"],
            {"label": "H", "choices": "pro: ja\npro: nein"},
            "„pro“ steht vor zwei Wahlmöglichkeiten.",
        ),
        ("column", ["akteure", "liste", "haltung"], {"label": "H", "choices": ""}, "Wahlmöglichk"),
        ("section_remove", ["akteure"], {}, ""),
        (
            "column_remove",
            ["akteure", "liste", "rolle"],
            {},
            "Diese Regel von „Beteiligte (2. Akteure)“ ginge nicht mehr auf: Keine zwei gleichen",
        ),
        (
            "field_remove",
            ["akteure", "liste"],
            {},
            "Das Bild „Landkarte“ (2. Akteure) ist aus „Beteiligte (2. Akteure)“ gezeichnet.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client, draft, name, keys, sent, sentence
) -> None:
    if name == "section_remove":
        send(client, at(name, draft, "lage"), draft)
        sentence = "Eine Vorlage braucht mindestens einen Abschnitt."
    before = sections_of(draft)
    text = text_of(send(client, at(name, draft, *keys), draft, **sent))
    assert ("Nicht entfernt:" if name.endswith("remove") else "Noch nicht gespeichert.") in text
    assert sentence in text
    assert sections_of(draft) == before
    for typed in filter(None, sent.values()):
        assert all(line in text for line in typed.splitlines())


@pytest.mark.parametrize("sent", [{}, {"version": ""}, {"version": "viele"}, {"version": "-1"}])
def test_a_form_without_its_version_saves_nothing(client, draft, sent) -> None:
    answer = client.post(at("section", draft, "lage"), {**LAGE, "title": "Neu", **sent})
    assert answer.status_code == 200
    assert sections_of(draft) == SECTIONS


def test_a_kind_that_is_none_is_asked_again(client, draft) -> None:
    for kind in ("", "table", "rows' OR 1"):
        text = text_of(client.get(at("field_add", draft, "lage"), {"art": kind}))
        assert "Welche Art?" in text
    text = text_of(client.get(at("column_add", draft, "akteure", "liste"), {"art": "rows"}))
    assert "Zeilen mit Spalten" not in text


def test_columns_and_rules_are_of_rows_only(client, draft) -> None:
    for name in ("column_add", "rule_add"):
        assert client.get(at(name, draft, "akteure", "wichtig")).status_code == 404


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("section", ["fremd"]),
        ("field", ["akteure", "fremd"]),
        ("column", ["akteure", "liste", "fremd"]),
        ("column", ["akteure", "wichtig", "fremd"]),
        ("picture_remove", ["akteure", 1]),
        ("picture_remove", ["lage", 0]),
    ],
)
def test_what_is_not_there_is_not_found(client, draft, name, keys) -> None:
    assert client.get(at(name, draft, *keys)).status_code == 404
    assert send(client, at(name, draft, *keys), draft).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_saving_takes_the_same_few_statements(author, draft, count, django_assert_num_queries):
    more = tuple(Section(f"s{n}", n, f"S{n}", fields=(ROWS,)) for n in range(3, 3 + count))
    scope = drafts_of(author).filter(pk=draft.pk)
    with django_assert_num_queries(4):  # a savepoint, the draft under lock, saved
        change_draft(scope, lambda sections: (*sections, *more), version=1)
