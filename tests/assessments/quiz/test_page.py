"""The page type: what authors may publish, where it is shown, what a copy is."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from assessments.quiz.pages import QuizPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import LessonPage
from tests.assessments.quiz.conftest import address, filled, make_quiz, question
from tests.factories import activity_of, enrol, make_lesson

pytestmark = pytest.mark.django_db
BROKEN = {
    "single with two": question("single", True, True),
    "single with none": question("single", False, False),
    "multiple with none": question("multiple", False, False, False),
    "true or false with three": question("truefalse", True, False, False),
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_a_question_that_cannot_be_answered_is_not_published(lesson, raw) -> None:
    with pytest.raises(ValidationError):
        make_quiz(lesson, [raw])


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_the_author_is_told_at_the_question(raw) -> None:
    block = QuizPage._meta.get_field("questions").stream_block
    value = block.to_python([question(), raw])
    with pytest.raises(StreamBlockValidationError) as error:
        block.clean(value)
    assert list(error.value.block_errors) == [1]
    block.clean_deferred(value)  # a draft may be unfinished


def test_the_ids_of_questions_and_answers_stay(quiz) -> None:
    before = quiz.quiz
    again = QuizPage.objects.get(pk=quiz.pk)
    again.title = "Noch ein Selbsttest"
    again.save_revision().publish()
    assert QuizPage.objects.get(pk=quiz.pk).quiz == before


def test_answers_stored_without_ids_keep_the_ids_they_are_given(lesson) -> None:
    raw = question()
    raw["value"]["options"] = [option["value"] for option in raw["value"]["options"]]
    page = make_quiz(lesson, [raw])
    assert page.quiz == QuizPage.objects.get(pk=page.pk).quiz


def test_a_test_below_a_lesson_is_shown_there(client, cohort, lesson, quiz) -> None:
    client.force_login(enrol(cohort).user)
    assert client.get(quiz.url).headers["Location"] == f"{lesson.url}#selbsttest"
    shown = client.get(lesson.url).content.decode()
    assert "Drei Fragen, beliebig oft, ohne Note." in shown
    assert "Frage 1 von 3: Welche Stufe?" in shown


def test_a_test_below_a_module_has_its_own_page(client, cohort, module) -> None:
    page = make_quiz(module)
    client.force_login(enrol(cohort).user)
    assert "Frage 1 von 3" in client.get(page.url).content.decode()
    assert client.post(address(page), filled(page)).headers["Location"] == page.url
    assert "Jede Antwort passt." in client.get(page.url).content.decode()
    assert client.get(module.url).status_code == 200
    assert client.get(page.url).context["test"].count == 3


def test_the_row_of_the_curriculum_knows_it(quiz, lesson) -> None:
    row = activity_of(quiz)
    assert (row.kind, row.parent.page_id) == (Activity.Kind.QUIZ, lesson.pk)
    assert row.content_hash == quiz.content_hash()


def test_a_test_published_before_its_lesson_belongs_to_it(client, cohort, module) -> None:
    lesson = LessonPage(title="Neu", slug="neu", number="1.7", lead="Bald.", live=False)
    module.add_child(instance=lesson)
    page = make_quiz(lesson)
    assert activity_of(page).parent == activity_of(module)
    lesson.save_revision().publish()
    assert activity_of(page).parent == activity_of(lesson)
    client.force_login(enrol(cohort).user)
    assert "Frage 1 von 3" in client.get(lesson.url).content.decode()


def test_a_copied_lesson_brings_a_test_with_a_key_of_its_own(client, cohort, lesson, quiz) -> None:
    copy = lesson.copy(recursive=True, update_attrs={"slug": "kopie", "title": "Kopie"})
    copied = copy.get_children().first().specific
    assert activity_of(copied).key != activity_of(quiz).key
    assert activity_of(copied).parent == activity_of(copy)
    user = enrol(cohort).user
    client.force_login(user)
    client.post(address(quiz), filled(quiz))
    assert "Jede Antwort passt." not in client.get(copy.url).content.decode()


def test_one_test_a_lesson(lesson, quiz) -> None:
    assert not QuizPage.can_create_at(lesson)
    assert QuizPage.can_create_at(make_lesson(lesson.get_parent().specific, number="1.9"))
