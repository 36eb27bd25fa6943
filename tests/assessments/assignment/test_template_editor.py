"""Authors edit a section template in a draft of their own; compared first, versioned by content."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.assignment.domain.moving import move_on
from assessments.assignment.errors import DraftChanged, TemplateChanged
from assessments.assignment.models import (
    SectionTemplate,
    SectionTemplateDraft,
    SectionTemplateVersion,
)
from assessments.assignment.sheet.fields import Field, FieldKind, Rule, RuleKind
from assessments.assignment.sheet.sections import Picture, Section, to_json
from assessments.assignment.template_editor.domain import begin_draft, change_draft, publish
from assessments.assignment.template_editor.queries import drafts_of, template_list
from assessments.assignment.versions import publish_template
from assessments.plan.pages import PlanPage
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from courses.curriculum.authors import open_pages_to_authors
from courses.governance.models import AuditEntry
from tests.assessments.plans import begin, make_cohort, make_sections, plan_of, scope_of, write
from tests.factories import ProviderFactory, UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
LIST = "/cms/abschnittsvorlagen/"
CREATE = LIST + "neu/"
ROWS = Field(
    "liste",
    "Beteiligte",
    FieldKind.ROWS,
    columns=(
        Field("rolle", "Rolle", FieldKind.LINE, required=True),
        Field("haltung", "Haltung", FieldKind.CHOICE, choices=(("pro", "dafür"),)),
        Field("stufe", "Stufe", FieldKind.LEVEL),
    ),
    rules=(Rule(RuleKind.UNIQUE, ("rolle",)),),
)
PICK = Field("wichtig", "Am wichtigsten", FieldKind.PICK, of="akteure/liste")
PICTURE = Picture("actor-map", "Landkarte", {"actors": "akteure/liste"}, {"name": "rolle"})
SECTIONS = (
    Section("lage", 1, "Lage", prompts=("Wer?", "Wo?")),
    Section("akteure", 2, "Akteure", fields=(ROWS, PICK), pictures=(PICTURE,)),
)


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def page(cohort):
    return plan_of(cohort)


@pytest.fixture
def template(page):
    return page.template_version.template


@pytest.fixture
def author(client, cohort, page):
    author = UserFactory()
    open_pages_to_authors(cohort.provider, page)
    grant_provider_role(cohort.provider, author, ProviderRole.Role.AUTHOR)
    client.force_login(author)
    return author


@pytest.fixture
def draft(author, cohort):
    """A draft nobody has published yet, with rows, a picture and a rule."""
    return SectionTemplateDraft.objects.create(
        provider=cohort.provider, author=author, title="Bogen", sections=to_json(SECTIONS)
    )


def at(name: str, *keys) -> str:
    pk, *more = (getattr(key, "pk", key) for key in keys)
    return reverse(f"lms_templates:{name}", args=[pk, *more])


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def send(client, address: str, draft, **fields):
    """With the version the author saw last."""
    draft.refresh_from_db()
    return client.post(address, {"version": draft.version, **fields})


def sections_of(draft) -> tuple[Section, ...]:
    draft.refresh_from_db()
    return draft.parsed()


def field_of(draft, section: str, key: str) -> Field:
    (found,) = (f for s in sections_of(draft) if s.id == section for f in s.fields if f.id == key)
    return found


LAGE = {"title": "Lage", "required": "on", "help": "", "prompts": "Wer?\nWo?"}
AKTEURE = {"title": "Akteure", "required": "on", "help": "", "prompts": ""}
LISTE = {"label": "Beteiligte", "help": "", "fixed": "", "of": "", "least": "", "most": ""}


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


def draft_version(draft) -> int:
    draft.refresh_from_db()
    return draft.version


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


# — Two windows, two authors ———————————————————————————————————————————————————


def test_a_second_window_is_told_and_keeps_what_was_typed(client, draft) -> None:
    address = at("section", draft, "lage")
    send(client, address, draft, **{**LAGE, "title": "Im ersten Fenster"})
    response = client.post(address, {**LAGE, "title": "Im zweiten", "version": 1})
    text = text_of(response)
    assert "inzwischen in einem anderen Fenster gespeichert" in text
    assert "Im zweiten" in text
    shown = response.context["form"]["version"].value()
    client.post(address, {**LAGE, "title": "Im zweiten", "version": shown})
    assert sections_of(draft)[0].title == "Im zweiten"


def test_whoever_was_slower_compares_once_more(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    send(client, at("draft", draft), draft, title="Mein Plan")
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    address = at("publish", draft)
    sent = {"version": draft_version(draft), "base": 1}
    response = client.post(address, sent)
    text = text_of(response)
    assert "Inzwischen hat jemand anderes eine Fassung veröffentlicht." in text
    assert "Entfällt: Abschnitt „4. Mehr“." in text
    assert template.versions.count() == 2
    shown = response.context["form"]
    client.post(address, {name: shown[name].value() for name in ("version", "base")})
    assert template.versions.first().parsed() == make_sections()
    assert template.versions.count() == 3


def test_an_overtaken_draft_says_so_before_anybody_presses(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    assert "Seit Sie diesen Entwurf begonnen haben" in text_of(client.get(at("publish", draft)))


def test_what_is_published_is_what_was_compared(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    send(client, at("draft", draft), draft, title="Später getippt")
    response = client.post(at("publish", draft), {"version": 1, "base": 1})
    assert "in einem anderen Fenster gespeichert" in text_of(response)
    assert template.versions.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_are_one() -> None:
    provider = ProviderFactory()
    template = publish_template(provider, "plan", title="Plan", sections=SECTIONS).template
    authors = [UserFactory(), UserFactory()]
    for by, edit in zip(authors, (lambda s: s[:1], lambda s: s[::-1]), strict=True):
        grant_provider_role(provider, by, ProviderRole.Role.AUTHOR)
        begin_draft(template, by=by)
        change_draft(drafts_of(by), edit, version=1)
    calls = [lambda by=by: publish(drafts_of(by), version=2, base=1, by=by) for by in authors]
    names = sorted(type(result).__name__ for result in at_once(*calls))
    assert names == ["SectionTemplateVersion", "TemplateChanged"]


def test_a_stale_save_is_refused_by_the_domain(author, draft) -> None:
    change_draft(drafts_of(author), lambda s: s, version=1, title="Anders")
    with pytest.raises(DraftChanged):
        change_draft(drafts_of(author), lambda s: s, version=1, title="Noch anders")
    with pytest.raises(TemplateChanged):
        publish(drafts_of(author), version=2, base=7, by=author)


# — Publishing —————————————————————————————————————————————————————————————————


def test_a_change_is_compared_and_then_a_version(client, author, template, page) -> None:
    draft = begin_draft(template, by=author)
    send(client, at("section", draft, "anlagen"), draft, **{**LAGE, "title": "Beilagen"})
    text = text_of(client.get(at("publish", draft)))
    assert "Daraus wird Fassung 2" in text
    assert "Hieß bisher „Anlagen“." in text
    assert SectionTemplateVersion.objects.count() == 1
    answer = client.post(at("publish", draft), {"version": draft_version(draft), "base": 1})
    assert answer.url == at("detail", template)
    assert template.versions.first().parsed()[3].title == "Beilagen"
    assert AuditEntry.objects.get(action="template.published").data == {"version": 2}
    assert PlanPage.objects.get().template_version.version == 1


def test_the_same_content_is_the_same_version(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    assert "Es ändert sich nichts" in text_of(client.get(at("publish", draft)))
    client.post(at("publish", draft), {"version": 1, "base": 1})
    assert template.versions.count() == 1
    assert not AuditEntry.objects.filter(action="template.published").exists()


def test_a_new_template_gets_a_name_of_its_own(client, author, cohort, template) -> None:
    for _ in range(2):
        draft = SectionTemplateDraft.objects.create(
            provider=cohort.provider, author=author, title="Bogen", sections=to_json(SECTIONS)
        )
        client.post(at("publish", draft), {"version": 1, "base": 0})
    slugs = SectionTemplate.objects.values_list("slug", flat=True)
    assert sorted(slugs) == sorted(["bogen", "bogen-2", template.slug])


def test_throwing_a_draft_away_leaves_what_is_published(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    assert "geht verloren" in text_of(client.get(at("discard", draft)))
    assert client.post(at("discard", draft)).url == at("detail", template)
    assert template.versions.count() == 1
    assert not SectionTemplateDraft.objects.exists()


def test_pages_follow_when_somebody_says_so_and_work_takes_its_words_along(
    client, author, template, page, cohort
) -> None:
    begun = begin(enrol(cohort))
    write(begun, "Wichtig")
    draft = begin_draft(template, by=author)
    send(client, at("section_remove", draft, "abschnitt-1"), draft)
    client.post(at("publish", draft), {"version": draft_version(draft), "base": 1})
    assert "Neuen Arbeiten Fassung 2 geben" in text_of(client.get(at("detail", template)))
    client.post(at("detail", template), {"pages": [page.pk, "x", "9" * 20]})
    assert PlanPage.objects.get().template_version.version == 2
    begun.refresh_from_db()
    assert begun.template_version.version == 1
    move_on(scope_of(begun), by=author)
    last = begun.draft_sections.get(section_id="anlagen")
    assert "Wichtig in abschnitt-1" in last.values["text"]


def test_choosing_no_page_is_said(client, author, template) -> None:
    response = client.post(at("detail", template), {}, follow=True)
    assert "Bitte wählen Sie mindestens eine Seite." in text_of(response)


# — Looking ————————————————————————————————————————————————————————————————————


def test_a_version_and_a_draft_are_shown_as_participants_see_them(client, draft) -> None:
    client.post(at("publish", draft), {"version": 1, "base": 0})
    template = SectionTemplate.objects.get(slug="bogen")
    text = text_of(client.get(at("version", template, 1), {"abschnitt": "akteure"}))
    for words in ("Rolle", "Beteiligte", "– bitte wählen –", "Lage"):
        assert words in text
    again = begin_draft(template, by=drafts_author(client))
    assert "Wer?" in text_of(client.get(at("draft_preview", again)))
    assert client.get(at("version", template, 2)).status_code == 404
    assert client.get(at("version", template, 1), {"abschnitt": "fremd"}).status_code == 404


def drafts_author(client):
    return client.get(LIST).wsgi_request.user


def test_two_versions_are_compared(client, author, template) -> None:
    assert client.get(at("compare", template)).status_code == 404
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    address = at("compare", template)
    assert "Neuer Abschnitt: „4. Mehr“." in text_of(client.get(address))
    back = text_of(client.get(address, {"before": 2, "after": 1}))
    assert "Entfällt: Abschnitt „4. Mehr“." in back
    assert "Beide fragen nach demselben" in text_of(client.get(address, {"before": 1, "after": 1}))
    assert client.get(address, {"before": "x", "after": 9}).context["told"] is None


def test_the_list_names_versions_sections_pages_and_the_draft(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    (row,) = client.get(LIST).context["found"].rows
    assert (row.template, row.version, row.sections, row.pages, row.draft) == (
        template,
        1,
        4,
        1,
        draft,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_few_statements(
    author, template, count, django_assert_num_queries
) -> None:
    begin_draft(template, by=author)
    for n in range(count - 1):
        version = publish_template(
            template.provider, f"t{n}", title=f"T{n}", sections=make_sections()
        )
        begin_draft(version.template, by=author)
    with django_assert_num_queries(5):  # templates, newest versions, pages of two kinds, drafts
        assert len(template_list(author).rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_saving_takes_the_same_few_statements(author, draft, count, django_assert_num_queries):
    more = tuple(Section(f"s{n}", n, f"S{n}", fields=(ROWS,)) for n in range(3, 3 + count))
    scope = drafts_of(author).filter(pk=draft.pk)
    with django_assert_num_queries(4):  # a savepoint, the draft under lock, saved
        change_draft(scope, lambda sections: (*sections, *more), version=1)


# — Who sees it ————————————————————————————————————————————————————————————————

OF_A_DRAFT = [
    ("draft", []),
    ("draft_preview", []),
    ("publish", []),
    ("discard", []),
    ("section_add", []),
    ("section", ["akteure"]),
    ("section_remove", ["akteure"]),
    ("picture_remove", ["akteure", 0]),
    ("field_add", ["akteure"]),
    ("field", ["akteure", "liste"]),
    ("field_remove", ["akteure", "liste"]),
    ("rule_add", ["akteure", "liste"]),
    ("column_add", ["akteure", "liste"]),
    ("column", ["akteure", "liste", "rolle"]),
    ("column_remove", ["akteure", "liste", "rolle"]),
]


def people_elsewhere(cohort) -> list:
    elsewhere = UserFactory()
    grant_provider_role(ProviderFactory(), elsewhere, ProviderRole.Role.AUTHOR)
    return [
        elsewhere,
        trainer_of(cohort),
        coordinator_of(cohort),
        UserFactory(is_superuser=True),
    ]


def test_only_the_providers_authors_see_its_templates(client, cohort, template) -> None:
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    elsewhere, *_others = people = people_elsewhere(cohort)
    for user in people:
        client.force_login(user)
        for name, more in (("detail", []), ("compare", []), ("version", [1])):
            assert client.get(at(name, template, *more)).status_code == 404
        for name in ("detail", "edit"):
            assert client.post(at(name, template), {"pages": [1]}).status_code == 404
    client.force_login(elsewhere)
    assert client.get(LIST).context["found"].rows == []
    assert not SectionTemplateDraft.objects.exists()


@pytest.mark.parametrize(("name", "keys"), OF_A_DRAFT)
def test_a_draft_is_its_authors_alone(client, cohort, draft, name, keys) -> None:
    colleague = UserFactory()
    grant_provider_role(cohort.provider, colleague, ProviderRole.Role.AUTHOR)
    assert client.get(at(name, draft, *keys)).status_code == 200
    for user in [colleague, *people_elsewhere(cohort)]:
        client.force_login(user)
        assert client.get(at(name, draft, *keys)).status_code == 404
        if name != "draft_preview":
            assert send(client, at(name, draft, *keys), draft, base=0).status_code == 404
    assert sections_of(draft) == SECTIONS


def test_who_writes_no_more_for_the_provider_no_longer_sees_the_draft(
    client, author, draft
) -> None:
    ProviderRole.objects.filter(user=author).delete()
    grant_provider_role(ProviderFactory(), author, ProviderRole.Role.AUTHOR)
    assert client.get(at("draft", draft)).status_code == 404


@pytest.mark.parametrize("address", [LIST, CREATE])
def test_who_writes_for_nobody_has_no_templates(client, cohort, address) -> None:
    for user in (trainer_of(cohort), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_the_editor_of_a_page_leads_to_its_templates(client, author, page) -> None:
    text = text_of(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert f'<a href="{LIST}">Abschnittsvorlagen bearbeiten</a>' in text
