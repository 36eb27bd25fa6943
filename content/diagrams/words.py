"""How wide words are, and where they break: Fira Sans' widths, German hyphenation."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import accumulate

from content.ui.hyphens import SOFT_HYPHEN, shy

JOINERS = "\u200c\u200d"
LINE = 1.3  # height of a line, in sizes of its words
ROOM = 1.07  # for a reader without Fira Sans
BOLDER = 1.04
UNKNOWN, WIDE_SCRIPT = 65, 105  # hundredths of an em; wide from CJK on, emoji included
# Advance widths of Fira Sans Regular in hundredths of an em.
GROUPS = {
    23: "'‚‘’",
    24: "!,.:;·",
    26: " ",
    28: "ij",
    29: "l",
    30: "IJ`",
    32: "()[]{}•",
    34: "f",
    36: "t",
    39: "r",
    40: '"-|',
    41: "„“",
    43: "1",
    44: "*7z",
    46: "?",
    47: "sş",
    48: "cxç",
    49: "Fvy~",
    50: "+235<=>L×≥≤",
    51: "k",
    52: "#/9TZ\\_g–°",
    53: "$46§",
    54: "ESX^aeäéèáŞ",
    55: "8Y",
    56: "0CV",
    57: "AÄ",
    58: "Pouöü",
    59: "Kbhnpß",
    60: "Rdq",
    61: "B",
    63: "G",
    64: "D",
    66: "UÜẞ",
    68: "HN",
    69: "OQÖ",
    72: "w",
    73: "&",
    74: "…",
    78: "M",
    79: "—",
    83: "%W",
    86: "m",
    90: "→←",
    93: "½",
    102: "@",
    0: f"{SOFT_HYPHEN}\u200b{JOINERS}",
}
WIDTHS = {char: width for width, chars in GROUPS.items() for char in chars}
VOWELS = frozenset("aeiouyäöüAEIOUYÄÖÜ")
TOGETHER = ("sch", "spr", "str", "ch", "ck", "ph", "th", "tr", "qu")


def tidy(text: str, keep: str = JOINERS) -> str:
    """One line of characters that may be seen: no control characters, no changes of direction.

    XML knows no control characters; one in a pasted label would spoil the picture for every
    strict reader, and an override of the direction would show other words than were written.
    """
    words = " ".join(text.split())
    if words.isprintable():
        return words
    return " ".join("".join(c for c in words if c.isprintable() or c in keep).split())


def xml(text: str) -> str:
    return escape(tidy(text))


@dataclass(frozen=True, slots=True)
class Words:
    """How words are set; `size` in units, `anchor` is what stands at x: start, middle or end.

    With a halo the words stay legible where a line runs behind them.
    """

    size: float
    ink: str = "text"
    bold: bool = False
    anchor: str = "start"
    halo: bool = False

    def on(self, ink: str) -> "Words":
        return replace(self, ink=ink)

    def at(self, anchor: str) -> "Words":
        return replace(self, anchor=anchor)

    @property
    def line(self) -> float:
        return self.size * LINE

    def width(self, text: str) -> float:
        return _sum(tidy(text)) * self.unit

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """The text in lines of at most `width` units; never so narrow that no letter fits."""
        return _lines(text, max(width, 3 * self.size) / self.unit)

    def height(self, text: str, width: float) -> float:
        return len(self.lines(text, width)) * self.line

    @property
    def unit(self) -> float:
        """A hundredth of an em, in units of the drawing."""
        return self.size / 100 * ROOM * (BOLDER if self.bold else 1)


def _width(char: str) -> int:
    return WIDTHS.get(char, UNKNOWN if char < "\u2e80" else WIDE_SCRIPT)


@lru_cache(maxsize=8192)
def _lines(text: str, width: float) -> tuple[str, ...]:
    """`width` in hundredths of an em."""
    lines: list[str] = []
    room = ""  # the line that may still take a word
    for word in tidy(shy(text), JOINERS + SOFT_HYPHEN).split():
        if room and _sum(joined := f"{room} {word}") <= width:
            room = joined
            continue
        *full, rest = _pieces(word, width)
        lines += [room, *full]
        room = rest
    return tuple(
        line for line in (line.replace(SOFT_HYPHEN, "") for line in [*lines, room]) if line
    )


def _sum(text: str) -> int:
    return sum(map(_width, text))


def _pieces(word: str, width: float) -> list[str]:
    """The word as it is, or cut so that each piece fits on a line of its own."""
    pieces = []
    while _sum(word) > width:
        head, word = _cut(word, width)
        pieces.append(head)
    return [*pieces, word]


def _cut(word: str, width: float) -> tuple[str, str]:
    # ends[i]: the first i characters and a hyphen
    ends = list(accumulate(map(_width, word), initial=_width("-")))
    longest = max(bisect_right(ends, width) - 1, 1)
    point = _break(word, longest)
    head = word[:point].removesuffix(SOFT_HYPHEN)
    return (head if head.endswith(("-", "/")) else f"{head}-"), word[point:]


def _break(word: str, longest: int) -> int:
    """The last place to part a German word: after a hyphen it has, else between syllables."""
    marked = [i for i in range(1, longest + 1) if word[i - 1] in f"{SOFT_HYPHEN}-/"]
    fitting = (i for i in _syllables(word[: longest + 3]) if i <= longest)
    return max(marked) if marked else max(fitting, default=longest)


def _syllables(word: str) -> Iterator[int]:
    """Before a consonant and its vowel, never after fewer than three letters."""
    for i in range(3, len(word) - 2):
        if word[i].isalpha() and word[i] not in VOWELS and word[i + 1] in VOWELS:
            sound = next((t for t in TOGETHER if word[: i + 1].lower().endswith(t)), word[i])
            if (start := i - len(sound) + 1) >= 3:
                yield start
