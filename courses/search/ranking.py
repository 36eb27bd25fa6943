"""The order of hits: the name before the text, the very word before its forms."""

from collections.abc import Iterable

from content.foundation.german import sort_key, words
from courses.search.fulltext import Hit
from courses.search.question import Question


def in_order(hits: Iterable[Hit], question: Question) -> list[Hit]:
    """Best first. Inside a tier the database's rank decides, then the title."""
    return sorted(hits, key=lambda hit: (tier(hit, question), hit.rank, sort_key(hit.title)))


def tier(hit: Hit, question: Question) -> int:
    """0 it is called so · 1 the very words in its title · 2 forms of them in its title ·
    3 in what stands for it (number, synonyms, purpose) · 4 in its text."""
    title = words(hit.title)
    if question.is_exactly(hit.title):
        return 0
    if question.all_exactly_in(title):
        return 1
    if question.all_fit_in(title):
        return 2
    return 3 if question.all_fit_in([*title, *words(hit.keys)]) else 4
