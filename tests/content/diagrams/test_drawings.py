"""What holds for every diagram: well-formed, the same twice, its words sound and complete."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from content.blocks.body import LessonBody
from content.blocks.diagrams.base import DiagramBlock
from content.diagrams.diagram import Diagram
from tests.content.diagrams.cases import HARD, ORDINARY
from tests.content.diagrams.texts import STRANGE, Case

BODY = LessonBody()
DIAGRAMS = {n: b for n, b in BODY.child_blocks.items() if isinstance(b, DiagramBlock)}
PIECES = [
    STRANGE,
    "Wort",
    "Donaudampfschifffahrtsgesellschaft" * 3,
    "שלום",
    "👩‍👩‍👧",
    "a\u00adb",
    "\x0b",
    "",
]
TEXTS = st.text(max_size=90) | st.sampled_from(PIECES)


def drawn(case: Case) -> Diagram:
    block = DIAGRAMS[case[0]]
    return block.draw(block.to_python(case[1]))


def names(case: Case) -> str:
    return f"{case[0]} {case[1]['title'][:20]}".encode("ascii", "replace").decode()


def filled(value: Any, draw: Any) -> Any:
    """The same shape, with other words in it, sometimes more entries, sometimes none."""
    if isinstance(value, dict):
        return {name: filled(inner, draw) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(value[0], draw) for _ in range(draw(st.integers(0, 7)))] if value else []
    if isinstance(value, int):
        return draw(st.integers(-1, 12))
    # Names that a diagram knows stay as they are: they stand in a choice.
    return value if re.fullmatch(r"[a-z]+", value) else draw(TEXTS)


@st.composite
def any_case(draw: Any) -> Case:
    kind, value = draw(st.sampled_from(ORDINARY))
    return kind, filled(value, draw)


@given(any_case())
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_gives_well_formed_pictures_the_same_twice(case: Case) -> None:
    diagram = drawn(case)
    assert diagram == drawn(case)
    tree = ElementTree.fromstring(f"<both>{diagram.svg('x')}</both>")
    assert [svg.get("class") for svg in tree] == ["kd kd-narrow", "kd kd-wide"]
    numbers = " ".join(value for shape in tree.iter() for value in shape.attrib.values())
    assert re.findall(r"nan|inf", numbers) == []


@pytest.mark.parametrize("case", [*ORDINARY, *HARD], ids=names)
def test_ids_are_unique_and_everything_named_exists(case: Case) -> None:
    svg = drawn(case).svg("x") + drawn(case).svg("y")
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    named = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', svg)
    assert set(named) == set(ids)


@pytest.mark.parametrize("case", [*ORDINARY, *HARD], ids=names)
def test_the_policy_is_content(case: Case) -> None:
    """No style, no script, no address."""
    svg = drawn(case).svg("x")
    assert (
        re.findall(r"style=|<style|<script|href|url\(|\bon\w+=", re.sub(r">[^<]*<", "><", svg))
        == []
    )


@pytest.mark.parametrize("case", ORDINARY, ids=names)
def test_every_word_of_the_author_is_in_the_words_and_in_the_table(case: Case) -> None:
    alternative = drawn(case).alternative
    table = " ".join(cell for row in alternative.rows for cell in row)
    for text in texts_of({k: v for k, v in case[1].items() if k not in ("title", "caption")}):
        assert text.rstrip(".!?") in alternative.text()
        assert text in table


def texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [] if re.fullmatch(r"[a-z]+", value) else [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in inner for text in texts_of(part)]


@pytest.mark.parametrize("case", ORDINARY, ids=names)
def test_the_words_are_sentences(case: Case) -> None:
    for sentence in drawn(case).alternative.sentences:
        assert sentence[0].isupper() or not sentence[0].isalpha()
        assert sentence[-1] in ".!?…“"
        assert ".." not in sentence


@pytest.mark.parametrize("case", ORDINARY, ids=names)
def test_ordinary_data_may_be_saved(case: Case) -> None:
    block = DIAGRAMS[case[0]]
    block.clean(block.to_python(case[1]))


@pytest.mark.parametrize("case", ORDINARY, ids=names)
def test_an_unfinished_draft_is_kept_and_drawn(case: Case) -> None:
    block = DIAGRAMS[case[0]]
    value = block.to_python(unfinished(case[1]))
    assert block.get_prep_value(block.clean_deferred(value))["title"] == case[1]["title"]
    assert "<svg" in block.render(value)
    with pytest.raises(ValidationError):
        block.clean(value)


def unfinished(value: Any) -> Any:
    """One entry a list; no number is filled in, and no name but the title."""
    if isinstance(value, dict):
        return {name: v if name == "title" else unfinished(v) for name, v in value.items()}
    if isinstance(value, list):
        return [unfinished(item) for item in value[:1]]
    return None if isinstance(value, int) else ""
