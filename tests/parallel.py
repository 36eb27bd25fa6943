"""Several people at the very same moment, each on a database connection of their own.

For tests marked `database` with `django_db(transaction=True)`.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Start the calls together; returns each one's result, or the exception it ended with."""
    line = threading.Barrier(len(calls), timeout=10)

    def start(call: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        line.wait()
        return call()

    return _each(calls, start, hands=len(calls))


def in_a_rush(*calls: Callable[[], Any], hands: int = 8) -> list[Any]:
    """As `at_once` for more calls than a server has connections: `hands` at a time."""
    return _each(calls, lambda call: call(), hands=hands)


def _each(calls: Sequence[Callable[[], Any]], start: Callable[[Any], Any], *, hands: int) -> Any:
    def result(call: Callable[[], Any]) -> Any:
        try:
            return start(call)
        except Exception as error:  # noqa: BLE001 (it is the result)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=hands) as pool:
        return list(pool.map(result, calls))
