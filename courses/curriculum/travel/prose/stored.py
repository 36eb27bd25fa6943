"""HTML as Wagtail stores rich text ⇄ the tree. Strict: what the tree cannot hold is refused."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from django.utils.translation import gettext as _

from courses.curriculum.travel.prose.tree import (
    BREAK,
    SPACES,
    Block,
    Item,
    Listing,
    Paragraph,
    Prose,
    Run,
    address,
    merged,
    normal,
)

PARAGRAPHS = {"p", "h2", "h3"}
LISTS = {"ul": False, "ol": True}
BOLD = {"b", "strong"}
ITALIC = {"i", "em"}
Address = Callable[[Mapping[str, str]], str]
Attributes = Callable[[str], str]


class Untold(ValueError):
    """A text holds something the travelling form has no words for."""


def plain_address(attributes: Mapping[str, str]) -> str:
    """Where a link leads that needs no looking up."""
    return address(attributes.get("href", ""))


def from_html(html: str, leads_to: Address = plain_address) -> Prose:
    """The tree of stored HTML. `leads_to` says the address of a link by its attributes."""
    reader = _Reader(leads_to)
    reader.feed(html)
    reader.close()
    return reader.prose()


def plain_link(link: str) -> str:
    """The attributes of a link that needs no looking up."""
    return f'href="{escape(link)}"'


def to_html(prose: Prose, attributes: Attributes = plain_link) -> str:
    """HTML as Wagtail would store it. `attributes` says those of a link by its address."""
    return "".join(_block(block, attributes) for block in prose)


class _Open:
    """A list item whose end has not come yet."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.lists: list[Block] = []

    def close(self) -> Item:
        lists = tuple(block for block in merged(self.lists) if isinstance(block, Listing))
        return Item(normal(self.runs), lists)


class _Reader(HTMLParser):
    def __init__(self, leads_to: Address) -> None:
        super().__init__(convert_charrefs=True)
        self.leads_to = leads_to
        self.found: list[Block] = []
        self.tag = "p"
        self.runs: list[Run] = []
        self.lists: list[tuple[bool, list[Item]]] = []
        self.items: list[_Open] = []
        self.bold = self.italic = 0
        self.link = ""

    def prose(self) -> Prose:
        self._end_paragraph()
        return merged(self.found)

    def handle_data(self, data: str) -> None:
        self._add(SPACES.sub(" ", data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PARAGRAPHS and not self.lists:
            self._end_paragraph()
            self.tag = tag
        elif tag in LISTS:
            self._end_paragraph()
            self.lists.append((LISTS[tag], []))
        elif tag == "li" and self.lists:
            self.items.append(_Open())
        elif tag == "br":
            self._add(BREAK)
        elif tag == "a":
            self.link = self.leads_to({name: value or "" for name, value in attrs})
        elif tag in BOLD | ITALIC:
            self._emphasise(tag, 1)
        else:
            raise Untold(_("“<%(tag)s>” cannot travel.") % {"tag": tag})

    def handle_endtag(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self._end_paragraph()
        elif tag in LISTS and self.lists:
            self._end_list()
        elif tag == "li" and self.items:
            self._end_item()
        elif tag == "a":
            self.link = ""
        elif tag in BOLD | ITALIC:
            self._emphasise(tag, -1)

    def _emphasise(self, tag: str, more: int) -> None:
        if tag in BOLD:
            self.bold += more
        else:
            self.italic += more

    def _add(self, text: str) -> None:
        run = Run(text, self.link, self.bold > 0, self.italic > 0)
        if not self.lists:
            self.runs.append(run)
        elif text.strip() and (not self.items or self.items[-1].lists):
            raise Untold(_("Text behind a nested list cannot travel."))
        elif self.items and not self.items[-1].lists:
            self.items[-1].runs.append(run)

    def _end_paragraph(self) -> None:
        self.found.append(Paragraph(self.tag, normal(self.runs)))
        self.tag, self.runs = "p", []

    def _end_item(self) -> None:
        item = self.items.pop().close()
        if item.runs or item.lists:
            self.lists[-1][1].append(item)

    def _end_list(self) -> None:
        ordered, items = self.lists.pop()
        found = Listing(ordered, tuple(items))
        (self.items[-1].lists if self.items else self.found).append(found)


def _block(block: Block, attributes: Attributes) -> str:
    if isinstance(block, Paragraph):
        return f"<{block.tag}>{_inline(block.runs, attributes)}</{block.tag}>"
    tag = "ol" if block.ordered else "ul"
    return f"<{tag}>{''.join(_item(item, attributes) for item in block.items)}</{tag}>"


def _item(item: Item, attributes: Attributes) -> str:
    below = "".join(_block(listing, attributes) for listing in item.lists)
    return f"<li>{_inline(item.runs, attributes)}{below}</li>"


def _inline(runs: Iterable[Run], attributes: Attributes) -> str:
    return "".join(
        f"<a {attributes(link)}>{_bold(alike)}</a>" if link else _bold(alike)
        for link, alike in groupby(runs, key=lambda run: run.link)
    )


def _bold(runs: Iterable[Run]) -> str:
    return "".join(
        f"<b>{_italic(alike)}</b>" if bold else _italic(alike)
        for bold, alike in groupby(runs, key=lambda run: run.bold)
    )


def _italic(runs: Iterable[Run]) -> str:
    return "".join(f"<i>{_words(run)}</i>" if run.italic else _words(run) for run in runs)


def _words(run: Run) -> str:
    return escape(run.text, quote=False).replace(BREAK, "<br/>")
