"""The shape of a section template. Pure: JSON in, sections out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.assignment.fields import (
    TEXT,
    Field,
    Values,
    fields_to_json,
    in_words,
    is_empty,
    parse_fields,
)


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

    @property
    def name(self) -> str:
        """„8. Zuständigkeiten (RACI)“"""
        return f"{self.number}. {self.title}"


def parse(data: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """The sections of a template in their order. Raises ValueError for a template that is none."""
    sections = tuple(_section(item) for item in data)
    ids = [section.id for section in sections]
    if not sections or len(set(ids)) != len(ids):
        raise ValueError("A template needs sections, each with an id of its own.")
    return sections


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
        )
    except KeyError as error:
        raise ValueError(f"A section lacks {error}.") from error


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
    if section.fields == (TEXT,):
        return {}
    return {"fields": fields_to_json(section.fields)}


def text_of(section: Section, values: Values) -> str:
    """Everything written in a section, as one text."""
    told = (in_words(field, values.get(field.id)) for field in section.fields)
    return "\n\n".join(text for text in told if text.strip())


def is_blank(section: Section, values: Values) -> bool:
    return all(is_empty(field, values.get(field.id)) for field in section.fields)


def missing(sections: Iterable[Section], values: Mapping[str, Values]) -> tuple[Section, ...]:
    """Required sections without a word in them. `values` by section id."""
    return tuple(s for s in sections if s.required and is_blank(s, values.get(s.id, {})))
