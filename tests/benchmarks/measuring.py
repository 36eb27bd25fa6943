"""How a page is measured. Times mean something only as a ratio within one run."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


def database_time() -> float | None:
    """Seconds of processor time of the process that answers us, where it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    name, _bracket, numbers = stat.rpartition(")")
    if "postgres" not in name:
        return None
    user, system = numbers.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
