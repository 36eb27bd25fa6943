"""Reading reflexion.yaml."""

from pathlib import Path

import pytest

from assessments.reflection.blocks import read_prompts
from assessments.reflection.pages import ReflectionPage
from assessments.reflection.travel import FORM
from courses.curriculum.travel.source import read

pytestmark = pytest.mark.django_db
CURRICULUM = Path(__file__).resolve().parents[3] / "lms" / "curriculum"
FILES = sorted(CURRICULUM.glob("modul-*/**/reflexion.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.parent.relative_to(CURRICULUM)))
def test_every_reflection_of_the_curriculum_becomes_a_page(path: Path) -> None:
    source = read(CURRICULUM, path)
    page = ReflectionPage(**FORM.read(source))
    ids = [str(item["id"]) for item in source.data["prompts"]]
    assert [prompt.id for prompt in read_prompts(page.prompts)] == ids
    assert page.minutes == source.data["minutes"]


def test_there_are_reflections_to_look_at() -> None:
    assert FILES
