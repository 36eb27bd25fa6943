"""The fields a section is made of. Pure: JSON in, fields out, and what a value says in words.

A value is a text, a number as typed, an ISO date, a key of `choices`, or for rows a list of
`{"id": …, column id: text}`; whatever it is, it is kept as typed until handing in. A section
without fields of its own has one: `TEXT`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]


class FieldKind(StrEnum):
    """How something is written down."""

    TEXT = "text"  # several lines
    LINE = "line"  # one line
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    ROWS = "rows"  # as many as people want, each with the same columns


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to write. `id` is stable within its section.

    `words_at_most` and `least`/`most` (of numbers, or of the count of rows) are checked when the
    work is handed in. `fixed` names the rows that are always there, such as the building blocks of
    a check list; their first column is then not written but given.
    """

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    help: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # key, words
    columns: tuple["Field", ...] = ()
    fixed: tuple[str, ...] = ()
    words_at_most: int | None = None
    least: int | None = None
    most: int | None = None

    def word(self, key: str) -> str:
        """The words of a choice; the key itself where the template no longer knows it."""
        return dict(self.choices).get(key, key)


# What every section was before there were fields, and what a section without any still is.
TEXT = Field("text", "", FieldKind.TEXT)


def parse_fields(data: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields behind their JSON. Raises ValueError for what cannot be filled in."""
    fields = tuple(_field(item) for item in data)
    ids = [field.id for field in fields]
    if len(set(ids)) != len(ids):
        raise ValueError("Fields need an id of their own.")
    return fields


def _field(item: Mapping[str, Any]) -> Field:
    try:
        field = Field(
            id=str(item["id"]),
            label=str(item["label"]),
            kind=FieldKind(item.get("kind", FieldKind.TEXT)),
            help=str(item.get("help", "")).strip(),
            required=bool(item.get("required", False)),
            choices=tuple((str(key), str(text)) for key, text in item.get("choices", ())),
            columns=parse_fields(item.get("columns", ())),
            fixed=tuple(str(name) for name in item.get("fixed", ())),
            words_at_most=item.get("words_at_most"),
            least=item.get("least"),
            most=item.get("most"),
        )
    except KeyError as error:
        raise ValueError(f"A field lacks {error}.") from error
    if field.kind is FieldKind.CHOICE and not field.choices:
        raise ValueError(f"The field “{field.id}” has nothing to choose from.")
    if (field.kind is FieldKind.ROWS) != bool(field.columns):
        raise ValueError(f"Columns belong to rows, and rows need columns: “{field.id}”.")
    if any(column.kind is FieldKind.ROWS for column in field.columns):
        raise ValueError(f"Rows do not stand in rows: “{field.id}”.")
    return field


def fields_to_json(fields: Iterable[Field]) -> list[dict[str, Any]]:
    """What `parse_fields` reads again; what is not said is left out."""
    return [_told(field) for field in fields]


def _told(field: Field) -> dict[str, Any]:
    data: dict[str, Any] = {"id": field.id, "label": field.label, "kind": str(field.kind)}
    said = {
        "help": field.help,
        "required": field.required,
        "choices": [list(choice) for choice in field.choices],
        "columns": fields_to_json(field.columns),
        "fixed": list(field.fixed),
        "words_at_most": field.words_at_most,
        "least": field.least,
        "most": field.most,
    }
    return data | {
        name: value for name, value in said.items() if value not in ("", False, None, [])
    }


def is_empty(field: Field, value: Any) -> bool:
    """Whether nobody has written a word there yet."""
    if field.kind is FieldKind.ROWS:
        written = [column.id for column in field.columns[1 if field.fixed else 0 :]]
        return not any(str(row.get(name, "")).strip() for row in value or [] for name in written)
    return not str(value or "").strip()


def in_words(field: Field, value: Any) -> str:
    """The value as one text, rows a line each: to count, compare and read on a small screen."""
    if field.kind is FieldKind.ROWS:
        return "\n".join(_row_in_words(field, row) for row in value or [])
    if field.kind is FieldKind.CHOICE:
        return field.word(str(value)) if value else ""
    return str(value or "")


def _row_in_words(field: Field, row: Mapping[str, Any]) -> str:
    told = ((column, in_words(column, row.get(column.id))) for column in field.columns)
    return " · ".join(f"{column.label}: {text}" for column, text in told if text)
