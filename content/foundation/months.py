"""Calendar months."""

import calendar
from datetime import date
from typing import TypeVar

D = TypeVar("D", bound=date)  # a moment is a day, too


def months_later(day: D, months: int) -> D:
    """The same day (and time) some months on; the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
