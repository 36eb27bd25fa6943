"""Sources as files: `quellen/<slug>.yaml`, one a work. The file is the whole truth about it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from content.foundation.folder import Complaints, check_names, day, text, texts, without_empty
from content.foundation.lines import as_lines
from content.sources.models import Source

FIELDS = (
    "kind",
    "authors",
    "editors",
    "shorthand",
    "year",
    "title",
    "container",
    "volume",
    "issue",
    "pages",
    "edition",
    "place",
    "publisher",
    "url",
    "accessed_on",
    "doi",
    "isbn",
    "note",
)
PEOPLE = ("authors", "editors")


def as_data(source: Source) -> dict[str, Any]:
    """What stands in the file, in the order of FIELDS; the slug is the name of the file."""
    work = source.work
    people = {name: list(getattr(work, name)) for name in PEOPLE}
    return without_empty({name: people.get(name, getattr(source, name)) for name in FIELDS})


@transaction.atomic
def take_in(entries: Mapping[str, Any]) -> list[Source]:
    """Create or update a source for every slug → data; sources not named stay as they are.

    All or nothing: raises EntriesRefused with every complaint. The same entries twice change
    nothing.
    """
    complaints = Complaints()
    sources = []
    for slug, data in entries.items():
        with complaints.about(slug):
            sources.append(_filled(slug, data))
    complaints.refuse()
    for source in sources:
        source.save()
    return sources


def _filled(slug: str, data: Any) -> Source:
    check_names(data, FIELDS)
    source = Source.objects.filter(slug=slug).first() or Source(slug=slug)
    for name in FIELDS:
        setattr(source, name, _value(data, name))
    source.full_clean()
    return source


def _value(data: Mapping[str, Any], name: str) -> Any:
    if name in PEOPLE:
        return as_lines(texts(data, name))
    return day(data, name) if name == "accessed_on" else text(data, name)
