"""The history says in words what changed, whatever the block."""

import copy
import re
from datetime import date
from typing import Any

import pytest
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.admin.compare import StreamFieldComparison
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from content.blocks.body import InfoBody
from content.blocks.comparing import InWords
from courses.curriculum.body import CurriculumBody
from courses.curriculum.pages import LessonPage
from tests.content.blocks.test_hygiene import raw

BODY = CurriculumBody()


def difference(name: str, before: Any, after: Any) -> str:
    block = BODY.child_blocks[name]
    values = [None if value is None else block.normalize(value) for value in (before, after)]
    return InWords(block, before is not None, after is not None, *values).htmldiff()


def test_a_changed_word_is_marked() -> None:
    diff = difference("rule", {"text": "<p>Eine Regel.</p>"}, {"text": "<p>Keine Regel.</p>"})
    assert diff == (
        'Text: <span class="deletion">Eine</span><span class="addition">Keine</span> Regel.'
    )


def test_a_changed_link_is_said() -> None:
    before = '<p>Im <a href="https://alt.example">Netz</a>.</p>'
    diff = strip_tags(difference("text", before, before.replace("alt", "neu")))
    assert diff == "Im Netz (https://altneu.example)."


def test_bold_alone_is_said_as_formatting() -> None:
    diff = difference("text", "<p>Ein Wort.</p>", "<p>Ein <b>Wort</b>.</p>")
    assert diff == "Ein Wort.<br><em>Nur die Formatierung hat sich geändert.</em>"


def test_the_first_saving_in_the_editor_changes_nothing() -> None:
    block = BODY.child_blocks["steps"]
    values = [
        block.to_python({"steps": ["<p>Eins.</p>"]}),
        block.to_python(
            {
                "steps": [
                    {"type": "item", "id": "a1", "value": '<p data-block-key="b2">Eins.</p>'},
                ]
            }
        ),
    ]
    assert not InWords(block, True, True, *values).has_changed()


def test_dates_and_choices_are_said_as_readers_know_them() -> None:
    before = {"land": "Hessen", "date": date(2026, 10, 1), "text": "<p>Text.</p>"}
    diff = strip_tags(difference("law", before, {**before, "date": date(2026, 11, 1)}))
    assert "Geprüft am: 1. Oktober 2026November 2026" in diff
    before = {"title": "Merkblatt", "document": None, "language": "de"}
    diff = strip_tags(difference("download", before, {**before, "language": "uk"}))
    assert "Sprache der Datei: DeutschUkrainisch" in diff


def test_a_table_is_compared_row_by_row() -> None:
    table = {
        "caption": "Wer",
        "columns": [{"type": "text", "heading": "Wer"}, {"type": "text", "heading": "Was"}],
        "rows": [{"values": ["<p>Chor</p>", "<p>Saal</p>"]}],
    }
    other = copy.deepcopy(table)
    other["rows"][0]["values"][1] = "<p>Hof</p>"
    values = [BODY.child_blocks["table"].to_python(each) for each in (table, other)]
    comparison = InWords(BODY.child_blocks["table"], True, True, *values)
    assert strip_tags(comparison.htmldiff()) == "WerWer | WasChor | SaalHof"
    assert comparison.has_changed()
    assert not InWords(comparison.block, True, True, values[0], values[0]).has_changed()


def leaves(block: blocks.Block) -> list[blocks.Block]:
    if isinstance(block, blocks.ListBlock):
        return leaves(block.child_block)
    children = getattr(block, "child_blocks", {}).values()
    return [leaf for child in children for leaf in leaves(child)] or [block]


def stream(name: str, word: str) -> Any:
    return BODY.to_python([{"type": name, "id": "1", "value": raw(BODY.child_blocks[name], word)}])


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_a_change_in_any_block_is_shown(db, name) -> None:
    pages = [LessonPage(body=stream(name, word)) for word in ("Vorher", "Nachher")]
    comparison = StreamFieldComparison(LessonPage._meta.get_field("body"), *pages)
    assert comparison.has_changed()
    texts = [leaf for leaf in leaves(BODY.child_blocks[name]) if _is_text(leaf)]
    html = comparison.htmldiff()
    assert html.count('<span class="deletion">Vorher</span>') >= len(texts) > 0
    assert html.count('<span class="addition">Nachher</span>') >= len(texts)
    assert not re.search(r"<dt>|StructValue|ListValue|block object", html)


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_a_new_and_a_deleted_block_are_shown(db, name) -> None:
    pages = [LessonPage(body=[]), LessonPage(body=stream(name, "Wort"))]
    for before, after, mark in ((*pages, "addition"), (*pages[::-1], "deletion")):
        field = LessonPage._meta.get_field("body")
        html = StreamFieldComparison(field, before, after).htmldiff()
        assert f'<div class="comparison__child-object {mark}">' in html
        assert "Wort" in html


def _is_text(leaf: blocks.Block) -> bool:
    return isinstance(leaf, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock))


def test_every_block_of_every_body_says_its_changes_in_words() -> None:
    for body in (BODY, InfoBody()):
        for name, block in body.child_blocks.items():
            assert issubclass(block.get_comparison_class(), InWords), name
            assert not isinstance(block, TypedTableBlock) or block.child_blocks
