"""The bodies of lessons and information pages, drawn."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from wagtail import hooks
from wagtail.blocks import ChooserBlock, StreamBlockValidationError

from content.blocks.body import InfoBody
from tests.content.blocks.drawing import BODY, drawn, value_of

LESSON, INFO = BODY, InfoBody()
INCLUDE = Template("{% load wagtailcore_tags %}{% include_block it %}")
SOMETHING = 100  # characters of HTML
ICONS = {Path(path).stem for register in hooks.get_hooks("register_icons") for path in register([])}


# — Headings ————————————————————————————————————————————————————————————————————

TEXTS = [
    ("text", '<h2 data-block-key="x1">Größe &amp; <b>Maß</b></h2><p>Eins.</p><h3>Klein</h3>'),
    ("rule", {"text": "<p>Merken.</p>"}),
    ("text", "<h2>Größe &amp; Maß</h2><p>Zwei.</p><h2>?</h2>"),
]


def test_headings_are_those_of_the_second_level_in_reading_order() -> None:
    assert LESSON.headings(value_of(*TEXTS)) == [
        ("t-grosse-mass", "Größe & Maß"),
        ("t-grosse-mass-2", "Größe & Maß"),
        ("t-part", "?"),
    ]


def test_the_text_carries_the_ids_that_the_contents_point_to() -> None:
    ids = re.findall(r'<h2 id="([^"]*)">', drawn(*TEXTS))
    assert ids == [name for name, _title in LESSON.headings(value_of(*TEXTS))]


def test_a_body_drawn_twice_gives_the_same_ids() -> None:
    assert drawn(*TEXTS) == drawn(*TEXTS)


def test_a_body_without_text_has_no_headings() -> None:
    assert LESSON.headings(value_of(("rule", {"text": "<p>Merken.</p>"}))) == []


# — Blocks ——————————————————————————————————————————————————————————————————————


def test_blocks_stand_side_by_side_without_a_box_around() -> None:
    assert drawn(("text", "<p>Eins.</p>"), ("text", "<p>Zwei.</p>")) == "<p>Eins.</p><p>Zwei.</p>"


@pytest.mark.parametrize(
    ("kind", "word"),
    [("rule", "Merksatz"), ("care", "Achtung"), ("practice", "In der eigenen Kommune")],
)
def test_a_callout_has_its_form_and_its_word(kind, word) -> None:
    assert drawn((kind, {"text": "<p>Text.</p>"})) == (
        f'<div class="ui-callout ui-callout--{kind}"><p class="ui-callout__kind">{word}</p>'
        "<p>Text.</p></div>"
    )


def test_law_says_where_it_holds_and_when_somebody_looked() -> None:
    value = {"land": "Thüringen", "date": "2026-10-01", "text": "<p>Text.</p>"}
    assert drawn(("law", value)) == (
        '<div class="ui-callout ui-callout--law"><p class="ui-callout__kind"><span>Recht</span>'
        '<span class="ui-callout__valid">gilt für Thüringen, Stand 1. Oktober 2026</span></p>'
        "<p>Text.</p></div>"
    )


def test_a_case_has_a_title() -> None:
    assert drawn(("case", {"title": "Am <Markt>", "text": "<p>Text.</p>"})) == (
        '<div class="ui-case"><p class="ui-case__title">Am &lt;Markt&gt;</p><p>Text.</p></div>'
    )


def test_a_definition_is_a_term_and_its_meaning() -> None:
    assert drawn(("definition", {"term": "Auftrag", "text": "<p>Text.</p>"})) == (
        '<dl class="ui-define"><dt>Auftrag</dt><dd><p>Text.</p></dd></dl>'
    )


def test_steps_are_numbered_by_their_list() -> None:
    assert drawn(("steps", {"steps": ["<p>Eins</p>", "<p>Zwei</p>"]})) == (
        '<ol class="ui-steps-list"><li><div><p>Eins</p></div></li>'
        "<li><div><p>Zwei</p></div></li></ol>"
    )


def test_a_quotation_names_its_source() -> None:
    assert drawn(("quote", {"text": "<p>Text.</p>", "source": "Jugendtreff"})) == (
        '<figure class="ui-figure"><blockquote class="ui-quote"><p>Text.</p></blockquote>'
        "<figcaption>Jugendtreff</figcaption></figure>"
    )


def test_literature_has_a_heading() -> None:
    assert drawn(("literature", {"works": ["<p>Glasl</p>"]})) == (
        '<div class="ui-sources"><h2>Literatur</h2><ul><li><p>Glasl</p></li></ul></div>'
    )


def test_a_table_names_rows_and_columns_also_as_records() -> None:
    value = {
        "caption": "Wer & was",
        "columns": [{"type": "text", "heading": "Wer"}, {"type": "text", "heading": "Was"}],
        "rows": [{"values": ["<p>Chor</p>", "<p>Saal</p>"]}],
    }
    assert drawn(("table", value)) == (
        '<table class="ui-table ui-cells" role="table"><caption>Wer &amp; was</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Wer</th>'
        '<th scope="col" role="columnheader">Was</th></tr></thead><tbody role="rowgroup">'
        '<tr role="row"><th scope="row" role="rowheader"><p>Chor</p></th><td role="cell">'
        '<span class="ui-cells__label" aria-hidden="true">Was</span><p>Saal</p></td></tr>'
        "</tbody></table>"
    )


# — What authors may do ————————————————————————————————————————————————————————————


TABLE = {
    "caption": "Wer & was",
    "columns": [{"type": "text", "heading": "Wer"}, {"type": "text", "heading": "Was"}],
    "rows": [{"values": ["<p>Chor</p>", "<p>Saal</p>"]}],
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"caption": ""}, ["Eine Tabelle braucht eine Überschrift, die sagt, was sie zeigt."]),
        (
            {"columns": [{"type": "text", "heading": name} for name in ("Wer", "")]},
            ["Jede Spalte braucht eine Überschrift."],
        ),
        ({"rows": []}, ["Eine Tabelle braucht mindestens zwei Spalten und eine Zeile."]),
        (
            {"columns": [{"type": "text", "heading": "Wer"}], "rows": [{"values": ["<p>1</p>"]}]},
            ["Eine Tabelle braucht mindestens zwei Spalten und eine Zeile."],
        ),
    ],
)
def test_a_table_without_names_or_cells_is_refused(value, expected) -> None:
    with pytest.raises(StreamBlockValidationError) as caught:
        LESSON.clean(value_of(("table", {**TABLE, **value})))
    (error,) = caught.value.block_errors.values()
    assert error.as_json_data() == {"messages": expected}


def test_steps_and_literature_need_something_in_them() -> None:
    for kind, name in (("steps", "steps"), ("literature", "works")):
        with pytest.raises(ValidationError):
            LESSON.clean(value_of((kind, {name: []})))


def test_information_pages_use_fewer_blocks() -> None:
    assert set(INFO.child_blocks) == {"text", "care", "law", "steps", "table", "figure", "download"}


@pytest.mark.parametrize("block", LESSON.child_blocks.values(), ids=LESSON.child_blocks)
def test_every_block_shows_itself_in_the_picker(db, block) -> None:
    assert block.is_previewable
    value = block.get_preview_value()
    if not _chooses(block):
        block.clean(value)
    template = block.get_preview_template(value)
    known = {"bound_block": block.bind(value), "block_def": block, "page_title": "Block"}
    context = block.get_preview_context(value, known)
    html = Template("{% include name %}").render(Context({**context, "name": template}))
    _before, shown = html.split('<div class="ui-prose">')
    assert len(shown.split("</body>")[0]) > SOMETHING
    assert block.meta.description
    assert block.meta.group
    assert block.meta.icon in ICONS


def _chooses(block) -> bool:
    """What is chosen in a preview was never saved."""
    inside = [getattr(block, "child_block", None), *getattr(block, "child_blocks", {}).values()]
    return isinstance(block, ChooserBlock) or any(_chooses(child) for child in inside if child)
