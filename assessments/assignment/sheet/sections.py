"""The shape of a section template. Pure: JSON in, sections out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assessments.assignment.sheet.fields import (
    TEXT,
    Field,
    FieldKind,
    Names,
    Values,
    fields_to_json,
    in_words,
    is_empty,
    is_said,
    names_in,
    parse_fields,
)


def left_over() -> Field:
    """What was written before the template had fields for it. It stays until it is emptied."""
    return Field(
        TEXT.id,
        _("From an earlier template"),
        help=_(
            "Move this into the fields above, then empty it here. Nothing is lost until you do."
        ),
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing made from what is written. What `kind` needs is found by the names it knows.

    `fields`: {role: "section id/field id"} of rows; `columns`: {role: column id} in them.
    """

    kind: str
    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """One section people write. `id` is stable within a template and part of the address."""

    id: str
    number: int
    title: str
    required: bool = True
    help: str = ""
    prompts: tuple[str, ...] = ()
    fields: tuple[Field, ...] = (TEXT,)
    pictures: tuple[Picture, ...] = ()

    @property
    def name(self) -> str:
        """„8. Zuständigkeiten (RACI)“"""
        return f"{self.number}. {self.title}"

    def all_fields(self, values: Values) -> tuple[Field, ...]:
        """The fields, and what is left from an earlier template where there is something."""
        known = {item.id for item in self.fields}
        if TEXT.id in known or not is_said(values.get(TEXT.id)):
            return self.fields
        return (*self.fields, left_over())


def parse(data: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """The sections of a template in their order. Raises ValueError for a template that is none."""
    sections = tuple(_section(item) for item in data)
    ids = [section.id for section in sections]
    if not sections or len(set(ids)) != len(ids):
        raise ValueError("A template needs sections, each with an id of its own.")
    rows = {f"{s.id}/{f.id}" for s in sections for f in s.fields if f.kind is FieldKind.ROWS}
    for name in _referred_to(sections):
        if name not in rows:
            raise ValueError(f"There are no rows “{name}”.")
    return sections


def _referred_to(sections: Iterable[Section]) -> Iterator[str]:
    """Every "section id/field id" something in these sections refers to."""
    for section in sections:
        for item in section.fields:
            yield from (f.of for f in (item, *item.columns) if f.of)
        for picture in section.pictures:
            yield from picture.fields.values()


def _section(item: Mapping[str, Any]) -> Section:
    try:
        return Section(
            id=str(item["id"]),
            number=int(item["number"]),
            title=str(item["title"]),
            required=bool(item.get("required", True)),
            help=str(item.get("help", "")).strip(),
            prompts=tuple(str(prompt) for prompt in item.get("prompts", ())),
            fields=parse_fields(item.get("fields", ())) or (TEXT,),
            pictures=parse_pictures(item.get("pictures", ())),
        )
    except KeyError as error:
        raise ValueError(f"A section lacks {error}.") from error


def parse_pictures(data: Iterable[Mapping[str, Any]]) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            kind=str(item["kind"]),
            title=str(item["title"]),
            fields={str(role): str(name) for role, name in item.get("fields", {}).items()},
            columns={str(role): str(name) for role, name in item.get("columns", {}).items()},
        )
        for item in data
    )


def to_json(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """What `parse` reads again; equal sections give equal JSON."""
    return [
        {
            "id": section.id,
            "number": section.number,
            "title": section.title,
            "required": section.required,
            "help": section.help,
            "prompts": list(section.prompts),
            **_fields(section),
        }
        for section in sections
    ]


def _fields(section: Section) -> dict[str, Any]:
    """Nothing for a section of one text: as templates from before there were fields."""
    told = {} if section.fields == (TEXT,) else {"fields": fields_to_json(section.fields)}
    pictures = pictures_to_json(section.pictures)
    return told | ({"pictures": pictures} if pictures else {})


def pictures_to_json(pictures: Iterable[Picture]) -> list[dict[str, Any]]:
    return [
        {
            "kind": picture.kind,
            "title": picture.title,
            "fields": dict(picture.fields),
            "columns": dict(picture.columns),
        }
        for picture in pictures
    ]


def text_of(section: Section, values: Values, names: Names | None = None) -> str:
    """Everything written in a section, as one text."""
    fields = section.all_fields(values)
    told = (in_words(item, values.get(item.id), names) for item in fields)
    return "\n\n".join(text for text in told if text.strip())


def is_blank(section: Section, values: Values) -> bool:
    return all(is_empty(item, values.get(item.id)) for item in section.all_fields(values))


def missing(sections: Iterable[Section], values: Mapping[str, Values]) -> tuple[Section, ...]:
    """Required sections without a word in them. `values` by section id."""
    return tuple(s for s in sections if s.required and is_blank(s, values.get(s.id, {})))


def names_of(sections: Iterable[Section], values: Mapping[str, Values]) -> dict[str, Any]:
    """What the rows that others refer to are called. `values` of the whole work by section id."""
    known = tuple(sections)
    fields = {f"{s.id}/{f.id}": (s, f) for s in known for f in s.fields}
    found = {}
    for name in dict.fromkeys(_picked_from(known)):
        section, item = fields[name]
        found[name] = names_in(item, values.get(section.id, {}).get(item.id))
    return found


def _picked_from(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for item in section.fields:
            yield from (f.of for f in (item, *item.columns) if f.of)


def names_for(section: Section, names: Names) -> dict[str, dict[str, str]]:
    """The part of the names a section needs to be read on its own."""
    used = dict.fromkeys(_picked_from([section]))
    return {name: dict(names[name]) for name in used if names.get(name)}
