"""Several people at the very same moment, each on a database connection of their own.

For tests marked `database` with `django_db(transaction=True)`.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Start the calls together; returns each one's result, or the exception it ended with."""
    line = threading.Barrier(len(calls), timeout=10)

    def start(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            line.wait()
            return call()
        except Exception as error:  # noqa: BLE001 (it is the result)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(start, calls))
