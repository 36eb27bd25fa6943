"""What the page of results shows, in a constant number of statements."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from content.foundation.german import tokens
from courses.search.catalogue import BY_NAME, KINDS
from courses.search.excerpts import Piece, excerpt, marked
from courses.search.fulltext import MOST_HITS, Hit, find
from courses.search.kinds.base import Place
from courses.search.models import SearchEntry
from courses.search.question import Question
from courses.search.ranking import in_order

A_PAGE = 10
NEAREST = 5
# Below this likeness a suggestion surprises more than it helps.
LIKENESS = 0.75


@dataclass(frozen=True, slots=True)
class Result:
    """One hit as the page shows it."""

    kind: str
    label: str
    icon: str
    place: Place
    title: Sequence[Piece]
    excerpt: Sequence[Piece]
    protected: bool  # there is more in it, for its readers


@dataclass(frozen=True, slots=True)
class Count:
    """A kind with the number of its hits, as a filter."""

    kind: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Results:
    page: Page
    results: Sequence[Result]
    counts: Sequence[Count]
    total: int
    kind: str = ""
    nearest: Sequence[Result] = ()
    suggestion: str = ""

    @property
    def many(self) -> bool:
        """More than were counted."""
        return self.total >= MOST_HITS


def search(user: Any, question: Question, *, kind: str = "", page: int | str = 1) -> Results:
    """What `user` (may be anonymous) may find. `kind` narrows the list, the counts stay whole."""
    visible = visible_to(user)
    hits = in_order(find(visible, question), question) if question else []
    counts = _counts(hits)
    chosen = [hit for hit in hits if not kind or hit.kind == kind]
    paginator = Paginator(chosen, A_PAGE)
    current = paginator.get_page(page)
    nothing = bool(question) and not hits
    return Results(
        page=current,
        results=_results(list(current), question),
        counts=counts,
        total=len(hits),
        kind=kind,
        nearest=_nearest(visible, question) if nothing else (),
        suggestion=_suggestion(visible, question) if nothing else "",
    )


def visible_to(user: Any) -> QuerySet[SearchEntry]:
    """The entries `user` may find: one edition at most of every thing."""
    return SearchEntry.objects.filter(reduce(or_, (each.visible_to(user) for each in KINDS), Q()))


def _counts(hits: Iterable[Hit]) -> list[Count]:
    numbers = Counter(hit.kind for hit in hits)
    return [
        Count(kind, str(each.label), numbers[kind])
        for kind, each in BY_NAME.items()
        if numbers[kind]
    ]


def _results(hits: Sequence[Hit], question: Question) -> list[Result]:
    entries = SearchEntry.objects.in_bulk([hit.pk for hit in hits])
    places = {
        kind: each.places([hit.object_id for hit in hits if hit.kind == kind])
        for kind, each in BY_NAME.items()
    }
    found = ((entries[hit.pk], places[hit.kind].get(hit.object_id)) for hit in hits)
    return [_result(entry, place, question) for entry, place in found if place]


def _result(entry: SearchEntry, place: Place, question: Question) -> Result:
    each = BY_NAME[entry.kind]
    return Result(
        kind=entry.kind,
        label=str(each.kind.label),
        icon=each.icon,
        place=place,
        title=marked(place.title, question),
        excerpt=excerpt(entry.text, question) if entry.text else (),
        protected=each.has_readers and entry.edition == SearchEntry.Edition.OPEN,
    )


def _nearest(visible: QuerySet[SearchEntry], question: Question) -> list[Result]:
    """Where at least one of several words stands."""
    if len(question.wanted) < 2:
        return []
    hits = find(visible, question, every_word=False)
    return _results(in_order(hits, question)[:NEAREST], question)


def _suggestion(visible: QuerySet[SearchEntry], question: Question) -> str:
    """The question in words that stand in visible titles; what nobody wrote is left out.

    Empty when it says nothing new. One statement.
    """
    known: dict[str, str] = {}
    for title in visible.order_by("title").values_list("title", flat=True):
        known |= {token.word: title[token.start : token.end] for token in tokens(title)}
    closest = [_closest(wanted.word, known) for wanted in question.wanted]
    better = [known[word] for word in closest if word]
    return " ".join(better) if closest != [wanted.word for wanted in question.wanted] else ""


def _closest(word: str, known: Mapping[str, str]) -> str:
    return next(iter(get_close_matches(word, known, n=1, cutoff=LIKENESS)), "")
