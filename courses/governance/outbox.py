"""Mails that go out once, whatever is clicked twice or killed in between."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.foundation.queue import enqueue
from courses.governance.models import OutgoingMail


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a mail is for (`reminder.session`), for which cohort, and until when it is of use."""

    kind: str = ""
    cohort: Any = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An iCalendar object that rides along, as text, and its method: REQUEST or CANCEL."""

    text: str
    method: str


def post(
    *,
    key: str,
    to: Any,
    subject: str,
    body: str,
    purpose: Purpose | None = None,
    calendar: CalendarPart | None = None,
) -> bool:
    """Queue a mail to the user `to`. False when a mail with this `key` was queued before.

    Belongs to the caller's transaction: no fact, no mail. The body says that something waits,
    never what; confidential words stay behind the login. After its purpose's `not_after` it is
    dropped with a note instead of being sent.
    """
    purpose = purpose or Purpose()
    mail, created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "recipient": to,
            "subject": subject,
            "body": body,
            "kind": purpose.kind,
            "cohort": purpose.cohort,
            "calendar": calendar.text if calendar else "",
            "calendar_method": calendar.method if calendar else "",
            "not_after": purpose.not_after,
        },
    )
    if created:
        enqueue("courses.governance.tasks.send", mail.pk)
    return created
