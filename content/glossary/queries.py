"""The glossary as readers leaf through it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from content.foundation.german import letter_of, sort_key
from content.glossary.models import Term


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and its term; a synonym only refers to it."""

    word: str
    term: Term
    refers: bool

    @property
    def see_also(self) -> list[Term]:
        """Reads what was prefetched."""
        return sorted(self.term.see_also.all(), key=lambda other: other.in_order)

    @property
    def in_order(self) -> tuple[bool, str, str]:
        """What begins with no letter stands before all letters."""
        return letter_of(self.word) != "#", sort_key(self.word), self.word


@dataclass(frozen=True, slots=True)
class Letter:
    sign: str
    entries: list[Entry]

    @property
    def anchor(self) -> str:
        return f"buchstabe-{'sonst' if self.sign == '#' else self.sign.lower()}"


def letters(asked: str = "") -> list[Letter]:
    """All entries by letter, or those where `asked` stands in word, synonym or meaning.

    Two statements, however many terms there are.
    """
    terms = Term.objects.prefetch_related("see_also")
    found = sorted(_entries(terms, sort_key(asked.strip())), key=lambda entry: entry.in_order)
    grouped = groupby(found, key=lambda entry: letter_of(entry.word))
    return [Letter(sign, list(entries)) for sign, entries in grouped]


def _entries(terms: Iterable[Term], asked: str) -> Iterator[Entry]:
    for term in terms:
        words = [term.term, *term.synonym_list]
        if any(asked in sort_key(text) for text in (*words, term.definition)):
            yield Entry(term.term, term, refers=False)
        for word in term.synonym_list:
            if asked in sort_key(word):
                yield Entry(word, term, refers=True)
