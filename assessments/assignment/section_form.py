"""What people write into a section: one text, or the fields of a sheet.

Names in the form are the ids of the fields; those of rows are `field-row-column`, with the number
of rows in `field-rows`. Nothing is required here: a draft keeps what was typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.assignment.fields import TEXT, Field, FieldKind, Values
from assessments.assignment.sections import Section
from content.ui.widgets import DateInput

TEXT_AT_MOST = 50_000
LINE_AT_MOST = 500
ROWS_AT_MOST = 100
TOO_LONG = {
    "max_length": _("A section has at most %(limit_value)d characters, these are %(show_value)d.")
}
FIELD_TOO_LONG = {
    "max_length": _(
        "This field takes at most %(limit_value)d characters, these are %(show_value)d."
    )
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row with its cells. `given` names a row that is always there."""

    number: int
    cells: tuple[BoundField, ...]
    given: str = ""
    fresh: bool = False  # just added: the cursor goes there


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as the template draws it: one control, or rows of them."""

    field: Field
    bound: BoundField | None = None
    rows: tuple[ShownRow, ...] = ()

    @property
    def may_grow(self) -> bool:
        return not self.field.fixed and len(self.rows) < (self.field.most or ROWS_AT_MOST)


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
        extra: str = "",
    ) -> None:
        """`extra` names rows that get an empty one at the end, to go on writing in."""
        stored = values or {}
        super().__init__(data, initial={"version": version, **flat(section, stored)})
        self.section, self.extra = section, extra
        self.counts = {f.id: self._count(f, stored) for f in section.fields if f.columns}
        for field in section.fields:
            self._add(field, stored)

    def _add(self, field: Field, stored: Values) -> None:
        if not field.columns:
            self.fields[field.id] = control(field)
            return
        count = self.counts[field.id]
        self.fields[f"{field.id}-rows"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0, initial=count
        )
        self.initial[f"{field.id}-rows"] = count
        for n in range(count):
            for column in written(field):
                self.fields[cell(field, n, column)] = control(column)

    def _count(self, field: Field, stored: Values) -> int:
        """How many rows the form has: as it was sent, or what stands there and one to write in."""
        if field.fixed:
            return len(field.fixed)
        if self.is_bound:
            sent = str(self.data.get(f"{field.id}-rows", ""))
            return min(int(sent), ROWS_AT_MOST) if sent.isdecimal() else 0
        known = len(stored.get(field.id) or [])
        return min(ROWS_AT_MOST, max(1, known + (self.extra == field.id)))

    @property
    def shown(self) -> list[ShownField]:
        return [self._shown(field) for field in self.section.fields]

    def _shown(self, field: Field) -> ShownField:
        if not field.columns:
            return ShownField(field, bound=self[field.id])
        rows = tuple(
            ShownRow(
                number=n,
                cells=tuple(self[cell(field, n, column)] for column in written(field)),
                given=field.fixed[n] if field.fixed else "",
                fresh=self.extra == field.id and n == self.counts[field.id] - 1,
            )
            for n in range(self.counts[field.id])
        )
        return ShownField(field, rows=rows)

    @property
    def counters(self) -> list[BoundField]:
        return [self[f"{name}-rows"] for name in self.counts]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as it is stored. Rows nobody wrote in are left out."""
        return {field.id: self._value(field) for field in self.section.fields}

    def _value(self, field: Field) -> Any:
        if not field.columns:
            return self.typed(field.id)
        rows = [self._row(field, n) for n in range(self.counts[field.id])]
        return rows if field.fixed else [row for row in rows if any(_said(field, row))]

    def _row(self, field: Field, number: int) -> dict[str, str]:
        row = {c.id: self.typed(cell(field, number, c)) for c in written(field)}
        if field.fixed:
            return {field.columns[0].id: field.fixed[number], **row}
        return row

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
        return (
            {f.id: joined(f, mine, theirs) for f in self.section.fields} if keep == "both" else mine
        )


def joined(field: Field, mine: Values, theirs: Values) -> Any:
    """Both texts, both lots of rows; where there can be only one, mine."""
    own, other = mine.get(field.id), theirs.get(field.id)
    if field.kind is FieldKind.TEXT and own and other and own != other:
        return f"{own}\n\n{other}"
    if field.columns and not field.fixed:
        return [*(own or []), *(row for row in other or [] if row not in (own or []))]
    return own or other or ""


def flat(section: Section, values: Values) -> dict[str, str]:
    """Stored values by the names of their controls."""
    return dict(_flat(section, values))


def _flat(section: Section, values: Values) -> Iterator[tuple[str, str]]:
    for field in section.fields:
        if not field.columns:
            yield field.id, str(values.get(field.id) or "")
            continue
        for n, row in enumerate(values.get(field.id) or []):
            for column in written(field):
                yield cell(field, n, column), str(row.get(column.id, ""))


def cell(field: Field, number: int, column: Field) -> str:
    return f"{field.id}-{number}-{column.id}"


def written(field: Field) -> tuple[Field, ...]:
    """The columns people write in: the first of fixed rows is given."""
    return field.columns[1:] if field.fixed else field.columns


def _said(field: Field, row: Mapping[str, str]) -> Iterator[bool]:
    return (bool(row.get(column.id, "").strip()) for column in written(field))


def control(field: Field) -> forms.Field:
    """The control of a field. It keeps whatever was typed; only its length has an end."""
    if field == TEXT:
        return forms.CharField(
            label=_("Text of this section"),
            required=False,
            strip=False,
            max_length=TEXT_AT_MOST,
            widget=forms.Textarea(attrs={"rows": 18}),
            error_messages=TOO_LONG,
        )
    if field.kind is FieldKind.CHOICE:
        return forms.CharField(
            label=field.label,
            help_text=field.help,
            required=False,
            max_length=60,
            widget=forms.Select(choices=[("", _("– please choose –")), *field.choices]),
        )
    if field.kind is FieldKind.DATE:
        return forms.CharField(
            label=field.label,
            help_text=field.help,
            required=False,
            max_length=40,
            widget=DateInput(),
        )
    long = field.kind is FieldKind.TEXT
    return forms.CharField(
        label=field.label,
        help_text=field.help,
        required=False,
        strip=False,
        max_length=TEXT_AT_MOST if long else LINE_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput(),
        error_messages=FIELD_TOO_LONG,
    )


def with_rows(section: Section, values: Mapping[str, Any], action: str) -> dict[str, Any]:
    """The values after a button of the rows: `remove:field:n`, `up:field:n`, `down:field:n`."""
    verb, _colon, rest = action.partition(":")
    name, _colon, number = rest.partition(":")
    changed = dict(values)
    rows = list(changed.get(name) or [])
    n = int(number) if number.isdecimal() else -1
    known = any(f.id == name and f.columns and not f.fixed for f in section.fields)
    if known and 0 <= n < len(rows):
        if verb == "remove":
            del rows[n]
        elif verb in ("up", "down"):
            to = max(0, min(len(rows) - 1, n + (1 if verb == "down" else -1)))
            rows.insert(to, rows.pop(n))
        changed[name] = rows
    return changed
