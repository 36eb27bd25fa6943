"""The pictures of a version, each with what it is drawn from."""

from collections.abc import Mapping, Sequence

from assessments.assignment.export.blocks import Drawn, Frozen
from assessments.assignment.pictures.showing import drawn_in


def draw_pictures(sections: Sequence[Frozen]) -> Mapping[str, Drawn]:
    """By section, in the order of its template."""
    return {item["id"]: drawn_in(item, sections) for item in sections}
