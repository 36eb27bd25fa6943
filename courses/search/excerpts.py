"""The place in a text where the words stand, as pieces a template can mark.

Pieces are plain text and never HTML, so nothing an author or a visitor typed can become markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.foundation.german import Token, tokens
from courses.search.question import Question, Wanted

LENGTH = 220  # about three lines on a desk, six on a phone
BEFORE = 60
ELLIPSIS = "…"
# How the first letters of a stem may be written.
_LETTERS = {"a": "[aä]", "o": "[oö]", "u": "[uü]", "s": "[sß]", "e": "[eéè]"}
FIRST = 3


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    hit: bool = False


def excerpt(text: str, question: Question, *, length: int = LENGTH) -> list[Piece]:
    """About `length` letters round the place with most of the words; the beginning without any."""
    found = list(_found(text, question))
    start = _start(found, length)
    begin, end = _whole_words(text, start, start + length)
    return [
        *([Piece(ELLIPSIS + " ")] if begin else []),
        *_pieces(text, begin, end, [token for token, _wanted in found]),
        *([Piece(" " + ELLIPSIS)] if end < len(text) else []),
    ]


def marked(text: str, question: Question) -> list[Piece]:
    """The whole of a short text, for instance a title."""
    return list(_pieces(text, 0, len(text), [token for token, _w in _found(text, question)]))


def _found(text: str, question: Question) -> Iterator[tuple[Token, Wanted]]:
    """The words of the text that fit. Words that begin differently are not looked at closely."""
    for candidate in _candidates(question).finditer(text):
        token = next(tokens(text[candidate.start() : candidate.start() + 100]), None)
        if token is None:
            continue
        wanted = next((each for each in question.wanted if each.fits(token.word)), None)
        if wanted:
            at = candidate.start()
            yield Token(at + token.start, at + token.end, token.word), wanted


def _candidates(question: Question) -> re.Pattern[str]:
    beginnings = {
        "".join(_LETTERS.get(letter, re.escape(letter)) for letter in part[:FIRST])
        for wanted in question.wanted
        for part in wanted.stems | wanted.spellings
    }
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(beginnings))})", re.IGNORECASE)


def _start(found: list[tuple[Token, Wanted]], length: int) -> int:
    """Where the window begins: a little before the words that show most of what was asked."""
    if not found:
        return 0

    def worth(place: Token) -> tuple[int, int]:
        inside = [w.word for token, w in found if 0 <= token.start - place.start <= length - BEFORE]
        return len(set(inside)), len(inside)

    best = max((token for token, _wanted in found[:50]), key=worth)
    return max(0, best.start - BEFORE)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The window moved inwards to the next blank, so that it cuts no word."""
    if start:
        blank = text.find(" ", start, start + BEFORE)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", start + BEFORE, end)
        end = blank if blank >= 0 else end
    return start, min(end, len(text))


def _pieces(text: str, begin: int, end: int, found: list[Token]) -> Iterator[Piece]:
    at = begin
    for token in found:
        if token.start < at or token.end > end:
            continue
        if token.start > at:
            yield Piece(text[at : token.start])
        yield Piece(text[token.start : token.end], hit=True)
        at = token.end
    if at < end:
        yield Piece(text[at:end])
