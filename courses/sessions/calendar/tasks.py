"""Run by the worker. Each re-reads what it needs and may run any number of times."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from content.foundation.queue import enqueue
from courses.sessions.calendar.domain import sync_calendar
from courses.sessions.calendar.queries import behind

SYNC = "courses.sessions.calendar.tasks.sync"


def sync(user_id: Any, session_id: int) -> None:
    """Tell one person's calendar about one session."""
    sync_calendar(user_id, session_id)


def announce(session_id: int) -> int:
    """A session has changed: everybody whose calendar is not as it should be is told."""
    return _sync_all(behind(session_id=session_id, now=timezone.now()))


def catch_up(user_id: Any) -> int:
    """Somebody has come or gone: their calendar follows."""
    return _sync_all(behind(user_id=user_id, now=timezone.now()))


def sweep() -> int:
    """Every night: what got lost is told, and those who want dates by mail again get them."""
    return _sync_all(behind(now=timezone.now()))


def _sync_all(pairs: Iterable[tuple[Any, int]]) -> int:
    count = 0
    for user_id, session_id in pairs:
        enqueue(SYNC, user_id, session_id)
        count += 1
    return count
