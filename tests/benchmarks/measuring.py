"""How a page is measured. Times mean something only as a ratio within one run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    statements: int
    milliseconds: float


def measure(name: str, visit: Callable[[], object]) -> Figure:
    """Statements of one warm visit, and the median of ROUNDS."""
    visit()
    with CaptureQueriesContext(connection) as captured:
        visit()
    statements = len(captured)  # the next request empties the log
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        visit()
        times.append((time.perf_counter() - start) * 1000)
    return Figure(name, statements, statistics.median(times))


def get(client: Client, url: str) -> Callable[[], object]:
    def visit() -> object:
        response = client.get(url)
        if response.status_code != 200:
            raise SystemExit(f"{url} answered {response.status_code}")
        return response

    return visit
