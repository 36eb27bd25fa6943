"""An example to read: it fits its template, travels, and is read by those who may read the page."""

import pytest
from django.urls import reverse

from assessments.assignment.sheet.examples import Unfitting, fitted
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.limits import problems
from assessments.assignment.sheet.sections import Section, parse
from lms.demo import stage
from tests.assessments.plans import begin, make_cohort, plan_of
from tests.e2e.plans import PLAN
from tests.factories import CohortFactory, activity_of, enrol, make_programme, trainer_of

ROWS = Field(
    "liste",
    "Rollen",
    FieldKind.ROWS,
    columns=(
        Field("rolle", "Rolle"),
        Field("art", "Art", FieldKind.CHOICE, choices=(("a", "eins"),)),
    ),
)
SECTIONS = (Section("wer", 1, "Wer", fields=(ROWS, Field("text2", "Text"))),)
SHIPPED = stage.CURRICULUM / "plan"


def test_values_come_in_the_order_of_the_template_and_rows_get_an_id() -> None:
    data = {"wer": {"text2": " Worte ", "liste": [{"art": "a", "rolle": "Jugend"}]}}
    assert fitted(SECTIONS, data) == {
        "wer": {"liste": [{"id": "z1", "rolle": "Jugend", "art": "a"}], "text2": "Worte"}
    }
    assert list(fitted(SECTIONS, data)["wer"]) == ["liste", "text2"]


@pytest.mark.parametrize(
    ("data", "way"),
    [
        ({"wen": {}}, ("wen",)),
        ({"wer": {"liste": "Text"}}, ("wer", "liste")),
        ({"wer": {"liste": [{"rolle": "x"}, {"name": "y"}]}}, ("wer", "liste", 1, "name")),
        ({"wer": {"liste": [{"art": "b"}]}}, ("wer", "liste", 0, "art")),
        ({"wer": {"text2": ["a"]}}, ("wer", "text2")),
        ({"wer": []}, ("wer",)),
    ],
)
def test_what_does_not_fit_names_its_place(data, way) -> None:
    with pytest.raises(Unfitting) as refused:
        fitted(SECTIONS, data)
    assert refused.value.way == way


def test_the_shipped_example_could_be_handed_in() -> None:
    sections = parse(stage.read_yaml(SHIPPED / "plan.yaml")["sections"])
    example = stage.read_yaml(SHIPPED / "beispiel.yaml")
    values = fitted(sections, example["sections"])
    assert list(values) == [section.id for section in sections]
    assert [problem.text for problem in problems(sections, values)] == []


@pytest.fixture
def enrolment(db):
    cohort = make_cohort()
    page = plan_of(cohort)
    page.example = {
        "title": "Der Platz",
        "sections": {"abschnitt-0": {"text": "Wir fangen leise an."}},
    }
    page.save()
    return enrol(cohort)


def url_of(enrolment) -> str:
    return reverse("assessments:example", args=[activity_of(plan_of(enrolment.cohort)).key])


def test_writers_and_trainers_read_it(client, enrolment) -> None:
    for user in (enrolment.user, trainer_of(enrolment.cohort)):
        client.force_login(user)
        page = client.get(url_of(enrolment)).content.decode()
        assert "Der Platz" in page
        assert "Wir fangen leise an." in page


def test_it_is_offered_before_and_while_writing(client, enrolment) -> None:
    client.force_login(enrolment.user)
    home = reverse("assessments:plan", args=[enrolment.key])
    assert url_of(enrolment) in client.get(home).content.decode()
    begin(enrolment)
    assert url_of(enrolment) in client.get(home).content.decode()


def test_nobody_else_reads_it(client, enrolment) -> None:
    assert client.get(url_of(enrolment)).status_code == 302
    stranger = enrol(CohortFactory(programme=make_programme(slug="anderswo")))
    client.force_login(stranger.user)
    assert client.get(url_of(enrolment)).status_code == 404


def test_without_an_example_there_is_nothing(client, db) -> None:
    enrolment = enrol(make_cohort())
    client.force_login(enrolment.user)
    assert client.get(url_of(enrolment)).status_code == 404
    home = reverse("assessments:plan", args=[enrolment.key])
    assert "Ein fertiges Beispiel" not in client.get(home).content.decode()


def test_the_plan_the_browser_tests_write_could_be_handed_in() -> None:
    sections = parse(stage.read_yaml(SHIPPED / "plan.yaml")["sections"])
    values = fitted(sections, PLAN)
    assert [problem.text for problem in problems(sections, values)] == []
