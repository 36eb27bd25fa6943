"""Who has influence, who is affected, who stands how to whom: `actors` and their `relations`."""

from collections.abc import Iterator

from assessments.assignment.pictures.base import Source, id_of
from content.diagrams import actormap
from content.diagrams.diagram import Diagram
from content.diagrams.placing import CELLS

KIND = "actor-map"
MIDDLE = 3


def draw(source: Source) -> Diagram:
    actors = tuple(_actors(source))
    return actormap.draw(actormap.ActorMap(source.title, actors, source.relations("relations")))


def _actors(source: Source) -> Iterator[actormap.Actor]:
    """Everybody who has a name; who is not rated yet stands in the middle."""
    for row in source.rows("actors"):
        if name := source.text(row, "name"):
            yield actormap.Actor(
                id_of(row),
                name,
                source.number(row, "influence", 1, CELLS) or MIDDLE,
                source.number(row, "affected", 1, CELLS) or MIDDLE,
                source.key(row, "stance"),
            )
