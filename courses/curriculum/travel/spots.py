"""Where a value stands in a file: what a complaint about it says, and the ids it gives."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from courses.curriculum.travel.prose.tree import visible
from courses.curriculum.travel.source import BrokenFile, Source, line_in

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Spot:
    """`name` is what the value is called, `trail` its way down from the field it belongs to."""

    source: Source
    name: str
    line: int
    trail: str = ""
    seed: UUID = NOBODY

    def __post_init__(self) -> None:
        if self.trail:
            self.source.places.setdefault(self.trail, self.line)

    def fail(self, expected: str) -> BrokenFile:
        return self.source.fail(expected, line=self.line)

    def below(self, data: Any, name: str | int) -> "Spot":
        """The part of `data` with this name, or the item in this place."""
        return replace(
            self,
            name=self.name if isinstance(name, int) else name,
            line=line_in(data, name, self.source.data_line) or self.line,
            trail=f"{self.trail}-{name}",
        )

    def id(self) -> str:
        """The same place in the same file gives the same id."""
        return str(uuid5(self.seed, self.trail))

    def text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.fail(_("“%(name)s” must be a text.") % {"name": self.name})
        return plain(value)

    def one_of(self, word: str, words: Collection[str]) -> str:
        if word not in words:
            sentence = _("“%(name)s” is one of: %(words)s.")
            raise self.fail(sentence % {"name": self.name, "words": ", ".join(words)})
        return word


def plain(text: str) -> str:
    """A text as it is compared and stored: nothing invisible, no space around it."""
    return visible(str(text)).strip()


def named(value: Any, spot: Spot) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise spot.fail(_("“%(name)s” has parts with names.") % {"name": spot.name})
    return value


def listed(value: Any, spot: Spot) -> list[Any]:
    if not isinstance(value, list):
        raise spot.fail(_("“%(name)s” must be a list.") % {"name": spot.name})
    return value


def unknown(name: Any, known: Any, spot: Spot) -> Exception:
    sentence = _("“%(name)s” is not known here; known are: %(known)s.")
    return spot.fail(sentence % {"name": name, "known": ", ".join(known)})
