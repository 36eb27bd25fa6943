"""Nobody finds out who said what, not even with the whole database before them."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.feedback import domain
from assessments.feedback.domain import give
from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.reflection.domain import Typed
from assessments.reflection.models import ReflectionEntry, erase_entries
from content.foundation.retention import Retention
from courses.cohorts.models import Enrolment, ProviderRole
from courses.governance.models import AuditEntry
from courses.progress.models import Evidence
from tests.assessments.empty_admin import EMPTY
from tests.assessments.feedback.conftest import (
    SECRET,
    address,
    filled,
    key_of,
    make_feedback,
    many,
    said,
)
from tests.factories import (
    CohortFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    person_with_role,
    trainer_of,
)

pytestmark = pytest.mark.django_db


def results_url(cohort: Any) -> str:
    return f"/cms/modulfeedback/{cohort.pk}/"


def outsiders(cohort: Any) -> dict[str, Any]:
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    return {
        "nobody's participant": UserFactory(),
        "participant elsewhere": enrol(elsewhere).user,
        "trainer elsewhere": trainer_of(elsewhere),
        "coordinator elsewhere": coordinator_of(elsewhere),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
        "withdrawn": enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        "without agreement": enrol(cohort, agreed=False).user,
    }


# — The database ———————————————————————————————————————————————————————————————


def test_a_pool_holds_answers_and_nothing_else(cohort, page) -> None:
    place = enrol(cohort)
    give(place, key_of(page), said(missing="Pausen."))
    columns = {field.name for field in FeedbackPool._meta.get_fields()}
    assert columns == {"id", "cohort", "activity_key", "answers"}
    (row,) = FeedbackPool.objects.all()
    assert row.answers == [said(missing="Pausen.")]
    assert {field.name for field in FeedbackGiven._meta.get_fields()} == {
        "id",
        "enrolment",
        "activity_key",
    }


def test_the_place_in_the_pool_is_chosen_by_chance(cohort, page, monkeypatch) -> None:
    drawn: list[tuple[int, int]] = []

    def first(low: int, high: int) -> int:
        drawn.append((low, high))
        return low

    monkeypatch.setattr(domain._chance, "randint", first)
    for step in (1, 2, 3):
        give(enrol(cohort), key_of(page), said(benefit=step))
    (row,) = FeedbackPool.objects.all()
    assert [answer["benefit"] for answer in row.answers] == [3, 2, 1]
    assert drawn == [(0, 0), (0, 1), (0, 2)]  # every place, also the last one


def test_the_order_of_people_is_not_that_of_answers(cohort, page) -> None:
    """Twelve answers in the order of their people would be a chance of one in 479 million."""
    for step in range(12):
        give(enrol(cohort), key_of(page), said(missing=f"Nummer {step:02}"))
    (row,) = FeedbackPool.objects.all()
    texts = [answer["missing"] for answer in row.answers]
    assert sorted(texts) != texts
    assert len(texts) == 12


def test_nothing_else_in_the_database_knows_of_the_answer(client, person, page) -> None:
    """Neither evidence nor log nor session says when somebody answered, or what."""
    marker = "Unverwechselbar-4711"
    client.post(address(page), filled(missing=marker, **{"text-vorhaben": SECRET}))
    assert not Evidence.objects.exists()
    assert not AuditEntry.objects.exists()
    for model in apps.get_models():
        if model is FeedbackPool or not model._meta.managed:
            continue
        assert marker not in serializers.serialize("json", model._default_manager.all()), model
    session = json.dumps(dict(client.session.items()))
    assert marker not in session
    assert SECRET not in session


def test_what_is_private_lies_sealed(client, person, page) -> None:
    client.post(address(page), filled(**{"text-vorhaben": SECRET}))
    entry = ReflectionEntry.objects.get()
    assert (entry.user, entry.prompt_id, entry.activity_key) == (person, "vorhaben", key_of(page))
    for word in SECRET.split():
        assert word.encode() not in bytes(entry.ciphertext)


def test_erasing_a_person_takes_the_note_and_the_text_and_leaves_the_pool(
    client, person, enrolment, page
) -> None:
    client.post(address(page), filled(**{"text-vorhaben": SECRET}))
    assert erase_entries(person.pk) == 1
    person.delete()
    Enrolment.objects.filter(pk=enrolment.pk).delete()
    assert not FeedbackGiven.objects.exists()
    assert FeedbackPool.objects.get().answers == [said()]


def test_retention_is_named() -> None:
    for model in (FeedbackGiven, FeedbackPool):
        assert model.lms_kept.retention is Retention.COURSEWORK


# — The screens ———————————————————————————————————————————————————————————————


def test_people_without_a_place_find_nothing(client, cohort, page) -> None:
    many(cohort, page, 5, missing="Mehr Pausen.")
    for name, user in outsiders(cohort).items():
        client.force_login(user)
        for url in (address(page), address(page, "vorhaben")):
            assert client.get(url).status_code == 404, name
            assert client.post(url, filled()).status_code == 404, name
        assert client.get(results_url(cohort)).status_code in (302, 404), name
        shown = client.get(page.url, follow=True).content.decode()
        assert "Wie war das Tempo" not in shown, name
    assert FeedbackGiven.objects.count() == 5


def test_strangers_are_asked_to_sign_in(client, page) -> None:
    for url in (address(page), address(page, "vorhaben")):
        for reply in (client.get(url), client.post(url, filled())):
            assert reply.headers["Location"].startswith("/konto/anmelden/")


def test_nothing_is_asked_before_the_module_opens(client, person, cohort, module, page) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    cohort.schedule.create(key=activity_of(module).key, opens_on=tomorrow)
    assert client.post(address(page), filled()).status_code == 404
    assert not FeedbackGiven.objects.exists()


def test_who_teaches_sees_the_questions_and_answers_nothing(client, cohort, page) -> None:
    author = UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=author, role="author")
    for user in (trainer_of(cohort), coordinator_of(cohort), author):
        client.force_login(user)
        shown = client.get(page.url).content.decode()
        assert "Wie war das Tempo für Sie?" in shown
        assert client.post(address(page), filled()).status_code == 404
    assert not FeedbackGiven.objects.exists()


def test_an_intention_is_seen_by_its_author_alone(client, cohort, enrolment, page) -> None:
    give(enrolment, key_of(page), said(), intention=Typed(SECRET, 0))
    people = {
        **outsiders(cohort),
        "participant": enrol(cohort).user,
        "trainer": trainer_of(cohort),
        "coordinator": coordinator_of(cohort),
    }
    for name, user in people.items():
        client.force_login(user)
        for url in (page.url, results_url(cohort), "/mein-weg/"):
            assert SECRET not in client.get(url).content.decode(), name


def test_results_come_from_five_answers_on(client, cohort, page) -> None:
    many(cohort, page, 4, missing="Mehr Pausen.")
    for user in (trainer_of(cohort), coordinator_of(cohort)):
        client.force_login(user)
        shown = client.get(results_url(cohort)).content.decode()
        assert "Weniger als fünf Personen haben geantwortet." in shown
        assert "Mehr Pausen." not in shown
    many(cohort, page, 1, missing="Ein längeres Beispiel.")
    shown = client.get(results_url(cohort)).content.decode()
    for words in ("5 Antworten", "Mehr Pausen.", "Ein längeres Beispiel.", "genau richtig"):
        assert words in shown


def test_who_has_answered_is_shown_to_nobody(client, cohort, page) -> None:
    people = many(cohort, page, 5)
    client.force_login(trainer_of(cohort))
    shown = client.get(results_url(cohort)).content.decode()
    for place in people:
        assert place.user.last_name not in shown


def test_results_of_another_cohort_are_not_mixed_in(client, cohort, page) -> None:
    many(CohortFactory(programme=cohort.programme), page, 5)
    client.force_login(trainer_of(cohort))
    assert "Weniger als fünf" in client.get(results_url(cohort)).content.decode()


@pytest.mark.parametrize("role", ["companion_local", "supervisor"])
def test_roles_that_do_not_look_after_people_see_no_results(client, cohort, page, role) -> None:
    many(cohort, page, 5)
    client.force_login(person_with_role(cohort, role))
    assert client.get(results_url(cohort)).status_code in (302, 404)


def asked(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("modules", [1, 3])
def test_results_take_three_statements_however_many_modules(client, modules) -> None:
    """Beyond an empty page of the admin: the cohort, its pools, its modules."""
    cohort = CohortFactory(programme=make_programme(modules=modules, lessons=1))
    for row in cohort.programme.activities.filter(kind="module"):
        many(cohort, make_feedback(row.page.specific), 5)
    client.force_login(trainer_of(cohort))
    assert asked(client, results_url(cohort)) - asked(client, EMPTY) == 3


def test_the_cohort_leads_to_its_feedback(client, cohort, page) -> None:
    client.force_login(trainer_of(cohort))
    assert results_url(cohort) in client.get(f"/cms/durchgaenge/{cohort.pk}/").content.decode()


def test_no_cache_keeps_the_page(client, person, page) -> None:
    assert "no-store" in client.get(page.url).headers["Cache-Control"]
