"""An example of a piece of work, written by authors for a template. Pure.

In a file and on the page it is `{"title": …, "sections": {section id: {field id: value}}}`, with
values as in a draft, see `assessments.assignment.sheet.fields`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.assignment.sheet.fields import ROW_ID, Field, FieldKind, Row, Values
from assessments.assignment.sheet.sections import Section


class Unfitting(ValueError):
    """The example does not fit its template. `way` names the place, from the outside in."""

    def __init__(self, way: tuple[str | int, ...], known: Iterable[str] = ()) -> None:
        super().__init__("/".join(str(step) for step in way))
        self.way = way
        self.known = tuple(known)


def fitted(sections: Iterable[Section], data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The values of an example by section, in the order of the template. Raises Unfitting.

    Rows without an id get one, so that the example is the same whenever it is read.
    """
    known = {section.id: section for section in sections}
    _ensure_known(data, known, ())
    return {name: _section(section, data[name]) for name, section in known.items() if name in data}


def _ensure_known(data: Any, known: Iterable[str], way: tuple[str | int, ...]) -> None:
    if not isinstance(data, Mapping):
        raise Unfitting(way, known)
    for name in data:
        if name not in known:
            raise Unfitting((*way, name), known)


def _section(section: Section, data: Any) -> dict[str, Any]:
    fields = {field.id: field for field in section.fields}
    _ensure_known(data, fields, (section.id,))
    found = {}
    for name, field in fields.items():
        if name in data:
            found[name] = _value(field, data[name], (section.id, name))
    return found


def _value(field: Field, value: Any, way: tuple[str | int, ...]) -> Any:
    if field.kind is FieldKind.ROWS:
        if not isinstance(value, list):
            raise Unfitting(way)
        return [_row(field, row, (*way, n)) for n, row in enumerate(value)]
    return _single(field, value, way)


def _row(field: Field, row: Any, way: tuple[str | int, ...]) -> Row:
    columns = {column.id: column for column in field.columns}
    _ensure_known(row, [*([] if field.fixed else [ROW_ID]), *columns], way)
    found: dict[str, Any] = {}
    if not field.fixed:
        found[ROW_ID] = str(row.get(ROW_ID) or f"z{int(way[-1]) + 1}")
    for name, column in columns.items():
        if name in row:
            found[name] = _single(column, row[name], (*way, name))
    return found


def _single(field: Field, value: Any, way: tuple[str | int, ...]) -> Any:
    if field.kind is FieldKind.PICKS:
        if not isinstance(value, list):
            raise Unfitting(way)
        return [str(key) for key in value]
    if isinstance(value, (list, Mapping)) or value is None:
        raise Unfitting(way)
    text = str(value).strip()
    if field.options and text not in dict(field.options):
        raise Unfitting(way, dict(field.options))
    return text


def values_in(example: Mapping[str, Any]) -> Mapping[str, Values]:
    """The values of a page's example by section; none where there is no example."""
    found: Mapping[str, Values] = example.get("sections", {})
    return found
