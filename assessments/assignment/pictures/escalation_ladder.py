"""The five levels with trigger and measures: `levels`, and `measures` each from a level on."""

from assessments.assignment.pictures.base import TEXT_AT_MOST, Source
from assessments.assignment.sheet.fields import Row
from content.diagrams import ladder
from content.diagrams.diagram import Diagram

KIND = "escalation-ladder"
LEVELS = range(5)


def draw(source: Source) -> Diagram:
    rungs = tuple(_rung(source, number) for number in LEVELS) if _has_any(source) else ()
    return ladder.draw(ladder.Ladder(source.title, rungs))


def _has_any(source: Source) -> bool:
    """Whether anybody has written anything yet: five empty levels would be no picture."""
    triggers = (source.text(row, "trigger") for row in source.rows("levels"))
    return any(triggers) or any(_measures(source, number) for number in LEVELS)


def _rung(source: Source, number: int) -> ladder.Rung:
    found = [row for row in source.rows("levels") if _level(source, row, "level") == number]
    trigger = source.text(found[0], "trigger", TEXT_AT_MOST) if found else ""
    return ladder.Rung(number, trigger, _measures(source, number))


def _measures(source: Source, number: int) -> tuple[str, ...]:
    rows = (row for row in source.rows("measures") if _level(source, row, "from") == number)
    return tuple(filter(None, (source.text(row, "measure") for row in rows)))


def _level(source: Source, row: Row, column: str) -> int | None:
    return source.number(row, column, LEVELS.start, LEVELS.stop - 1)
