"""What no text may hold, from wherever it comes: the editor, Word, a file, a script."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from content.blocks.body import InfoBody
from content.blocks.hygiene import readable
from content.blocks.text import TEXT_FEATURES, TextBlock
from courses.curriculum.body import CurriculumBody

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT >",
    '<img src="x" onerror="alert(1)">',
    '<p onclick="alert(1)">Klick</p>',
    '<a href="javascript:alert(1)">Klick</a>',
    '<a href="JaVa&#x09;Script:alert(1)">Klick</a>',
    "<a href='data:text/html,<script>alert(1)</script>'>Klick</a>",
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<iframe src="https://evil.example"></iframe>',
    '<p style="background:url(//evil.example)">Text</p>',
    "<!--><script>alert(1)</script>-->",
    "<p <script>alert(1)</script>",
    '<embed embedtype="media" url="https://evil.example/x"/>',
    '<p title="</p><script>alert(1)</script>">Text</p>',
]
ELEMENTS = {"script", "iframe", "object", "embed", "style", "base", "meta", "link"}
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data"}
HARMLESS = re.compile(r"(https?|mailto|tel):|[/#?.][^:]*$|$")
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p.MsoNormal {mso-style-parent:""; font-family:"Calibri"} --></style>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body>
<p class="MsoNormal" style="mso-margin-top-alt:auto"><b style="mso-bidi-font-weight:normal">
<span style="font-size:14.0pt">Auftragsklärung</span></b><o:p></o:p></p>
<p class="MsoNormal"><font face="Arial" color="red">Wer hat <i>wirklich</i> gefragt?</font></p>
<p class="MsoListParagraph"><span style="mso-list:Ignore">·<span>&nbsp;</span></span>Ziel</p>
<table class="MsoTableGrid"><tr><td><p class="MsoNormal">Zelle</p></td></tr></table>
<a href="https://quellingen.example">Stadt</a><o:p>&nbsp;</o:p>
</body></html>
"""
CLEAN = [
    '<h2 data-block-key="ab1">Größe &amp; Maß</h2><p>"Nein", <b>dann</b> <i>ja</i>.<br/></p>',
    '<p><a linktype="page" id="3">hier</a> <a linktype="term" id="4">Wort</a></p>',
    '<ul><li data-block-key="c">Eins</li></ul><ol><li>Zwei</li></ol>',
    '<p><a href="mailto:amt@quellingen.example">Post</a> <a href="/hilfe/">Hilfe</a></p>',
    "",
]


def what_runs(html: str) -> list[str]:
    """Elements and attributes that would run, load or restyle something."""
    found = []
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        found += [tag.name] if tag.name in ELEMENTS else []
        found += [name for name in tag.attrs if name.startswith("on") or name == "style"]
        found += [tag[name] for name in ADDRESSES & set(tag.attrs) if not HARMLESS.match(tag[name])]
    return found


@pytest.mark.parametrize("source", CLEAN)
def test_clean_text_stays_what_it_is(source) -> None:
    assert readable(source) == source


@pytest.mark.parametrize("source", HOSTILE)
def test_what_a_browser_would_run_is_taken_out(source) -> None:
    assert readable(source) != source
    assert what_runs(readable(source)) == []


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("<p>Vorher</p><script>alert(1)</script>", "<p>Vorher</p>"),
        ('<p><a href="javascript:alert(1)">Klick</a></p>', "<p><a>Klick</a></p>"),
        ('<p style="color: red"><font>Rot</font></p>', "<p>Rot</p>"),
        ("<div>Eins</div>", "Eins"),
        ("3 < 4", "3 &lt; 4"),
    ],
)
def test_words_stay(source, left) -> None:
    assert readable(source) == left


@given(st.lists(st.sampled_from(["<", ">", "</", '"', "p", "a href=", "script", " ", "x", "="])))
def test_cleaning_twice_changes_nothing_more(pieces) -> None:
    once = readable("".join(pieces))
    assert readable(once) == once
    assert "<script" not in once


# — Every block ————————————————————————————————————————————————————————————————————


def raw(block: blocks.Block, poison: str) -> Any:
    """Raw stream data of a block with `poison` wherever text can stand."""
    if isinstance(block, blocks.StructBlock):
        return {name: raw(child, poison) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [raw(block.child_block, poison)] * 2
    if isinstance(block, blocks.StreamBlock):
        children = block.child_blocks.items()
        return [{"type": name, "value": raw(child, poison)} for name, child in children]
    if isinstance(block, TypedTableBlock):
        columns = [{"type": name, "heading": poison} for name in block.child_blocks]
        cells = [raw(child, poison) for child in block.child_blocks.values()]
        return {"caption": poison, "columns": columns * 2, "rows": [{"values": cells * 2}]}
    return NOT_TEXT.get(_kind(block), poison)


NOT_TEXT = {
    blocks.ChooserBlock: None,
    blocks.IntegerBlock: 1,
    blocks.BooleanBlock: True,
    blocks.DateBlock: "2026-10-01",
    blocks.ChoiceBlock: "de",
}


def _kind(block: blocks.Block) -> type | None:
    return next((kind for kind in NOT_TEXT if isinstance(block, kind)), None)


def drawn(body: blocks.StreamBlock, name: str, poison: str) -> str:
    value = body.to_python([{"type": name, "value": raw(body.child_blocks[name], poison)}])
    page = Template("{% load wagtailcore_tags %}{% include_block it %}")
    return page.render(Context({"it": value}))


BODIES = [(body, name) for body in (CurriculumBody(), InfoBody()) for name in body.child_blocks]


@pytest.mark.parametrize(("body", "name"), BODIES, ids=[name for _body, name in BODIES])
def test_no_block_lets_a_script_through_however_it_was_stored(db, body, name) -> None:
    for poison in [*HOSTILE, "javascript:alert(1)", '"><script>alert(1)</script>']:
        assert what_runs(drawn(body, name, poison)) == []


@pytest.mark.parametrize("poison", HOSTILE)
def test_nor_does_text_that_was_put_in_by_hand(poison) -> None:
    assert what_runs(TextBlock().normalize(RichText(poison)).source) == []
    assert what_runs(TextBlock().normalize(poison).source) == []


# — Word ———————————————————————————————————————————————————————————————————————————


def saved(html: str) -> str:
    """What is stored after `html` was opened in the editor."""
    converter = ContentstateConverter(features=TEXT_FEATURES)
    return converter.to_database_format(converter.from_database_format(html))


def test_text_from_word_keeps_its_words_and_loses_its_clothes() -> None:
    left = re.sub(r' data-block-key="\w+"', "", saved(readable(WORD)))
    for word in ("Auftragsklärung", "Wer hat <i>wirklich</i> gefragt?", "Zelle"):
        assert word in left
    for clothes in ("mso", "Mso", "style", "o:p", "font", "Calibri", "span", "<!--", "<table"):
        assert clothes not in left
    assert '<a href="https://quellingen.example">Stadt</a>' in left


def test_word_that_never_saw_the_editor_is_cleaned_as_well() -> None:
    left = TextBlock().to_python(WORD).source
    assert "<b>\nAuftragsklärung</b>" in left
    for clothes in ("mso", "Mso", "style", "o:p", "font", "Calibri", "<table"):
        assert clothes not in left


def test_a_link_made_up_outside_the_editor_is_refused() -> None:
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    block = {
        "key": "a1",
        "text": "Klick",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
    }
    state = json.dumps({"blocks": [block], "entityMap": {"0": entity}})
    value = TextBlock().value_from_datadict({"t": state}, {}, "t")
    assert "javascript" not in value.source
