"""A version as reviewers read it: its sections and fields, what has changed, what was said before.

Pure: the frozen JSON of `Revision.sections` in, things to show out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from assessments.assignment import fields as sheets
from assessments.assignment.changes import Pieces, compare, in_words, marked
from assessments.assignment.fields import Field, FieldKind, parse_fields
from content.ui.dates import long_date

Frozen = Mapping[str, Any]
Comments = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one place: a section of one text, or a field of a sheet.

    `key` names its comment. `pieces` are there where a version before said something else.
    """

    key: str
    label: str
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()  # (column, text) by row
    pieces: Pieces = ()
    earlier_comment: str = ""

    @property
    def changes(self) -> str:
        return in_words(self.pieces)

    @property
    def marked(self) -> SafeString:
        return marked(self.pieces)


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of a version. `fields` where it is a sheet, else its text is in `whole`."""

    id: str
    number: int
    title: str
    whole: Part
    fields: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that can be commented on, the section itself last."""
        return (*self.fields, self.whole)

    @property
    def has_changed(self) -> bool:
        return any(part.pieces for part in self.parts)


def read(
    sections: list[dict[str, Any]],
    *,
    before: list[dict[str, Any]] | None = None,
    said: Comments | None = None,
) -> tuple[ReadSection, ...]:
    """The sections of a version; `before` are those of the last one, `said` the comments on it."""
    earlier = {item["id"]: item for item in before or ()}
    is_later = before is not None
    return tuple(
        _section(item, earlier.get(item["id"], {}) if is_later else None, said or {})
        for item in sections
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


def _section(item: Frozen, before: Frozen | None, said: Comments) -> ReadSection:
    fields = tuple(_fields(item, before, said))
    whole = Part(
        key=item["id"],
        label=f"{item['number']}. {item['title']}",
        text="" if fields else item["text"],
        pieces=() if fields or before is None else _changed(before.get("text", ""), item["text"]),
        earlier_comment=said.get(item["id"], ""),
    )
    return ReadSection(item["id"], item["number"], item["title"], whole, fields)


def _fields(item: Frozen, before: Frozen | None, said: Comments) -> Iterator[Part]:
    values = item.get("values", {})
    for field in parse_fields(item.get("fields", ())):
        key, text = f"{item['id']}/{field.id}", _words(field, values.get(field.id))
        pieces: Pieces = ()
        if before is not None:
            earlier = before.get("values", {}).get(field.id)
            pieces = _changed(_words(field, earlier), text)
        yield Part(
            key=key,
            label=field.label,
            text=text,
            rows=_rows(field, values.get(field.id)),
            pieces=pieces,
            earlier_comment=said.get(key, ""),
        )


def _rows(field: Field, value: Any) -> tuple[tuple[tuple[str, str], ...], ...]:
    if field.kind is not FieldKind.ROWS:
        return ()
    return tuple(
        tuple((column.label, _words(column, row.get(column.id))) for column in field.columns)
        for row in value or []
    )


def _words(field: Field, value: Any) -> str:
    """As the sheet says it, a day in full."""
    day = _day(value) if field.kind is FieldKind.DATE else None
    return long_date(day) if day else sheets.in_words(field, value)


def _day(value: Any) -> date | None:
    try:
        return parse_date(str(value or ""))
    except ValueError:
        return None  # a day there is not stays as typed


def _changed(before: str, after: str) -> Pieces:
    return compare(before, after) if before.strip() != after.strip() else ()
