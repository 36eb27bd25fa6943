"""From one version of a template to another, without losing a word. Pure: values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.assignment.sheet.fields import (
    TEXT,
    Field,
    FieldKind,
    Names,
    Values,
    in_words,
    is_said,
    rows_of,
)
from assessments.assignment.sheet.sections import Section, names_of

CHOSEN = (FieldKind.CHOICE, FieldKind.LEVEL)


def moved(
    before: Iterable[Section], after: Iterable[Section], values: Mapping[str, Values]
) -> dict[str, dict[str, Any]]:
    """What stands in each section of the template `after`, by section id.

    A value stays where its field still takes it. Everything else becomes text of its section, under
    the label it had; what stood in a section that is gone becomes text of the last one. An empty
    work stays empty.
    """
    old, new = {section.id: section for section in before}, tuple(after)
    names = names_of(old.values(), values)
    rows = _kept_rows(old, new, values)
    found = {
        section.id: _section(
            old.get(section.id), section, values.get(section.id, {}), Stays(names, rows)
        )
        for section in new
    }
    known = {section.id for section in new}
    gone = [_words(s, values.get(s.id, {}), names) for s in old.values() if s.id not in known]
    if lost := [text for text in gone if text]:
        last = found[new[-1].id]
        last[TEXT.id] = "\n\n".join([text for text in (last.get(TEXT.id, ""), *lost) if text])
    return found


@dataclass(frozen=True, slots=True)
class Stays:
    """What values elsewhere refer to: what rows are called, and which rows are still rows."""

    names: Names
    rows: frozenset[str]  # "section id/field id"


def _kept_rows(
    old: Mapping[str, Section], new: Iterable[Section], values: Mapping[str, Values]
) -> frozenset[str]:
    """The rows that stay as they are; what refers to others becomes words with them."""
    before = {f"{s.id}/{f.id}": (s, f) for s in old.values() for f in s.fields if f.columns}
    after = {f"{s.id}/{f.id}": f for s in new for f in s.fields if f.columns}
    kept = frozenset(before.keys() & after.keys())
    while True:
        stay = frozenset(
            name
            for name in kept
            if _takes(after[name], before[name][1], _value_of(before[name], values), kept)
        )
        if stay == kept:
            return kept
        kept = stay


def _value_of(place: tuple[Section, Field], values: Mapping[str, Values]) -> Any:
    section, field = place
    return values.get(section.id, {}).get(field.id)


def _section(old: Section | None, new: Section, values: Values, stays: Stays) -> dict[str, Any]:
    if old is None:
        return {}
    wanted = {field.id: field for field in new.fields}
    kept: dict[str, Any] = {}
    left: list[str] = []
    for field in old.all_fields(values):
        value = values.get(field.id)
        now = wanted.get(field.id)
        if now is not None and _takes(now, field, value, stays.rows):
            kept[field.id] = value
        elif text := in_words(field, value, stays.names).strip():
            left.append(text if field.id == TEXT.id else f"{field.label}: {text}")
    if left:
        kept[TEXT.id] = "\n\n".join([text for text in (kept.get(TEXT.id, ""), *left) if text])
    return kept


def _takes(new: Field, old: Field, value: Any, rows: frozenset[str]) -> bool:
    """Whether the new field shows everything that stands in the old one. `rows` stay rows."""
    if new.kind is not old.kind or new.of != old.of or new.fixed != old.fixed:
        return False
    if old.of and old.of not in rows and is_said(value):
        return False
    if new.kind in CHOSEN:
        return not is_said(value) or str(value) in dict(new.options)
    if new.kind is not FieldKind.ROWS:
        return True
    columns = {column.id: column for column in new.columns}
    return all(
        column.id in columns and _takes(columns[column.id], column, row.get(column.id), rows)
        for row in rows_of(value)
        for column in old.columns
        if is_said(row.get(column.id))
    )


def _words(section: Section, values: Values, names: Names) -> str:
    """A whole section that is gone, under its name."""
    told = [
        text if field.id == TEXT.id else f"{field.label}: {text}"
        for field in section.all_fields(values)
        if (text := in_words(field, values.get(field.id), names).strip())
    ]
    return "\n\n".join([section.name, *told]) if told else ""
