"""Pictures as pages show them: of a draft, where some can be moved, and of a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.assignment.pictures import BY_KIND, conflict_map, draw_pictures
from assessments.assignment.sheet.fields import Values, parse_fields
from assessments.assignment.sheet.sections import Picture, Section, parse_pictures
from content.diagrams.diagram import Diagram
from content.diagrams.figure import Figure

Frozen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SectionPicture:
    """A picture of a section. `rows`, and in them `across` and `down`, name where a script may
    write a mark's place; without `rows` nothing can be moved.
    """

    figure: Figure
    rows: str = ""
    across: str = ""
    down: str = ""


def pictures_of(section: Section, values: Mapping[str, Values]) -> list[SectionPicture]:
    """`values` are those of the whole work, by section id."""
    return [
        SectionPicture(Figure(diagram, f"picture-{section.id}-{n}"), *_moving(section, picture))
        for n, (picture, diagram) in enumerate(drawn_of(section, values), 1)
    ]


def drawn_of(section: Section, values: Mapping[str, Values]) -> list[tuple[Picture, Diagram]]:
    """Each picture of a known kind with what it has become."""
    known = [picture for picture in section.pictures if picture.kind in BY_KIND]
    return list(zip(known, draw_pictures(section, values), strict=True))


def pictures_in(item: Frozen, version: Sequence[Frozen]) -> list[SectionPicture]:
    """The pictures of a frozen section; `version` are all sections of the version it stands in."""
    return pictures_of(_section(item), _values(version)) if item.get("pictures") else []


def drawn_in(item: Frozen, version: Sequence[Frozen]) -> list[tuple[Picture, Diagram]]:
    """The same, as they are drawn on other than pages."""
    return drawn_of(_section(item), _values(version)) if item.get("pictures") else []


def _section(item: Frozen) -> Section:
    return Section(
        item["id"],
        item["number"],
        item["title"],
        fields=parse_fields(item.get("fields", ())),
        pictures=parse_pictures(item["pictures"]),
    )


def _values(version: Sequence[Frozen]) -> dict[str, Values]:
    return {item["id"]: item.get("values", {}) for item in version}


def _moving(section: Section, picture: Picture) -> tuple[str, ...]:
    """The names of rows and columns that hold places, if they are written in this section."""
    section_id, _slash, rows = picture.fields.get("nodes", "").partition("/")
    names = tuple(picture.columns.get(column, "") for column in ("x", "y"))
    is_here = picture.kind == conflict_map.KIND and section_id == section.id
    return (rows, *names) if is_here and all(names) else ()
