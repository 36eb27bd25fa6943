"""Who may answer, and who sees what of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import ReferenceIndex

from assessments.quiz.models import QuizAttempt
from courses.cohorts.models import Enrolment, ProviderRole
from courses.progress.models import Evidence
from tests.assessments.quiz.conftest import address, filled, make_quiz
from tests.factories import (
    CohortFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db


def outsiders(cohort: Any) -> dict[str, Any]:
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    return {
        "nobody's participant": UserFactory(),
        "participant of another programme": enrol(elsewhere).user,
        "trainer of another programme": trainer_of(elsewhere),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
        "withdrawn": enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        "without agreement": enrol(cohort, agreed=False).user,
    }


def test_people_without_a_place_find_nothing(client, cohort, quiz) -> None:
    for name, user in outsiders(cohort).items():
        client.force_login(user)
        assert client.post(address(quiz), filled(quiz)).status_code == 404, name
        assert client.get(address(quiz)).status_code == 404, name
    assert QuizAttempt.objects.count() == Evidence.objects.count() == 0


def test_strangers_are_asked_to_sign_in(client, quiz) -> None:
    for answer in (client.get(address(quiz)), client.post(address(quiz), filled(quiz))):
        assert answer.headers["Location"].startswith("/konto/anmelden/")


def test_nothing_can_be_answered_before_the_module_opens(client, cohort, module, quiz) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    cohort.schedule.create(key=activity_of(module).key, opens_on=tomorrow)
    client.force_login(enrol(cohort).user)
    assert client.post(address(quiz), filled(quiz)).status_code == 404
    assert "Frage 1" not in client.get(quiz.url, follow=True).content.decode()


def test_an_unpublished_test_is_closed_and_keeps_what_was(client, cohort, lesson, quiz) -> None:
    client.force_login(enrol(cohort).user)
    client.post(address(quiz), filled(quiz))
    quiz.unpublish()
    assert client.post(address(quiz), filled(quiz)).status_code == 404
    assert "Selbsttest" not in client.get(lesson.url).content.decode()
    assert QuizAttempt.objects.count() == Evidence.objects.count() == 1


def test_a_deleted_test_keeps_attempts_and_evidence(client, cohort, lesson, quiz) -> None:
    client.force_login(enrol(cohort).user)
    client.post(address(quiz), filled(quiz))
    quiz.delete()
    assert client.get(lesson.url).status_code == 200
    assert QuizAttempt.objects.count() == Evidence.objects.count() == 1


def test_who_teaches_may_try_and_leaves_no_trace(client, cohort, lesson, quiz) -> None:
    author = UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=author, role="author")
    for user in (trainer_of(cohort), coordinator_of(cohort), author):
        client.force_login(user)
        assert "Frage 1 von 3" in client.get(lesson.url).content.decode()
        response = client.post(address(quiz), filled(quiz, right=False))
        assert response.status_code == 200
        assert "Noch nicht." in response.content.decode()
        assert "deshalb wird nichts aufbewahrt" in response.content.decode()
    assert QuizAttempt.objects.count() == Evidence.objects.count() == 0


def test_others_do_not_see_a_result(client, cohort, lesson, quiz) -> None:
    client.force_login(enrol(cohort).user)
    client.post(address(quiz), filled(quiz))
    for user in (enrol(cohort).user, trainer_of(cohort), coordinator_of(cohort)):
        client.force_login(user)
        shown = client.get(lesson.url)
        assert shown.context["test"].attempt is None
        assert "passt." not in shown.content.decode()


def test_the_public_sees_no_question(client, quiz, lesson, module) -> None:
    own = make_quiz(module)
    for url in (quiz.url, lesson.url, own.url):
        shown = client.get(url, follow=True)
        assert shown.status_code == 200
        assert "Welche Stufe?" not in shown.content.decode()


def test_the_index_of_references_does_not_know_of_attempts(client, cohort, quiz) -> None:
    client.force_login(enrol(cohort).user)
    client.post(address(quiz), filled(quiz))
    assert not ReferenceIndex.model_is_indexable(apps.get_model("lms_assessments.QuizAttempt"))
    assert not ReferenceIndex.objects.filter(content_type__model="quizattempt").exists()
