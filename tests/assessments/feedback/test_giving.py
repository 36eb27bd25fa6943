"""Giving feedback: once, all of it or nothing, and the private text for good."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.feedback.domain import give
from assessments.feedback.errors import AlreadyGiven
from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.reflection.domain import Typed, write
from assessments.reflection.models import ReflectionEntry
from assessments.reflection.queries import own_entries
from courses.cohorts.models import Enrolment
from tests.assessments.feedback.conftest import (
    SECRET,
    address,
    filled,
    key_of,
    make_feedback,
    said,
)
from tests.factories import CohortFactory, enrol
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return response.content.decode()


def pool() -> list[dict[str, Any]]:
    return [answer for row in FeedbackPool.objects.all() for answer in row.answers]


def own_text(user: Any, page: Any) -> str:
    entry = own_entries(user, key_of(page)).get("vorhaben")
    return entry.text if entry else ""


def test_answers_go_into_the_pool_and_the_intention_to_its_author(client, person, page) -> None:
    response = client.post(
        address(page), filled(missing="Mehr Pausen.", **{"text-vorhaben": SECRET})
    )
    assert response.headers["Location"] == page.url
    assert pool() == [said(missing="Mehr Pausen.")]
    assert own_text(person, page) == SECRET
    shown = text_of(client.get(page.url))
    assert "Sie haben geantwortet" in shown
    assert SECRET in shown
    assert "Wie war das Tempo" not in shown


def test_it_is_said_before_sending_that_nothing_can_be_changed(client, person, page) -> None:
    shown = text_of(client.get(page.url))
    assert "Nach dem Senden kann sie niemand mehr ändern." in shown


def test_the_texts_are_optional_and_nothing_is_written_for_nothing(client, person, page) -> None:
    client.post(address(page), filled(**{"text-vorhaben": "  "}))
    assert pool() == [said()]
    assert not ReflectionEntry.objects.exists()


def test_a_second_click_changes_nothing(client, person, page) -> None:
    data = filled(**{"text-vorhaben": SECRET})
    for _click in range(2):
        assert client.post(address(page), data).status_code == 302
    assert pool() == [said()]
    assert "Sie haben schon geantwortet." in text_of(client.get(page.url))


def test_a_second_window_loses_no_private_text(client, person, page) -> None:
    client.post(address(page), filled(**{"text-vorhaben": "Aus dem ersten Fenster."}))
    data = filled(benefit="1", **{"text-vorhaben": "Aus dem zweiten Fenster."})
    response = client.post(address(page), data)
    assert response.status_code == 409
    assert "Aus dem ersten Fenster." in text_of(response)
    assert "Aus dem zweiten Fenster." in text_of(response)
    assert pool() == [said()]


def test_a_missing_step_is_named_and_everything_typed_stays(client, person, page) -> None:
    data = filled(missing="Mehr Pausen.", pace="9", **{"text-vorhaben": SECRET})
    response = client.post(address(page), data)
    assert response.status_code == 422
    for words in ("Diese Stufe gibt es nicht.", "Mehr Pausen.", SECRET):
        assert words in text_of(response)
    assert not FeedbackGiven.objects.exists()
    assert not FeedbackPool.objects.exists()


def test_what_no_question_asks_goes_nowhere(client, person, page) -> None:
    client.post(address(page), filled(name="Elif", user=str(person.pk)))
    assert pool() == [said()]


def test_a_text_longer_than_the_page_takes_is_told_and_kept(client, person, page) -> None:
    response = client.post(address(page), filled(missing="ä" * 1001))
    assert response.status_code == 422
    assert "ä" * 1001 in text_of(response)


def test_all_or_nothing(enrolment, page) -> None:
    """An intention that cannot be kept takes the answer back, too."""
    write(enrolment.user, key=key_of(page), prompt_id="vorhaben", typed=Typed("Früher.", 0))
    with pytest.raises(Exception, match="anderen Fenster"):
        give(enrolment, key_of(page), said(), intention=Typed("Später.", 0))
    assert not FeedbackGiven.objects.exists()
    assert pool() == []


def test_the_intention_can_be_changed_and_deleted_later(client, person, page) -> None:
    client.post(address(page), filled(**{"text-vorhaben": "Erst das."}))
    shown = client.get(page.url).context["feedback"].intention
    data = {
        "text-vorhaben": "Dann jenes.",
        "version-vorhaben": str(shown.version),
        "seen-vorhaben": shown.seen,
    }
    assert client.post(address(page, "vorhaben"), data).status_code == 302
    assert own_text(person, page) == "Dann jenes."
    assert client.post(shown.delete_url).status_code == 302
    assert not ReflectionEntry.objects.exists()


def test_two_windows_with_the_intention_show_both_texts(client, person, page) -> None:
    client.post(address(page), filled(**{"text-vorhaben": "Erst das."}))
    shown = client.get(page.url).context["feedback"].intention
    data = {"version-vorhaben": str(shown.version), "seen-vorhaben": shown.seen}
    client.post(address(page, "vorhaben"), {**data, "text-vorhaben": "Fenster eins."})
    response = client.post(address(page, "vorhaben"), {**data, "text-vorhaben": "Fenster zwei."})
    assert response.status_code == 409
    assert "Fenster eins." in text_of(response)
    assert "Fenster zwei." in text_of(response)
    assert own_text(person, page) == "Fenster eins."


def test_without_a_key_nothing_is_sent_and_everything_stays(client, person, page, settings) -> None:
    settings.LMS_SEALING_KEYS = {}
    response = client.post(address(page), filled(**{"text-vorhaben": SECRET}))
    assert response.status_code == 503
    assert SECRET in text_of(response)
    assert not FeedbackGiven.objects.exists()


def test_each_cohort_has_a_pool_of_its_own(page, cohort) -> None:
    other = CohortFactory(programme=cohort.programme)
    for place in (enrol(cohort), enrol(cohort), enrol(other)):
        give(place, key_of(page), said())
    assert sorted(len(row.answers) for row in FeedbackPool.objects.all()) == [1, 2]


def test_after_the_end_nothing_is_asked_and_the_intention_stays(client, cohort, page) -> None:
    place = enrol(cohort)
    give(place, key_of(page), said(), intention=Typed(SECRET, 0))
    Enrolment.objects.filter(pk=place.pk).update(state=Enrolment.State.ENDED)
    client.force_login(place.user)
    shown = text_of(client.get(page.url))
    assert SECRET in shown
    assert "Wie war das Tempo" not in shown
    late = enrol(cohort, state=Enrolment.State.ENDED)
    client.force_login(late.user)
    assert client.post(address(page), filled()).status_code == 302
    assert FeedbackGiven.objects.count() == 1


def test_five_megabytes_get_a_clear_answer(client, person, page) -> None:
    response = client.post(address(page), filled(**{"text-vorhaben": "ä" * 5_000_000}))
    assert response.status_code == 413
    assert not FeedbackGiven.objects.exists()


# — Statements ——————————————————————————————————————————————————————————————————


def test_opening_and_sending_take_few_statements(
    client, person, module, django_assert_num_queries
) -> None:
    client.get(module.url)
    with CaptureQueriesContext(connection) as empty:
        client.get(module.url)
    page = make_feedback(module)
    client.get(page.url)
    with CaptureQueriesContext(connection) as opening:
        client.get(page.url)
    assert len(opening) - len(empty) <= 8
    with CaptureQueriesContext(connection) as sending:
        client.post(address(page), filled(**{"text-vorhaben": SECRET}))
    changing = [query for query in sending if not query["sql"].startswith(("SAVE", "RELEASE"))]
    assert len(changing) <= 14


# — At the same moment ————————————————————————————————————————————————————————————


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_one_moment_are_one_answer(cohort, page) -> None:
    place, key = enrol(cohort), key_of(page)
    done = at_once(*[lambda: give(place, key, said())] * 2)
    assert sorted(type(result) for result in done if result) == [AlreadyGiven]
    assert pool() == [said()]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_people_who_answer_at_one_moment_are_all_in_the_pool(cohort, page) -> None:
    key, places = key_of(page), [enrol(cohort) for _n in range(4)]
    calls = [
        lambda place=place, n=n: give(place, key, said(benefit=n))
        for n, place in enumerate(places, start=1)
    ]
    assert at_once(*calls) == [None] * 4
    assert sorted(answer["benefit"] for answer in pool()) == [1, 2, 3, 4]
