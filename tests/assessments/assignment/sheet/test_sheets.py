"""A practice task: a sheet that is filled in, kept and handed in."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.domain.drafts import values_of
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.reviewing import Judgement, decide
from assessments.assignment.errors import FieldsOpen
from assessments.assignment.models import Revision, Submission
from assessments.assignment.pages import AssignmentPage
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.sections import Section
from assessments.assignment.versions import publish_rubric, publish_template
from courses.cohorts.models import Enrolment
from courses.curriculum.models import Activity
from courses.progress.models import Evidence
from tests.assessments.plans import make_rubric, scores
from tests.factories import CohortFactory, activity_of, enrol, make_programme, published, trainer_of

pytestmark = pytest.mark.django_db
STUFEN = (("1", "Verhärtung"), ("2", "Debatte"))
SHEET = (
    Section(
        "analyse",
        1,
        "Worum es geht",
        fields=(
            Field("satz", "In einem Satz", FieldKind.LINE, required=True, words_at_most=9),
            Field("ebene", "Ebenen", FieldKind.TEXT),
            Field(
                "seiten",
                "Seiten",
                FieldKind.ROWS,
                least=2,
                columns=(
                    Field("wer", "Wer", FieldKind.LINE),
                    Field("stufe", "Stufe", FieldKind.CHOICE, choices=STUFEN),
                ),
            ),
        ),
    ),
    Section(
        "check",
        2,
        "Bausteine",
        required=False,
        fields=(
            Field(
                "bausteine",
                "Bausteine",
                FieldKind.ROWS,
                fixed=("Anlaufstelle", "Mandat"),
                columns=(Field("name", "Baustein"), Field("beleg", "Beleg", FieldKind.LINE)),
            ),
        ),
    ),
)
FILLED = {
    "satz": "Zwei Gruppen wollen denselben Platz.",
    "ebene": "Regeln fehlen.",
    "seiten-rows": "2",
    "seiten-0-wer": "Anwohnende",
    "seiten-0-stufe": "1",
    "seiten-1-wer": "Jugendliche",
    "seiten-1-stufe": "2",
}


@pytest.fixture
def task(db: None) -> AssignmentPage:
    programme = make_programme(modules=1)
    module = programme.activities.get(kind="module").page.specific
    page = AssignmentPage(
        title="Mini-Analyse",
        slug="mini",
        number="P1",
        intro="Sehen Sie genau hin.",
        template_version=publish_template(programme.provider, "mini", title="Mini", sections=SHEET),
        rubric_version=publish_rubric(
            programme.provider, "mini", title="Raster", rubric=make_rubric()
        ),
    )
    published(module, page)
    return AssignmentPage.objects.get(pk=page.pk)


@pytest.fixture
def enrolment(client, task) -> Enrolment:
    enrolment = enrol(CohortFactory(programme=activity_of(task).programme))
    client.force_login(enrolment.user)
    return enrolment


def at(name: str, enrolment: Enrolment, task: AssignmentPage, *more: Any) -> str:
    args = [enrolment.key, activity_of(task).key, *more]
    return reverse(f"assessments:task{name and '_'}{name}", args=args)


def begin(client: Any, enrolment: Enrolment, task: AssignmentPage) -> Submission:
    client.post(at("begin", enrolment, task))
    return Submission.objects.get()


def save(client: Any, url: str, version: int, *, autosave: bool = False, **more: Any) -> Any:
    headers = {"X-Autosave": "1"} if autosave else {}
    return client.post(url, FILLED | {"version": version} | more, headers=headers)


def text_of(response: Any) -> str:
    return response.content.decode()


def test_the_page_leads_participants_to_their_sheet(client, enrolment, task) -> None:
    assert client.get(task.url).url == at("", enrolment, task)
    assert "Aufgabe beginnen" in text_of(client.get(at("", enrolment, task)))
    response = client.post(at("begin", enrolment, task))
    assert response.url == at("section", enrolment, task, "analyse")


def test_who_teaches_reads_what_is_asked_for(client, enrolment, task) -> None:
    client.force_login(trainer_of(enrolment.cohort))
    assert "Worum es geht" in text_of(client.get(task.url))


def trail(client, url: str) -> str:
    page = client.get(url).content.decode()
    return " ".join(page.partition('class="ui-crumbs"')[2].partition("</nav>")[0].split())


def test_the_way_to_a_task_leads_over_its_module(client, enrolment, task) -> None:
    module = task.get_parent()
    step = f'<a href="{module.url}">Modul 1</a>'
    assert step in trail(client, at("", enrolment, task))  # not begun yet
    begin(client, enrolment, task)
    for name in ("", "hand_in"):
        shown = trail(client, at(name, enrolment, task))
        assert shown.index("Mein Weg") < shown.index(step) < shown.index("Mini-Analyse")


def test_a_module_that_was_taken_away_is_no_step(client, enrolment, task) -> None:
    begin(client, enrolment, task)
    Activity.objects.filter(kind="module").update(live=False)
    shown = trail(client, at("", enrolment, task))
    assert "Mini-Analyse" in shown
    assert "Modul 1" not in shown


def test_what_is_typed_is_kept_by_field(client, enrolment, task) -> None:
    submission = begin(client, enrolment, task)
    url = at("section", enrolment, task, "analyse")
    assert save(client, url, 1).status_code == 302
    assert values_of(submission)["analyse"] == {
        "satz": "Zwei Gruppen wollen denselben Platz.",
        "ebene": "Regeln fehlen.",
        "seiten": [
            {"id": "v1n0", "wer": "Anwohnende", "stufe": "1"},
            {"id": "v1n1", "wer": "Jugendliche", "stufe": "2"},
        ],
    }
    shown = text_of(client.get(url))
    assert 'value="Jugendliche"' in shown
    assert "Zwei Gruppen wollen denselben Platz." in shown


def test_rows_are_added_moved_and_removed_without_script(client, enrolment, task) -> None:
    submission = begin(client, enrolment, task)
    url = at("section", enrolment, task, "analyse")
    added = save(client, url, 1, rows="add:seiten")
    assert added.url == f"{url}?neu=seiten"
    assert 'name="seiten-2-wer"' in text_of(client.get(added.url))
    ids = {"seiten-0-id": "v1n0", "seiten-1-id": "v1n1"}
    save(client, url, 2, rows="down:seiten:v1n0", **ids)
    names = [row["wer"] for row in values_of(submission)["analyse"]["seiten"]]
    assert names == ["Jugendliche", "Anwohnende"]
    save(client, url, 3, rows="remove:seiten:v1n0", **ids)
    assert [row["wer"] for row in values_of(submission)["analyse"]["seiten"]] == ["Jugendliche"]
    save(client, url, 4, rows="remove:seiten:v99n9", **ids)
    assert len(values_of(submission)["analyse"]["seiten"]) == 2


def test_rows_that_are_always_there_are_filled_in(client, enrolment, task) -> None:
    submission = begin(client, enrolment, task)
    url = at("section", enrolment, task, "check")
    client.post(url, {"version": 1, "bausteine-1-beleg": "Beschluss von 2024"})
    assert values_of(submission)["check"]["bausteine"] == [
        {"name": "Anlaufstelle", "beleg": ""},
        {"name": "Mandat", "beleg": "Beschluss von 2024"},
    ]
    assert "Eintrag hinzufügen" not in text_of(client.get(url))


def test_two_windows_are_shown_both_and_lose_none(client, enrolment, task) -> None:
    submission = begin(client, enrolment, task)
    url = at("section", enrolment, task, "analyse")
    save(client, url, 1, ebene="aus dem ersten Fenster")
    refused = save(client, url, 1, autosave=True, ebene="aus dem zweiten")
    assert refused.status_code == 409
    assert refused.json()["theirs"]["ebene"] == "aus dem ersten Fenster"
    shown = save(client, url, 1, ebene="aus dem zweiten")
    assert shown.status_code == 409
    assert "aus dem ersten Fenster" in text_of(shown)
    assert "aus dem zweiten" in text_of(shown)
    save(client, url, 2, ebene="aus dem zweiten", keep="both")
    stands = values_of(submission)["analyse"]
    assert stands["ebene"] == "aus dem zweiten\n\naus dem ersten Fenster"
    assert len(stands["seiten"]) == 2


def test_handing_in_names_what_is_open_with_its_place(client, enrolment, task) -> None:
    begin(client, enrolment, task)
    url = at("section", enrolment, task, "analyse")
    save(client, url, 1, **{"seiten-rows": "1", "satz": " ".join(["Wort"] * 10)})
    shown = text_of(client.get(at("hand_in", enrolment, task)))
    assert "„In einem Satz“ hat höchstens 9 Wörter, das sind 10." in shown
    assert "„Seiten“ braucht mindestens 2 Einträge." in shown
    assert f"{url}#id_satz" in shown
    with pytest.raises(FieldsOpen, match="höchstens 9 Wörter"):
        hand_in(Submission.objects.all(), by=enrolment.user)
    assert not Revision.objects.exists()


def test_a_version_keeps_fields_and_values(client, enrolment, task) -> None:
    begin(client, enrolment, task)
    save(client, at("section", enrolment, task, "analyse"), 1)
    client.post(at("hand_in", enrolment, task), {"checked": "on"})
    [frozen, _check] = Revision.objects.get().sections
    first = {"id": "v1n0", "wer": "Anwohnende", "stufe": "1"}
    assert frozen["values"]["seiten"][0] == first
    assert [field["id"] for field in frozen["fields"]] == ["satz", "ebene", "seiten"]
    assert "Wer: Anwohnende · Stufe: Verhärtung" in frozen["text"]
    shown = text_of(client.get(at("version", enrolment, task, 1)))
    assert "In einem Satz" in shown
    assert [
        fact.kind for fact in Evidence.objects.filter(requirement_key=activity_of(task).key)
    ] == ["submitted"]


def test_comments_on_fields_reach_their_place(client, enrolment, task) -> None:
    begin(client, enrolment, task)
    url = at("section", enrolment, task, "analyse")
    save(client, url, 1)
    revision = hand_in(Submission.objects.all(), by=enrolment.user)
    judgement = Judgement(
        "Noch ein Schritt",
        "Die Ebenen fehlen noch.",
        scores(),
        section_comments={"analyse/ebene": "Bitte auch die kulturelle Ebene."},
    )
    decide(revision, judgement, outcome="returned", by=trainer_of(enrolment.cohort))
    feedback = text_of(client.get(at("feedback", enrolment, task, 1)))
    assert "Bitte auch die kulturelle Ebene." in feedback
    assert "Ebenen" in feedback
    section = text_of(client.get(url))
    assert '<article class="ui-talk" id="kommentar-analyse-ebene"' in section
    assert "Bitte auch die kulturelle Ebene." in section


@pytest.mark.parametrize("who", ["same cohort", "elsewhere", "trainer", "superuser"])
def test_others_find_nothing(client, enrolment, task, who, django_user_model) -> None:
    begin(client, enrolment, task)
    save(client, at("section", enrolment, task, "analyse"), 1)
    elsewhere = make_programme(slug="anderswo", as_root=False)
    other = {
        "same cohort": lambda: enrol(enrolment.cohort).user,
        "elsewhere": lambda: enrol(CohortFactory(programme=elsewhere)).user,
        "trainer": lambda: trainer_of(enrolment.cohort),
        "superuser": lambda: django_user_model.objects.create_superuser("chef@x.example", "x"),
    }[who]()
    client.force_login(other)
    for name, *more in (("",), ("section", "analyse"), ("hand_in",)):
        assert client.get(at(name, enrolment, task, *more)).status_code == 404
    assert save(client, at("section", enrolment, task, "analyse"), 2).status_code == 404


def test_saving_a_sheet_takes_four_statements_however_many_rows(client, enrolment, task) -> None:
    begin(client, enrolment, task)
    url = at("section", enrolment, task, "analyse")
    many = {"seiten-rows": "20"} | {f"seiten-{n}-wer": str(n) for n in range(20)}
    save(client, url, 1)
    for version, more in ((2, {}), (3, many)):
        with CaptureQueriesContext(connection) as queries:
            save(client, url, version, autosave=True, ebene=str(version), **more)
        assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) == 4
