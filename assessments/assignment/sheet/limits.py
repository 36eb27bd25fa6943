"""What a sheet asks for when it is handed in. Pure: sections and values in, sentences out."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.assignment.sheet.fields import (
    REFERRING,
    Field,
    FieldKind,
    Names,
    Row,
    Rule,
    RuleKind,
    Values,
    followed_rows,
    in_words,
    is_empty,
    is_said,
    is_written,
    row_name,
    rows_of,
)
from assessments.assignment.sheet.sections import Section, names_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a version from being handed in, with its place.

    `row` and `column` say where in rows, by number from 0 and by id.
    """

    section: Section
    field: Field
    text: str
    row: int | None = None
    column: str = ""

    @property
    def anchor(self) -> str:
        """The id of the control or the group of rows in the page of the section."""
        if self.row is not None and self.column:
            return f"id_{self.field.id}-{self.row}-{self.column}"
        return self.field.id if self.field.columns else f"id_{self.field.id}"


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class _NamedRow:
    number: int
    name: str
    row: Row


def problems(
    sections: Iterable[Section],
    values: Mapping[str, Values],
    names: Names | None = None,
) -> tuple[Problem, ...]:
    """Everything to mend, in the order of the template. A blank optional section asks nothing.

    `names` are those of the whole work, where `sections` are only some of it.
    """
    known = tuple(sections)
    names = names_of(known, values) if names is None else names
    return tuple(
        Problem(section, field, said.text, said.row, said.column)
        for section in known
        for field in section.fields
        for said in _said(field, values.get(section.id, {}).get(field.id), names)
    )


def _said(field: Field, value: Any, names: Names) -> Iterator[_Said]:
    if field.of and field.columns:
        yield from _followed(field, value, names)
        return
    if is_empty(field, value):
        if field.required:
            yield _Said(_("“%(label)s” is still empty.") % {"label": field.label})
        return
    if field.kind is FieldKind.ROWS:
        rows = [
            _NamedRow(n, row_name(field, row), row)
            for n, row in enumerate(rows_of(value))
            if field.fixed or is_written(field, row)
        ]
        yield from _counted(field, len(rows))
        yield from _in_rows(field, rows, names)
        return
    for text in _wrong(field, value, names):
        yield _Said(text)


def _followed(field: Field, value: Any, names: Names) -> Iterator[_Said]:
    """Rows that follow others: each of those has one, and none follows a row that is gone."""
    found = enumerate(followed_rows(field, value, names))
    rows = [_NamedRow(n, name, row) for n, (name, row) in found]
    yield from _in_rows(field, [row for row in rows if row.name], names)
    for row in rows:
        if not row.name:
            words = in_words(field.columns[0], row.row.get(field.columns[0].id), names)
            yield _Said(
                _("“%(label)s” says something about an entry that is no longer there (%(words)s).")
                % {"label": field.label, "words": words or "–"},
                row.number,
                field.columns[0].id,
            )


def _in_rows(field: Field, rows: list[_NamedRow], names: Names) -> Iterator[_Said]:
    for row in rows:
        for column in field.written:
            value = row.row.get(column.id)
            if not is_said(value):
                if column.required and field.required:
                    yield _in_row(row, column, _("“%(column)s” is still empty."))
                continue
            for text in _wrong(column, value, names):
                yield _Said(_named(row, text), row.number, column.id)
    for rule in field.rules:
        yield from RULES[rule.kind](field, rule, rows, names)


def _in_row(row: _NamedRow, column: Field, text: str) -> _Said:
    return _Said(_named(row, text % {"column": column.label}), row.number, column.id)


def _named(row: _NamedRow, text: str) -> str:
    name = row.name or _("Entry %(number)d") % {"number": row.number + 1}
    return _("%(row)s: %(problem)s") % {"row": name, "problem": text}


def _wrong(field: Field, value: Any, names: Names) -> Iterator[str]:
    """What is wrong with a single value somebody wrote."""
    if field.words_at_most and isinstance(value, str):
        count = len(value.split())
        if count > field.words_at_most:
            yield _("“%(label)s” takes at most %(most)d words, these are %(count)d.") % {
                "label": field.label,
                "most": field.words_at_most,
                "count": count,
            }
    if field.kind is FieldKind.NUMBER:
        yield from _number(field, str(value))
    if field.kind in (FieldKind.CHOICE, FieldKind.LEVEL) and str(value) not in dict(field.options):
        yield _("“%(label)s” is none of the choices.") % {"label": field.label}
    if field.kind in REFERRING:
        picked = value if isinstance(value, list) else [value]
        if any(str(key) not in names.get(field.of, {}) for key in picked):
            yield _("“%(label)s” names an entry that is no longer there. Please choose again.") % {
                "label": field.label
            }


def _counted(field: Field, count: int) -> Iterator[_Said]:
    if field.least and count < field.least:
        yield _Said(
            ngettext(
                "“%(label)s” needs at least one entry.",
                "“%(label)s” needs at least %(least)d entries.",
                field.least,
            )
            % {"label": field.label, "least": field.least}
        )
    if field.most and count > field.most:
        yield _Said(
            _("“%(label)s” takes at most %(most)d entries.")
            % {"label": field.label, "most": field.most}
        )


def _number(field: Field, typed: str) -> Iterator[str]:
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        yield _("“%(label)s” has to be a number.") % {"label": field.label}
        return
    too_small = field.least is not None and number < field.least
    too_large = field.most is not None and number > field.most
    if too_small or too_large:
        yield _("“%(label)s” lies between %(least)s and %(most)s.") % {
            "label": field.label,
            "least": field.least,
            "most": field.most,
        }


def _unique(field: Field, rule: Rule, rows: list[_NamedRow], names: Names) -> Iterator[_Said]:
    column = field.column(rule.columns[0])
    words = [(row, in_words(column, row.row.get(column.id), names).strip()) for row in rows]
    counts = Counter(text.casefold() for _row, text in words if text)
    seen: set[str] = set()
    for row, text in words:
        if counts[text.casefold()] > 1 and text.casefold() in seen:
            yield _Said(
                _("“%(word)s” stands more than once in “%(label)s”.")
                % {"word": text, "label": field.label},
                row.number,
                column.id,
            )
        seen.add(text.casefold())


def _differ(field: Field, rule: Rule, rows: list[_NamedRow], names: Names) -> Iterator[_Said]:
    first, second = (field.column(name) for name in rule.columns[:2])
    for row in rows:
        value = row.row.get(first.id)
        if is_said(value) and value == row.row.get(second.id):
            text = _("“%(first)s” and “%(second)s” have to be different.")
            told = text % {"first": first.label, "second": second.label}
            yield _Said(_named(row, told), row.number, second.id)


def _covers(field: Field, rule: Rule, rows: list[_NamedRow], names: Names) -> Iterator[_Said]:
    column = field.column(rule.columns[0])
    there = {str(row.row.get(column.id)) for row in rows}
    for key, words in column.options:
        if key not in there:
            yield _Said(
                _("“%(label)s” has no entry for “%(word)s” yet.")
                % {"label": field.label, "word": words}
            )


def _some_of(field: Field, rule: Rule, rows: list[_NamedRow], names: Names) -> Iterator[_Said]:
    columns = [field.column(name) for name in rule.columns]
    for row in rows:
        if sum(is_said(row.row.get(column.id)) for column in columns) < rule.least:
            text = _("at least %(least)d of these are needed: %(columns)s.")
            told = text % {
                "least": rule.least,
                "columns": ", ".join(column.label for column in columns),
            }
            yield _Said(_named(row, told), row.number, columns[0].id)


RULES = {
    RuleKind.UNIQUE: _unique,
    RuleKind.DIFFER: _differ,
    RuleKind.COVERS: _covers,
    RuleKind.SOME_OF: _some_of,
}
