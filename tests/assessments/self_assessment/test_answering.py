"""Answering: what is kept, what is said, what is never lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.self_assessment.domain import answer
from assessments.self_assessment.models import SelfAssessment, erase_assessments
from assessments.self_assessment.queries import open_assessment
from courses.cohorts.models import Enrolment
from courses.progress.models import Evidence, RequirementState
from tests.assessments.self_assessment.conftest import (
    address,
    answered,
    filled,
    ids,
    key_of,
    make_assessment,
    statements,
)
from tests.factories import CohortFactory, enrol
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return response.content.decode()


def checked(response: Any) -> list[str]:
    """The steps that are chosen in the form shown, in the order of the statements."""
    fields = response.context["own"].questions.fields
    return [
        str(option.data["value"])
        for bound in fields
        for option in bound.subwidgets
        if option.data["selected"]
    ]


def test_answering_keeps_what_was_shown_and_leads_back(client, person, before) -> None:
    response = client.post(address(before), filled(before, 1, 2, 3))
    assert response.headers["Location"] == before.url
    row = SelfAssessment.objects.get()
    assert (row.user, row.number, row.activity_key) == (person, 1, key_of(before))
    assert row.values == dict(zip(ids(before), (1, 2, 3), strict=True))
    assert [item["text"] for item in row.shown] == [s.text for s in before.survey.statements]
    shown = text_of(client.get(before.url))
    assert "Gespeichert. Nur Sie sehen Ihre Antworten." in shown
    assert "am Anfang: 2" in shown


def test_every_step_has_a_word(client, person, before) -> None:
    shown = text_of(client.get(before.url))
    for words in ("1 – noch nicht", "2 – in Ansätzen", "3 – teilweise", "4 – meist"):
        assert shown.count(words) == 3
    assert shown.count("5 – sicher") == 3


def test_the_later_page_asks_the_statements_of_the_earlier_one(client, person, after) -> None:
    shown = text_of(client.get(after.url))
    assert "1. Ich kann es auf Weise 1." in shown
    assert ids(after) == ids(after.earlier)


def test_the_change_is_shown_only_after_looking_back(client, person, before, after) -> None:
    client.post(address(before), filled(before, 2))
    shown = client.get(after.url)
    assert shown.context["own"].result is None
    assert "Wo Sie am Anfang standen" in text_of(shown)
    client.post(address(after), filled(after, 4, 2, 1))
    shown = text_of(client.get(after.url))
    for words in ("von 2 auf 4", "bleibt bei 2", "von 2 auf 1"):
        assert words in shown
    assert (
        "Verglichen mit dem Anfang sehen Sie sich bei einer Aussage weiter, bei einer Aussage "
        "unverändert, bei einer zurückhaltender."
    ) in shown
    assert "Ein kleinerer Wert ist kein Rückschritt." in shown


def test_without_a_start_the_end_is_shown_alone(client, person, after) -> None:
    client.post(address(after), filled(after, 4))
    shown = text_of(client.get(after.url))
    assert "nur am Ende: 4" in shown
    assert "Verglichen mit dem Anfang" not in shown


def test_the_earlier_page_shows_the_start_for_good(client, person, before, after) -> None:
    client.post(address(before), filled(before, 2))
    client.post(address(after), filled(after, 5))
    shown = text_of(client.get(before.url))
    assert "am Anfang: 2" in shown
    assert "auf 5" not in shown


def test_answers_are_unlimited_and_numbered(client, person, before) -> None:
    for step in (1, 2, 3):
        client.post(address(before), filled(before, step))
    rows = SelfAssessment.objects.order_by("number").values_list("number", flat=True)
    assert list(rows) == [1, 2, 3]
    assert "am Anfang: 3" in text_of(client.get(before.url))


def test_answering_once_more_starts_with_an_empty_form(client, person, before) -> None:
    client.post(address(before), filled(before, 1))
    page = client.get(before.url)
    assert page.context["own"].questions is None
    afresh = client.get(f"{before.url}{page.context['own'].result.afresh}")
    assert checked(afresh) == []
    assert SelfAssessment.objects.count() == 1


def test_the_same_click_twice_is_one_answer(client, person, before) -> None:
    data = filled(before, 2)
    for _click in range(2):
        assert client.post(address(before), data).status_code == 302
    assert SelfAssessment.objects.count() == 1


def test_going_back_and_answering_otherwise_is_another_answer(client, person, before) -> None:
    data = filled(before, 2)
    client.post(address(before), data)
    client.post(address(before), filled(before, 3, token=data["token"]))
    assert SelfAssessment.objects.count() == 2


def test_a_form_without_a_token_is_answered_all_the_same(client, person, before) -> None:
    client.post(address(before), filled(before, 2, token="kein Zeichen"))
    assert SelfAssessment.objects.count() == 1


# — Evidence ————————————————————————————————————————————————————————————————————


def test_the_first_answer_is_evidence_and_says_nothing_of_the_steps(client, person, before) -> None:
    client.post(address(before), filled(before, 1))
    client.post(address(before), filled(before, 5))
    row = Evidence.objects.get()
    assert (row.kind, row.requirement_key, row.value) == ("answered", key_of(before), {})
    assert RequirementState.objects.get().state == "answered"


def test_it_counts_for_every_running_place(client, person, cohort, before) -> None:
    second = enrol(CohortFactory(programme=cohort.programme), person)
    client.post(address(before), filled(before, 1))
    assert second.evidence.count() == 1
    assert Evidence.objects.count() == 2


def test_after_the_end_one_may_still_look_back(client, cohort, before) -> None:
    client.force_login(enrol(cohort, state=Enrolment.State.ENDED).user)
    client.post(address(before), filled(before, 1))
    assert SelfAssessment.objects.count() == 1
    assert Evidence.objects.count() == 0


# — What is wrong with a form ——————————————————————————————————————————————————————


def test_an_unanswered_statement_is_named_and_the_others_stay(client, person, before) -> None:
    data = filled(before, 1, 2, 3)
    del data[ids(before)[1]]
    response = client.post(address(before), data)
    assert response.status_code == 422
    assert "Bitte wählen Sie eine Stufe." in text_of(response)
    assert checked(response) == ["1", "3"]
    assert SelfAssessment.objects.count() == 0


@pytest.mark.parametrize("forged", ["0", "6", "-1", "2.5", "eins", ""])
def test_a_step_that_does_not_exist_is_refused(client, person, before, forged) -> None:
    data = filled(before, 3) | {ids(before)[0]: forged}
    assert client.post(address(before), data).status_code == 422
    assert SelfAssessment.objects.count() == 0


def test_a_statement_of_another_page_is_not_kept(client, person, before) -> None:
    client.post(address(before), filled(before, 3, **{str(uuid4()): "5"}))
    assert set(SelfAssessment.objects.get().values) == set(ids(before))


def test_statements_changed_meanwhile_are_told_and_nothing_is_lost(client, person, before) -> None:
    data = filled(before, 1, 2, 3)
    before.statements[0].value["text"] = "Ich kann es inzwischen anders."
    before.save_revision().publish()
    response = client.post(address(before), data)
    assert response.status_code == 422
    assert "Die Aussagen wurden geändert, während Sie geantwortet haben." in text_of(response)
    assert "Ich kann es inzwischen anders." in text_of(response)
    assert checked(response) == ["1", "2", "3"]
    assert SelfAssessment.objects.count() == 0
    data["version"] = response.context["own"].questions.version
    assert client.post(address(before), data).status_code == 302


def test_five_megabytes_get_a_clear_answer(client, person, before) -> None:
    response = client.post(address(before), filled(before, 1, extra="ä" * 5_000_000))
    assert response.status_code == 413


def test_coming_back_from_signing_in_leads_to_the_page(client, enrolment, before) -> None:
    response = client.post(address(before), filled(before, 1))
    assert response.headers["Location"].startswith("/konto/anmelden/")
    client.force_login(enrolment.user)
    assert client.get(address(before)).headers["Location"] == before.url


def test_a_page_that_has_lost_its_earlier_one_asks_nothing_and_keeps_what_was(
    client, person, before, after
) -> None:
    client.post(address(after), filled(after, 4))
    before.delete()
    shown = text_of(client.get(after.url))
    assert "Im Moment wird hier nichts gefragt." in shown
    assert "am Anfang: 4" in shown
    assert client.post(address(after), {"version": ""}).status_code == 404
    assert SelfAssessment.objects.count() == 1


def test_answers_on_a_page_that_is_gone_do_not_come_up_elsewhere(
    client, person, modules, before
) -> None:
    client.post(address(before), filled(before, 4))
    before.delete()
    other = make_assessment(modules[1], statements=statements(1))
    shown = client.get(other.url)
    assert shown.context["own"].result is None
    assert shown.context["own"].questions is not None


# — Statements ——————————————————————————————————————————————————————————————————


def asked(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("count", [3, 12])
def test_opening_takes_the_same_statements_however_many_are_asked(
    client, person, cohort, modules, count
) -> None:
    """Own answers on the first page; on the later one the earlier page and the cohort too."""
    empty = asked(client, modules[0].url)
    before = make_assessment(modules[0], statements=statements(count))
    after = make_assessment(modules[1], earlier=before)
    assert asked(client, before.url) - empty == 1
    for page in (before, after):
        client.post(address(page), filled(page, 3))
    for _person in range(5):
        other = enrol(cohort).user
        answered(before, other, 2)
        answered(after, other, 4)
    assert asked(client, before.url) - empty == 1
    assert asked(client, after.url) - empty == 4


@pytest.mark.parametrize("count", [3, 12])
def test_saving_takes_the_same_statements_however_many_are_asked(
    client, person, modules, count, django_assert_num_queries
) -> None:
    """As a self-test: four of the first begin and end transactions, evidence is written once."""
    page = make_assessment(modules[0], statements=statements(count))
    url, data = address(page), filled(page, 3)
    client.get(page.url)
    with django_assert_num_queries(14):
        client.post(url, data)
    with django_assert_num_queries(6):
        client.post(url, filled(page, 4))


# — At the same moment ————————————————————————————————————————————————————————————


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_one_moment_is_one_answer(cohort, before) -> None:
    user, token = enrol(cohort).user, uuid4()
    first, second = at_once(*[lambda: given(user, before, token)] * 2)
    assert first.pk == second.pk
    assert Evidence.objects.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_windows_at_one_moment_are_two_answers(cohort, before) -> None:
    user = enrol(cohort).user
    done = at_once(*[lambda: given(user, before, uuid4())] * 3)
    assert sorted(row.number for row in done) == [1, 2, 3]
    assert Evidence.objects.count() == 1


def given(user: Any, page: Any, token: Any) -> SelfAssessment:
    opened = open_assessment(user, key_of(page))
    return answer(opened, dict.fromkeys(ids(page), 3), user=user, token=token)


def test_erasing_a_person_erases_their_answers(client, person, cohort, before) -> None:
    client.post(address(before), filled(before, 1))
    answered(before, enrol(cohort).user, 2)
    assert erase_assessments(person.pk) == 1
    assert SelfAssessment.objects.exclude(user=person).count() == 1
