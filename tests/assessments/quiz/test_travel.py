"""Reading quiz.yaml: what the page would refuse is refused with its line."""

from pathlib import Path
from uuid import UUID

import pytest

from assessments.quiz.blocks import read_quiz
from assessments.quiz.pages import QuizPage
from assessments.quiz.travel import FORM
from courses.curriculum.travel.source import BrokenFile, read

CURRICULUM = Path(__file__).resolve().parents[3] / "lms" / "curriculum"
FILES = sorted(CURRICULUM.glob("modul-*/*/quiz.yaml"))
pytestmark = pytest.mark.django_db
IDS = [str(UUID(int=n, version=4)) for n in (1, 2, 3)]
GOOD = f"""\
key: {UUID(int=9, version=4)}
type: quiz
title: Selbsttest
questions:
  - id: {IDS[0]}
    kind: single
    text: Welche Stufe?
    options:
      - {{id: {IDS[1]}, text: Eins, correct: false, feedback: Indiz.}}
      - {{id: {IDS[2]}, text: Zwei, correct: true, feedback: Indiz.}}
"""
BROKEN = [
    ("kind: single", "kind: order", 6, "single, multiple, truefalse"),
    ("text: Welche Stufe?", "text: [Welche, Stufe]", 7, "„text“ muss ein Text sein."),
    ("correct: false", "correct: nein", 9, "„correct“ muss true oder false sein."),
    ("correct: true", "correct: false", 8, "genau eine Antwort als richtig"),
    (f"id: {IDS[0]}", "id: eins", 5, "„id“ muss eine UUID sein."),
    (f"id: {IDS[2]}", f"id: {IDS[1]}", 10, "doppelt"),
    ("feedback: Indiz.}", "}", 9, "„options“ braucht: text, feedback."),
    ("options:", "answers:", 8, "„answers“ gibt es hier nicht."),
    ("options:", "options: 5\n    text2:", 9, "„text2“ gibt es hier nicht."),
]


def quiz_file(folder: Path, text: str) -> dict:
    path = folder / "quiz.yaml"
    path.write_text(text, encoding="utf-8")
    return FORM.read(read(folder, path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_self_test_of_the_curriculum_can_be_answered(path: Path) -> None:
    fields = FORM.read(read(CURRICULUM, path))
    page = QuizPage(**fields)
    page.clean()
    assert len(read_quiz(page.questions).questions) == len(fields["questions"]) > 0


def test_there_are_self_tests_to_look_at() -> None:
    assert len(FILES) >= 7


def test_the_ids_of_the_file_are_those_of_the_page(tmp_path: Path) -> None:
    fields = quiz_file(tmp_path, GOOD)
    (question,) = read_quiz(QuizPage(**fields).questions).questions
    assert [question.id, *(option.id for option in question.options)] == IDS
    assert question.fitting == {IDS[2]}


@pytest.mark.parametrize(("good", "bad", "line", "said"), BROKEN)
def test_a_broken_file_is_told_by_line(
    tmp_path: Path, good: str, bad: str, line: int, said: str
) -> None:
    with pytest.raises(BrokenFile) as error:
        quiz_file(tmp_path, GOOD.replace(good, bad, 1))
    assert said in error.value.complaint.expected
    assert error.value.complaint.line == line
