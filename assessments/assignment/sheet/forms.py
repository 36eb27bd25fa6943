"""What people write into a section: one text, or the fields of a sheet.

Names in the form are the ids of the fields; those of rows are `field-row-column`, with the row's
own id in `field-row-id` and the number of rows in `field-rows`. Nothing is required here: a draft
keeps what was typed.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.assignment.sheet.fields import (
    ROW_ID,
    TEXT,
    Field,
    FieldKind,
    Names,
    Row,
    Values,
    followed_rows,
    in_words,
    is_written,
    rows_of,
)
from assessments.assignment.sheet.sections import Section
from content.ui.widgets import DateInput

TEXT_AT_MOST = 50_000
LINE_AT_MOST = 500
ROWS_AT_MOST = 100
ROWS_OPEN = 3
KEY = re.compile(r"[\w-]{1,40}\Z")
TOO_LONG = {
    "max_length": _("A section has at most %(limit_value)d characters, these are %(show_value)d.")
}
FIELD_TOO_LONG = {
    "max_length": _(
        "This field takes at most %(limit_value)d characters, these are %(show_value)d."
    )
}
# What stands between two texts that are both kept.
JOINTS = {FieldKind.TEXT: "\n\n", FieldKind.LINE: " / "}
CHOOSE = ("", _("– please choose –"))
LOST = _("(no longer there)")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row with its cells. `given` names a row that is always there or follows another."""

    number: int
    cells: tuple[BoundField, ...]
    key: BoundField | None = None  # the hidden control of the row's id
    given: str = ""
    name: str = ""  # what it is called while it is folded
    level: int | None = None  # where what is given is a level of escalation
    lost: bool = False  # follows a row nobody finds any more
    fresh: bool = False  # just added: the cursor goes there

    @property
    def place(self) -> int:
        """Where it stands, from 1."""
        return self.number + 1


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as the template draws it: one control, or rows of them."""

    field: Field
    bound: BoundField | None = None
    rows: tuple[ShownRow, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether its rows are folded, so that one finds one's way between them."""
        return not self.field.fixed and len(self.rows) > ROWS_OPEN

    @property
    def may_grow(self) -> bool:
        is_given = self.field.fixed or self.field.of
        return not is_given and len(self.rows) < (self.field.most or ROWS_AT_MOST)


class SectionForm(forms.Form):
    """A section with the version it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    keep = forms.ChoiceField(choices=[("mine", ""), ("theirs", ""), ("both", "")], required=False)

    def __init__(
        self,
        section: Section,
        data: Any = None,
        *,
        values: Values | None = None,
        version: int = 0,
        names: Names | None = None,
        extra: str = "",
    ) -> None:
        """`names` are those of the rows that can be picked or are followed; without them the form
        reads what was sent, but does not show it well. `extra` names rows that get an empty one at
        the end, to go on writing in.
        """
        self.section, self.extra, self.names = section, extra, names or {}
        stored = values or {}
        self.fields_of = section.all_fields(stored)
        if data is not None and TEXT.id in data:
            self.fields_of = section.all_fields({TEXT.id: "there"})
        self.stored_rows = {f.id: self._rows(f, stored) for f in self.fields_of if f.columns}
        initial = {"version": version, **self._initial(stored, version)}
        super().__init__(data, initial=initial)
        self.counts = {f.id: self._count(f) for f in self.fields_of if f.columns}
        for field in self.fields_of:
            self._add(field)

    def _rows(self, field: Field, stored: Values) -> list[tuple[str, Row]]:
        """Name and content of each row that stands there; only followed rows have a name."""
        if field.of:
            return list(followed_rows(field, stored.get(field.id), self.names))
        return [("", row) for row in rows_of(stored.get(field.id))]

    def _initial(self, stored: Values, version: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in self.fields_of:
            if not field.columns:
                found[field.id] = stored.get(field.id) or ""
            for n, (_name, row) in enumerate(self.stored_rows.get(field.id, ())):
                found |= {cell(field, n, c.id): row.get(c.id) or "" for c in field.written}
                found[cell(field, n, ROW_ID)] = row.get(ROW_ID) or new_key(version, n)
        return found

    def _add(self, field: Field) -> None:
        if not field.columns:
            self.fields[field.id] = control(field, self.names)
            return
        count = self.counts[field.id]
        self.fields[f"{field.id}-rows"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0, initial=count
        )
        self.initial[f"{field.id}-rows"] = count
        for n in range(count):
            if not field.fixed:
                name = cell(field, n, ROW_ID)
                self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
                # Two windows that add a row each have added two rows.
                self.initial.setdefault(name, secrets.token_hex(4))
            for column in field.written:
                self.fields[cell(field, n, column.id)] = control(column, self.names)

    def _count(self, field: Field) -> int:
        """How many rows the form has: as it was sent, or what stands there and one to write in."""
        if field.fixed:
            return len(field.fixed)
        if self.is_bound:
            sent = str(self.data.get(f"{field.id}-rows", ""))
            return min(int(sent), ROWS_AT_MOST) if sent.isdecimal() else 0
        known = len(self.stored_rows[field.id])
        if field.of:
            return known
        return min(ROWS_AT_MOST, max(1, known + (self.extra == field.id)))

    @property
    def shown(self) -> list[ShownField]:
        return [self._shown(field) for field in self.fields_of]

    def _shown(self, field: Field) -> ShownField:
        if not field.columns:
            return ShownField(field, bound=self[field.id])
        rows = tuple(self._shown_row(field, n) for n in range(self.counts[field.id]))
        return ShownField(field, rows=rows)

    def _shown_row(self, field: Field, n: int) -> ShownRow:
        cells = tuple(self[cell(field, n, column.id)] for column in field.written)
        if field.fixed:
            given, first = field.fixed[n], field.columns[0]
            level = int(given) if first.kind is FieldKind.LEVEL and given.isdecimal() else None
            return ShownRow(n, cells, given=first.word(given), level=level)
        key = self[cell(field, n, ROW_ID)]
        if not field.of:
            fresh = self.extra == field.id and n == self.counts[field.id] - 1
            return ShownRow(n, cells, key, name=self._name(field, cells), fresh=fresh)
        name = self.names.get(field.of, {}).get(str(key.value() or ""), "")
        told = name or str(LOST)
        return ShownRow(n, cells, key, given=told, name=told, lost=not name)

    def _name(self, field: Field, cells: tuple[BoundField, ...]) -> str:
        """The words of the first column; of all that pick, where the first one does."""
        told = list(zip(field.written, cells, strict=True))
        if field.written[0].kind is FieldKind.PICK:
            told = [(column, bound) for column, bound in told if column.kind is FieldKind.PICK]
        else:
            told = told[:1]
        words = (in_words(column, bound.value(), self.names) for column, bound in told)
        return " – ".join(word for word in words if word.strip())

    @property
    def counters(self) -> list[BoundField]:
        return [self[f"{name}-rows"] for name in self.counts]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as it is stored. Rows nobody wrote in are left out."""
        return {field.id: self._value(field) for field in self.fields_of}

    def _value(self, field: Field) -> Any:
        if not field.columns:
            return self._typed(field, field.id)
        rows = [self._row(field, n) for n in range(self.counts[field.id])]
        if field.fixed:
            return rows
        return with_own_keys([row for row in rows if is_written(field, row)])

    def _row(self, field: Field, number: int) -> dict[str, Any]:
        row = {c.id: self._typed(c, cell(field, number, c.id)) for c in field.written}
        if field.fixed:
            return {field.columns[0].id: field.fixed[number], **row}
        key = str(self.cleaned_data.get(cell(field, number, ROW_ID)) or "")
        version = self.cleaned_data.get("version") or 0
        return {ROW_ID: key if KEY.match(key) else new_key(version, number), **row}

    def _typed(self, field: Field, name: str) -> Any:
        if field.kind is FieldKind.PICKS:
            return list(self.cleaned_data.get(name) or [])
        return self.typed(name)

    def typed(self, name: str) -> str:
        """One kind of line end, so that the same text is the same."""
        text = str(self.cleaned_data.get(name) or "")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def chosen(self, theirs: Values) -> dict[str, Any]:
        """Two versions and one choice: mine, theirs, or both texts one after the other."""
        keep = self.cleaned_data["keep"]
        if keep == "theirs":
            return dict(theirs)
        mine = self.values
        return {f.id: joined(f, mine, theirs) for f in self.fields_of} if keep == "both" else mine


def new_key(version: int, number: int) -> str:
    """The id of a row that came without one in a form read at `version`: sent twice, it is one."""
    return f"v{version}n{number}"


def with_own_keys(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with an id of its own; the first of two alike keeps it."""
    seen: set[str] = set()
    for row in rows:
        key = row[ROW_ID]
        while row[ROW_ID] in seen:
            row[ROW_ID] = f"{key}-{len(seen)}"
        seen.add(row[ROW_ID])
    return rows


def joined(field: Field, mine: Values, theirs: Values) -> Any:
    """Both texts, both lots of rows; where there can be only one, mine."""
    own, other = mine.get(field.id), theirs.get(field.id)
    if field.kind in JOINTS and own and other and own != other:
        return f"{own}{JOINTS[field.kind]}{other}"
    if field.columns and not field.fixed:
        return _both_rows(field, rows_of(own), rows_of(other))
    return own or other or ""


def _both_rows(field: Field, own: list[Row], other: list[Row]) -> list[dict[str, Any]]:
    """My rows, then theirs that say something else; what follows a row stands there once."""
    mine = [dict(row) for row in own]
    if field.of:
        keys = {row.get(ROW_ID) for row in mine}
        return [*mine, *(dict(row) for row in other if row.get(ROW_ID) not in keys)]
    said = [_without_key(row) for row in own]
    more = [dict(row) for row in other if _without_key(row) not in said]
    return with_own_keys([{ROW_ID: "", **row} for row in [*mine, *more]])


def _without_key(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != ROW_ID}


def flat(section: Section, values: Values) -> dict[str, Any]:
    """Stored values by the names of their controls."""
    return dict(_flat(section, values))


def _flat(section: Section, values: Values) -> Iterator[tuple[str, Any]]:
    for field in section.all_fields(values):
        if not field.columns:
            yield field.id, values.get(field.id) or ""
            continue
        rows = rows_of(values.get(field.id))
        if not field.fixed:
            yield f"{field.id}-rows", str(len(rows))
        for n, row in enumerate(rows):
            if ROW_ID in row:
                yield cell(field, n, ROW_ID), str(row[ROW_ID])
            for column in field.written:
                yield cell(field, n, column.id), row.get(column.id) or ""


def cell(field: Field, number: int, column: str) -> str:
    return f"{field.id}-{number}-{column}"


class KeptChoices(forms.MultipleChoiceField):
    """Several choices that keep what was sent, even where it can no longer be chosen."""

    def valid_value(self, value: Any) -> bool:
        return bool(KEY.match(str(value)))


def control(field: Field, names: Names) -> forms.Field:
    """The control of a field. It keeps whatever was typed; only its length has an end."""
    told: dict[str, Any] = {
        "label": field.label,
        "help_text": field.help,
        "required": False,
    }
    match field.kind:
        case FieldKind.CHOICE | FieldKind.LEVEL:
            return forms.CharField(
                max_length=60, widget=forms.Select(choices=[CHOOSE, *field.options]), **told
            )
        case FieldKind.PICK:
            found = list(names.get(field.of, {}).items())
            return forms.CharField(max_length=60, widget=KeepingSelect(found), **told)
        case FieldKind.PICKS:
            found = list(names.get(field.of, {}).items())
            return KeptChoices(choices=found, widget=forms.CheckboxSelectMultiple, **told)
        case FieldKind.DATE:
            return forms.CharField(max_length=40, widget=DateInput(), **told)
        case FieldKind.TEXT:
            return _text(field, told)
    return forms.CharField(
        strip=False, max_length=LINE_AT_MOST, error_messages=FIELD_TOO_LONG, **told
    )


def _text(field: Field, told: Mapping[str, Any]) -> forms.Field:
    is_whole = field == TEXT
    return forms.CharField(
        strip=False,
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 18 if is_whole else 4}),
        error_messages=TOO_LONG if is_whole else FIELD_TOO_LONG,
        **(dict(told) | ({"label": _("Text of this section")} if is_whole else {})),
    )


class KeepingSelect(forms.Select):
    """A list that also holds what was chosen and is no longer there, so that it is not lost."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__(choices=[CHOOSE, *choices])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        known = {str(key) for key, _words in self.choices}
        if value and str(value) not in known:
            self.choices = [*self.choices, (str(value), LOST)]
        return super().get_context(name, value, attrs)


def with_rows(section: Section, values: Mapping[str, Any], action: str) -> dict[str, Any]:
    """The values after a button of the rows: `remove:field:id`, `up:field:id`, `down:field:id`."""
    verb, _colon, rest = action.partition(":")
    name, _colon, key = rest.partition(":")
    changed = dict(values)
    known = any(f.id == name and f.columns and not f.fixed for f in section.fields)
    rows = rows_of(changed.get(name)) if known else []
    at = next((n for n, row in enumerate(rows) if row.get(ROW_ID) == key), None)
    if at is None:
        return changed
    row = rows.pop(at)
    if verb in ("up", "down"):
        rows.insert(max(0, at + (1 if verb == "down" else -1)), row)
    changed[name] = rows
    return changed
