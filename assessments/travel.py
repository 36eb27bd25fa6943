"""Reading lists of things with an id from a travelling file, with the line of every complaint."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.curriculum.travel.source import BrokenFile, Source


@dataclass(slots=True)
class Texts:
    """One item of a list. Texts are stripped of YAML's marks; `seen` are the ids of the file."""

    source: Source
    data: Any
    seen: set[str]
    line: int

    def fail(self, expected: str, *, at: str = "") -> BrokenFile:
        return self.source.fail(expected, line=_line_of(self.data, at) or self.line)

    def text(self, name: str, default: str | None = None) -> str:
        value = self.data.get(name, default)
        if not isinstance(value, str):
            raise self.fail(_("“%(name)s” must be a text.") % {"name": name}, at=name)
        return str(value).strip()

    def yes_or_no(self, name: str) -> bool:
        value = self.data.get(name)
        if not isinstance(value, bool):
            raise self.fail(_("“%(name)s” must be true or false.") % {"name": name}, at=name)
        return value

    def id(self) -> str:
        """A UUID that no other thing of the file has: what people write and choose hangs on it."""
        try:
            found = str(UUID(self.text("id")))
        except ValueError as error:
            raise self.fail(_("“%(name)s” must be a UUID.") % {"name": "id"}, at="id") from error
        if found in self.seen:
            raise self.fail(_("This id is used twice."), at="id")
        self.seen.add(found)
        return found

    def below(self, name: str) -> Iterator["Texts"]:
        return _items(self.source, self.data.get(name), name, self.seen, self.line)


def texts_of(source: Source, name: str) -> Iterator[Texts]:
    """The items of the list `name`. Raises BrokenFile while they are read."""
    return _items(source, source.data.get(name), name, set(), source.line_of(name))


def _items(source: Source, rows: Any, name: str, seen: set[str], line: int) -> Iterator[Texts]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        sentence = _("“%(name)s” must be a list of things with names.") % {"name": name}
        raise source.fail(sentence, line=line)
    for place, row in enumerate(rows):
        yield Texts(source, row, seen, _line_of(rows, place) or line)


def _line_of(data: Any, name: Any) -> int:
    marks = getattr(getattr(data, "lc", None), "data", None) or {}
    return marks[name][0] + 1 if name in marks else 0
