"""Written work as data: written here, and read again to begin another work from.

A file says its format, the template it comes from, and each section with its fields and what stands
in them. Reading it trusts nothing: whatever does not fit is refused with a sentence, or kept as
text. Where it goes is for `moving` to say.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.errors import FileRefused
from assessments.assignment.export.papers import Paper
from assessments.assignment.sheet.fields import ROW_ID, TEXT, Field, FieldKind, Values, rows_of
from assessments.assignment.sheet.forms import (
    KEY,
    LINE_AT_MOST,
    ROWS_AT_MOST,
    TEXT_AT_MOST,
    with_own_keys,
)
from assessments.assignment.sheet.sections import Section, parse

FORMAT = "lms.written-work"
VERSION = 1
BYTES_AT_MOST = 2 * 1024 * 1024
SECTIONS_AT_MOST = 100
# What no database stores in JSON.
UNSTORABLE = dict.fromkeys((0, *range(0xD800, 0xE000)))


@dataclass(frozen=True, slots=True)
class Earlier:
    """A work that was taken along: its sections, and what stands in them."""

    sections: tuple[Section, ...]
    values: Mapping[str, Values]


def print_json(paper: Paper) -> bytes:
    template = paper.submission.template_version
    told = {
        "format": FORMAT,
        "version": VERSION,
        "title": paper.title,
        "revision": paper.number,
        "day": paper.day.isoformat(),
        "template": {"slug": template.template.slug, "version": template.version},
        "sections": [
            {
                "id": item["id"],
                "number": item["number"],
                "title": item["title"],
                "fields": item.get("fields", []),
                "values": paper.values[item["id"]],
            }
            for item in paper.sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()


def read_json(content: bytes) -> Earlier:
    """Raises FileRefused with a sentence for whoever chose the file."""
    if len(content) > BYTES_AT_MOST:
        raise FileRefused(too_large())
    data = _ours(_parsed(content))
    try:
        items = list(data["sections"])
        sections = _sections(items)
        values = {str(item["id"]): dict(item.get("values", {})) for item in items}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise FileRefused(_damaged()) from error
    whole = [_with_unknown(section, values[section.id]) for section in sections]
    return Earlier(
        tuple(whole),
        {section.id: _values(section, values[section.id]) for section in whole},
    )


def too_large() -> str:
    return _("This file is too large: at most 2 MB can be read.")


def _damaged() -> str:
    return _("This file is damaged: it is not as it was downloaded. Please download it once more.")


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        return _storable(json.loads(text, parse_float=_finite, parse_constant=_finite))
    except (ValueError, RecursionError) as error:
        raise FileRefused(
            _("This is no file with data. Please choose one whose name ends in “.json”.")
        ) from error


def _finite(number: str) -> float:
    """JSON knows no infinity; Python reads one, and from 1e999 too."""
    if not isfinite(found := float(number)):
        raise ValueError("No number is infinite.")
    return found


def _ours(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise FileRefused(
            _(
                "This file comes from somewhere else. Please choose one that was downloaded here "
                "from a plan or a practice task, under “Data”."
            )
        )
    version = data.get("version")
    if not isinstance(version, int) or version < 1:
        raise FileRefused(_damaged())
    if version > VERSION:
        raise FileRefused(
            _("This file comes from a newer version of this site and cannot be read here.")
        )
    return data


def _sections(items: list[Any]) -> tuple[Section, ...]:
    """Raises ValueError and what reading a stranger's data raises."""
    if len(items) > SECTIONS_AT_MOST:
        raise ValueError("So many sections no template has.")
    wanted = ("id", "number", "title", "fields")
    return parse([{name: item[name] for name in wanted if name in item} for item in items])


def _with_unknown(section: Section, values: Values) -> Section:
    """With a field for every value nobody has described, so that none is lost."""
    known = {field.id for field in section.fields}
    more = [Field(name, name) for name in values if name not in known and name != TEXT.id]
    return replace(section, fields=(*section.fields, *more))


def _values(section: Section, values: Values) -> dict[str, Any]:
    # Text of an earlier template may stand there without a field.
    fields = {TEXT.id: TEXT} | {field.id: field for field in section.fields}
    found = {name: _value(section, field, values.get(name)) for name, field in fields.items()}
    return {name: value for name, value in found.items() if value not in ("", [])}


def _value(section: Section, field: Field, value: Any) -> Any:
    if field.kind is FieldKind.ROWS:
        return _rows(section, field, value)
    if field.kind is FieldKind.PICKS:
        return [str(key) for key in value] if isinstance(value, list) else []
    return _line(section, field, value)


def _line(section: Section, field: Field, value: Any) -> str:
    words = _flat(value)
    most = LINE_AT_MOST if field.kind is not FieldKind.TEXT else TEXT_AT_MOST
    # What is left of earlier templates may be longer than anybody could type.
    if len(words) > most and field.id != TEXT.id:
        raise FileRefused(
            _("“%(place)s” is longer in this file than it may be (%(most)d characters).")
            % {"place": f"{section.name}, {field.label}", "most": most}
        )
    return words


def _rows(section: Section, field: Field, value: Any) -> list[dict[str, Any]]:
    rows = rows_of(value)
    if len(rows) > ROWS_AT_MOST:
        raise FileRefused(
            _("“%(place)s” has more rows in this file than it may have (%(most)d).")
            % {"place": f"{section.name}, {field.label}", "most": ROWS_AT_MOST}
        )
    told = [{c.id: _value(section, c, row.get(c.id)) for c in field.columns} for row in rows]
    if field.fixed:
        return list(_fixed(field, told))
    keys = (str(row.get(ROW_ID, "")) for row in rows)
    named = [
        {ROW_ID: key if KEY.match(key) else f"e{number}", **row}
        for number, (key, row) in enumerate(zip(keys, told, strict=True))
    ]
    return with_own_keys(named)


def _fixed(field: Field, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows that are always there, in their order, whatever the file says of it."""
    first = field.columns[0].id
    known = {str(row.get(first)): row for row in rows}
    for name in field.fixed:
        yield {**known.get(name, {}), first: name}


def _flat(value: Any) -> str:
    """A single value as it is typed; what is none as all the words in it."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return " · ".join(filter(None, map(_flat, value.values())))
    if isinstance(value, list):
        return " · ".join(filter(None, map(_flat, value)))
    return str(value)


def _storable(value: Any) -> Any:
    """The same with texts that a database stores, and one kind of line end."""
    if isinstance(value, dict):
        return {_storable(name): _storable(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_storable(child) for child in value]
    if isinstance(value, str):
        return value.translate(UNSTORABLE).replace("\r\n", "\n").replace("\r", "\n")
    return value
