"""The shape of a section template. Pure: JSON in, sections out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """One section people write. `id` is stable within a template and part of the address."""

    id: str
    number: int
    title: str
    required: bool = True
    help: str = ""
    prompts: tuple[str, ...] = ()

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
        }
        for section in sections
    ]


def missing(sections: Iterable[Section], texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Required sections without a word in them."""
    return tuple(s for s in sections if s.required and not texts.get(s.id, "").strip())
