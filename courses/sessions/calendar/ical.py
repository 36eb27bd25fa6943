"""iCalendar objects (RFC 5545, 5546) as Outlook, Thunderbird and Google take them.

Times are in UTC: each event is one moment and repeats never, so no rule of a time zone has to
travel along, and every calendar shows it in its owner's own hours.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from content.foundation.conf import base_url, site_name
from content.foundation.people import display_name
from courses.sessions.calendar.plan import Day, Method, ShownDay, Step

PRODID = "-//Kommunales Konfliktmanagement//Termine//DE"
# How often a calendar that follows us may ask again; the older name of it is read as text.
REFRESH = timedelta(hours=6)
REFRESH_IN_TEXT = "PT6H"


def dates_url() -> str:
    return base_url() + reverse("courses:dates")


def invitation(step: Step, *, to: Any, now: datetime) -> str:
    """One event for one person: an invitation, its change, or that it does not take place."""
    calendar = _calendar(step.method)
    event = _event(step.day, step.sequence, cancelled=step.method is Method.CANCEL, stamped=now)
    event.add("attendee", _attendee(to))
    calendar.add_component(event)
    return _text(calendar)


def publication(days: Iterable[ShownDay], *, now: datetime) -> str:
    """All of somebody's dates, for a calendar that follows them or takes them in once."""
    calendar = _calendar("PUBLISH")
    calendar.calendar_name = site_name()
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH_IN_TEXT)
    for item in days:
        calendar.add_component(
            _event(item.day, item.sequence, cancelled=item.cancelled, stamped=now)
        )
    return _text(calendar)


def _text(calendar: Calendar) -> str:
    """With the line ends and the folding that the format asks for."""
    return calendar.to_ical().decode()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", str(method))
    return calendar


def _event(day: Day, sequence: int, *, cancelled: bool, stamped: datetime) -> Event:
    session = day.session
    event = Event()
    event.add("uid", str(day.uid))
    event.add("sequence", sequence)
    event.add("dtstamp", stamped.astimezone(UTC))
    event.add("dtstart", day.starts_at.astimezone(UTC))
    event.add("dtend", day.ends_at.astimezone(UTC))
    event.add("summary", day.summary)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _organizer(session))
    event.add("url", dates_url())
    event.add("description", _description(day))
    location = session.place or session.video_url
    if location:
        event.add("location", location)
    return event


def _description(day: Day) -> str:
    """Where more is to be found. What is confidential stays behind the login."""
    lines = [_("Everything about your dates: %(link)s") % {"link": dates_url()}]
    if day.session.place and day.session.video_url:
        lines.insert(0, _("Video meeting: %(link)s") % {"link": day.session.video_url})
    return "\n".join(lines)


def _organizer(session: Any) -> vCalAddress:
    """The address the mail comes from: programs refuse changes that come from somebody else."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return _person(address, CN=session.cohort.provider.name)


def _attendee(user: Any) -> vCalAddress:
    return _person(
        user.email,
        CN=display_name(user),
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT="NEEDS-ACTION",
        RSVP="TRUE",
    )


def _person(address: str, **params: str) -> vCalAddress:
    return vCalAddress(f"mailto:{address}", params=params)
