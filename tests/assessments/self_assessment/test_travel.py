"""Reading selbsteinschaetzung.yaml: what the page would refuse is refused with its line."""

from pathlib import Path
from uuid import UUID

import pytest

from assessments.self_assessment.blocks import read_survey
from assessments.self_assessment.pages import SelfAssessmentPage
from assessments.self_assessment.travel import FORM
from courses.curriculum.travel.source import BrokenFile, read

pytestmark = pytest.mark.django_db
CURRICULUM = Path(__file__).resolve().parents[3] / "lms" / "curriculum"
IDS = [str(UUID(int=n, version=4)) for n in (1, 2)]
GOOD = f"""\
key: {UUID(int=9, version=4)}
type: self_assessment
slug: selbsteinschaetzung
title: Wo stehe ich?
minutes: 10
intro: Ehrlich.
statements:
  - id: {IDS[0]}
    text: Ich kann das.
  - id: {IDS[1]}
    text: Ich kann jenes.
"""
LOOKING_BACK = GOOD[: GOOD.index("statements:")] + "earlier: /modul-1/selbsteinschaetzung/\n"


def of(folder: Path, text: str) -> dict:
    path = folder / "selbsteinschaetzung.yaml"
    path.write_text(text, encoding="utf-8")
    return FORM.read(read(folder, path))


def test_the_ids_of_the_file_are_those_of_the_statements(tmp_path: Path) -> None:
    values = of(tmp_path, GOOD)
    survey = read_survey(SelfAssessmentPage(**values).statements)
    assert [item.id for item in survey.statements] == IDS


def test_the_later_one_names_the_earlier_one_by_its_address(tmp_path: Path) -> None:
    values = of(tmp_path, LOOKING_BACK)
    assert (values["earlier"], values["statements"]) == ("/modul-1/selbsteinschaetzung/", [])


@pytest.mark.parametrize("text", [GOOD, LOOKING_BACK])
def test_a_file_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    values = of(tmp_path, text)
    key, name = str(UUID(int=9, version=4)), "selbsteinschaetzung.yaml"
    assert FORM.write(key, "self_assessment", values, name) == {name: text}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD.replace(IDS[1], IDS[0]), 10, "doppelt"),
        (GOOD.replace(IDS[0], "eins"), 8, "UUID"),
        (GOOD.replace("    text: Ich kann das.\n", ""), 8, "text"),
        (GOOD + "earlier: /modul-1/selbsteinschaetzung/\n", 7, "entweder"),
        (GOOD[: GOOD.index("statements:")], 1, "entweder"),
    ],
)
def test_a_broken_file_is_told_by_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(BrokenFile) as error:
        of(tmp_path, text)
    assert said in error.value.complaint.expected
    assert error.value.complaint.line == line


def test_the_shipped_statements_are_twelve_in_the_first_person() -> None:
    first = CURRICULUM / "modul-1" / "selbsteinschaetzung.yaml"
    rows = FORM.read(read(CURRICULUM, first))["statements"]
    assert len(rows) == 12
    assert all(row["value"]["text"].startswith("Ich kann ") for row in rows)
