"""What capabilities above put beside a section and the overview. They register in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assessments.assignment.models import Submission

if TYPE_CHECKING:
    from assessments.assignment.desks import Desk


class Place(StrEnum):
    """Where something stands beside the text."""

    OVERVIEW = "overview"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Part:
    """A template, and what it shows as `part.items`."""

    template: str
    items: Any


# Gets the desk, the work and the id of the section ("" on the overview); None where there is
# nothing to show. At most one statement.
Source = Callable[["Desk", Submission, str], Part | None]
# What the row of a work is to carry for them, by name: no statement more.
Facts = Callable[[], dict[str, Any]]
_sources: dict[Place, list[Source]] = {place: [] for place in Place}
_facts: list[Facts] = []


def provide(place: Place, source: Source) -> None:
    if source not in _sources[place]:
        _sources[place].append(source)


def provide_facts(facts: Facts) -> None:
    if facts not in _facts:
        _facts.append(facts)


def facts_beside() -> dict[str, Any]:
    """Annotations of a work, for `queries.with_work`."""
    return {name: value for facts in _facts for name, value in facts().items()}


def parts_beside(
    place: Place, desk: "Desk", submission: Submission, section_id: str = ""
) -> list[Part]:
    found = (source(desk, submission, section_id) for source in _sources[place])
    return [part for part in found if part]
