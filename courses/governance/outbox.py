"""Mails that go out once, whatever is clicked twice or killed in between."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

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


@dataclass(frozen=True, slots=True)
class Mail:
    """One of many that are posted together."""

    key: str
    to: Any
    subject: str
    body: str
    purpose: Purpose = field(default_factory=Purpose)


def posted(keys: Collection[str]) -> set[str]:
    """Those of the keys that have been queued before. One statement."""
    return set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))


@transaction.atomic
def post_all(mails: Collection[Mail]) -> int:
    """Queue many mails in three statements and one task; how many of them are new.

    As with `post`: a key is never posted twice, not by two workers at the same moment either.
    """
    known = posted([mail.key for mail in mails])
    new = {mail.key: mail for mail in mails if mail.key not in known}
    if not new:
        return 0
    rows = [
        OutgoingMail(
            key=mail.key,
            recipient=mail.to,
            subject=mail.subject,
            body=mail.body,
            kind=mail.purpose.kind,
            cohort=mail.purpose.cohort,
            not_after=mail.purpose.not_after,
        )
        for mail in new.values()
    ]
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
    # Somebody else's among them are sent once all the same: sending locks the row.
    pks = OutgoingMail.objects.filter(key__in=new).order_by("pk").values_list("pk", flat=True)
    enqueue("courses.governance.tasks.hand_out", list(pks))
    return len(new)
