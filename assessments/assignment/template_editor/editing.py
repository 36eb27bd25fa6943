"""Changes to the sections of a template. Pure: sections in, sections out.

What is added gets its id here; what is changed keeps it. Whether the result makes sense says
`soundness`.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from assessments.assignment.sheet.fields import TEXT, Field, Rule
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.keys import new_key

Sections = tuple[Section, ...]
Edit = Callable[[Sections], Sections]
T = TypeVar("T", bound=Section | Field)
STEPS = {"up": -1, "down": 1}


def found(items: Iterable[T], key: str) -> T | None:
    return next((item for item in items if item.id == key), None)


def own_fields(section: Section) -> tuple[Field, ...]:
    """The fields somebody gave it; none where it is one text."""
    return () if section.fields == (TEXT,) else section.fields


def add_section(sections: Sections, section: Section) -> Sections:
    key = new_key(section.title, {item.id for item in sections}, dash="-")
    last = max((item.number for item in sections), default=0)
    return (*sections, replace(section, id=key, number=last + 1))


def change_section(sections: Sections, section: Section) -> Sections:
    return _put(sections, section)


def move_section(sections: Sections, key: str, verb: str) -> Sections:
    """„up“ or „down“. Numbers follow the order."""
    return _numbered(_moved(sections, key, verb))


def remove_section(sections: Sections, key: str) -> Sections:
    return _numbered(tuple(item for item in sections if item.id != key), sections)


def add_field(sections: Sections, section: str, field: Field) -> Sections:
    return _with_fields(sections, section, lambda fields: (*fields, with_key(field, fields)))


def change_field(sections: Sections, section: str, field: Field) -> Sections:
    return _with_fields(sections, section, lambda fields: _put(fields, field))


def move_field(sections: Sections, section: str, key: str, verb: str) -> Sections:
    return _with_fields(sections, section, lambda fields: _moved(fields, key, verb))


def remove_field(sections: Sections, section: str, key: str) -> Sections:
    return _with_fields(
        sections, section, lambda fields: tuple(item for item in fields if item.id != key)
    )


def add_column(field: Field, column: Field) -> Field:
    return replace(field, columns=(*field.columns, with_key(column, field.columns)))


def change_column(field: Field, column: Field) -> Field:
    return replace(field, columns=_put(field.columns, column))


def move_column(field: Field, key: str, verb: str) -> Field:
    return replace(field, columns=_moved(field.columns, key, verb))


def remove_column(field: Field, key: str) -> Field:
    return replace(field, columns=tuple(item for item in field.columns if item.id != key))


def add_rule(field: Field, rule: Rule) -> Field:
    """The same rule is there once."""
    return field if rule in field.rules else replace(field, rules=(*field.rules, rule))


def remove_rule(field: Field, number: int) -> Field:
    rules = tuple(rule for n, rule in enumerate(field.rules) if n != number)
    return replace(field, rules=rules)


def remove_picture(sections: Sections, section: str, number: int) -> Sections:
    there = found(sections, section)
    if there is None:
        return sections
    pictures = tuple(picture for n, picture in enumerate(there.pictures) if n != number)
    return _put(sections, replace(there, pictures=pictures))


def with_key(field: Field, others: Iterable[Field]) -> Field:
    """As it is, under an id of its own; so are the columns it comes with."""
    columns: tuple[Field, ...] = ()
    for column in field.columns:
        columns = (*columns, with_key(column, columns))
    key = new_key(field.label, {item.id for item in others})
    return replace(field, id=key, columns=columns)


def _with_fields(
    sections: Sections, key: str, change: Callable[[tuple[Field, ...]], tuple[Field, ...]]
) -> Sections:
    """A section without fields is one text again."""
    section = found(sections, key)
    if section is None:
        return sections
    fields = change(own_fields(section))
    return _put(sections, replace(section, fields=fields or (TEXT,)))


def _put(items: tuple[T, ...], changed: T) -> tuple[T, ...]:
    return tuple(changed if item.id == changed.id else item for item in items)


def _moved(items: tuple[T, ...], key: str, verb: str) -> tuple[T, ...]:
    order = list(items)
    item = found(order, key)
    if item is None:
        return items
    at = order.index(item)
    order.pop(at)
    order.insert(max(0, at + STEPS[verb]), item)
    return tuple(order)


def _numbered(sections: Sections, before: Sections = ()) -> Sections:
    """Without a gap, from where the numbers began."""
    start = min((item.number for item in before or sections), default=1)
    return tuple(replace(item, number=start + n) for n, item in enumerate(sections))
