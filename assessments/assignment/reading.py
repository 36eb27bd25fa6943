"""A version as reviewers read it: its sections and fields, what has changed, what was said before.

Pure: the frozen JSON of `Revision.sections` in, things to show out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.assignment.changes import Pieces, compare, in_words, marked
from assessments.assignment.pictures.showing import SectionPicture, pictures_in
from assessments.assignment.rows_compared import ComparedRow, ToldRow, compare_rows, counted
from assessments.assignment.sheet import fields as sheets
from assessments.assignment.sheet.fields import (
    ROW_ID,
    Field,
    FieldKind,
    Names,
    Row,
    followed_rows,
    parse_fields,
    rows_of,
)

# A table with more is read row by row.
COLUMNS_AT_MOST = 4

Frozen = Mapping[str, Any]
Comments = Mapping[str, str]
Threads = Iterable[Any]  # as `threads.Thread`


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one place: a section of one text, or a field of a sheet.

    `key` names its comment. Where a version before said something else there are `pieces`, or for
    rows `compared`. `earlier` are the comments on that version with what was said below them.
    """

    key: str
    label: str
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()  # (column, text) by row
    pieces: Pieces = ()
    compared: tuple[ComparedRow, ...] = ()
    earlier: tuple[Any, ...] = ()

    @property
    def has_changed(self) -> bool:
        return bool(self.pieces or self.compared)

    @property
    def is_wide(self) -> bool:
        """Whether a table of these rows would have more columns than a page has room for."""
        return bool(self.rows) and len(self.rows[0]) > COLUMNS_AT_MOST

    @property
    def changes(self) -> str:
        return counted(self.compared) if self.compared else in_words(self.pieces)

    @property
    def marked(self) -> SafeString:
        return marked(self.pieces)


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of a version. `fields` where it is a sheet, else its text is in `whole`.

    `gone` are the fields the version before had and this one has not.
    """

    id: str
    number: int
    title: str
    whole: Part
    fields: tuple[Part, ...] = ()
    gone: tuple[Part, ...] = ()
    version: Sequence[Frozen] = ()  # all of it: pictures may draw from other sections

    @property
    def pictures(self) -> list[SectionPicture]:
        """Drawn when they are asked for: a form that is only saved does not show them."""
        mine = (item for item in self.version if item["id"] == self.id)
        return [picture for item in mine for picture in pictures_in(item, self.version)]

    @property
    def name(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that can be commented on, the section itself last."""
        return (*self.fields, self.whole)

    @property
    def has_changed(self) -> bool:
        return any(part.has_changed for part in (*self.parts, *self.gone))


def read(
    sections: list[dict[str, Any]],
    *,
    before: list[dict[str, Any]] | None = None,
    said: Threads = (),
) -> tuple[ReadSection, ...]:
    """The sections of a version; `before` are those of the last one, `said` the comments on it."""
    earlier = {item["id"]: item for item in before or ()}
    is_later, threads = before is not None, tuple(said)
    return tuple(
        replace(
            _section(item, earlier.get(item["id"], {}) if is_later else None, threads),
            version=sections,
        )
        for item in sections
    )


def gone(sections: list[dict[str, Any]], before: list[dict[str, Any]]) -> tuple[ReadSection, ...]:
    """Sections that were there before and are no longer, with everything crossed out."""
    known = {item["id"] for item in sections}
    empty = {"text": "", "values": {}}
    return tuple(
        _section({**item, **empty}, item, ()) for item in before if item["id"] not in known
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, and the name of the place it belongs to."""

    place: str
    comment: str


def said_in(sections: list[dict[str, Any]], comments: Comments) -> list[Said]:
    """The comments in the order of the version, each with its place."""
    return [
        Said(section.name if part is section.whole else f"{section.name}: {part.label}", comment)
        for section in read(sections)
        for part in section.parts
        if (comment := comments.get(part.key))
    ]


def _section(item: Frozen, before: Frozen | None, said: tuple[Any, ...]) -> ReadSection:
    here = tuple(thread for thread in said if thread.section.id == item["id"])
    fields = tuple(_fields(item, before, here))
    known = {part.key for part in fields}
    whole = Part(
        key=item["id"],
        label=f"{item['number']}. {item['title']}",
        text="" if fields else item["text"],
        pieces=_pieces_of(item, before, is_sheet=bool(fields)),
        # What was said about a field there is no more stays with its section.
        earlier=tuple(thread for thread in here if thread.key not in known),
    )
    lost = () if before is None else tuple(_gone(item, before, known))
    return ReadSection(item["id"], item["number"], item["title"], whole, fields, lost)


def _pieces_of(item: Frozen, before: Frozen | None, *, is_sheet: bool) -> Pieces:
    """Of the one text of a section; what stood there before it became a sheet is crossed out."""
    if before is None or (is_sheet and before.get("fields")):
        return ()
    earlier = before.get("text", "") if not before.get("fields") else ""
    return _changed(earlier, "" if is_sheet else item["text"])


def _fields(item: Frozen, before: Frozen | None, said: tuple[Any, ...]) -> Iterator[Part]:
    for field in parse_fields(item.get("fields", ())):
        yield _part(field, item, before, said)


def _gone(item: Frozen, before: Frozen, known: set[str]) -> Iterator[Part]:
    """Fields only the version before has."""
    nothing = {"id": item["id"]}
    for field in parse_fields(before.get("fields", ())):
        if f"{item['id']}/{field.id}" not in known:
            part = _part(field, nothing, before, ())
            if part.has_changed:
                yield part


def _part(field: Field, item: Frozen, before: Frozen | None, said: tuple[Any, ...]) -> Part:
    key, now = f"{item['id']}/{field.id}", _Said.of(item, field)
    pieces: Pieces = ()
    compared: tuple[ComparedRow, ...] = ()
    if before is not None:
        earlier = _Said.of(before, field)
        if field.kind is FieldKind.ROWS:
            compared = _compared(earlier, now)
        else:
            pieces = _changed(earlier.words, now.words)
    return Part(
        key=key,
        label=field.label,
        text=now.words,
        rows=tuple(row.cells for row in now.rows),
        pieces=pieces,
        compared=compared,
        earlier=tuple(thread for thread in said if thread.key == key),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands in a field of a version."""

    words: str
    rows: tuple[ToldRow, ...]

    @classmethod
    def of(cls, item: Frozen, field: Field) -> "_Said":
        value, names = item.get("values", {}).get(field.id), item.get("names", {})
        return cls(_words(field, value, names), _rows(field, value, names))


def _compared(earlier: _Said, now: _Said) -> tuple[ComparedRow, ...]:
    rows = compare_rows(earlier.rows, now.rows)
    return rows if any(row.has_changed for row in rows) else ()


def _rows(field: Field, value: Any, names: Names) -> tuple[ToldRow, ...]:
    """Each row in words. Rows that follow others begin with what those are called."""
    if field.kind is not FieldKind.ROWS:
        return ()
    if field.of:
        return tuple(
            ToldRow(str(row.get(ROW_ID, "")), ((_("For"), name or "–"), *_cells(field, row, names)))
            for name, row in followed_rows(field, value, names)
        )
    return tuple(
        ToldRow(str(row.get(ROW_ID, "")), _cells(field, row, names)) for row in rows_of(value)
    )


def _cells(field: Field, row: Row, names: Names) -> tuple[tuple[str, str], ...]:
    return tuple((c.label, _words(c, row.get(c.id), names)) for c in field.columns)


def _words(field: Field, value: Any, names: Names) -> str:
    """As the sheet says it."""
    if field.kind is FieldKind.PICKS:
        value = _in_order(value, names.get(field.of, {}))
    return sheets.in_words(field, value, names)


def _in_order(picked: Any, known: Mapping[str, str]) -> Any:
    """What is picked, in the order of the rows it comes from: ticking in another is no change."""
    if not isinstance(picked, list):
        return picked
    order = {key: n for n, key in enumerate(known)}
    return sorted(picked, key=lambda key: order.get(str(key), len(order)))


def _changed(before: str, after: str) -> Pieces:
    return compare(before, after) if before.strip() != after.strip() else ()
