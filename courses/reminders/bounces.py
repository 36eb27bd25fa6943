"""Mails that came back: noted with the mail or the invitation they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError
from content.foundation.people import display_name
from courses.cohorts.models import Cohort, Invitation
from courses.governance.models import OutgoingMail
from courses.reminders.notices import Failure, Notice, read_notice

# A notice that names no message of ours is taken for the latest mail to its address since then.
RECENT = timedelta(days=14)


class UnknownMailError(DomainError):
    """The notice speaks of no mail that went out from here."""


@transaction.atomic
def note_bounce(raw: bytes, *, now: datetime | None = None) -> int:
    """Read a delivery status notification and note what came back; how many mails that were.

    A notice of a mere delay notes nothing. Raises NoNotice for anything else than a notice,
    UnknownMailError for one about a mail we do not know. Noted twice is noted once.
    """
    now = now or timezone.now()
    notice = read_notice(raw)
    if not notice.failures:
        return 0
    found = [mail for failure in notice.failures for mail in _mails(notice, failure, now)]
    if not found:
        raise UnknownMailError(_("No mail that went out from here is known by this notice."))
    return sum(_note(mail, failure, now) for mail, failure in found)


def _mails(
    notice: Notice, failure: Failure, now: datetime
) -> Iterable[tuple[OutgoingMail | Invitation, Failure]]:
    mails = OutgoingMail.objects.filter(sent_at__isnull=False).order_by("-sent_at")
    invitations = Invitation.objects.filter(sent_at__isnull=False).order_by("-sent_at")
    if notice.message_id:
        by_id: list[OutgoingMail | Invitation] = [
            *mails.filter(message_id=notice.message_id),
            *invitations.filter(message_id=notice.message_id),
        ]
        if by_id:
            return [(row, failure) for row in by_id]
    if not failure.recipient:
        return []
    recent = Q(sent_at__gte=now - RECENT)
    candidates: list[OutgoingMail | Invitation] = [
        *mails.filter(recent, recipient__email__iexact=failure.recipient)[:1],
        *invitations.filter(recent, email__iexact=failure.recipient)[:1],
    ]
    latest = max(candidates, key=lambda row: row.sent_at or now, default=None)
    return [(latest, failure)] if latest else []


def _note(mail: OutgoingMail | Invitation, failure: Failure, now: datetime) -> int:
    return (
        type(mail)
        ._default_manager.filter(pk=mail.pk, bounced_at=None)
        .update(bounced_at=now, bounce_note=failure.note)
    )


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address to which mail does not get through."""

    name: str
    email: str
    at: datetime
    note: str


def bounced(cohort: Cohort) -> list[Bounce]:
    """Of each address the latest mail that came back, the latest first. Two statements.

    Mails of the cohort and its invitations; mails of no cohort if they went to its people.
    """
    here = Q(cohort=cohort) | Q(
        cohort=None, recipient__in=cohort.enrolments.filter(user__isnull=False).values("user")
    )
    mails = OutgoingMail.objects.filter(here, bounced_at__isnull=False).select_related("recipient")
    invitations = cohort.invitations.filter(bounced_at__isnull=False)
    rows: list[Any] = [
        *(_bounce(row, row.recipient.email, display_name(row.recipient)) for row in mails),
        *(_bounce(row, row.email, "") for row in invitations),
    ]
    latest: dict[str, Bounce] = {}
    for row in sorted(rows, key=lambda row: row.at):
        latest[row.email.casefold()] = row
    return sorted(latest.values(), key=lambda row: row.at, reverse=True)


def _bounce(row: Any, email: str, name: str) -> Bounce:
    return Bounce("" if name == email else name, email, row.bounced_at, row.bounce_note)
