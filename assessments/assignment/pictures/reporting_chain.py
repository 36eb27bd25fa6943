"""Who hears of it in which order: `links`, from the first to the last."""

from collections.abc import Iterator

from assessments.assignment.pictures.base import Source
from content.diagrams import chain
from content.diagrams.diagram import Diagram

KIND = "reporting-chain"
COLUMNS = ("who", "channel", "instead", "within")


def draw(source: Source) -> Diagram:
    return chain.draw(chain.Chain(source.title, tuple(_links(source))))


def _links(source: Source) -> Iterator[chain.Link]:
    """Every row somebody has written in; a link may still lack its name."""
    for row in source.rows("links"):
        told = [source.text(row, column) for column in COLUMNS]
        if any(told):
            yield chain.Link(*told)
