"""Works cited in rich text: `<a linktype="source" id="7">Glasl 2020, S. 12</a>`.

The words are the author's; usually the short form and a locator. On a page that gathered its
sources a citation leads to the list below the text, elsewhere to the index of all sources.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import LinkHandler

from content.foundation.marks import Marked
from content.sources.models import Source
from content.sources.style import full_form, in_list_order, letters, short_form

SOURCES = Marked(Source, "source")
# The child of a block that chooses a source is called so; `ids_chosen` knows it by that.
CHOICE = "work"
CITATION = re.compile(r'(<a class="ui-cite" data-source="(\d+)" href="[^"]*">)(.*?)</a>', re.DOTALL)


class SourceLink(LinkHandler):
    identifier = SOURCES.linktype

    @staticmethod
    def get_model() -> type[Source]:
        return Source

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_opening(row) for row in SOURCES.find(attrs.get("id") for attrs in attrs_list)]

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Any:
        if str(attrs.get("id", "")).isdecimal():
            yield Source, attrs["id"], "", ""


def _opening(source: Source | None) -> str:
    if source is None:
        return "<a>"
    if not SOURCES.on_a_page:
        return format_html('<a class="ui-cite" href="{}">', source.get_absolute_url())
    return format_html('<a class="ui-cite" data-source="{}" href="#{}">', source.pk, source.anchor)


# — Everything a page cites ————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of sources."""

    source: Source
    anchor: str
    html: SafeString


@dataclass(slots=True)
class Shelf:
    """The sources of one page: how each is named there, and where it stands in full."""

    sources: dict[int, Source]
    listed: frozenset[int] = frozenset()  # what a list of further reading gives in full
    letters: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.letters = letters((pk, source.work) for pk, source in self.sources.items())

    @property
    def bibliography(self) -> list[Entry]:
        """What the text cites and no list of further reading names; each once, in order."""
        rows = [source for pk, source in self.sources.items() if pk not in self.listed]
        return [self.entry(row) for row in sorted(rows, key=lambda row: in_list_order(row.work))]

    def entry(self, source: Source) -> Entry:
        letter = self.letters.get(source.pk, "")
        return Entry(source, source.anchor, in_full(source, letter))

    def short(self, source: Source) -> str:
        return short_form(source.work, self.letters.get(source.pk, ""))

    def with_letters(self, html: str) -> str:
        """„Glasl 2020, S. 12“ becomes „Glasl 2020a, S. 12“ where the page cites two of that year.

        Words an author chose freely are left as they are.
        """
        return CITATION.sub(self._cited, html) if any(self.letters.values()) else html

    def _cited(self, found: re.Match[str]) -> str:
        opening, pk, words = found.groups()
        source = self.sources[int(pk)]
        plain = str(escape(short_form(source.work)))
        if words.startswith(plain):
            words = f"{escape(self.short(source))}{words[len(plain) :]}"
        return f"{opening}{words}</a>"


def in_full(source: Source, letter: str = "") -> SafeString:
    """The entry of a list; its address is a link."""
    # „S.“ and its number stay on one line.
    said = str(escape(full_form(source.work, letter))).replace(" S. ", " S.\u00a0")
    if address := source.work.address:
        plain = str(escape(address))
        said = said.replace(plain, f'<a href="{plain}">{plain}</a>', 1)
    return mark_safe(said)  # noqa: S308  escaped above


def ids_chosen(raw: Any) -> Iterator[int]:
    """The sources chosen by blocks anywhere in raw stream data."""
    if isinstance(raw, dict):
        for name, value in raw.items():
            if name == CHOICE and isinstance(value, int):
                yield value
            else:
                yield from ids_chosen(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from ids_chosen(value)
