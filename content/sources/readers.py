"""Which pages a person may be told about where sources are used.

A page that is live and open to the public is named. Rooms above that hide pages from some people
narrow this down, registered in `ready()`.
"""

from collections.abc import Callable
from typing import Any

from wagtail.query import PageQuerySet

Narrowing = Callable[[Any, PageQuerySet], PageQuerySet]
_narrowings: list[Narrowing] = []


def narrow(narrowing: Narrowing) -> None:
    """Register a function that takes a person and pages and returns those they may know of."""
    if narrowing not in _narrowings:
        _narrowings.append(narrowing)


def known_to(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Titles and addresses of lessons are public, their texts are not."""
    pages = pages.live().public()
    for narrowing in _narrowings:
        pages = narrowing(user, pages)
    return pages
