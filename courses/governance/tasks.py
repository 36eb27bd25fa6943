import uuid
from datetime import datetime
from email.mime.text import MIMEText
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.queue import enqueue
from courses.governance.models import OutgoingMail


def hand_out(mail_ids: list[int]) -> None:
    """Mails that were posted together, each as a task of its own: one that fails holds up none."""
    for mail_id in mail_ids:
        enqueue("courses.governance.tasks.send", mail_id)


def send(mail_id: int, *, now: datetime | None = None) -> None:
    """Send one mail of the outbox. The row is locked, so two workers send it once.

    One that comes too late is dropped with a note, one whose address is refused is noted as having
    come back. Any other failure is raised: the queue tries again.
    """
    now = now or timezone.now()
    with transaction.atomic():
        mail = (
            OutgoingMail.objects.select_for_update(of=("self",))
            .select_related("recipient")
            .filter(pk=mail_id, sent_at=None, given_up_because="")
            .first()
        )
        if mail is None:
            return
        if mail.not_after and mail.not_after < now:
            mail.given_up_because = _("It would have come too late.")
        else:
            _send(mail, now)
        mail.save(
            update_fields=["sent_at", "given_up_because", "message_id", "bounced_at", "bounce_note"]
        )


def _send(mail: OutgoingMail, now: datetime) -> None:
    # Ours, because a mail that comes back names it.
    mail.message_id = f"<{uuid.uuid4()}@{DNS_NAME}>"
    try:
        _message(mail).send()
        mail.sent_at = now
    except SMTPRecipientsRefused as error:
        mail.given_up_because = _("The address was refused.")
        mail.bounced_at, mail.bounce_note = now, str(error)[:500]


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Plain text; with a calendar part as Outlook, Thunderbird and Google take it for an
    invitation: as an alternative of the text, and once more as a file.
    """
    headers = {"Message-ID": mail.message_id}
    message = EmailMultiAlternatives(
        mail.subject, mail.body, to=[mail.recipient.email], headers=headers
    )
    if mail.calendar:
        kind = f"text/calendar; method={mail.calendar_method}; charset=utf-8"
        message.attach_alternative(mail.calendar, kind)
        file = MIMEText(mail.calendar, "calendar", "utf-8")
        file.set_param("method", mail.calendar_method)
        file.add_header("Content-Disposition", "attachment", filename="termin.ics")
        message.attach(file)
    return message
