"""From sections and what stands in them to what a document is made of. Pure.

Sections come as they are frozen in a version. A section with the number 0 is the cover, if people
fill in single lines there: its first line is the title, the second says what it is about.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.sheet.fields import (
    TEXT,
    Field,
    FieldKind,
    Names,
    Row,
    followed_rows,
    in_words,
    is_empty,
    is_said,
    is_written,
    levels,
    parse_fields,
    rows_of,
)
from assessments.assignment.sheet.sections import Picture, parse_pictures
from content.diagrams.diagram import Diagram
from content.foundation.typesetting import plain

Frozen = Mapping[str, Any]
COVER = 0
MULTILINE = (FieldKind.TEXT, FieldKind.ROWS)
# What a picture needs to place its marks: nothing to read.
PLACES = ("x", "y")
COLUMNS_AT_MOST = 6  # so many stand side by side on an upright page
# Lengths on paper, in millimetres: of the text of a page, of a letter in a table, around a cell.
UPRIGHT, SIDEWAYS = 166, 253
LETTER, AROUND = 1.8, 3.4
LONGEST_WORD = 16  # letters; a longer word is parted
LEVEL_WIDTH = 24
HEAD_AT_MOST = 60  # letters
NOTHING = "–"


class ColumnKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, and where they name a level of escalation its number."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres: those of a table are as wide as the page's text."""

    label: str
    kind: ColumnKind
    width: float


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs; blank lines part them, other line ends are the author's own."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """A sentence whose words are counted, and which therefore stands out."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said in a line each: label and words."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    label: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > COLUMNS_AT_MOST


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, its size in units of its own, and the same in words."""

    label: str
    svg: str
    width: int
    height: int
    alternative: str


Block = Text | Key | Facts | Listing | Table | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    number: int
    title: str
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """„8. Zuständigkeiten (RACI)“"""
        return f"{self.number}. {self.title}"

    @property
    def is_wide(self) -> bool:
        """Whether it needs the page on its side."""
        return any(isinstance(block, Table) and block.is_wide for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Cover:
    """`is_page` where the work has one of its own; a sheet begins at once."""

    title: str
    about: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()
    is_page: bool = False


def running_title(cover: Cover, work: str) -> str:
    """What stands at the head of every page: the title, where it fits."""
    return cover.title if len(cover.title) <= HEAD_AT_MOST else plain(work)[:HEAD_AT_MOST]


# The pictures of a section, each with what it is drawn from.
Drawn = Sequence[tuple[Picture, Diagram]]


def cover_of(sections: Iterable[Frozen], title: str) -> Cover:
    """What stands in front; `title` is that of the work, where the cover has none."""
    found = next((item for item in sections if is_cover(item)), None)
    if found is None:
        return Cover(title)
    values, names = found.get("values", {}), found.get("names", {})
    told = [(f, _cell(f, values.get(f.id), names)) for f in _single(found)]
    lines = [field.id for field, _told in told if field.kind is FieldKind.LINE][:2]
    said = {field.id: cell.text for field, cell in told}
    first, second = (said.get(name, "") for name in (*lines, "", "")[:2])
    facts = tuple((f.label, cell) for f, cell in told if f.id not in lines and cell.text)
    return Cover(first or title, second, facts, is_page=True)


def is_cover(item: Frozen) -> bool:
    return item["number"] == COVER and any(_single(item))


def _single(item: Frozen) -> Iterator[Field]:
    """The fields of a line each."""
    return (f for f in parse_fields(item.get("fields", ())) if f.kind not in MULTILINE)


def chapters_of(sections: Sequence[Frozen], drawn: Mapping[str, Drawn]) -> tuple[Chapter, ...]:
    """Every section but the cover; of the cover only what is no single line. `drawn` by section."""
    headings = _first_labels(sections)
    found = (_chapter(item, headings, drawn.get(item["id"], ())) for item in sections)
    return tuple(chapter for chapter in found if chapter is not None)


def _first_labels(sections: Iterable[Frozen]) -> dict[str, str]:
    """What rows are called by, for those that follow them: {"section id/field id": label}."""
    fields = ((s["id"], f) for s in sections for f in parse_fields(s.get("fields", ())))
    return {f"{name}/{f.id}": f.columns[0].label for name, f in fields if f.columns}


def _chapter(item: Frozen, headings: Mapping[str, str], drawn: Drawn) -> Chapter | None:
    fields = [*parse_fields(item.get("fields", ()))] or [TEXT]
    if is_cover(item):
        fields = [field for field in fields if field.kind in MULTILINE]
    reader = _Reader(item, headings, drawn)
    blocks = tuple(_gathered(chain(reader.blocks(fields), reader.left_pictures())))
    if is_cover(item) and not blocks:
        return None
    return Chapter(item["number"], plain(item["title"]), blocks)


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Facts that follow one another become one list of them."""
    rows: list[tuple[str, Cell]] = []
    for block in blocks:
        if isinstance(block, Facts):
            rows.extend(block.rows)
            continue
        if rows:
            yield Facts(tuple(rows))
            rows = []
        yield block
    if rows:
        yield Facts(tuple(rows))


class _Reader:
    """One section on its way to blocks. A picture stands before the first rows it is drawn from."""

    def __init__(self, item: Frozen, headings: Mapping[str, str], drawn: Drawn) -> None:
        self.id: str = item["id"]
        self.values: Mapping[str, Any] = item.get("values", {TEXT.id: item["text"]})
        self.names: Names = item.get("names", {})
        self.headings = headings
        self.waiting = list(drawn)
        pictures = parse_pictures(item.get("pictures", ()))
        self.places = {
            (name, column)
            for picture in pictures
            for name in picture.fields.values()
            for role, column in picture.columns.items()
            if role in PLACES
        }

    def blocks(self, fields: Iterable[Field]) -> Iterator[Block]:
        for field in fields:
            value = self.values.get(field.id)
            if is_empty(field, value):
                continue
            yield from self._pictures_of(f"{self.id}/{field.id}")
            yield from self._block(field, value)

    def _pictures_of(self, name: str) -> Iterator[Block]:
        here = [one for one in self.waiting if name in one[0].fields.values()]
        self.waiting = [one for one in self.waiting if one not in here]
        yield from (_figure(*one) for one in here if one[1].alternative.rows)

    def left_pictures(self) -> Iterator[Block]:
        """Those drawn from other sections alone."""
        yield from (_figure(*one) for one in self.waiting if one[1].alternative.rows)

    def _block(self, field: Field, value: Any) -> Iterator[Block]:
        if field.kind is FieldKind.ROWS:
            yield from self._rows(field, value)
            return
        label, cell = plain(field.label), _cell(field, value, self.names)
        if not cell.text:
            return
        if field.words_at_most:
            yield Key(label, cell.text)
        elif field.kind is FieldKind.TEXT:
            yield Text(label, cell.text)
        else:
            yield Facts(((label, cell),))

    def _rows(self, field: Field, value: Any) -> Iterator[Block]:
        name = f"{self.id}/{field.id}"
        columns = [c for c in field.columns if (name, c.id) not in self.places]
        rows = [row for row in rows_of(value) if field.fixed or is_written(field, row)]
        if field.of:
            columns, rows = self._following(field, columns, value)
        columns = [c for c in columns if any(is_said(row.get(c.id)) for row in rows)]
        cells = [tuple(_cell(c, row.get(c.id), self.names) for c in columns) for row in rows]
        label = plain(field.label)
        if len(columns) == 1:
            yield Listing(label, tuple(row[0].text for row in cells if row[0].text))
        elif columns:
            yield Table(label, tuple(_columns(columns, cells)), tuple(_filled(cells)))

    def _following(
        self, field: Field, columns: list[Field], value: Any
    ) -> tuple[list[Field], list[Row]]:
        """Rows that follow others begin with what those are called."""
        first = Field(f"{field.id}/name", self.headings.get(field.of, ""), FieldKind.LINE)
        followed = followed_rows(field, value, self.names)
        rows: list[Row] = [
            {**row, first.id: name or _("(no longer there)")} for name, row in followed
        ]
        return [first, *columns], rows


def _figure(picture: Picture, diagram: Diagram) -> Figure:
    words = diagram.alternative.text()
    wide = diagram.wide
    svg = wide.svg("figure", diagram.title, words)
    return Figure(plain(diagram.title or picture.title), svg, wide.width, wide.height, words)


def _cell(field: Field, value: Any, names: Names) -> Cell:
    """A value in words; a level by its colour."""
    if field.kind is FieldKind.LEVEL and (colour := _colour(value)):
        return Cell(colour, int(value))
    return Cell(plain(in_words(field, value, names)))


def _colour(value: Any) -> str:
    known = {str(number): str(colour) for number, (colour, _name) in levels()}
    return known.get(str(value), "")


def _filled(cells: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for row in cells:
        yield tuple(cell if cell.text else Cell(NOTHING) for cell in row)


def _columns(columns: Sequence[Field], rows: Sequence[tuple[Cell, ...]]) -> Iterator[Column]:
    """Each as wide as its longest word; what is left goes to those in which more is said."""
    texts = [[row[at].text for row in rows if row[at].text] for at in range(len(columns))]
    least = [_least(field, said) for field, said in zip(columns, texts, strict=True)]
    more = [_wanted(said) for said in texts]
    page = UPRIGHT if len(columns) <= COLUMNS_AT_MOST else SIDEWAYS
    for field, width in zip(columns, _shared(page, least, more), strict=True):
        yield Column(plain(field.label), _kind(field), width)


def _shared(page: float, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    rest = page - sum(least)
    if rest < 0:
        return [round(page * one / sum(least), 1) for one in least]
    more = [max(want - one, 1) for one, want in zip(least, wanted, strict=True)]
    return [round(one + rest * part / sum(more), 1) for one, part in zip(least, more, strict=True)]


def _kind(field: Field) -> ColumnKind:
    if field.kind is FieldKind.LEVEL:
        return ColumnKind.LEVEL
    return ColumnKind.NUMBER if field.kind is FieldKind.NUMBER else ColumnKind.TEXT


def _least(field: Field, texts: Sequence[str]) -> float:
    if field.kind is FieldKind.LEVEL:
        return LEVEL_WIDTH
    words = [len(word) for text in (field.label, *texts) for word in text.split()]
    return min(max(words, default=1), LONGEST_WORD) * LETTER + AROUND


def _wanted(texts: Sequence[str]) -> float:
    """The more is said, the wider, but not as much wider."""
    mean = sum(map(len, texts)) / max(len(texts), 1)
    return 4 * math.sqrt(mean) * LETTER + AROUND
