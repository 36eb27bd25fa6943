"""A day as rows of minutes, and the times they make. Pure: nobody adds up by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

HOUR = 60
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of a day with its times."""

    begins: str
    ends: str
    minutes: int
    pause: bool
    row: Mapping[str, Any]


def minutes_of(clock: str) -> int:
    """„09:30“ as minutes since midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * HOUR + int(minutes)


def clock(minutes: int) -> str:
    """Minutes since midnight as they are written: „9:30“, „24:00“ for the end of the day."""
    return f"{minutes // HOUR}:{minutes % HOUR:02}"


def slots(start: str, rows: Iterable[Mapping[str, Any]]) -> list[Slot]:
    """Every row begins when the one before it ends."""
    found, now = [], minutes_of(start)
    for row in rows:
        minutes = row["minutes"] or 0
        found.append(Slot(clock(now), clock(now + minutes), minutes, bool(row["pause"]), row))
        now += minutes
    return found


def working_minutes(day: Iterable[Slot]) -> int:
    """What counts as seminar time: everything but the breaks."""
    return sum(slot.minutes for slot in day if not slot.pause)
