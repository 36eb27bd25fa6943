"""What a formatted text consists of, in the one form in which two of them can be compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

BREAK = "\n"  # inside a run: a line break somebody made on purpose
BLANK = " \n"
SCHEMES = {"http", "https", "mailto", "tel", "term", "source"}

# Nobody sees these, and neither YAML nor Markdown nor PostgreSQL carries all of them.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\r\n]+")
SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike. `link` is an address, or `term:…` and `source:…`."""

    text: str
    link: str = ""
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`tag` is p, h2 or h3."""

    tag: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    runs: Runs
    lists: tuple["Listing", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    ordered: bool
    items: tuple[Item, ...]


Block = Paragraph | Listing
Prose = tuple[Block, ...]


def visible(text: str) -> str:
    """The text without what nobody sees; line ends as on this side of the world."""
    return INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def address(text: str) -> str:
    """A link's address without the signs in which browsers let schemes hide."""
    return INVISIBLE.sub("", re.sub(r"[\t\r\n]", "", text)).strip()


def harmless(link: str) -> bool:
    """An address of this site, or one of a scheme we know."""
    found = SCHEME.match(link)
    return not found or found[1].lower() in SCHEMES


def normal(runs: Iterable[Run]) -> Runs:
    """Spaces collapsed as browsers do it, none at the edges of a link or an emphasis."""
    signs = _collapsed(_signs(runs))
    for attribute in (1, 2, 3):
        if any(sign[attribute] for sign in signs):
            _trim(signs, attribute)
    return tuple(
        Run("".join(sign[0] for sign in alike), *look)
        for look, alike in groupby(signs, key=lambda sign: tuple(sign[1:]))
    )


def merged(blocks: Iterable[Block]) -> Prose:
    """Without empty paragraphs; two lists of one kind in a row are one list."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Paragraph):
            if block.runs:
                found.append(block)
        elif isinstance(last, Listing) and last.ordered == block.ordered:
            found[-1] = Listing(last.ordered, last.items + block.items)
        elif block.items:
            found.append(block)
    return tuple(found)


def _signs(runs: Iterable[Run]) -> list[list]:
    return [
        [" " if sign in "\t\r" else sign, run.link, run.bold, run.italic]
        for run in runs
        for sign in INVISIBLE.sub("", run.text)
    ]


def _collapsed(signs: list[list]) -> list[list]:
    """One space or line break where there were several signs of space; none at the ends."""
    found: list[list] = []
    for sign in signs:
        last = found[-1][0] if found else BREAK
        if sign[0] == " " and last in BLANK:
            continue
        if sign[0] == BREAK:
            while found and found[-1][0] == " ":
                found.pop()
            if not found:
                continue
        found.append(sign)
    while found and found[-1][0] in BLANK:
        found.pop()
    return found


def _trim(signs: list[list], attribute: int) -> None:
    """Spaces at the edges of what looks alike belong to neither side."""
    for look, group in groupby(signs, key=lambda sign: tuple(sign[1 : attribute + 1])):
        alike = list(group)
        if look[-1]:
            _plain_edge(alike, attribute)
            _plain_edge(alike[::-1], attribute)


def _plain_edge(signs: list[list], attribute: int) -> None:
    for sign in signs:
        if sign[0] not in BLANK:
            return
        sign[attribute] = "" if attribute == 1 else False
