"""What somebody typed, as words to look for. Pure; whatever comes in, a question comes out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.foundation.german import FILLERS, kin, stem, words

LONGEST = 120  # letters; what is longer is a text, not a question
MOST_WORDS = 8
# From this length on a word is also the beginning of longer ones: „Konflikt“ in „Konfliktfeld“.
BEGINNING = 4

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\s]+")
_TYPED_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}


@dataclass(frozen=True)
class Wanted:
    """One word that is looked for, with everything that counts as the same word."""

    word: str

    @cached_property
    def spellings(self) -> frozenset[str]:
        """„gespraech“ on keyboards without umlauts means „gespräch“."""
        return frozenset([self.word, re.sub("[aou]e", _umlaut, self.word)])

    @cached_property
    def forms(self) -> frozenset[str]:
        """The word and its kin; each is compared by its stem."""
        return self.spellings | kin(self.word)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.forms))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """With what longer words may begin."""
        return tuple(sorted(part for part in self.stems | self.spellings if may_begin(part)))

    def is_exactly(self, word: str) -> bool:
        return word in self.spellings

    def fits(self, word: str) -> bool:
        root = stem(word)
        return root in self.stems or root.startswith(self.beginnings) or self._begins(word)

    def _begins(self, word: str) -> bool:
        return any(may_begin(part) and word.startswith(part) for part in self.spellings)


def may_begin(part: str) -> bool:
    return len(part) >= BEGINNING and not part[0].isdigit()


def _umlaut(found: re.Match[str]) -> str:
    return _TYPED_UMLAUTS[found[0]]


@dataclass(frozen=True)
class Question:
    """`typed` goes back into the field; `hint` says what was not looked for, and why."""

    typed: str
    wanted: tuple[Wanted, ...]
    hint: str | Promise = ""

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def is_exactly(self, title: str) -> bool:
        """Whether the title is what was typed."""
        return words(title) == words(self.typed)

    def all_exactly_in(self, found: Iterable[str]) -> bool:
        within = set(found)
        return all(wanted.spellings & within for wanted in self.wanted)

    def all_fit_in(self, found: Iterable[str]) -> bool:
        within = set(found)
        return all(any(map(wanted.fits, within)) for wanted in self.wanted)


def ask(typed: str) -> Question:
    """Make a question of what was typed. An empty field is a question without words or hint."""
    whole = _UNPRINTABLE.sub(" ", typed).strip()
    text = _shortened(whole)
    found = list(dict.fromkeys(words(text)))
    telling = [word for word in found if word not in FILLERS and (len(word) > 1 or word.isdigit())]
    wanted = tuple(map(Wanted, telling[:MOST_WORDS]))
    cut = len(whole) > len(text) or len(telling) > MOST_WORDS
    return Question(text, wanted, _hint(text, found, bool(wanted), cut=cut))


def _shortened(text: str) -> str:
    """At most LONGEST letters, ending with a whole word where there is one."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rpartition(" ")[0] or text[:LONGEST]


def _hint(text: str, found: list[str], some: bool, *, cut: bool) -> str | Promise:
    if cut:
        return _("That was a lot. We looked for the first words. Two or three are enough.")
    if some or not text:
        return ""
    if not found:
        return _("There is no word in this. Please type a word or the number of a lesson.")
    if all(word in FILLERS for word in found):
        return _("These words stand in nearly every text. Please add a word that stands in few.")
    return _("One letter is too little. Please type at least two.")
