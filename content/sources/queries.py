"""All sources as readers leaf through them, each with the pages that use it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, ReferenceIndex

from content.foundation.german import sort_key
from content.sources.marks import Entry, Shelf
from content.sources.models import Source
from content.sources.readers import known_to
from content.sources.style import in_list_order


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the index."""

    entry: Entry
    places: list[Page]


def all_sources(user: Any, asked: str = "") -> list[Listed]:
    """Every source, or those where `asked` stands in their entry; in order.

    Four statements, however many sources and pages there are.
    """
    shelf = Shelf({source.pk: source for source in Source.objects.all()})
    wanted = sort_key(asked.strip())
    found = [
        source
        for source in sorted(shelf.sources.values(), key=lambda row: in_list_order(row.work))
        if wanted in sort_key(source.full_form) or wanted in sort_key(source.short_form)
    ]
    places = _places(user, found)
    return [Listed(shelf.entry(source), places[source.pk]) for source in found]


def _places(user: Any, sources: Iterable[Source]) -> dict[int, list[Page]]:
    """Pages that use each source, in reading order; only those the person may know of."""
    uses = ReferenceIndex.get_references_to_in_bulk(list(sources)).filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    pairs = {(int(pk), int(page)) for pk, page in uses.values_list("to_object_id", "object_id")}
    wanted = {page for _pk, page in pairs}
    pages = known_to(user, Page.objects.filter(pk__in=wanted)).order_by("path") if wanted else []
    by_source: dict[int, list[Page]] = defaultdict(list)
    for page in pages:
        for pk in {pk for pk, used in pairs if used == page.pk}:
            by_source[pk].append(page)
    return by_source
