"""Rows that texts point to with `<a linktype="…" id="…">`, asked for once a page.

Wagtail expands rich text piece by piece and hands nothing down to the handler of a mark. So whoever
draws a whole body gathers the rows beforehand; until it is done, marks and choosers find them here.
A text drawn alone asks by itself.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)
OPENING = re.compile(r"<a\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(linktype|id)="([^"]*)"')
# What a handler leaves of a mark whose row is gone. Nothing else of ours writes such a tag.
LOST = re.compile(r"<a>(.*?)</a>", re.DOTALL)


class Marked(Generic[M]):
    """The rows of one model that texts mark with one kind of link."""

    def __init__(self, model: type[M], linktype: str) -> None:
        self.model = model
        self.linktype = linktype
        self._here: ContextVar[dict[int, M] | None] = ContextVar(linktype, default=None)

    def load(self, ids: Iterable[int]) -> dict[int, M]:
        """Found rows in the order of their ids, each once. One statement, none without ids."""
        wanted = list(dict.fromkeys(ids))
        found = self.model._default_manager.in_bulk(wanted) if wanted else {}
        return {pk: found[pk] for pk in wanted if pk in found}

    @contextmanager
    def gathered(self, rows: dict[int, M]) -> Iterator[None]:
        """Inside, whoever asks for one of these rows gets it without a statement."""
        before = self._here.set(rows)
        try:
            yield
        finally:
            self._here.reset(before)

    @property
    def on_a_page(self) -> bool:
        return self._here.get() is not None

    def find(self, ids: Iterable[Any]) -> list[M | None]:
        """The row of each id; None where it is gone. A page that gathered has no others."""
        keys = [_key(pk) for pk in ids]
        here = self._here.get()
        rows = self.load(filter(None, keys)) if here is None else here
        return [rows.get(key) for key in keys]

    def ids_in(self, raw: Any) -> Iterator[int]:
        """The ids marked anywhere in raw stream data, in reading order."""
        for text in texts_in(raw):
            for opening in OPENING.findall(text):
                named = dict(ATTRIBUTE.findall(opening))
                if named.get("linktype") == self.linktype and (pk := _key(named.get("id"))):
                    yield pk


def texts_in(raw: Any) -> Iterator[str]:
    """Every text of nested raw data."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from texts_in(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from texts_in(value)


def without_lost(html: str) -> str:
    """Words whose mark leads nowhere are plain words."""
    return LOST.sub(r"\1", html)


def _key(value: Any) -> int:
    return int(value) if str(value).isdecimal() and len(str(value)) < 19 else 0
