"""The pictures of a plan in its documents: drawn from what is written, with words beside them."""

import pytest

from assessments.assignment.export.docx import print_docx
from assessments.assignment.export.pdf import print_pdf
from assessments.assignment.export.pictures import draw_pictures
from tests.assessments.assignment.export.papers import paper, tags_of, word, words_of
from tests.assessments.filled import LARGE, filled, plan_sections

PLAN = plan_sections()
TITLES = [picture.title for section in PLAN for picture in section.pictures]


@pytest.mark.parametrize("counts", [None, LARGE])
def test_every_picture_of_the_plan_is_in_its_pdf(counts) -> None:
    made = print_pdf(paper(PLAN, filled(PLAN, counts)))
    alternatives = [node.get("/Alt") for kind, node in tags_of(made) if kind == "/Figure"]
    assert len(alternatives) == len(TITLES) == 5
    assert all(alternatives)
    text = words_of(made)
    for number, title in enumerate(TITLES, start=1):
        assert f"Abbildung {number}: {title}" in text


def test_every_picture_of_the_plan_is_in_its_word_file() -> None:
    shapes = word(print_docx(paper(PLAN, filled(PLAN)))).inline_shapes
    about = [shape._inline.docPr for shape in shapes]
    assert [one.get("title") for one in about] == TITLES
    assert all(one.get("descr") for one in about)


def test_a_picture_nobody_has_written_for_is_left_out() -> None:
    empty = paper(PLAN, {})
    assert {name for name, drawn in draw_pictures(empty.sections).items() if drawn}
    assert "Abbildung" not in words_of(print_pdf(empty))
