"""Work for a word processor: real headings and tables, marked on every page."""

import io
import zipfile

import pytest
from django.utils.translation import override
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from assessments.assignment.export import docx as module
from assessments.assignment.export.docx import print_docx
from assessments.assignment.sheet.sections import Picture
from content.diagrams import timeline
from tests.assessments.assignment.export.papers import (
    SECTIONS,
    everything_in,
    one_text,
    paper,
    word,
)
from tests.assessments.assignment.export.test_pdf import MARK, ODD
from tests.assessments.filled import LARGE, filled, plan_sections

PLAN = plan_sections()


@pytest.fixture(scope="module")
def plan() -> bytes:
    return print_docx(paper(PLAN, filled(PLAN), title="Krisenpräventionsplan"))


def test_headings_are_headings(plan) -> None:
    found = [p.text for p in word(plan).paragraphs if p.style.name == "Heading 1"]
    assert found == [section.name for section in PLAN[1:]]
    assert [p.text for p in word(plan).paragraphs if p.style.name == "Title"] == [
        "Titel des Plans 1"
    ]


def test_tables_have_a_head_that_stands_again_on_every_page(plan) -> None:
    tables = word(plan).tables
    assert len(tables) > 12
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in table.rows[0].cells)
        assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 1


def test_it_is_german_and_says_what_it_is(plan) -> None:
    document = word(plan)
    about = document.core_properties
    assert (about.title, about.language) == ("Titel des Plans 1, Fassung 2", "de-DE")
    assert (about.author, about.comments) == ("Bildungsträger Mittelaue", MARK)
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"de-DE"}
    assert document.settings.element.find(qn("w:autoHyphenation")) is not None
    modes = document.settings.element.iter(qn("w:compatSetting"))
    found = [m.get(qn("w:val")) for m in modes if m.get(qn("w:name")) == "compatibilityMode"]
    assert found == ["15"]


def test_every_page_bears_the_mark_and_its_number(plan) -> None:
    for section in word(plan).sections:
        assert MARK in section.header.paragraphs[0].text
        assert not section.header.is_linked_to_previous
        codes = [code.text for code in section.footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
        assert "Stand 29. November 2026" in section.footer.paragraphs[0].text


def test_wide_tables_lie_on_their_side_and_pages_are_a4(plan) -> None:
    sides = [section.orientation for section in word(plan).sections]
    upright, sideways = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert sides == [upright, sideways, upright, sideways, upright]
    sizes = {(s.page_width.mm, s.page_height.mm) for s in word(plan).sections}
    assert {tuple(round(side) for side in size) for size in sizes} == {(210, 297), (297, 210)}


def test_the_contents_lead_to_the_headings(plan) -> None:
    body = word(plan).element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert len(links) == len(PLAN) - 1


def test_every_word_of_a_plan_is_in_it(plan) -> None:
    text = everything_in(plan)
    for section in PLAN[1:]:
        for field in section.fields:
            assert field.label in text, field.label


def test_a_level_is_a_word_on_its_colour() -> None:
    cells = [cell for table in word(print_docx(paper())).tables for cell in table._cells]
    [orange] = [cell for cell in cells if cell.text == "Orange"]
    assert orange._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "FDE8D2"


def test_pictures_are_drawn_and_have_words_beside_them(monkeypatch) -> None:
    entry = timeline.Entry("im Mai", "Erstes Treffen")
    drawn = timeline.draw(timeline.Timeline("Verlauf", (entry,)))
    found = {"leute": [(Picture("timeline", "Verlauf", {"events": "leute/liste"}), drawn)]}
    monkeypatch.setattr(module, "draw_pictures", lambda sections: found)
    made = print_docx(paper())
    [shape] = word(made).inline_shapes
    assert shape._inline.docPr.get("descr") == drawn.alternative.text()
    assert shape.width.mm == pytest.approx(166, abs=0.5)
    assert "Abbildung 1: Verlauf" in everything_in(made)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    pictures = [name for name in names if name.endswith((".png", ".jpeg"))]
    assert pictures == ["word/media/image1.png"]


# — Nothing typed breaks it ———————————————————————————————————————————————————————


@pytest.mark.parametrize("typed", [*ODD, "Anna 😀 中", "Vor\x00\x07\u202eher", "\ud800"])
def test_whatever_was_typed_is_well_formed(typed) -> None:
    values = {
        "huelle": {"name": typed, "worum": typed, "bis": typed},
        "leute": {
            "kern": typed,
            "lage": typed,
            "liste": [{"id": "r1", "wer": typed, "haltung": typed, "stufe": typed, "ort": typed}],
        },
        "rest": {"text": typed},
    }
    made = print_docx(paper(SECTIONS, values, title=typed or "Plan"))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(file.read(name))
    kept = typed.replace("\x00\x07\u202e", "").replace("\ud800", "").strip()
    assert kept in everything_in(made)


def test_a_line_end_is_kept_and_a_blank_line_begins_a_paragraph() -> None:
    found = [p.text for p in word(print_docx(one_text("Eins\nzwei\n\ndrei"))).paragraphs]
    assert found[-2:] == ["Eins\nzwei", "drei"]


def test_it_is_german_whatever_the_reader_has_chosen() -> None:
    with override("en"):
        text = everything_in(print_docx(paper()))
    assert "2. August 2027" in text
    assert "Fassung 2" in text


def test_a_large_plan_and_an_empty_one_can_be_made() -> None:
    rows = [len(t.rows) for t in word(print_docx(paper(PLAN, filled(PLAN, LARGE)))).tables]
    assert max(rows) == 61
    assert "Hier steht noch nichts." in everything_in(print_docx(paper(PLAN, {})))
