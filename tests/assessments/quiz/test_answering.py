"""Answering: what is kept, what is said, what is never lost."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.quiz.domain import submit
from assessments.quiz.grading import from_json
from assessments.quiz.models import QuizAttempt, erase_attempts
from assessments.quiz.queries import open_test
from courses.cohorts.models import Enrolment
from courses.progress.models import Evidence, RequirementState
from tests.assessments.quiz.answers import answered
from tests.assessments.quiz.conftest import address, filled, make_quiz, question
from tests.factories import CohortFactory, activity_of, enrol
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client, cohort) -> Any:
    user = enrol(cohort).user
    client.force_login(user)
    return user


def text_of(response: Any) -> str:
    return response.content.decode()


def checked(response: Any) -> set[str]:
    """The ids of the options that are chosen in the form shown."""
    test = response.context["test"]
    return {
        option.data["value"]
        for shown in test.questions
        for part in shown.parts
        if part.field
        for option in part.field.subwidgets
        if option.data["selected"]
    }


def test_answering_keeps_the_attempt_and_leads_back(client, person, lesson, quiz) -> None:
    response = client.post(address(quiz), filled(quiz))
    assert response.headers["Location"] == f"{lesson.url}#selbsttest"
    attempt = QuizAttempt.objects.get()
    assert (attempt.user, attempt.number, attempt.correct, attempt.total) == (person, 1, 3, 3)
    assert from_json(attempt.shown) == quiz.quiz
    assert attempt.activity_key == activity_of(quiz).key


def test_feedback_stands_inside_the_chosen_answers(client, person, lesson, quiz) -> None:
    client.post(address(quiz), filled(quiz, right=False))
    shown = text_of(client.get(lesson.url))
    assert "Noch nicht." in shown
    assert "Das passt." not in shown
    assert "Indiz 1." in shown  # the wrong answer of the first question says its clue
    assert "Indiz 2." in shown  # of the third
    client.post(address(quiz), filled(quiz))
    shown = text_of(client.get(lesson.url))
    assert "Das passt." in shown
    assert "Noch nicht." not in shown
    assert "Jede Antwort passt." in shown


def test_a_question_with_several_answers_says_that_one_is_missing(
    client, person, lesson, quiz
) -> None:
    several = quiz.quiz.questions[1]
    client.post(address(quiz), filled(quiz, **{several.id: [several.options[0].id]}))
    shown = text_of(client.get(lesson.url))
    assert "Es passt noch eine weitere Antwort." in shown
    assert "Zwei von drei Fragen passen." in shown


@pytest.mark.parametrize(
    ("fitting", "said"),
    [
        (0, "Noch passt keine Antwort ganz. Lesen Sie die Hinweise"),
        (1, "Eine von drei Fragen passt. Lesen Sie die Hinweise"),
        (2, "Zwei von drei Fragen passen. Lesen Sie die Hinweise"),
        (3, "Jede Antwort passt."),
    ],
)
def test_the_outcome_is_a_sentence(client, person, lesson, quiz, fitting, said) -> None:
    wrong, right = filled(quiz, right=False), filled(quiz)
    ids = [item.id for item in quiz.quiz.questions]
    client.post(address(quiz), wrong | {key: right[key] for key in ids[:fitting]})
    assert said in text_of(client.get(lesson.url))


def test_one_question_is_named_as_one(client, person, lesson) -> None:
    make_quiz(lesson, [question()])
    assert "Eine Frage, beliebig oft, ohne Note." in text_of(client.get(lesson.url))


def test_starting_over_shows_an_empty_form_and_keeps_the_attempt(
    client, person, lesson, quiz
) -> None:
    client.post(address(quiz), filled(quiz))
    page = client.get(lesson.url)
    assert page.context["test"].restart == "?selbsttest=neu#selbsttest"
    afresh = client.get(f"{lesson.url}?selbsttest=neu")
    assert checked(afresh) == set()
    assert "Das passt." not in text_of(afresh)
    assert QuizAttempt.objects.count() == 1


def test_attempts_are_unlimited_and_numbered(client, person, quiz) -> None:
    for right in (True, False, True):
        client.post(address(quiz), filled(quiz, right=right))
    rows = QuizAttempt.objects.order_by("number").values_list("number", "correct")
    assert list(rows) == [(1, 3), (2, 0), (3, 3)]


def test_the_same_click_twice_is_one_attempt(client, person, quiz) -> None:
    data = filled(quiz)
    first, second = client.post(address(quiz), data), client.post(address(quiz), data)
    assert first.headers["Location"] == second.headers["Location"]
    assert QuizAttempt.objects.count() == 1


def test_going_back_and_answering_otherwise_is_another_attempt(client, person, quiz) -> None:
    data = filled(quiz)
    client.post(address(quiz), data)
    client.post(address(quiz), filled(quiz, right=False, token=data["token"]))
    assert list(QuizAttempt.objects.values_list("correct", flat=True).order_by("pk")) == [3, 0]


def test_a_form_without_a_token_is_answered_all_the_same(client, person, quiz) -> None:
    client.post(address(quiz), filled(quiz, token="kein Zeichen"))
    assert QuizAttempt.objects.count() == 1


# — Evidence ————————————————————————————————————————————————————————————————————


def test_the_first_attempt_is_evidence_and_says_nothing_about_the_result(
    client, person, quiz
) -> None:
    client.post(address(quiz), filled(quiz, right=False))
    client.post(address(quiz), filled(quiz))
    row = Evidence.objects.get()
    assert (row.kind, row.requirement_key, row.value) == ("answered", activity_of(quiz).key, {})
    assert row.snapshot == {"title": "Selbsttest", "hash": quiz.content_hash()}
    assert RequirementState.objects.get().state == "answered"


def test_it_counts_for_every_running_place(client, person, cohort, quiz) -> None:
    second = enrol(CohortFactory(programme=cohort.programme), person)
    client.post(address(quiz), filled(quiz))
    assert second.evidence.count() == 1
    assert Evidence.objects.count() == 2


def test_a_place_taken_later_learns_of_it_with_the_next_attempt(
    client, person, cohort, quiz
) -> None:
    client.post(address(quiz), filled(quiz))
    second = enrol(CohortFactory(programme=cohort.programme), person)
    client.post(address(quiz), filled(quiz))
    assert second.evidence.count() == 1
    assert Evidence.objects.count() == 2


def test_after_the_end_one_may_still_try_for_oneself(client, cohort, lesson, quiz) -> None:
    client.force_login(enrol(cohort, state=Enrolment.State.ENDED).user)
    client.post(address(quiz), filled(quiz))
    assert QuizAttempt.objects.count() == 1
    assert Evidence.objects.count() == 0
    assert "Jede Antwort passt." in text_of(client.get(lesson.url))


# — What is wrong with a form ——————————————————————————————————————————————————————


def test_an_unanswered_question_is_named_and_the_others_stay(client, person, quiz) -> None:
    first, second, third = quiz.quiz.questions
    data = filled(quiz)
    del data[first.id]
    response = client.post(address(quiz), data)
    assert response.status_code == 422
    assert "Bitte wählen Sie eine Antwort." in text_of(response)
    assert checked(response) == {*data[second.id], data[third.id]}
    assert QuizAttempt.objects.count() == 0


def test_nothing_chosen_of_several_is_unanswered(client, person, quiz) -> None:
    several = quiz.quiz.questions[1]
    response = client.post(address(quiz), filled(quiz, **{several.id: []}))
    assert "Bitte wählen Sie mindestens eine Antwort." in text_of(response)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_option_of_another_question_is_refused(client, person, quiz, place) -> None:
    questions = quiz.quiz.questions
    foreign = questions[(place + 1) % 3].options[0].id
    response = client.post(address(quiz), filled(quiz, **{questions[place].id: foreign}))
    assert response.status_code == 422
    assert "Diese Antwort gehört nicht zur Frage." in text_of(response)
    assert QuizAttempt.objects.count() == 0


def test_a_test_changed_meanwhile_says_so_and_keeps_the_answers(client, person, quiz) -> None:
    data = filled(quiz, right=False)
    quiz.questions[0].value["text"] = "Welche Stufe liegt nahe?"
    quiz.save_revision().publish()
    response = client.post(address(quiz), data)
    assert response.status_code == 422
    assert "wurde geändert, während Sie geantwortet haben" in text_of(response)
    assert "Welche Stufe liegt nahe?" in text_of(response)
    chosen = [value for key, value in data.items() if key not in {"version", "token"}]
    flat = {item for value in chosen for item in ([value] if isinstance(value, str) else value)}
    assert checked(response) == flat
    assert QuizAttempt.objects.count() == 0
    data["version"] = response.context["test"].version
    assert client.post(address(quiz), data).status_code == 302


def test_a_test_revised_since_the_last_attempt_starts_anew(client, person, lesson, quiz) -> None:
    client.post(address(quiz), filled(quiz))
    quiz.questions[0].value["text"] = "Welche Stufe liegt nahe?"
    quiz.save_revision().publish()
    response = client.get(lesson.url)
    assert "seit Ihrem letzten Versuch überarbeitet" in text_of(response)
    assert checked(response) == set()
    assert QuizAttempt.objects.get().shown[0]["text"] == "Welche Stufe?"


def test_five_megabytes_get_a_clear_answer(client, person, quiz) -> None:
    response = client.post(address(quiz), filled(quiz, extra="ä" * 5_000_000))
    assert response.status_code == 413
    assert QuizAttempt.objects.count() == 0


def test_coming_back_from_signing_in_leads_to_the_test(client, cohort, lesson, quiz) -> None:
    response = client.post(address(quiz), filled(quiz))
    assert response.headers["Location"].startswith("/konto/anmelden/")
    client.force_login(enrol(cohort).user)
    assert client.get(address(quiz)).headers["Location"] == f"{lesson.url}#selbsttest"


def test_the_form_carries_no_solution(client, person, lesson, quiz) -> None:
    shown = text_of(client.get(lesson.url))
    assert "Indiz" not in shown
    assert "correct" not in shown


# — Statements ——————————————————————————————————————————————————————————————————


def statements(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("count", [1, 3])
def test_a_test_adds_two_statements_to_its_lesson(client, person, lesson, count) -> None:
    without = statements(client, lesson.url)
    page = make_quiz(lesson, [question("multiple", True, True, False) for _ in range(count)])
    assert statements(client, lesson.url) == without + 2
    client.post(address(page), filled(page))
    assert statements(client, lesson.url) == without + 2


@pytest.mark.parametrize("count", [1, 3])
def test_answering_takes_the_same_statements_however_many_questions(
    client, person, lesson, count, django_assert_num_queries
) -> None:
    """Four of the first fourteen begin and end transactions; evidence is written once."""
    page = make_quiz(lesson, [question() for _ in range(count)])
    url, data = address(page), filled(page)
    client.get(lesson.url)  # the addresses of the site are known
    with django_assert_num_queries(14):
        client.post(url, data)
    with django_assert_num_queries(6):
        client.post(url, filled(page, right=False))


# — At the same moment ————————————————————————————————————————————————————————————


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_one_moment_is_one_attempt(cohort, quiz) -> None:
    user, token = enrol(cohort).user, uuid4()
    first, second = at_once(*[lambda: answer(user, quiz, token)] * 2)
    assert first.pk == second.pk
    assert Evidence.objects.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_windows_at_one_moment_are_two_attempts(cohort, quiz) -> None:
    user = enrol(cohort).user
    done = at_once(*[lambda: answer(user, quiz, uuid4())] * 3)
    assert sorted(attempt.number for attempt in done) == [1, 2, 3]
    assert Evidence.objects.count() == 1


def answer(user: Any, quiz: Any, token: UUID) -> QuizAttempt:
    test = open_test(user, activity_of(quiz).key)
    return submit(test, answered(test.quiz), user=user, token=token, now=timezone.now())


def test_erasing_a_person_erases_their_attempts(client, person, cohort, quiz) -> None:
    client.post(address(quiz), filled(quiz))
    client.force_login(enrol(cohort).user)
    client.post(address(quiz), filled(quiz))
    assert erase_attempts(person.pk) == 1
    assert QuizAttempt.objects.exclude(user=person).count() == 1
