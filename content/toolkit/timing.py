"""Steps with the running total, so that a moderation sees where it should be by now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any


@dataclass(frozen=True, slots=True)
class TimedStep:
    title: str
    text: str
    minutes: int
    until: int  # minutes from the beginning


def timed(steps: Iterable[Mapping[str, Any]]) -> list[TimedStep]:
    rows = list(steps)
    ends = accumulate(row["minutes"] or 0 for row in rows)
    return [
        TimedStep(row["title"], row["text"], row["minutes"] or 0, until)
        for row, until in zip(rows, ends, strict=True)
    ]
