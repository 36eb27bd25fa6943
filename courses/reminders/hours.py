"""When mails that nobody waits for may go out: by the clock on the wall, not by that of the server.

Days are local calendar days: „am Tag davor“ is the day before, also when the night between has 23
or 25 hours.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MORNING, EVENING = time(7), time(20)
SUNDAY = 6


def today(now: datetime) -> date:
    return timezone.localdate(now)


def quiet(now: datetime) -> bool:
    """Nothing goes out in the evening and at night."""
    return not MORNING <= timezone.localtime(now).time() < EVENING


def day_of_rest(now: datetime) -> bool:
    return today(now).weekday() == SUNDAY


def morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))


def evening_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, EVENING))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
