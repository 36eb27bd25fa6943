"""What an author changed, in words: how two versions of a block are compared.

Wagtail compares many blocks by what they would draw, so that a ticked box, a choice or the target
of a link leaves no trace. Here a block is first said as lines of text, then the lines are compared.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import singledispatch
from itertools import zip_longest
from typing import Any

from django.utils.choices import flatten_choices
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import BlockComparison, diff_text
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import expand_db_html
from wagtail.utils.text import text_from_html

from content.ui.dates import long_date

LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
MARK = re.compile(r' data-block-key="[^"]*"')
END_OF_LINE = re.compile(r"</(?:p|li|h2|h3|h4)>|<br ?/?>")


class InWords(BlockComparison):
    """Compares whatever stands in a block, at any depth."""

    def has_changed(self) -> bool:
        return self._stored(self.val_a) != self._stored(self.val_b)

    def htmlvalue(self, val: Any) -> SafeString:
        return _difference(said := in_words(self.block, val), said)

    def htmldiff(self) -> SafeString:
        before, after = in_words(self.block, self.val_a), in_words(self.block, self.val_b)
        shown = _difference(before, after)
        if before == after and self.has_changed():
            return format_html("{}<br><em>{}</em>", shown, _("Only the formatting has changed."))
        return shown

    def _stored(self, value: Any) -> Any:
        return None if value is None else _without_marks(self.block.get_prep_value(value))


def _without_marks(stored: Any) -> Any:
    """What is stored, but for the ids that the editor gives to lines and items on first saving."""
    if isinstance(stored, dict):
        return {name: _without_marks(value) for name, value in stored.items() if name != "id"}
    if isinstance(stored, list):
        return [_without_marks(value) for value in stored]
    return MARK.sub("", stored) if isinstance(stored, str) else stored


def in_words(block: blocks.Block, value: Any) -> str:
    """The lines an author reads in place of the block."""
    return "" if value is None else "\n".join(_say(block, value))


def _difference(before: str, after: str) -> SafeString:
    """Line by line, so that a word which comes back three lines later confuses nobody."""
    old, new = before.splitlines(), after.splitlines()
    pairs = [
        pair
        for _kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for pair in zip_longest(old[i:j], new[k:m], fillvalue="")
    ]
    # Wagtail's diff escapes every word.
    return mark_safe("<br>".join(diff_text(*pair).to_html() for pair in pairs))  # noqa: S308


@singledispatch
def _say(block: blocks.Block, value: Any) -> Iterator[str]:
    yield str(value)


@_say.register
def _fields(block: blocks.StructBlock, value: Any) -> Iterator[str]:
    for name, child in block.child_blocks.items():
        said = in_words(child, value.get(name))
        yield f"{child.label}:" + ("\n" if "\n" in said else " ") + said


@_say.register
def _items(block: blocks.ListBlock, value: Any) -> Iterator[str]:
    for item in value:
        yield f"– {in_words(block.child_block, item)}"


@_say.register
def _stream(block: blocks.StreamBlock, value: Any) -> Iterator[str]:
    for child in value:
        yield f"{child.block.label}: {in_words(child.block, child.value)}"


@_say.register
def _table(block: TypedTableBlock, value: Any) -> Iterator[str]:
    yield value.caption
    yield " | ".join(column["heading"] for column in value.columns)
    for row in value.rows:
        yield " | ".join(in_words(cell.block, cell.value) for cell in row)


@_say.register
def _text(block: blocks.RichTextBlock, value: Any) -> Iterator[str]:
    with_addresses = LINK.sub(r"\2 (\1)", expand_db_html(value.source))
    yield text_from_html(END_OF_LINE.sub("\n", with_addresses))


@_say.register
def _tick(block: blocks.BooleanBlock, value: Any) -> Iterator[str]:
    yield _("yes") if value else _("no")


@_say.register
def _choice(block: blocks.ChoiceBlock, value: Any) -> Iterator[str]:
    yield str(dict(flatten_choices(block.field.choices)).get(value, value))


@_say.register
def _date(block: blocks.DateBlock, value: Any) -> Iterator[str]:
    yield long_date(value)
