"""The whole form: its fields, and rows below rows, made from what is typed and read back."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.datastructures import MultiValueDict

from content.foundation.typesetting import plain
from content.h5p.authoring.kinds.base import LONGEST, Rows, Spec, Typed

DASH = "-"


class Node:
    """A form with the rows below it. `path` is „“ for the whole, „2“ and „2-1“ for rows; `above`
    names what a row stands in.
    """

    def __init__(
        self, spec: Spec, typed: Typed, *, path: str = "", above: str = "", bound: bool = False
    ) -> None:
        self.spec, self.typed, self.path, self.above = spec, typed, path, above
        self.form = spec.form(**_filled(spec, typed, path, bound=bound))
        self.rows = [
            Node(row_spec, row, path=_below(path, n), above=self.name, bound=bound)
            for n, (row_spec, row) in enumerate(_rows(spec, typed), start=1)
        ]

    @property
    def prefix(self) -> str:
        return prefix(self.path)

    @property
    def number(self) -> int:
        return int(self.path.rpartition(DASH)[2] or 0)

    @property
    def name(self) -> str:
        """„Decision 2, Answer 1“; empty for the whole."""
        own = f"{self.spec.label} {self.number}" if self.path else ""
        return f"{self.above}, {own}" if self.above else own

    @property
    def main(self) -> list[forms.BoundField]:
        return [field for field in self.form if field.name not in self.form.DETAILS]

    @property
    def details(self) -> list[forms.BoundField]:
        return [field for field in self.form if field.name in self.form.DETAILS]

    @property
    def details_open(self) -> bool:
        """Folded, unless something stands there to be seen or mended."""
        return any(field.errors or _is_words(field) for field in self.details)

    @property
    def adding(self) -> list[tuple[str, Any]]:
        rows = self.spec.rows
        return list(rows.adding.items()) if rows and len(self.rows) < rows.most else []

    @property
    def removable(self) -> bool:
        """Its rows: fewer than needed are never left."""
        rows = self.spec.rows
        return rows is not None and len(self.rows) > rows.least

    def every(self) -> Iterator["Node"]:
        yield self
        for row in self.rows:
            yield from row.every()

    def is_valid(self) -> bool:
        """Every form says what is wrong with it, not only the first."""
        return not [node for node in self.every() if not node.form.is_valid()]

    def refuse(self, path: str, words: str) -> None:
        """A sentence about a row, or about the whole."""
        node = next((node for node in self.every() if node.path == path), self)
        node.form.add_error(None, words)

    def errors(self) -> list[tuple[str, str, str]]:
        """Where, what it is called, and what is wrong."""
        return list(self._errors())

    def _errors(self) -> Iterator[tuple[str, str, str]]:
        for node in self.every():
            if not node.form.is_bound:
                continue
            for error in node.form.non_field_errors():
                yield node.anchor, node.name, str(error)
            for field in node.form:
                for error in field.errors:
                    label = f"{node.name}: {field.label}" if node.name else str(field.label)
                    yield field.id_for_label or node.anchor, label, str(error)

    @property
    def rows_title(self) -> str:
        return str(self.spec.rows.title) if self.spec.rows else ""

    @property
    def lacks(self) -> int:
        """How many rows it needs at least, where it has fewer; else 0."""
        rows = self.spec.rows
        return rows.least if rows and len(self.rows) < rows.least else 0

    @property
    def anchor(self) -> str:
        return f"teil-{self.path}" if self.path else "ganzes"


def prefix(path: str) -> str:
    return f"r{path}" if path else "w"


def _below(path: str, number: int) -> str:
    return f"{path}{DASH}{number}" if path else str(number)


def _is_words(field: forms.BoundField) -> bool:
    return isinstance(field.field, forms.CharField) and bool(field.value())


def _rows(spec: Spec, typed: Typed) -> list[tuple[Spec, Typed]]:
    if spec.rows is None:
        return []
    return [(_spec_of(spec.rows, row), row) for row in typed.get(spec.rows.name, [])]


def _spec_of(rows: Rows, row: Typed) -> Spec:
    return rows.specs.get(row.get("kind", ""), next(iter(rows.specs.values())))


def _filled(spec: Spec, typed: Typed, path: str, *, bound: bool) -> dict[str, Any]:
    name = prefix(path)
    if not bound:
        return {"initial": typed, "prefix": name}
    data = {f"{name}-{field}": typed.get(field) for field in spec.form.base_fields}
    return {"data": data, "prefix": name}


# — What was sent ——————————————————————————————————————————————————————————————


def sent(post: MultiValueDict[str, str], spec: Spec, path: str = "") -> Typed:
    """Every field as it was typed, and as many rows as the form had."""
    name = prefix(path)
    typed: Typed = {
        field: _sent_value(post, f"{name}-{field}", kind)
        for field, kind in spec.form.base_fields.items()
    }
    if spec.rows:
        typed[spec.rows.name] = [
            _sent_row(post, spec.rows, _below(path, n))
            for n in range(1, _count(post.get(f"{name}-count"), spec.rows.most) + 1)
        ]
    return typed


def _sent_row(post: MultiValueDict[str, str], rows: Rows, path: str) -> Typed:
    name = prefix(path)
    kind = post.get(f"{name}-kind", "")
    kind = kind if kind in rows.specs else next(iter(rows.specs))
    return {**sent(post, rows.specs[kind], path), "kind": kind, "id": _id(post.get(f"{name}-id"))}


def _sent_value(post: MultiValueDict[str, str], name: str, field: forms.Field) -> Any:
    if isinstance(field, forms.BooleanField):
        return name in post
    return plain(str(post.get(name) or "")[: 2 * LONGEST]).replace("\r\n", "\n")


def _count(text: Any, most: int) -> int:
    known = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 4
    return min(int(text), most) if known else 0


def _id(text: Any) -> str:
    """What others made is kept as it is where it is an id at all."""
    known = isinstance(text, str) and 0 < len(text) <= 64
    return text if known and all(c.isalnum() or c == DASH for c in text) else str(uuid4())


# — Rows that come, go and move ————————————————————————————————————————————————


def rearranged(typed: Typed, spec: Spec, action: str) -> tuple[Typed, str]:
    """After „add:2:option“, „remove:2-1“, „up:2“ or „down:2“; and the path to look at then."""
    what, _colon, rest = action.partition(":")
    path, _colon, kind = rest.partition(":")
    if what == "add":
        return _added(typed, spec, path, kind)
    parent, _dash, number = path.rpartition(DASH)
    if what not in {"remove", "up", "down"} or not number.isdecimal():
        return typed, ""
    rows, row_spec = _rows_at(typed, spec, parent)
    place = int(number) - 1
    if row_spec is None or not 0 <= place < len(rows):
        return typed, ""
    to = {"remove": None, "up": max(place - 1, 0), "down": min(place + 1, len(rows) - 1)}[what]
    if to is None and len(rows) <= row_spec.least:
        return typed, path
    row = rows.pop(place)
    if to is None:
        return typed, parent
    rows.insert(to, row)
    return typed, _below(parent, to + 1)


def _added(typed: Typed, spec: Spec, path: str, kind: str) -> tuple[Typed, str]:
    rows, row_spec = _rows_at(typed, spec, path)
    if row_spec is None or kind not in row_spec.specs or len(rows) >= row_spec.most:
        return typed, ""
    begins = row_spec.begins.get(kind, dict)
    rows.append({**begins(), "kind": kind, "id": str(uuid4())})
    return typed, _below(path, len(rows))


def _rows_at(typed: Typed, spec: Spec, path: str) -> tuple[list[Typed], Rows | None]:
    """The rows below a path, to be changed where they stand."""
    for number in filter(None, path.split(DASH)):
        rows = _rows(spec, typed)
        if not number.isdecimal() or not 1 <= int(number) <= len(rows):
            return [], None
        spec, typed = rows[int(number) - 1]
    if not spec.rows:
        return [], None
    return typed.setdefault(spec.rows.name, []), spec.rows
