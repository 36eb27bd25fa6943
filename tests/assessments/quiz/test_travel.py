"""Reading quiz.yaml: what the page would refuse is refused with its line."""

from pathlib import Path
from uuid import UUID

import pytest

from assessments.quiz.blocks import read_quiz
from assessments.quiz.pages import QuizPage
from assessments.quiz.travel import FORM
from courses.curriculum.travel.source import BrokenFile, read
from tests.assessments.quiz.conftest import make_quiz, of_every_kind

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


# — All kinds ————————————————————————————————————————————————————————————————————————


def written(page: QuizPage) -> str:
    [text] = FORM.write(str(UUID(int=9, version=4)), "quiz", FORM.of(page), "quiz.yaml").values()
    return text


def test_every_kind_travels_out_and_in_again(tmp_path: Path) -> None:
    page = QuizPage(title="Selbsttest", slug="test", shuffle=True, questions=of_every_kind())
    text = written(page)
    fields = quiz_file(tmp_path, text)
    again = QuizPage(**fields)
    assert read_quiz(again.questions) == read_quiz(page.questions)
    assert again.shuffle
    assert written(again) == text


def test_what_is_stored_without_ids_travels_with_those_attempts_know(
    lesson, tmp_path: Path
) -> None:
    raws = of_every_kind()
    for raw in raws:
        for name, inner in raw["value"].items():
            if isinstance(inner, list):
                raw["value"][name] = [row["value"] for row in inner]
    page = make_quiz(lesson, raws)
    again = QuizPage(**quiz_file(tmp_path, written(page)))
    assert read_quiz(again.questions) == read_quiz(page.questions)


def test_choices_say_no_type_and_the_others_do() -> None:
    text = written(QuizPage(title="Selbsttest", slug="test", questions=of_every_kind()))
    kinds = [line.split()[-1] for line in text.splitlines() if line.startswith("    type:")]
    assert kinds == ["matching", "ordering", "gaps", "correction", "short_text"]
    assert "shuffle" not in text


OTHERS = {
    "matching": ("pairs", "left: Sie reden.", "left: Sie bauen ab.", "steht nur einmal da"),
    "ordering": ("steps", "text: Sichtweisen", "text: Rahmen", "steht nur einmal da"),
    "gaps": ("gaps", "genau ein ___", "genau ein Wort", "angelegt sind 2 Lücken"),
    "correction": ("cells", "correct: true", "correct: false", "genau eines richtig"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_cannot_be_asked_is_told_by_line(tmp_path: Path, kind: str) -> None:
    holds, good, bad, said = OTHERS[kind]
    raws = [raw for raw in of_every_kind() if raw["type"] == kind]
    text = written(QuizPage(title="Selbsttest", slug="test", questions=raws))
    assert good in text
    with pytest.raises(BrokenFile) as error:
        quiz_file(tmp_path, text.replace(good, bad))
    assert said in error.value.complaint.expected
    place = next(n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"{holds}:")
    assert error.value.complaint.line == place


def test_an_unknown_type_is_told_with_those_known(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="question, matching, ordering, gaps, correction"):
        quiz_file(tmp_path, GOOD.replace("kind: single", "type: drag\n    kind: single"))
