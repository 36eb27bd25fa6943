"""How blocks that hold others travel, and which form each block has.

All of it is told from the definition of the block alone, so a new block needs no codec.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from courses.curriculum.travel.spots import Spot, listed, named, plain, unknown
from courses.curriculum.travel.values import (
    Choice,
    Choices,
    Chosen,
    Day,
    Decimal,
    Form,
    Integer,
    Nothing,
    Raw,
    Rich,
    Text,
    Via,
    YesNo,
    is_empty,
)


class List(Form):
    default: Raw = []
    required = False

    def __init__(self, block: blocks.ListBlock) -> None:
        super().__init__(block)
        self.child = form_of(block.child_block)

    def read(self, value: Any, spot: Spot) -> list[dict[str, Any]]:
        items = listed(value, spot)
        spots = [spot.below(items, n) for n in range(len(items))]
        return [
            {"type": "item", "value": self.child.read(item, at), "id": at.id()}
            for item, at in zip(items, spots, strict=True)
        ]

    def write(self, raw: Raw) -> list[Any]:
        return [self.child.write(_value(item)) for item in raw or []]

    def mapped(self, raw: Raw, via: Via) -> list[Raw]:
        return [_with_value(item, self.child.mapped(_value(item), via)) for item in raw or []]


def _value(item: Any) -> Raw:
    """Items stored long ago are bare values."""
    return item["value"] if _is_item(item) else item


def _with_value(item: Any, value: Raw) -> Raw:
    return {**item, "value": value} if _is_item(item) else value


def _is_item(item: Any) -> bool:
    """As Wagtail tells them apart."""
    return isinstance(item, dict) and item.get("type") == "item" and {"id", "value"} <= set(item)


class Struct(Form):
    default: Raw = {}
    required = False

    def __init__(self, block: blocks.StructBlock) -> None:
        super().__init__(block)
        self.children = {name: form_of(child) for name, child in block.child_blocks.items()}

    def read(self, value: Any, spot: Spot) -> dict[str, Raw]:
        data = named(value, spot)
        return {
            name: _read_part(data, name, child, at) for name, child, at in self._checked(data, spot)
        }

    def _checked(self, data: Mapping[str, Any], spot: Spot) -> list[tuple[str, Form, Spot]]:
        needed = [name for name, child in self.children.items() if child.required]
        if any(data.get(name) is None for name in needed):
            sentence = _("“%(name)s” needs: %(parts)s.")
            raise spot.fail(sentence % {"name": spot.name, "parts": ", ".join(needed)})
        for name in data:
            if name not in self.children:
                raise unknown(name, self.children, spot.below(data, name))
        return [(name, child, spot.below(data, name)) for name, child in self.children.items()]

    def write(self, raw: Raw) -> dict[str, Any]:
        values = {name: child.write((raw or {}).get(name)) for name, child in self.children.items()}
        return {
            name: value for name, value in values.items() if not self.children[name].left_out(value)
        }

    def mapped(self, raw: Raw, via: Via) -> dict[str, Raw]:
        return {
            name: child.mapped((raw or {}).get(name), via) for name, child in self.children.items()
        }


def _read_part(data: Mapping[str, Any], name: str, child: Form, spot: Spot) -> Raw:
    """What is not said is the default; what is said to be nothing is nothing."""
    if name not in data:
        return child.default
    if is_empty(data[name]) and data[name] is not False:
        return child.nothing
    return child.read(data[name], spot)


class Stream(Form):
    """Blocks in a row. Where there is only one kind of them, its name is left out."""

    default: Raw = []
    required = False

    def __init__(self, block: blocks.StreamBlock) -> None:
        super().__init__(block)
        self.children = {name: form_of(child) for name, child in block.child_blocks.items()}

    def read(self, value: Any, spot: Spot) -> list[dict[str, Any]]:
        items = listed(value, spot)
        return [self._read(item, spot.below(items, n)) for n, item in enumerate(items)]

    def _read(self, item: Any, spot: Spot) -> dict[str, Any]:
        kind, value, at = next(iter(self.children)), item, spot
        if len(self.children) > 1:
            data = named(item, spot)
            kind = next(iter(data), "")
            if kind not in self.children or len(data) > 1:
                raise unknown(kind, self.children, spot)
            value, at = data[kind], spot.below(data, kind)
        return {"type": kind, "value": self.children[kind].read(value, at), "id": spot.id()}

    def write(self, raw: Raw) -> list[Any]:
        made = [(item["type"], self.children[item["type"]].write(item["value"])) for item in raw]
        one = len(self.children) == 1
        return [value if one else {kind: value} for kind, value in made]

    def mapped(self, raw: Raw, via: Via) -> list[dict[str, Any]]:
        return [
            {**item, "value": self.children[item["type"]].mapped(item["value"], via)}
            for item in raw or []
        ]


class Table(Form):
    """A typed table. `cell` is the form of all cells, where there is one kind of column."""

    default: Raw = None
    required = False

    def __init__(self, block: TypedTableBlock) -> None:
        super().__init__(block)
        self.children = {name: form_of(child) for name, child in block.child_blocks.items()}

    @property
    def cell(self) -> Form | None:
        (_name, form), *more = self.children.items()
        return form if not more and isinstance(form, Rich | Text) else None

    def read(self, value: Any, spot: Spot) -> dict[str, Any]:
        data = named(value, spot)
        for name in data:
            if name not in ("caption", "columns", "rows"):
                raise unknown(name, ("caption", "columns", "rows"), spot.below(data, name))
        columns = [self._column(item, spot.below(data, "columns")) for item in data["columns"]]
        forms = [self.children[column["type"]] for column in columns]
        rows = listed(data.get("rows", []), spot.below(data, "rows"))
        return {
            "caption": spot.text(data.get("caption", "")),
            "columns": columns,
            "rows": [self._row(row, forms, spot.below(rows, n)) for n, row in enumerate(rows)],
        }

    def _column(self, item: Any, spot: Spot) -> dict[str, str]:
        data = named(item, spot)
        kind = spot.one_of(data.get("type", next(iter(self.children))), self.children)
        return {"type": kind, "heading": spot.text(data.get("heading", ""))}

    def _row(self, row: Any, forms: list[Form], spot: Spot) -> dict[str, Any]:
        cells = listed(row, spot)
        if len(cells) != len(forms):
            raise spot.fail(_("Every row has as many cells as there are columns."))
        return {
            "values": [
                form.default if is_empty(cell) else form.read(cell, spot.below(cells, n))
                for n, (form, cell) in enumerate(zip(forms, cells, strict=True))
            ]
        }

    def write(self, raw: Raw) -> dict[str, Any]:
        columns = (raw or {}).get("columns", [])
        forms = [self.children[column["type"]] for column in columns]
        return {
            "caption": plain((raw or {}).get("caption") or ""),
            "columns": [{"type": c["type"], "heading": plain(c["heading"] or "")} for c in columns],
            "rows": [
                [form.write(cell) for form, cell in zip(forms, row["values"], strict=True)]
                for row in (raw or {}).get("rows", [])
            ],
        }

    def mapped(self, raw: Raw, via: Via) -> Raw:
        if not raw:
            return {"caption": "", "columns": [], "rows": []}
        forms = [self.children[column["type"]] for column in raw["columns"]]
        rows = [
            {"values": [f.mapped(cell, via) for f, cell in zip(forms, row["values"], strict=True)]}
            for row in raw["rows"]
        ]
        return {**raw, "rows": rows}


# — Which form a block has ————————————————————————————————————————————————————————

FORMS: list[tuple[type[blocks.Block] | tuple[type[blocks.Block], ...], type[Form]]] = [
    (blocks.RichTextBlock, Rich),
    (blocks.MultipleChoiceBlock, Choices),
    (blocks.ChoiceBlock, Choice),
    (blocks.BooleanBlock, YesNo),
    (blocks.IntegerBlock, Integer),
    ((blocks.DecimalBlock, blocks.FloatBlock), Decimal),
    (blocks.DateBlock, Day),
    (blocks.ChooserBlock, Chosen),
    (
        (
            blocks.CharBlock,
            blocks.TextBlock,
            blocks.URLBlock,
            blocks.EmailBlock,
            blocks.RegexBlock,
        ),
        Text,
    ),
    (blocks.StaticBlock, Nothing),
    (TypedTableBlock, Table),
    (blocks.ListBlock, List),
    (blocks.StructBlock, Struct),
    (blocks.StreamBlock, Stream),
]


def form_of(block: blocks.Block) -> Form:
    """Raises TypeError for a block that is none of Wagtail's kinds; a test looks at all of ours."""
    for kinds, form in FORMS:
        if isinstance(block, kinds):
            return form(block)
    raise TypeError(f"{type(block).__name__} cannot travel: it is none of the kinds we know.")
