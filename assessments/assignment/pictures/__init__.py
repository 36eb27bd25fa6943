"""Pictures of a section, drawn from what people have written. Pure: values in, diagrams out.

A module a kind of picture, and all alike. A new one is a module and its name here.
"""

from collections.abc import Mapping

from assessments.assignment.pictures import (
    actor_map,
    conflict_map,
    escalation_ladder,
    reporting_chain,
    timeline,
)
from assessments.assignment.pictures.base import Kind, Source
from assessments.assignment.sheet.fields import Values
from assessments.assignment.sheet.sections import Section
from content.diagrams.diagram import Diagram

MODULES: tuple[Kind, ...] = (
    actor_map,
    escalation_ladder,
    reporting_chain,
    timeline,
    conflict_map,
)
BY_KIND: dict[str, Kind] = {module.KIND: module for module in MODULES}


def draw_pictures(section: Section, values: Mapping[str, Values]) -> list[Diagram]:
    """The pictures of a section. `values` are those of the whole work, by section id.

    Whatever was typed is drawn as far as it makes sense: what cannot be understood is left out,
    and a picture nobody has written anything for says so.
    """
    return [
        BY_KIND[picture.kind].draw(Source(picture, section, values))
        for picture in section.pictures
        if picture.kind in BY_KIND
    ]
