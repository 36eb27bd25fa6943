"""How the value of a block travels, told from the definition of the block alone.

A form reads what YAML holds into raw stream data, and writes it back. Rich text is Markdown,
choosers are addresses, slugs and file names. Nothing here asks the database: what a chooser's
word stands for is looked up later, through `mapped`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.coreutils import resolve_model_string

from content.blocks.text import LineBlock
from courses.curriculum.travel.prose.reading import EVERYTHING, NotProse, from_line, from_markdown
from courses.curriculum.travel.prose.stored import from_html, to_html
from courses.curriculum.travel.prose.writing import to_line, to_markdown
from courses.curriculum.travel.spots import Spot, plain

Raw = Any


class Via(Protocol):
    """What becomes of the values that mean something else on every site."""

    def chosen(self, model: type[Model], value: Raw) -> Raw: ...

    def rich(self, html: str) -> str: ...


class Form:
    """One kind of block. `option` says that its value fits into the head of a fence."""

    option = False
    default: Raw = ""

    def __init__(self, block: blocks.Block) -> None:
        self.block = block

    @property
    def required(self) -> bool:
        return bool(self.block.required) and is_empty(self.default)

    @property
    def nothing(self) -> Raw:
        """The empty value of this kind."""
        return type(self).default

    def read(self, value: Any, spot: Spot) -> Raw:
        raise NotImplementedError

    def read_option(self, text: str, spot: Spot) -> Raw:
        return self.read(text, spot)

    def write(self, raw: Raw) -> Any:
        return raw

    def mapped(self, raw: Raw, via: Via) -> Raw:
        return raw

    def left_out(self, raw: Raw) -> bool:
        """Whether a file says nothing of this value, because nothing is what it is."""
        return is_empty(raw) and is_empty(self.default)


def is_empty(value: Any) -> bool:
    return value is None or value is False or (not isinstance(value, int) and not value)


# — One value ————————————————————————————————————————————————————————————————————


class Text(Form):
    option = True

    def __init__(self, block: blocks.Block) -> None:
        super().__init__(block)
        self.default = plain(block.get_default() or "")

    def read(self, value: Any, spot: Spot) -> str:
        return spot.text(value)

    def write(self, raw: Raw) -> str:
        return plain(raw or "")


class Choice(Text):
    def read(self, value: Any, spot: Spot) -> str:
        words = [str(word) for word in _choices(self.block) if word != ""]
        return spot.one_of(spot.text(value), words)


def _choices(block: Any) -> list[Any]:
    """The words of a choice, groups of choices laid flat."""
    found: list[Any] = []
    for word, label in block.field.choices:
        found += [inner for inner, _label in label] if isinstance(label, list | tuple) else [word]
    return found


class Choices(Form):
    default: Raw = []

    def read(self, value: Any, spot: Spot) -> list[str]:
        words = [str(word) for word in _choices(self.block)]
        items = listed(value, spot)
        return [
            spot.below(items, n).one_of(spot.below(items, n).text(item), words)
            for n, item in enumerate(items)
        ]

    def write(self, raw: Raw) -> list[str]:
        return [str(word) for word in raw or []]


class Integer(Form):
    option = True
    default: Raw = None

    def __init__(self, block: blocks.Block) -> None:
        super().__init__(block)
        self.default = block.get_default()

    def read(self, value: Any, spot: Spot) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise spot.fail(_("“%(name)s” must be a whole number.") % {"name": spot.name})
        return int(value)

    def read_option(self, text: str, spot: Spot) -> int:
        digits = text.removeprefix("-").isdecimal()
        return self.read(int(text) if digits and text.isascii() else text, spot)


class Decimal(Integer):
    """Floats and decimals; `kind` is what raw stream data holds."""

    def read(self, value: Any, spot: Spot) -> Raw:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise spot.fail(_("“%(name)s” must be a number.") % {"name": spot.name})
        return float(value) if isinstance(self.block, blocks.FloatBlock) else str(value)

    def read_option(self, text: str, spot: Spot) -> Raw:
        try:
            return self.read(float(text), spot)
        except ValueError:
            return self.read(text, spot)

    def write(self, raw: Raw) -> Any:
        number = float(raw) if raw not in (None, "") else None
        return int(number) if number is not None and number.is_integer() else number


class YesNo(Form):
    option = True
    required = False

    def __init__(self, block: blocks.Block) -> None:
        super().__init__(block)
        self.default = bool(block.get_default())

    def read(self, value: Any, spot: Spot) -> bool:
        if not isinstance(value, bool):
            raise spot.fail(_("“%(name)s” must be true or false.") % {"name": spot.name})
        return value

    def read_option(self, text: str, spot: Spot) -> bool:
        return self.read({"true": True, "false": False}.get(text, text), spot)

    def write(self, raw: Raw) -> bool:
        return bool(raw)


class Day(Form):
    option = True
    default: Raw = None

    def read(self, value: Any, spot: Spot) -> str:
        day = value.isoformat() if type(value) is date else spot.text(value)
        try:
            if date.fromisoformat(day).isoformat() == day:
                return day
        except ValueError:
            pass
        raise spot.fail(_("The date is written like 2026-10-01."))

    def write(self, raw: Raw) -> Any:
        return date.fromisoformat(raw) if raw else None


class Chosen(Form):
    """What a chooser points to, as a word: an address below the programme, a file, a slug."""

    option = True
    default: Raw = None

    @property
    def model(self) -> type[Model]:
        """The class itself; some choosers only know its name, or hide it behind a proxy."""
        return resolve_model_string(self.block.target_model)._meta.model

    def read(self, value: Any, spot: Spot) -> str:
        return spot.text(value)

    def write(self, raw: Raw) -> str:
        return raw or ""

    def mapped(self, raw: Raw, via: Via) -> Raw:
        return None if raw in (None, "") else via.chosen(self.model, raw)


class Rich(Form):
    """Formatted text. `line` says that it stands in one line."""

    def __init__(self, block: blocks.RichTextBlock) -> None:
        super().__init__(block)
        self.line = isinstance(block, LineBlock)
        self.features = frozenset(block.features) if block.features else EVERYTHING

    def read(self, value: Any, spot: Spot) -> str:
        return self.read_markdown(spot.text(value), spot)

    def read_markdown(self, text: str, spot: Spot) -> str:
        try:
            read = from_line if self.line else from_markdown
            return to_html(read(text, self.features))
        except NotProse as error:
            raise spot.source.fail(error.expected, line=spot.line + error.line) from error

    def write(self, raw: Raw) -> str:
        prose = from_html(raw or "")
        return to_line(prose) if self.line else to_markdown(prose)

    def mapped(self, raw: Raw, via: Via) -> str:
        return via.rich(raw or "")


class Nothing(Form):
    """A block that only stands there."""

    default: Raw = None
    required = False

    def read(self, value: Any, spot: Spot) -> None:
        return None

    def write(self, raw: Raw) -> None:
        return None


# — Several values ———————————————————————————————————————————————————————————————


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

    def mapped(self, raw: Raw, via: Via) -> list[dict[str, Any]]:
        return [_with_value(item, self.child.mapped(_value(item), via)) for item in raw or []]


def _value(item: Any) -> Raw:
    """Items stored long ago are bare values."""
    return item["value"] if _is_item(item) else item


def _with_value(item: Any, value: Raw) -> dict[str, Any]:
    return {**item, "value": value} if _is_item(item) else {"type": "item", "value": value}


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


def named(value: Any, spot: Spot) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise spot.fail(_("“%(name)s” has parts with names.") % {"name": spot.name})
    return value


def listed(value: Any, spot: Spot) -> list[Any]:
    if not isinstance(value, list):
        raise spot.fail(_("“%(name)s” must be a list.") % {"name": spot.name})
    return value


def unknown(name: Any, known: Any, spot: Spot) -> Exception:
    sentence = _("“%(name)s” is not known here; known are: %(known)s.")
    return spot.fail(sentence % {"name": name, "known": ", ".join(known)})
