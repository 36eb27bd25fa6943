"""Written work for a word processor: real headings, tables with heads, pictures with words."""

import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from assessments.assignment.export.blocks import (
    Block,
    Cell,
    Chapter,
    Cover,
    Facts,
    Figure,
    Key,
    Listing,
    Table,
    Text,
    chapters_of,
    cover_of,
    running_title,
)
from assessments.assignment.export.papers import Paper
from assessments.assignment.export.pdf import LISTED_FROM, mark
from assessments.assignment.export.pictures import draw_pictures
from content.diagrams.inks import LIGHT
from content.foundation.typesetting import drawn, plain
from content.ui.dates import long_date

LANGUAGE = "de-DE"
FONT = "Calibri"
PETROL, SOFT = RGBColor(0x0A, 0x4D, 0x5C), RGBColor(0x4E, 0x5A, 0x63)
SAND, AMBER, HAIRLINE = "FAF7F2", "E8A33D", "DED5C6"
A4 = (Mm(210), Mm(297))
LEFT, RIGHT, TOP, BOTTOM = Mm(24), Mm(20), Mm(28), Mm(22)
LABEL = Mm(52)
HEADINGS = {"Title": 28, "Subtitle": 14, "Heading 1": 17, "Heading 2": 12}
MODERN = "15"  # the mode of a word processor of today, without which its title bar says “old”


def print_docx(paper: Paper) -> bytes:
    # Templates are German, whatever language the reader has chosen for the site.
    with override("de"):
        return _Writer(paper).written()


class _Writer:
    """A document from top to bottom; each run of pages is upright or on its side."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.cover = cover_of(paper.sections, plain(paper.title))
        self.chapters = chapters_of(paper.sections, draw_pictures(paper.sections))
        self.word = Document()
        self.pictures = 0
        self.bookmarks = 0

    def written(self) -> bytes:
        _styled(self.word)
        self._described()
        self._page(self.word.sections[0], wide=False)
        self._front(self.cover)
        wide = False
        for chapter in self.chapters:
            if chapter.is_wide != wide:
                wide = chapter.is_wide
                self._page(self.word.add_section(WD_SECTION.NEW_PAGE), wide=wide)
            self._chapter(chapter)
        file = io.BytesIO()
        self.word.save(file)
        return file.getvalue()

    def _described(self) -> None:
        about = self.word.core_properties
        about.title = f"{self.cover.title}, {self.paper.version}"[:255]
        about.author, about.comments = plain(self.paper.issuer)[:255], mark()
        about.language, about.last_modified_by, about.keywords = LANGUAGE, "", ""
        _without_thumbnail(self.word)

    def _page(self, section: Section, *, wide: bool) -> None:
        width, height = reversed(A4) if wide else A4
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = LEFT, RIGHT
        section.top_margin, section.bottom_margin = TOP, BOTTOM
        self.width = Mm(width.mm - LEFT.mm - RIGHT.mm)
        self.height = Mm(height.mm - TOP.mm - BOTTOM.mm)
        self._around(section)

    def _around(self, section: Section) -> None:
        """The mark above and the number of the page below, on every page."""
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        title = running_title(self.cover, self.paper.title)
        head = self._line(section.header.paragraphs[0], f"{title} · {self.paper.version}")
        _shaded(head.add_run(f" {mark()} "), AMBER).bold = True
        foot = self._line(section.footer.paragraphs[0], f"{self._standing()} · {self._issuer()}")
        before, _page, rest = _("Page PAGE of NUMPAGES").partition("PAGE")
        between, _pages, _end = rest.partition("NUMPAGES")
        foot.add_run(before)
        _field(foot, "PAGE")
        foot.add_run(between)
        _field(foot, "NUMPAGES")

    def _line(self, paragraph: Paragraph, words: str) -> Paragraph:
        """A line whose second half stands at the right edge."""
        stops = paragraph.paragraph_format.tab_stops
        for stop in list(paragraph.style.paragraph_format.tab_stops if paragraph.style else ()):
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(words + "\t")
        return paragraph

    def _standing(self) -> str:
        return _("As of %(day)s") % {"day": long_date(self.paper.day)}

    def _issuer(self) -> str:
        return plain(self.paper.issuer)

    def _front(self, cover: Cover) -> None:
        _shaded(self.word.add_paragraph().add_run(f" {mark()} "), AMBER).bold = True
        work = plain(self.paper.title)
        if work != cover.title:
            self.word.add_paragraph(work).paragraph_format.space_before = Mm(40)
        self.word.add_paragraph(cover.title, style="Title")
        if cover.about:
            self.word.add_paragraph(cover.about, style="Subtitle")
        own = (
            (_("Version"), Cell(self.paper.version)),
            (_("As of"), Cell(long_date(self.paper.day))),
        )
        self._facts((*own, *cover.facts, (_("Published by"), Cell(self._issuer()))))
        if len(self.chapters) >= LISTED_FROM:
            self.word.add_page_break()
            self._contents()
        if cover.is_page and self.chapters and not self.chapters[0].is_wide:
            self.word.add_page_break()

    def _contents(self) -> None:
        """A field that a word processor can bring up to date, filled already."""
        self.word.add_paragraph(_("Table of contents"), style="TOC Heading")
        for at, chapter in enumerate(self.chapters):
            line = self.word.add_paragraph()
            line.paragraph_format.space_after = Pt(3)
            if at == 0:
                _field_begins(line, r'TOC \o "1-1" \h \z \u')
            _linked(line, _bookmark(at), chapter.name)
            if at == len(self.chapters) - 1:
                _field_char(line, "end")

    def _chapter(self, chapter: Chapter) -> None:
        heading = self.word.add_heading(chapter.name, 1)
        _bookmarked(heading, self.bookmarks)
        self.bookmarks += 1
        if not chapter.blocks:
            self.word.add_paragraph(_("Nothing stands here yet."))
        for block in chapter.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Facts(rows):
                self._facts(rows)
            case Text(label, text):
                self._text(label, text)
            case Key(label, text):
                self._key(label, text)
            case Listing(label, items):
                self.word.add_heading(label, 2)
                for item in items:
                    self.word.add_paragraph(item, style="List Bullet")
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)

    def _facts(self, rows: tuple[tuple[str, Cell], ...]) -> None:
        """Label and words on a line; those of a long text hang below its first word."""
        for label, cell in rows:
            paragraph = self.word.add_paragraph()
            form = paragraph.paragraph_format
            form.left_indent, form.first_line_indent = LABEL, Mm(-LABEL.mm)
            form.tab_stops.add_tab_stop(LABEL)
            form.space_after = Pt(4)
            paragraph.add_run(label).bold = True
            paragraph.add_run("\t" + cell.text)

    def _text(self, label: str, text: str) -> None:
        if label:
            self.word.add_heading(label, 2)
        for part in _paragraphs(text):
            self.word.add_paragraph(part)

    def _key(self, label: str, text: str) -> None:
        self.word.add_heading(label, 2)
        for part in _paragraphs(text):
            paragraph = self.word.add_paragraph(part)
            paragraph.paragraph_format.left_indent = Mm(4)
            _beside(paragraph)

    def _table(self, block: Table) -> None:
        self.word.add_heading(block.label, 2)
        table = self.word.add_table(rows=1, cols=len(block.columns))
        table.autofit = False
        _lined(table)
        widths = [Mm(column.width) for column in block.columns]
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            _fill(cell, column.label, bold=True)
        _heads(table)
        # Asking a table for its cells takes time with the square of their count.
        for row in block.rows:
            for cell, told in zip(table.add_row().cells, row, strict=True):
                _fill(cell, told.text, level=told.level)
        for number, width in enumerate(widths):
            table.columns[number].width = width
        for row_ in table.rows:
            _whole(row_)
            for cell, width in zip(row_.cells, widths, strict=True):
                cell.width = width
        self.word.add_paragraph().paragraph_format.space_after = Pt(0)

    def _figure(self, block: Figure) -> None:
        self.pictures += 1
        width = min(self.width.mm, (self.height.mm - 25) * block.width / block.height)
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(drawn(block.svg)), width=Mm(width))
        about = picture._inline.docPr
        about.set("descr", block.alternative)
        about.set("title", block.label)
        caption = {"number": self.pictures, "label": block.label}
        self.word.add_paragraph(_("Figure %(number)s: %(label)s") % caption, style="Caption")


# — Small things a document needs and python-docx has no word for —————————————————————————————


def _styled(word: Word) -> None:
    styles = word.styles
    _typed(styles["Normal"], 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in HEADINGS.items():
        _typed(styles[name], size)
        styles[name].font.color.rgb = PETROL
        styles[name].font.bold, styles[name].font.italic = name.startswith("Heading"), False
    _typed(styles["Caption"], 9)
    styles["Caption"].font.color.rgb, styles["Caption"].font.bold = SOFT, False
    _typed(styles["TOC Heading"], 17)
    styles["TOC Heading"].font.color.rgb = PETROL
    for name in ("Header", "Footer"):
        _typed(styles[name], 8.5)
    _speaks_german(word)


def _typed(style: Any, size: float) -> None:
    """Of our font: a theme's goes before any other until it is gone."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), FONT)
    borders = style.element.find(f".//{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def _speaks_german(word: Word) -> None:
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGE)
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), MODERN)
    # Long words would be cut anywhere in narrow columns. The schema wants it at this place.
    word.settings.element.find(qn("w:defaultTabStop")).addnext(OxmlElement("w:autoHyphenation"))


def _without_thumbnail(word: Word) -> None:
    """The empty document we begin with brings a picture of itself."""
    parts = word.part.package.rels
    for name in [key for key, part in parts.items() if part.reltype.endswith("/thumbnail")]:
        del parts[name]


def _paragraphs(text: str) -> Iterator[str]:
    return (part for part in text.split("\n\n") if part.strip())


def _fill(cell: WordCell, words: str, *, bold: bool = False, level: int | None = None) -> None:
    """What stands in a cell; a level as a word on its colour."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(9)
    if bold:
        run.font.color.rgb = PETROL
    if level is not None:
        cell._tc.get_or_add_tcPr().append(_shade(LIGHT[f"level-{level}-soft"].lstrip("#")))


def _heads(table: WordTable) -> None:
    """The first row is the head, and stands again on every page."""
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """A row stays on one page where it can."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _lined(table: WordTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for name in ("top", "bottom", "insideH"):
        edge = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIRLINE)):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    table._tbl.tblPr.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def _shade(colour: str) -> Any:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    return shade


def _shaded(run: Any, colour: str) -> Any:
    run._r.get_or_add_rPr().append(_shade(colour))
    return run


def _beside(paragraph: Paragraph) -> None:
    """A bar at the left, on sand."""
    form = paragraph._p.get_or_add_pPr()
    borders, bar = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", str(PETROL))):
        bar.set(qn(f"w:{key}"), value)
    borders.append(bar)
    form.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    form.insert_element_before(_shade(SAND), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _field(paragraph: Paragraph, code: str) -> None:
    _field_begins(paragraph, code)
    paragraph.add_run("1")
    _field_char(paragraph, "end")


def _field_begins(paragraph: Paragraph, code: str) -> None:
    _field_char(paragraph, "begin")
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = code
    paragraph.add_run()._r.append(words)
    _field_char(paragraph, "separate")


def _field_char(paragraph: Paragraph, kind: str) -> None:
    char = OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(char)


def _bookmark(number: int) -> str:
    return f"_Toc{number:06}"


def _bookmarked(paragraph: Paragraph, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), _bookmark(number))
    for mark_ in (start, end):
        mark_.set(qn("w:id"), str(number))
    first = paragraph.runs[0]._r
    first.addprevious(start)
    paragraph._p.append(end)


def _linked(paragraph: Paragraph, name: str, words: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(words)._r)
    paragraph._p.append(link)
