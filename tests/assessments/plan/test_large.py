"""A plan as large as plans get: 60 actors, 40 measures, 8 indicators."""

from typing import Any

import pytest
from django.urls import reverse

from assessments.assignment.domain.drafts import save_section
from assessments.assignment.models import DraftSection, Submission
from assessments.assignment.versions import publish_template
from courses.cohorts.models import Enrolment
from tests.assessments.filled import LARGE, filled, plan_sections
from tests.assessments.plans import another_cohort, begin, make_cohort, plan_of, scope_of
from tests.factories import enrol

pytestmark = pytest.mark.django_db
EMPTY = 3  # session, person, and the menu's question for the admin
# The sections with the most rows, and what is changed in the last of them.
WIDEST = {
    "akteure": "liste-59-rolle",
    "fruehwarnung": "indikatoren-7-quelle",
    "massnahmen": "liste-39-ziel",
    "zustaendigkeiten": "funktionen-2-funktion",
}


@pytest.fixture
def enrolment(client) -> Enrolment:
    cohort, sections = make_cohort(), plan_sections()
    page = plan_of(cohort)
    page.template_version = publish_template(
        cohort.provider, "gross", title="Plan", sections=sections
    )
    page.save_revision().publish()
    enrolment = enrol(another_cohort(page, due=None))
    submission = begin(enrolment)
    for name, values in filled(sections, LARGE).items():
        save_section(scope_of(submission), name, values=values, version=1)
    client.force_login(enrolment.user)
    return enrolment


def section(enrolment: Enrolment, name: str) -> str:
    return reverse("assessments:plan_section", args=[enrolment.key, name])


def typed(form: Any) -> dict[str, Any]:
    """What a browser would send of this form."""
    sent = {field.html_name: field.value() for field in form}
    return {name: value for name, value in sent.items() if value is not None}


def test_a_full_plan_opens_with_the_statements_of_a_small_one(
    client, enrolment, django_assert_num_queries
) -> None:
    plan = reverse("assessments:plan", args=[enrolment.key])
    counts = {plan: 8, **{section(enrolment, name): 6 for name in WIDEST}}
    for address, count in counts.items():
        with django_assert_num_queries(EMPTY + count):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(("name", "changed"), WIDEST.items())
def test_a_full_section_is_saved_with_six_statements_and_nothing_is_lost(
    client, enrolment, django_assert_num_queries, name, changed
) -> None:
    drafts = DraftSection.objects.filter(submission=Submission.objects.get(), section_id=name)
    expected = drafts.get().values
    field, row, column = changed.split("-")
    expected[field][int(row)][column] = "anders"
    sent = typed(client.get(section(enrolment, name)).context["form"]) | {changed: "anders"}
    with django_assert_num_queries(6):
        answer = client.post(section(enrolment, name), sent, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert drafts.get().values == expected
