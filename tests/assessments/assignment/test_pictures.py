"""Pictures drawn from a plan: the template's own, from whatever people have typed."""

from functools import cache
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from assessments.assignment.domain.drafts import save_section
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.models import Submission
from assessments.assignment.pictures import BY_KIND, draw_pictures
from assessments.assignment.pictures.base import NAME_AT_MOST, ROWS_AT_MOST, shortened
from assessments.assignment.sheet.sections import Picture, Section, parse
from assessments.assignment.versions import publish_template
from courses.cohorts.models import Enrolment
from tests.assessments.plans import another_cohort, begin, make_cohort, plan_of, scope_of
from tests.factories import CohortFactory, enrol, make_programme, trainer_of

PLAN = site.BASE_DIR / "lms" / "curriculum" / "plan" / "plan.yaml"


@cache
def template() -> tuple[Section, ...]:
    return parse(YAML(typ="safe").load(PLAN.read_text(encoding="utf-8"))["sections"])


def section(name: str) -> Section:
    return next(s for s in template() if s.id == name)


MAP = {
    "landkarte": [
        {"id": "a", "name": "Bürgermeisterin", "art": "actor", "macht": "5", "x": "50", "y": "10"},
        {"id": "b", "name": "Koordination", "art": "self", "macht": "2", "x": "", "y": ""},
        {"id": "c", "name": "Nachtruhe", "art": "topic"},
    ],
    "linien": [
        {"id": "l", "von": "a", "zu": "b", "art": "alliance"},
        {"id": "m", "von": "a", "zu": "weg", "art": "conflict"},
    ],
}
FILLED: dict[str, Any] = {
    "konfliktanalyse": MAP,
    "akteure": {
        "liste": [
            {
                "id": "r1",
                "rolle": "Jugendtreff",
                "einfluss": "2",
                "betroffenheit": "4",
                "haltung": "supportive",
            },
            {"id": "r2", "rolle": "Polizei", "einfluss": "", "betroffenheit": "abc"},
            {"id": "r3", "rolle": "", "einfluss": "5"},
        ],
        "beziehungen": [{"id": "z", "von": "r1", "zu": "r2", "art": "tension"}],
    },
    "stufen": {
        "stufen": [
            {"stufe": "0", "ausloeser": "Alles ruhig"},
            {"stufe": "2", "ausloeser": "Zwei Indikatoren"},
        ]
    },
    "massnahmen": {
        "liste": [
            {"id": "m1", "massnahme": "Runde einberufen", "stufe": "2"},
            {"id": "m2", "massnahme": "Irgendwas", "stufe": "neun"},
        ]
    },
    "meldewege": {
        "kette": [
            {"id": "k", "funktion": "Ordnungsamt", "kanal": "Anruf", "ersatz": "", "zeit": "1 h"},
            {"id": "l", "funktion": "", "kanal": "", "ersatz": "", "zeit": ""},
        ]
    },
    "zeitplan": {
        "meilensteine": [
            {"id": "3", "was": "Irgendwann", "wann": "bald", "wer": "Amt", "art": "event"},
            {"id": "2", "was": "Übung", "wann": "2027-05-04", "wer": "Wehr", "art": "turn"},
            {"id": "1", "was": "Einführung", "wann": "2027-02-01", "wer": "", "art": "measure"},
        ]
    },
}


def said(name: str, values: dict[str, Any] | None = None) -> str:
    (diagram,) = draw_pictures(section(name), FILLED if values is None else values)
    return diagram.alternative.text()


def test_every_picture_of_the_plan_is_of_a_kind_there_is() -> None:
    kinds = [picture.kind for s in template() for picture in s.pictures]
    assert sorted(kinds) == sorted(BY_KIND)


def test_actors_without_a_rating_stand_in_the_middle_and_without_a_name_nowhere() -> None:
    assert said("akteure") == (
        "Eine Akteurslandkarte mit 2 Rollen. "
        "Jugendtreff: Einfluss 2 von 5, Betroffenheit 4 von 5, unterstützend. "
        "Polizei: Einfluss 3 von 5, Betroffenheit 3 von 5, ambivalent. "
        "Leise, aber betroffen: Jugendtreff. Spannung: Jugendtreff und Polizei."
    )


def test_a_relation_to_a_row_that_is_gone_is_left_out() -> None:
    assert said("konfliktanalyse").endswith(
        "Bündnis: Bürgermeisterin und Koordination (wir selbst)."
    )


def test_the_ladder_takes_its_measures_from_another_section() -> None:
    text = said("stufen")
    assert "Stufe 2, Orange, Zugespitzt. Auslöser: Zwei Indikatoren. Maßnahmen: Runde" in text
    assert "Irgendwas" not in text
    assert text.count("Stufe ") == 5


def test_the_chain_has_a_link_for_every_row_somebody_wrote_in() -> None:
    assert said("meldewege").startswith("Eine Meldekette mit einem Glied. 1: Ordnungsamt.")


def test_a_schedule_is_in_the_order_of_days_and_says_the_words_of_the_template() -> None:
    assert said("zeitplan") == (
        "Ein Zeitstrahl mit 3 Einträgen, in ihrer Reihenfolge. "
        "1. Februar 2027, Einführung oder Maßnahme: Einführung. "
        "4. Mai 2027, Übung: Übung. Wehr. bald, Durchsicht: Irgendwann. Amt."
    )


@pytest.mark.parametrize("name", ["konfliktanalyse", "akteure", "stufen", "meldewege", "zeitplan"])
def test_nothing_written_is_said(name: str) -> None:
    (diagram,) = draw_pictures(section(name), {})
    assert "noch ohne" in diagram.alternative.text()
    assert "Noch keine Einträge" in diagram.wide.shapes


def test_more_rows_than_can_be_told_apart_are_counted_in_the_title() -> None:
    rows = [{"id": f"{n}", "name": f"Rolle {n}", "art": "actor"} for n in range(3000)]
    (diagram,) = draw_pictures(
        section("konfliktanalyse"), {"konfliktanalyse": {"landkarte": rows, "linien": []}}
    )
    assert diagram.title == "Konfliktlandkarte (die ersten 150 von 3000)"
    assert len(diagram.alternative.rows) == ROWS_AT_MOST


def test_a_kind_nobody_knows_is_left_out() -> None:
    unknown = Section("x", 1, "X", pictures=(Picture("hologram", "?"),))
    assert draw_pictures(unknown, {}) == []


def test_long_texts_end_between_words() -> None:
    assert shortened("kurz", 10) == "kurz"
    assert shortened("Ein sehr, langer Satz", 12) == "Ein sehr …"
    assert len(shortened("x" * 999, NAME_AT_MOST)) <= NAME_AT_MOST + 1


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.lists(st.text(max_size=3), max_size=2),
    st.sampled_from(
        ["a", "b", "0", "4", "5", "50", "actor", "self", "alliance", "2027-02-30", "nan"]
    ),
)
COLUMNS = sorted({name for s in template() for p in s.pictures for name in p.columns.values()})
ROWS = st.lists(
    st.none() | st.text(max_size=3) | st.dictionaries(st.sampled_from([*COLUMNS, "id"]), CELLS),
    max_size=8,
)
ANYTHING = st.one_of(st.none(), st.text(max_size=3), st.integers(), ROWS)


@given(st.data())
@settings(deadline=None, max_examples=120)
def test_whatever_stands_there_is_drawn(data: Any) -> None:
    values = {}
    for name in {f for s in template() for p in s.pictures for f in p.fields.values()}:
        section_id, _slash, field_id = name.partition("/")
        values.setdefault(section_id, {})[field_id] = data.draw(ANYTHING)
    for one in template():
        for diagram in draw_pictures(one, values):
            assert diagram.svg("x").count("<svg") == 2


# — On pages ———————————————————————————————————————————————————————————————————


@pytest.fixture
def enrolment(client, db) -> Enrolment:
    """Somebody whose plan has the template's sections, and the map filled in."""
    cohort = make_cohort()
    page = plan_of(cohort)
    page.template_version = publish_template(
        cohort.provider, "krisenplan", title="Plan", sections=template()
    )
    page.save_revision().publish()
    enrolment = enrol(another_cohort(plan_of(cohort), due=None))
    begin(enrolment)
    fill(Submission.objects.get())
    client.force_login(enrolment.user)
    return enrolment


def fill(submission: Submission) -> None:
    for draft in submission.draft_sections.all():
        if draft.section_id in FILLED:
            save_section(
                scope_of(submission),
                draft.section_id,
                values=FILLED[draft.section_id],
                version=draft.version,
            )


def at(name: str, enrolment: Enrolment, *more: Any) -> str:
    return reverse(f"assessments:plan_{name}", args=[enrolment.key, *more])


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_section_shows_its_picture_with_the_table_and_where_marks_are_written(
    client, enrolment
) -> None:
    text = text_of(client.get(at("section", enrolment, "konfliktanalyse")))
    assert text.count('class="kd kd-wide"') == 1
    assert "Als Tabelle lesen" in text
    assert 'data-movable="landkarte"' in text
    assert 'data-node="a"' in text
    assert at("pictures", enrolment, "konfliktanalyse") in text


def test_a_section_without_pictures_has_no_room_for_them(client, enrolment) -> None:
    text = text_of(client.get(at("section", enrolment, "ausgangslage")))
    assert "data-pictures" not in text


def test_the_pictures_alone_show_what_is_saved_now(client, enrolment) -> None:
    submission = Submission.objects.get()
    moved = {**MAP, "landkarte": [{**MAP["landkarte"][0], "x": "100"}]}
    draft = submission.draft_sections.get(section_id="konfliktanalyse")
    save_section(scope_of(submission), "konfliktanalyse", values=moved, version=draft.version)
    text = text_of(client.get(at("pictures", enrolment, "konfliktanalyse")))
    assert text.count("data-node=") == 2
    assert "data-movable" in text
    assert "<form" not in text


def test_a_version_shows_pictures_that_cannot_be_moved(client, enrolment, monkeypatch) -> None:
    revision = handed_in(enrolment, monkeypatch)
    text = text_of(client.get(at("version", enrolment, revision.number)))
    assert text.count('class="kd kd-wide"') == 5
    assert "data-movable" not in text


def test_reviewers_see_the_pictures(client, enrolment, monkeypatch) -> None:
    revision = handed_in(enrolment, monkeypatch)
    client.force_login(trainer_of(enrolment.cohort))
    text = text_of(client.get(reverse("lms_reviews:review", args=[revision.pk])))
    assert text.count('class="kd kd-wide"') == 5
    assert "Bündnis: Koordination" in text


def handed_in(enrolment: Enrolment, monkeypatch: Any) -> Any:
    """Handed in without all that a complete plan needs."""
    monkeypatch.setattr(
        "assessments.assignment.domain.handing_in._ensure_complete", lambda *_args: None
    )
    return hand_in(scope_of(Submission.objects.get()), by=enrolment.user)


@pytest.mark.parametrize("who", ["same cohort", "elsewhere", "trainer", "superuser"])
def test_nobody_else_sees_a_draft_in_pictures(client, enrolment, who, django_user_model) -> None:
    elsewhere = make_programme(slug="anderswo", as_root=False)
    other = {
        "same cohort": lambda: enrol(enrolment.cohort).user,
        "elsewhere": lambda: enrol(CohortFactory(programme=elsewhere)).user,
        "trainer": lambda: trainer_of(enrolment.cohort),
        "superuser": lambda: django_user_model.objects.create_superuser("chef@x.example", "x"),
    }[who]()
    client.force_login(other)
    assert client.get(at("pictures", enrolment, "konfliktanalyse")).status_code == 404
    assert client.get(at("section", enrolment, "konfliktanalyse")).status_code == 404


def test_an_unknown_section_has_no_pictures(client, enrolment) -> None:
    assert client.get(at("pictures", enrolment, "gibt-es-nicht")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pictures_take_the_same_statements_however_many_rows(client, enrolment, rows) -> None:
    submission = Submission.objects.get()
    draft = submission.draft_sections.get(section_id="konfliktanalyse")
    fewer = {"landkarte": MAP["landkarte"][:rows], "linien": []}
    save_section(scope_of(submission), "konfliktanalyse", values=fewer, version=draft.version)
    client.get(at("pictures", enrolment, "konfliktanalyse"))
    with CaptureQueriesContext(connection) as queries:
        client.get(at("pictures", enrolment, "konfliktanalyse"))
    assert len(queries) == 8
