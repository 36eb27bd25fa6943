from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from courses.governance.models import OutgoingMail


def send(mail_id: int) -> None:
    """Send one mail of the outbox. The row is locked, so two workers send it once."""
    with transaction.atomic():
        mail = (
            OutgoingMail.objects.select_for_update()
            .filter(pk=mail_id, sent_at=None)
            .select_related(None)
            .first()
        )
        if mail is None:
            return
        EmailMessage(mail.subject, mail.body, to=[mail.recipient.email]).send()
        mail.sent_at = timezone.now()
        mail.save(update_fields=["sent_at"])
