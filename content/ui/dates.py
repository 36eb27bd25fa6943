"""Dates, times and durations the way the site says them: in full, and never as a bare number."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.dateformat import time_format
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

HOURS_FROM = 90
Day = date | datetime


def local(moment: Any) -> Any:
    """An aware datetime in the current time zone; everything else as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def local_date(day: Day) -> date:
    found = local(day)
    return found.date() if isinstance(found, datetime) else found


def full_date(day: Day) -> str:
    return format_date(local_date(day), pgettext("date format", "l, j F Y"))


def long_date(day: Day) -> str:
    return format_date(local_date(day), pgettext("date format", "j F Y"))


def short_date(day: Day) -> str:
    return format_date(local_date(day), pgettext("date format", "j F"))


def month_year(day: Day) -> str:
    return format_date(local_date(day), "F Y")


def date_span(start: Day, end: Day | None) -> str:
    """Two days said together; what both share is said once."""
    first = local_date(start)
    last = local_date(end) if end else first
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        shown = format_date(first, pgettext("date format", "j"))
    elif first.year == last.year:
        shown = short_date(first)
    else:
        shown = long_date(first)
    words = {"first": shown, "last": long_date(last)}
    if last - first == timedelta(days=1):
        return pgettext("two days", "%(first)s and %(last)s") % words
    return pgettext("days", "%(first)s to %(last)s") % words


def _hour(moment: time | datetime) -> str:
    found = local(moment)
    shown = found.time() if isinstance(found, datetime) else found
    if shown.minute:
        return time_format(shown, pgettext("time format", "H:i"))
    return time_format(shown, pgettext("time format of a full hour", "H:i"))


def hour_minute(moment: time | datetime) -> str:
    """10:42, with the minutes even at a full hour: the time of saving."""
    found = local(moment)
    shown = found.time() if isinstance(found, datetime) else found
    return time_format(shown, pgettext("time format", "H:i"))


def clock(moment: time | datetime) -> str:
    return pgettext("time of day", "%(time)s") % {"time": _hour(moment)}


def time_span(start: time | datetime, end: time | datetime | None) -> str:
    if not end:
        return clock(start)
    span = pgettext("hours", "%(first)s to %(last)s") % {"first": _hour(start), "last": _hour(end)}
    return pgettext("time of day", "%(time)s") % {"time": span}


def when(start: datetime, end: datetime | None = None) -> SafeString:
    """Day and hours; the hours stay on one line. Over several days: the days alone."""
    if end and local_date(start) != local_date(end):
        return format_html("{}", date_span(start, end))
    return format_html(
        '{}, <span class="ui-nowrap">{}</span>', full_date(start), time_span(start, end)
    )


def _decimal(value: float) -> str:
    shown = number_format(round(value, 2), 2)
    return shown.rstrip("0").rstrip(",.") if value % 1 else number_format(int(value))


def minutes(number: float) -> str:
    """How long something takes, from one and a half hours on in half hours."""
    count = int(number)
    if count < HOURS_FROM:
        return ngettext("about %(n)d minute", "about %(n)d minutes", count) % {"n": count}
    half_hours = round(count / 30) / 2
    return _("about %(n)s hours") % {"n": _decimal(half_hours)}


def minutes_short(number: float) -> str:
    return _("%(n)d min.") % {"n": int(number)}


def hours(number: float) -> str:
    """Minutes as hours, exact to a hundredth: what counts, not what is estimated."""
    count = int(number) / 60
    return ngettext("%(n)s hour", "%(n)s hours", 1 if count == 1 else 2) % {"n": _decimal(count)}
