"""What has changed between two texts, word by word. Pure: two texts in, pieces out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A word goes with the space behind it: texts are put together again without a gap.
WORDS = re.compile(r"\S+\s*|\s+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing takes time with the square of the count; from here on lines are compared.
WORDS_AT_MOST = 3000


class Kind(StrEnum):
    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


Pieces = tuple[Piece, ...]


def compare(before: str, after: str) -> Pieces:
    """The pieces in reading order, what was deleted before what stands there instead.

    Kept and deleted pieces give `before`, kept and inserted ones `after`.
    """
    old, new = _tokens(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(_pieces(matcher, old, new))


def _tokens(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > WORDS_AT_MOST:
        return LINES.findall(before), LINES.findall(after)
    return old, new


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Kind.KEPT, "".join(old[start:end]))
            continue
        if end > start:
            yield Piece(Kind.DELETED, "".join(old[start:end]))
        if new_end > new_start:
            yield Piece(Kind.INSERTED, "".join(new[new_start:new_end]))


def in_words(pieces: Iterable[Piece]) -> str:
    """„12 Wörter neu, 3 gestrichen.“; empty where nothing has changed."""
    counts = {Kind.INSERTED: 0, Kind.DELETED: 0}
    for piece in pieces:
        if piece.kind in counts:
            counts[piece.kind] += len(piece.text.split())
    new, gone = counts[Kind.INSERTED], counts[Kind.DELETED]
    said = []
    if new:
        said.append(ngettext("%(n)d new word", "%(n)d new words", new) % {"n": new})
    if gone:
        said.append(ngettext("%(n)d word deleted", "%(n)d words deleted", gone) % {"n": gone})
    return ", ".join(said)


def marked(pieces: Iterable[Piece]) -> SafeString:
    """The text with `<ins>` and `<del>`, which also say what they are to whoever listens."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> SafeString | str:
    if piece.kind is Kind.KEPT:
        return piece.text
    name, word = {
        Kind.INSERTED: ("ins", _("new:")),
        Kind.DELETED: ("del", _("deleted:")),
    }[piece.kind]
    said = format_html('<span class="lms-sr ui-sr">{} </span>', word)
    return format_html(f"<{name}>{{}}{{}}</{name}>", said, piece.text)
