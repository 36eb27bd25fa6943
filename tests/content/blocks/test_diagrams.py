"""Diagrams as blocks: what authors may fill in, what readers get, what a comparison shows."""

import re
from copy import deepcopy
from typing import Any

import pytest
from django.template import Context, Template
from wagtail.admin.compare import get_comparison_class_for_block
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.body import LessonBody
from content.blocks.diagrams.base import DiagramBlock
from tests.content.diagrams.cases import ORDINARY

BODY = LessonBody()
BLOCKS = {name: b for name, b in BODY.child_blocks.items() if isinstance(b, DiagramBlock)}
LIMITS = [(name, field) for name, block in BLOCKS.items() for field in block.limits]


def value_of(name: str) -> dict[str, Any]:
    return deepcopy(next(value for kind, value in ORDINARY if kind == name))


def problems(name: str, value: dict[str, Any]) -> dict[str, str]:
    """Field → sentence, as the author sees them."""
    block = BLOCKS[name]
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(value))
    return {field: error.messages[0] for field, error in caught.value.block_errors.items()}


def drawn(*cases: tuple[str, dict[str, Any]]) -> str:
    body = BODY.to_python([{"type": kind, "value": value} for kind, value in cases])
    template = Template("{% load wagtailcore_tags %}{% include_block body %}")
    return re.sub(r"\s+", " ", template.render(Context({"body": body})))


@pytest.mark.parametrize(("name", "field"), LIMITS)
def test_two_hundred_entries_are_refused_with_a_sentence(name: str, field: str) -> None:
    value = value_of(name)
    most = BLOCKS[name].limits[field][1]
    value[field] = (value[field] or [{}]) * 200
    value[field] = value[field][:200]
    assert problems(name, value) == {
        field: f"In einem Bild sind höchstens {most} Einträge lesbar, hier sind es 200. "
        "Bitte kürzen Sie die Liste oder nutzen Sie zwei Bilder."
    }


@pytest.mark.parametrize(("name", "field"), LIMITS)
def test_too_few_entries_are_refused_with_a_sentence(name: str, field: str) -> None:
    fewest = BLOCKS[name].limits[field][0]
    if not fewest:
        return
    said = "einen Eintrag" if fewest == 1 else f"{fewest} Einträge"
    found = problems(name, {**value_of(name), field: []})
    assert found == {field: f"Das Bild braucht hier mindestens {said}."}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"helps": [{"name": "Mediation", "first": 3, "last": 12}]},
            {"helps": "„Mediation“ nennt eine Stufe, die fehlt: Es gibt nur 9."},
        ),
        (
            {"zones": [{"name": "Alle", "first": 3, "last": 1}]},
            {"zones": "„Alle“ endet, bevor es beginnt."},
        ),
        (
            {"parties": [{"name": "Chor", "step": 10}]},
            {"parties": "„Chor“ nennt eine Stufe, die fehlt: Es gibt nur 9."},
        ),
    ],
)
def test_stairs_refuse_a_step_that_is_not_there(change, expected) -> None:
    assert problems("stairs", {**value_of("stairs"), **change}) == expected


def test_a_name_that_is_missing_is_told_at_its_field() -> None:
    value = value_of("onion")
    value["layers"][0]["name"] = ""
    with pytest.raises(StreamBlockValidationError):
        BODY.clean(BODY.to_python([{"type": "onion", "value": value}]))


def test_a_diagram_is_a_figure_with_title_picture_note_and_table() -> None:
    html = drawn(
        ("stairs", {**value_of("stairs"), "title": "Stufen & <Hilfe>", "caption": "Nach."})
    )
    shapes = re.compile(r"<svg.*?<title[^>]*>(.*?)</title>.*?</svg>")
    assert shapes.findall(html)[-2:] == ["Stufen &amp; &lt;Hilfe&gt;"] * 2
    words = re.sub(r"<(?!/?(?:figure|figcaption|p|details|table)\b)[^>]*>", " ", html)
    words = re.sub(r"<svg.*?</svg>", "", words)
    assert '<figcaption class="ui-diagram__title">Stufen &amp; &lt;Hilfe&gt;</figcaption>' in words
    assert '<p class="ui-diagram__note">Nach.</p>' in words
    assert "Als Tabelle lesen" in words
    assert '<th scope="row" role="rowheader">1 Verhärtung</th>' in html


def test_the_same_diagram_twice_on_a_page_has_ids_of_its_own() -> None:
    ids = re.findall(r' id="([^"]+)"', drawn(ORDINARY[0], ORDINARY[0], ORDINARY[1]))
    assert len(ids) == len(set(ids)) == 12


def test_headings_keep_the_ids_that_the_contents_point_to() -> None:
    text = ("text", "<h2>Stufen der Eskalation und passende Hilfe</h2>")
    body = BODY.to_python([{"type": kind, "value": value} for kind, value in (ORDINARY[0], text)])
    ((anchor, _title),) = BODY.headings(body)
    assert f'<h2 id="{anchor}">' in drawn(ORDINARY[0], text)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_comparison_of_revisions_shows_what_was_changed(name: str) -> None:
    before, after = value_of(name), {**value_of(name), "title": "Ein anderer Titel"}
    block = BLOCKS[name]
    values = block.to_python(before), block.to_python(after)
    comparison = get_comparison_class_for_block(block)(block, True, True, *values)
    assert comparison.has_changed()
    assert '<span class="addition">Ein anderer Titel</span>' in comparison.htmldiff()
