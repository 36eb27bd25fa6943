"""The clock of an exercise. Pure: it stands still while the group pauses."""

from datetime import datetime

MINUTE, HOUR = 60, 3600


def elapsed(ran: int, running_since: datetime | None, now: datetime) -> int:
    """Whole seconds on the clock: what ran before, and since it was started last."""
    if running_since is None:
        return ran
    return ran + max(0, int((now - running_since).total_seconds()))


def reading(seconds: int) -> str:
    """„4:09“, „1:04:09“: as a clock shows it."""
    hours, rest = divmod(max(0, seconds), HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
