import uuid
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from content.foundation.conf import base_url, site_name
from courses.cohorts import waiting
from courses.cohorts.domain import invitation_token
from courses.cohorts.models import Invitation


def send_invitation(invitation_id: int, nonce: str) -> None:
    """Send the link once. A renewed or withdrawn invitation sends nothing any more.

    The link is made here, so no table and no queue ever holds it. An address that is refused at
    once is noted as having come back; any other failure is raised, and the queue tries again.
    """
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("cohort__provider", "invited_by")
            .filter(pk=invitation_id, nonce=nonce, sent_at=None, bounced_at=None)
            .filter(revoked_at=None, accepted_at=None)
            .first()
        )
        if invitation is None:
            return
        _send(invitation, timezone.now())
        invitation.save(update_fields=["sent_at", "message_id", "bounced_at", "bounce_note"])


def _send(invitation: Invitation, now: datetime) -> None:
    # Ours, because a mail that comes back names it.
    invitation.message_id = f"<{uuid.uuid4()}@{DNS_NAME}>"
    try:
        _message(invitation).send()
        invitation.sent_at = now
    except SMTPRecipientsRefused as error:
        invitation.bounced_at, invitation.bounce_note = now, str(error)[:500]


def _message(invitation: Invitation) -> EmailMessage:
    path = reverse("courses:invitation", args=[invitation_token(invitation)])
    context = {
        "invitation": invitation,
        "cohort": invitation.cohort,
        "link": base_url() + path,
        "site_name": site_name(),
    }
    subject = render_to_string("lms_courses/mail/invitation_subject.txt", context).strip()
    body = render_to_string("lms_courses/mail/invitation.txt", context)
    headers = {"Message-ID": invitation.message_id}
    return EmailMessage(subject, body, to=[invitation.email], headers=headers)


def forget_waiting() -> None:
    """Every night."""
    waiting.forget_old()
