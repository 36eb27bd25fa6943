"""How one value travels: a text, a choice, a number, a day, rich text, a chosen thing.

A form reads what YAML holds into raw stream data, and writes it back. Rich text is Markdown,
choosers are addresses, slugs and file names. Nothing here asks the database: what a chooser's
word stands for is looked up later, through `mapped`.
"""

from datetime import date
from typing import Any, Protocol

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.coreutils import resolve_model_string

from content.blocks.text import LineBlock
from courses.curriculum.travel.prose.reading import EVERYTHING, NotProse, from_line, from_markdown
from courses.curriculum.travel.prose.stored import from_html, to_html
from courses.curriculum.travel.prose.writing import to_line, to_markdown
from courses.curriculum.travel.spots import Spot, listed, plain

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
