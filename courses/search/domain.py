"""Keeps the index in step with what is published. Every function may run twice without harm."""

from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction

from courses.search.catalogue import KINDS, kind_of
from courses.search.fulltext import indexed
from courses.search.kinds.base import Findable, Words
from courses.search.models import SearchEntry

CHUNK = 100


@transaction.atomic
def enter(thing: Any) -> None:
    """Write down what a thing says now. Nothing happens for what cannot be found."""
    if findable := kind_of(thing):
        take_out(thing)
        _write(findable, [thing])


def take_out(thing: Any) -> None:
    """The thing is not published any more. Two statements at most."""
    if findable := kind_of(thing):
        SearchEntry.objects.filter(kind=findable.kind, object_id=thing.pk).delete()


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Write the whole index anew. Returns how many things of each kind it holds.

    One transaction: whoever searches meanwhile finds the old index, then the new one.
    """
    SearchEntry.objects.all().delete()
    return {str(each.kind): _write_everything(each) for each in KINDS}


def _write_everything(findable: Findable) -> int:
    things = list(findable.everything().values_list("pk", flat=True))
    for at in range(0, len(things), CHUNK):
        _write(findable, findable.everything().filter(pk__in=things[at : at + CHUNK]))
    return len(things)


def _write(findable: Findable, things: Any) -> None:
    SearchEntry.objects.bulk_create(_entries(findable, things))


def _entries(findable: Findable, things: Any) -> Iterator[SearchEntry]:
    vendor = connections[SearchEntry.objects.db].vendor
    for thing in things:
        for words in findable.words_of(thing):
            yield _entry(findable, thing, words, vendor)


def _entry(findable: Findable, thing: Any, words: Words, vendor: str) -> SearchEntry:
    title, keys, text = map(readable, (words.title, words.keys, words.text))
    return SearchEntry(
        kind=findable.kind,
        object_id=thing.pk,
        edition=words.edition,
        title=title,
        keys=keys,
        text=text,
        title_index=indexed(title, vendor=vendor),
        keys_index=indexed(keys, vendor=vendor),
        text_index=indexed(text, vendor=vendor),
    )


def readable(text: str) -> str:
    """One line without soft hyphens, as excerpts show it. PostgreSQL takes no NUL."""
    return " ".join(text.replace("\u00ad", "").replace("\x00", "").split())
