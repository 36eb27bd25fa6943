"""The tree → Markdown, in one form for one meaning.

Words are written as plainly as they can be read back: bare if that works, with backslashes where
a sign would mean something, and with `&ZeroWidthSpace;` around emphasis that stands inside a word
or beside other emphasis. Reading back is the test, so whatever is written here can be read.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from courses.curriculum.travel.prose.reading import NotProse, from_line, from_markdown
from courses.curriculum.travel.prose.stored import Untold
from courses.curriculum.travel.prose.tree import (
    BREAK,
    Block,
    Item,
    Listing,
    Paragraph,
    Prose,
    Run,
    Runs,
)

FENCE = ":::"
SIGNS = re.compile(r"[\\`*_\[\]<&#]")
FIRST_SIGN = re.compile(r"^([+\-=>|~:])", re.MULTILINE)
NUMBER = re.compile(r"^(\d+)([.)])", re.MULTILINE)
DESTINATION = re.compile(r"([\\<>&*_`\[\]])")
PART = "&ZeroWidthSpace;"
LINE_END = "&NewLine;"
APART = "&para;"
LEVELS = range(4)


def to_markdown(prose: Prose) -> str:
    """Blocks with a blank line between them, a paragraph a line."""
    return "\n\n".join("\n".join(_block(block)) for block in prose)


def to_line(prose: Prose) -> str:
    """The same in one line, for list items and table cells."""
    return _readable(
        lambda level: APART.join(_words(_runs_of(block), level, LINE_END) for block in prose),
        lambda text: from_line(text) == prose,
    )


def _runs_of(block: Block) -> Runs:
    if isinstance(block, Listing) or block.tag != "p":
        raise Untold(_("Only paragraphs fit into a line."))
    return block.runs


def _block(block: Block) -> list[str]:
    if isinstance(block, Listing):
        return _listing(block)
    if block.tag == "p":
        return _paragraph(block.runs)
    mark = "#" * int(block.tag[1])
    return [
        _readable(
            lambda level: f"{mark} {_words(block.runs, level, LINE_END)}",
            lambda text: from_markdown(text) == (block,),
        )
    ]


def _paragraph(runs: Runs) -> list[str]:
    text = _readable(
        lambda level: _at_start(_words(runs, level, "\\\n"), level),
        lambda text: not _fenced(text) and from_markdown(text) == (Paragraph("p", runs),),
    )
    return text.split("\n")


def _fenced(text: str) -> bool:
    return any(line.startswith(FENCE) for line in text.split("\n"))


def _listing(listing: Listing) -> list[str]:
    return [
        line
        for number, item in enumerate(listing.items, start=1)
        for line in _item(item, f"{number}. " if listing.ordered else "- ")
    ]


def _item(item: Item, mark: str) -> list[str]:
    lines = _paragraph(item.runs) if item.runs else []
    lines += [line for below in item.lists for line in _listing(below)]
    return [mark + lines[0], *(" " * len(mark) + line for line in lines[1:])]


def _readable(write: Callable[[int], str], reads_back: Callable[[str], bool]) -> str:
    """The first way of writing that can be read back."""
    for level in LEVELS:
        text = write(level)
        try:
            if reads_back(text):
                return text
        except NotProse:
            continue
    raise Untold(_("This text cannot travel: %(text)s") % {"text": text[:80]})


def _at_start(text: str, level: int) -> str:
    """Signs that would make something of a line when they begin it."""
    if level == 0:
        return text
    return NUMBER.sub(r"\1\\\2", FIRST_SIGN.sub(r"\\\1", text))


def _words(runs: Iterable[Run], level: int, line_end: str) -> str:
    def bold(runs: Iterable[Run]) -> str:
        groups = groupby(runs, key=lambda run: run.bold)
        return "".join(_marked("**" * on, italic(alike), level) for on, alike in groups)

    def italic(runs: Iterable[Run]) -> str:
        return "".join(
            _marked("*" * run.italic, _text(run.text, level, line_end), level) for run in runs
        )

    pieces: list[str] = []
    for link, alike in groupby(runs, key=lambda run: run.link):
        if link and level and pieces and pieces[-1].endswith("!"):
            pieces[-1] = f"{pieces[-1][:-1]}\\!"  # a link behind it would be a picture
        words = bold(alike)
        pieces.append(f"[{words}]({_destination(link, level)})" if link else words)
    return "".join(pieces)


def _marked(mark: str, inner: str, level: int) -> str:
    if not mark:
        return inner
    outside, inside = PART * (level > 1), PART * (level > 2)
    return f"{outside}{mark}{inside}{inner}{inside}{mark}{outside}"


def _text(text: str, level: int, line_end: str) -> str:
    if level:
        text = SIGNS.sub(r"\\\g<0>", text)
        text = "".join(_told(sign) for sign in text)
    return text.replace(BREAK, line_end)


def _told(sign: str) -> str:
    """Odd spaces are lost at the ends of a line unless they are told by number."""
    return f"&#{ord(sign)};" if sign.isspace() and sign not in " \n" else sign


def _destination(link: str, level: int) -> str:
    escaped = DESTINATION.sub(r"\\\1", link)
    return f"<{escaped}>" if level else link
