"""Sessions that a place still has ahead."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from courses.progress.queries import Journey
from courses.rules.definition import SESSION_KINDS


def sessions_ahead(journey: Journey, now: datetime) -> Iterable[Any]:
    """Sessions that are not over, earliest first."""
    ahead = (
        item
        for item in journey.requirements
        if item.kind in SESSION_KINDS and item.available and item.ends_at and item.ends_at >= now
    )
    return (item.source for item in sorted(ahead, key=lambda item: item.source.starts_at))
