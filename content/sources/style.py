"""The one citation style: author and year, the German way. Pure; knows no database.

In the list:  Glasl, Friedrich (2020): Konfliktmanagement. 12. Aufl., Bern: Haupt.
In the text:  Glasl 2020, S. 12 · Fisher und Ury 1981 · Zick u. a. 2023

The list names everybody, the text says „u. a.“ from three on. Two works of one author and year
get a and b, in the order of their titles. A law has no author: it is named by its short form.
The words of the style are German whatever the language of the page, like the works themselves.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_lowercase
from typing import Any, TypeVar

from content.foundation.german import sort_key

MONTHS = (
    "",
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
NO_YEAR = "o. J."
LETTERED = re.compile(r"\d{4}[a-z]")
ENDS = ".!?…"
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything a citation may say. People are written „Nachname, Vorname“ or as a body."""

    kind: str
    title: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    shorthand: str = ""
    container: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    url: str = ""
    accessed_on: date | None = None
    doi: str = ""
    note: str = ""

    @property
    def address(self) -> str:
        """Where the work can be read; a DOI outlives any other address."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


# — In the text ————————————————————————————————————————————————————————————————


def short_form(work: Work, letter: str = "") -> str:
    """„Glasl 2020a“; a law is only its short form: „GG“."""
    if work.kind == "law":
        return work.shorthand or _open(work.title)
    return f"{_names(work)} {_year(work, letter)}"


def letters(works: Iterable[tuple[K, Work]]) -> dict[K, str]:
    """key → a, b, … where author and year would be the same; every other key gets none.

    A letter an author wrote into the year („2019a“) is left as it is and not given again.
    """
    everything = list(works)
    groups: dict[str, list[tuple[K, Work]]] = {}
    for key, work in everything:
        groups.setdefault(short_form(work), []).append((key, work))
    given = dict.fromkeys((key for key, _work in everything), "")
    for name, group in groups.items():
        if len(group) > 1 and group[0][1].kind != "law" and not LETTERED.search(name):
            free = (sign for sign in ascii_lowercase if name + sign not in groups)
            for (key, _work), sign in zip(sorted(group, key=_by_title), free, strict=False):
                given[key] = sign
    return given


def in_list_order(work: Work) -> tuple[str, str, str]:
    """What a bibliography is sorted by: people, year, title."""
    people = "; ".join(work.authors or work.editors) or work.shorthand or work.title
    return sort_key(people), _year(work), sort_key(work.title)


# — In the list ————————————————————————————————————————————————————————————————


def full_form(work: Work, letter: str = "") -> str:
    """The entry of a bibliography, closed by a full stop; its address is plain text."""
    form = FORMS.get(work.kind, _book)
    work = _tidied(work)
    said = [*form(work, letter), work.note, _where(work)]
    return " ".join(_closed(part) for part in said if part)


def _book(work: Work, letter: str) -> list[str]:
    return [_head(work, letter, work.title), _series(work), _imprint(work)]


def _article(work: Work, letter: str) -> list[str]:
    issue = f"{work.volume} ({work.issue})" if work.volume and work.issue else work.volume
    journal = " ".join(filter(None, [work.container, issue]))
    alone = f"Heft {work.issue}" if work.issue and not work.volume else ""
    return [_head(work, letter, work.title), _joined(_inside(journal), alone, _pages(work))]


def _chapter(work: Work, letter: str) -> list[str]:
    editors = _people(work.editors, editing=True) if work.authors else ""
    return [
        _head(work, letter, work.title),
        _inside(": ".join(filter(None, [editors, work.container]))),
        _series(work),
        _joined(_imprint(work), _pages(work)),
    ]


def _web(work: Work, letter: str) -> list[str]:
    return [_head(work, letter, work.title), work.container or work.publisher]


def _law(work: Work, _letter: str) -> list[str]:
    named = f"{work.title} ({work.shorthand})" if work.shorthand else work.title
    return [named, work.container, work.edition]


FORMS: dict[str, Callable[[Work, str], list[str]]] = {
    "book": _book,
    "report": _book,
    "article": _article,
    "chapter": _chapter,
    "web": _web,
    "law": _law,
}


# — Parts ——————————————————————————————————————————————————————————————————————


def _head(work: Work, letter: str, title: str) -> str:
    """„Glasl, Friedrich (2020): Konfliktmanagement“; without people the title leads."""
    people = _people(work.authors) or _people(work.editors, editing=True) or work.shorthand
    when = f"({_year(work, letter)})"
    return f"{people} {when}: {title}" if people else f"{title} {when}"


def _people(names: tuple[str, ...], *, editing: bool = False) -> str:
    said = "; ".join(names)
    return f"{said} (Hrsg.)" if said and editing else said


def _names(work: Work) -> str:
    """Family names as the text says them: one, two with „und“, from three on „u. a.“"""
    if work.shorthand:
        return work.shorthand
    people = [name.split(",")[0].strip() for name in work.authors or work.editors]
    if not people:
        return _open(work.title)
    return f"{people[0]} u. a." if len(people) > 2 else " und ".join(people)


def _year(work: Work, letter: str = "") -> str:
    """„2020a“, but „o. J. a“: a letter does not stick to an abbreviation."""
    year = work.year or NO_YEAR
    return f"{year} {letter}" if letter and year.endswith(".") else f"{year}{letter}"


def _inside(whole: str) -> str:
    return f"In: {whole}" if whole else ""


def _series(work: Work) -> str:
    return f"Bd. {work.volume}" if work.volume.isdigit() else work.volume


def _imprint(work: Work) -> str:
    """„12. Aufl., Bern: Haupt“"""
    edition = f"{work.edition}. Aufl." if work.edition.isdigit() else work.edition
    house = ": ".join(filter(None, [work.place, work.publisher]))
    return _joined(edition, house)


def _pages(work: Work) -> str:
    return f"S. {work.pages}" if work.pages else ""


def _where(work: Work) -> str:
    """The address, and for what may change, the day somebody read it."""
    if not work.address:
        return ""
    if work.doi or not work.accessed_on:
        return work.address
    day = work.accessed_on
    return f"{work.address}, abgerufen am {day.day}. {MONTHS[day.month]} {day.year}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _tidied(work: Work) -> Work:
    """The style sets the marks between its parts; what authors typed behind one would double."""
    parts = ("title", "container", "publisher", "place", "volume", "issue", "pages", "note")
    tidied: dict[str, Any] = {name: _open(getattr(work, name)) for name in parts}
    return replace(work, **tidied)


def _open(text: str) -> str:
    """Without a full stop, because the sentence goes on."""
    return text.rstrip(" .,:;")


def _closed(text: str) -> str:
    text = text.rstrip(" ,:;")
    return text if text.endswith(tuple(ENDS)) else f"{text}."


def _by_title(pair: tuple[K, Work]) -> str:
    return sort_key(pair[1].title)
