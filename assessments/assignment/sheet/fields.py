"""The fields a section is made of. Pure: JSON in, fields out, and what a value says in words.

A value is a text, a number as typed, an ISO date, a key of the choices, the id of a row elsewhere
(or a list of them), or for rows a list of `{"id": …, column id: value}`; whatever it is, it is kept
as typed until handing in. A section without fields of its own has one: `TEXT`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.dateparse import parse_date

from content.ui.dates import long_date
from content.ui.small import LEVELS

Values = Mapping[str, Any]
Row = Mapping[str, Any]
# What the rows others refer to are called: {"section id/field id": {row id: words}}.
Names = Mapping[str, Mapping[str, str]]

ROW_ID = "id"
NAME_AT_MOST = 80  # characters of a row's name where others refer to it


class FieldKind(StrEnum):
    """How something is written down."""

    TEXT = "text"  # several lines
    LINE = "line"  # one line
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    LEVEL = "level"  # one of the five levels of escalation
    PICK = "pick"  # one row of other rows
    PICKS = "picks"  # as many of them as people like
    ROWS = "rows"  # as many as people want, each with the same columns


REFERRING = (FieldKind.PICK, FieldKind.PICKS)


class RuleKind(StrEnum):
    """What rows may be asked for together, beyond being filled in."""

    UNIQUE = "unique"  # no two rows say the same in this column
    DIFFER = "differ"  # in no row do these two columns say the same
    COVERS = "covers"  # every choice of this column occurs in some row
    SOME_OF = "some_of"  # each row says something in at least so many of these columns


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing rows are asked for when the work is handed in. `columns` by id."""

    kind: RuleKind
    columns: tuple[str, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to write. `id` is stable within its section.

    `words_at_most`, `least`/`most` (of numbers, or of the count of rows) and `rules` (of rows) are
    checked when the work is handed in. `fixed` names the rows that are always there, such as the
    building blocks of a check list; their first column is then not written but given. `of` names
    other rows as "section id/field id": those to pick from, or those these rows follow, one each.
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
    of: str = ""
    rules: tuple[Rule, ...] = ()

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen: key and words. What can be picked depends on the work: `Names`."""
        if self.kind is FieldKind.LEVEL:
            return tuple((str(n), f"{n} {colour} · {name}") for n, (colour, name) in levels())
        return self.choices

    def word(self, key: str) -> str:
        """The words of a choice; the key itself where the template no longer knows it."""
        return dict(self.options).get(key, key)

    def column(self, name: str) -> "Field":
        """The column of that id. Raises KeyError."""
        return {column.id: column for column in self.columns}[name]

    @property
    def written(self) -> tuple["Field", ...]:
        """The columns people write in: the first of fixed rows is given."""
        return self.columns[1:] if self.fixed else self.columns


def levels() -> Iterable[tuple[int, tuple[Any, Any]]]:
    """Number, colour and name of each level, mildest first, care afterwards last."""
    return enumerate(LEVELS)


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
            of=str(item.get("of", "")),
            rules=tuple(_rule(rule) for rule in item.get("rules", ())),
        )
    except KeyError as error:
        raise ValueError(f"A field lacks {error}.") from error
    _ensure_sound(field)
    return field


def _rule(item: Mapping[str, Any]) -> Rule:
    columns = tuple(str(name) for name in item["columns"])
    return Rule(RuleKind(item["rule"]), columns, item.get("least", 1))


def _ensure_sound(field: Field) -> None:
    """Raises ValueError for a field nobody could fill in."""
    if field.kind is FieldKind.CHOICE and not field.choices:
        raise ValueError(f"The field “{field.id}” has nothing to choose from.")
    if (field.kind is FieldKind.ROWS) != bool(field.columns):
        raise ValueError(f"Columns belong to rows, and rows need columns: “{field.id}”.")
    if any(column.kind is FieldKind.ROWS for column in field.columns):
        raise ValueError(f"Rows do not stand in rows: “{field.id}”.")
    if any(column.id == ROW_ID for column in field.columns):
        raise ValueError(f"A column cannot be called “{ROW_ID}”: “{field.id}”.")
    if (field.kind in REFERRING and not field.of) or (field.of and field.fixed):
        raise ValueError(f"The field “{field.id}” needs the rows it refers to, and no others.")
    known = {column.id for column in field.columns}
    for rule in field.rules:
        wanted = 2 if rule.kind is RuleKind.DIFFER else 1
        if not known.issuperset(rule.columns) or len(rule.columns) < wanted:
            raise ValueError(f"A rule of “{field.id}” names a column that is not there.")


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
        "of": field.of,
        "rules": [_rule_told(rule) for rule in field.rules],
    }
    return data | {
        name: value
        for name, value in said.items()
        if value not in ("", None, []) and value is not False  # 0 is said
    }


def _rule_told(rule: Rule) -> dict[str, Any]:
    told = {"rule": str(rule.kind), "columns": list(rule.columns)}
    return told | ({"least": rule.least} if rule.least != 1 else {})


def is_said(value: Any) -> bool:
    """Whether a single value says anything: a text with a letter in it, or something picked."""
    return bool(value) and (isinstance(value, list) or bool(str(value).strip()))


def rows_of(value: Any) -> list[Row]:
    """The rows behind a value; none where something else stands there."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def is_written(field: Field, row: Row) -> bool:
    """Whether anybody wrote a word into this row."""
    return any(is_said(row.get(column.id)) for column in field.written)


def is_empty(field: Field, value: Any) -> bool:
    """Whether nobody has written a word there yet."""
    if field.kind is FieldKind.ROWS:
        return not any(is_written(field, row) for row in rows_of(value))
    return not is_said(value)


def in_words(field: Field, value: Any, names: Names | None = None) -> str:
    """The value as one text, rows a line each: to count, compare and read on a small screen."""
    match field.kind:
        case FieldKind.ROWS:
            return "\n".join(_row_in_words(field, row, names or {}) for row in rows_of(value))
        case FieldKind.CHOICE | FieldKind.LEVEL:
            return field.word(str(value)) if value else ""
        case FieldKind.PICK | FieldKind.PICKS:
            known = (names or {}).get(field.of, {})
            picked = value if isinstance(value, list) else [value]
            return ", ".join(known.get(str(key), "?") for key in picked if key)
        case FieldKind.DATE:
            return _day_in_words(value)
    return str(value or "")


def _day_in_words(value: Any) -> str:
    """The day in full; one there is not stays as typed."""
    typed = str(value or "")
    try:
        day = parse_date(typed)
    except ValueError:
        return typed
    return long_date(day) if day else typed


def _row_in_words(field: Field, row: Row, names: Names) -> str:
    told = ((column, in_words(column, row.get(column.id), names)) for column in field.columns)
    said = [f"{column.label}: {text}" for column, text in told if text]
    followed = names.get(field.of, {}).get(str(row.get(ROW_ID)), "") if field.of else ""
    return " · ".join([followed, *said] if followed else said)


def row_name(field: Field, row: Row) -> str:
    """What a row is called: the words of its first column, shortened."""
    first = field.columns[0]
    words = " ".join(in_words(first, row.get(first.id)).split())
    return words if len(words) <= NAME_AT_MOST else f"{words[: NAME_AT_MOST - 1].rstrip()}…"


def names_in(field: Field, value: Any) -> dict[str, str]:
    """What the rows of a field are called, by their id; those nobody has named are left out."""
    named = ((str(row.get(ROW_ID, "")), row_name(field, row)) for row in rows_of(value))
    return {key: name for key, name in named if key and name}


def followed_rows(field: Field, value: Any, names: Names) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a field that follows others: the name of each and what stands in it.

    First one for each of those others, in their order, then those that are left of others nobody
    finds any more; their name is empty.
    """
    stored = {str(row.get(ROW_ID)): dict(row) for row in rows_of(value)}
    known = names.get(field.of, {})
    for key, name in known.items():
        yield name, stored.get(key, {ROW_ID: key})
    for key, row in stored.items():
        if key not in known and is_written(field, row):
            yield "", row
