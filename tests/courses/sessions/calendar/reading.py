"""Reads what calendars were told, as a calendar program would."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from courses.governance.models import OutgoingMail
from courses.sessions.models import Session, SessionPart

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
SEMINAR = datetime(2027, 1, 14, 8, tzinfo=UTC)
LASTS = timedelta(hours=7)


@dataclass(frozen=True)
class Said:
    """One event with what the people in front of the calendar see of it, in their own hours."""

    method: str
    uid: str
    sequence: int
    status: str
    start: str
    end: str
    summary: str
    location: str


def said_in(text: str) -> list[Said]:
    calendar = Calendar.from_ical(text)
    return [
        Said(
            method=str(calendar.method),
            uid=str(event["uid"]),
            sequence=int(event["sequence"]),
            status=str(event["status"]),
            start=_local(event.start),
            end=_local(event.end),
            summary=str(event["summary"]),
            location=str(event.get("location", "")),
        )
        for event in calendar.events
    ]


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m.%Y %H:%M}"


def told(user: Any) -> list[Said]:
    """What was told by mail, in order. A mail carries exactly one event."""
    mails = OutgoingMail.objects.filter(recipient=user).exclude(calendar="").order_by("pk")
    found = []
    for mail in mails:
        (said,) = said_in(mail.calendar)
        assert said.method == mail.calendar_method
        found.append(said)
    return found


def in_short(user: Any) -> list[tuple[str, int, str]]:
    return [(said.method, said.sequence, said.start) for said in told(user)]


def calendar_of(messages: Iterable[Said]) -> dict[str, Said]:
    """What stands in a calendar that got these mails in this order: the highest number holds."""
    latest: dict[str, Said] = {}
    for said in messages:
        if said.uid not in latest or latest[said.uid].sequence < said.sequence:
            latest[said.uid] = said
    return {uid: said for uid, said in latest.items() if said.status == "CONFIRMED"}


def replan(session: Session, *starts: datetime, lasts: timedelta = LASTS) -> None:
    """Put the session on these days, as changing it does."""
    session.parts.all().delete()
    SessionPart.objects.bulk_create(
        SessionPart(session=session, starts_at=start, ends_at=start + lasts, minutes=60)
        for start in starts
    )
