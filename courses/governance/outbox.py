"""Mails that go out once, whatever is clicked twice or killed in between."""

from typing import Any

from content.foundation.queue import enqueue
from courses.governance.models import OutgoingMail


def post(*, key: str, to: Any, subject: str, body: str) -> bool:
    """Queue a mail to the user `to`. False when a mail with this `key` was queued before.

    Belongs to the caller's transaction: no fact, no mail. The body says that something waits,
    never what; confidential words stay behind the login.
    """
    mail, created = OutgoingMail.objects.get_or_create(
        key=key, defaults={"recipient": to, "subject": subject, "body": body}
    )
    if created:
        enqueue("courses.governance.tasks.send", mail.pk)
    return created
