"""What search needs to know of one kind of things. To add a kind, copy the most similar one."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from wagtail.models import Site
from wagtail.query import PageQuerySet

from courses.search.models import SearchEntry

# What else ends a text (a heading, a cell of a table) needs a sign before the next one begins.
SENTENCE_ENDS = ".!?…:;“"


@dataclass(frozen=True, slots=True)
class Words:
    """What one edition of a thing says."""

    title: str
    keys: str = ""
    text: str = ""
    edition: SearchEntry.Edition = SearchEntry.Edition.OPEN


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit leads, and how it introduces itself. `group` tells apart what is called alike."""

    title: str
    url: str
    trail: tuple[str, ...] = ()
    minutes: int | None = None
    group: str = ""


class Findable(ABC):
    """One kind of things that can be found."""

    kind: ClassVar[SearchEntry.Kind]
    label: ClassVar[Promise]  # of several
    icon: ClassVar[str]
    has_readers: ClassVar[bool] = False  # whether there is an edition for readers alone
    models: ClassVar[tuple[type[Model], ...]]

    @abstractmethod
    def everything(self) -> QuerySet[Any]:
        """All things that belong into the index."""

    @abstractmethod
    def words_of(self, thing: Any) -> Iterable[Words]:
        """What is written down of a thing, one a edition."""

    @abstractmethod
    def visible_to(self, user: Any) -> Q:
        """Which entries of this kind `user` (may be anonymous) may find."""

    @abstractmethod
    def places(self, pks: Collection[int]) -> Mapping[int, Place]:
        """Where these things stand. A constant number of statements."""


def addressable(pages: PageQuerySet) -> PageQuerySet:
    """Published pages with an address, outside every section that Wagtail keeps private.

    One statement here, for the private sections.
    """
    roots = (Q(url_path__startswith=root.root_path) for root in Site.get_site_root_paths())
    return pages.live().public().filter(reduce(or_, roots, Q(pk__in=[])))


def text_of(page: Any, *names: str) -> str:
    """Plain words of a page's fields, in this order; stream fields as their blocks tell them."""
    parts = (part.strip() for name in names for part in _parts(page, name))
    return " ".join(part if part[-1] in SENTENCE_ENDS else f"{part} ·" for part in parts if part)


def _parts(page: Any, name: str) -> list[str]:
    value = getattr(page, name, None)
    block = getattr(value, "stream_block", None)
    return block.get_searchable_content(value) if block else [str(value or "")]
