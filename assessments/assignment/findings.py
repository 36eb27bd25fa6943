"""Real people and ways to reach them in a work, each with its place. Pure: values in, found out.

They do not belong into a version: roles instead of names, and what reaches people stays with the
municipality.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.hints import contacts, names
from assessments.assignment.sheet.fields import Field, FieldKind, Values, rows_of
from assessments.assignment.sheet.sections import Section

# Where people write in their own words; everything else is chosen.
WRITTEN = (FieldKind.TEXT, FieldKind.LINE)


class Kind(StrEnum):
    CONTACT = "contact"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Found:
    """A name, an address or a number, and where it stands. `excused`: it is nobody in particular,
    say those who write.
    """

    section: Section
    field: Field
    kind: Kind
    word: str
    excused: bool = False

    @property
    def refuses(self) -> bool:
        """Whether a version with it cannot be handed in."""
        return not self.excused

    @property
    def may_be_excused(self) -> bool:
        return self.kind is Kind.NAME

    @property
    def anchor(self) -> str:
        """Where on the page of the section it stands."""
        return self.field.id if self.field.columns else f"id_{self.field.id}"

    @property
    def said(self) -> str:
        """What is said beside the section."""
        if self.kind is Kind.NAME:
            words = _("“%(word)s” reads like the name of a person.")
        else:
            words = _("“%(word)s” looks like a telephone number or an e-mail address.")
        return words % {"word": self.word}

    @property
    def text(self) -> str:
        """The same with its place."""
        return f"{self.section.name}: {self.said}"

    @property
    def as_excuse(self) -> str:
        """What the button says that it is nobody in particular; the other one takes it back."""
        return f"excuse:{self.word}"

    @property
    def as_accusation(self) -> str:
        return f"accuse:{self.word}"


def found_in(section: Section, values: Values, excused: Collection[str] = ()) -> tuple[Found, ...]:
    """What stands in a section, each once a field, in the order of its fields."""
    known = {plain(word) for word in excused}
    found = {
        (field.id, one.word): one
        for field in section.all_fields(values)
        for one in _in_field(section, field, values.get(field.id), known)
    }
    return tuple(found.values())


def found_in_all(
    sections: Iterable[Section], values: Mapping[str, Values], excused: Collection[str] = ()
) -> tuple[Found, ...]:
    """The same of a whole work; `values` by section."""
    return tuple(
        found
        for section in sections
        for found in found_in(section, values.get(section.id, {}), excused)
    )


def plain(word: str) -> str:
    """One name in one way of writing."""
    return " ".join(word.split()).casefold()


def _in_field(
    section: Section, field: Field, value: Any, excused: Collection[str]
) -> Iterator[Found]:
    for text in _texts(field, value):
        for word in contacts(text):
            yield Found(section, field, Kind.CONTACT, word)
        for word in names(text):
            yield Found(section, field, Kind.NAME, word, plain(word) in excused)


def _texts(field: Field, value: Any) -> Iterator[str]:
    """What somebody typed: the text of the field, or every written cell of its rows."""
    if field.columns:
        for row in rows_of(value):
            for column in field.written:
                yield from _texts(column, row.get(column.id))
    elif field.kind in WRITTEN:
        yield str(value or "")
