from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from content.foundation.conf import base_url, site_name
from courses.cohorts.domain import invitation_token
from courses.cohorts.models import Invitation


def send_invitation(invitation_id: int, nonce: str) -> None:
    """Send the link once. A renewed or withdrawn invitation sends nothing any more.

    The link is made here, so no table and no queue ever holds it.
    """
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("cohort__provider", "invited_by")
            .filter(pk=invitation_id, nonce=nonce, sent_at=None, revoked_at=None, accepted_at=None)
            .first()
        )
        if invitation is None:
            return
        path = reverse("courses:invitation", args=[invitation_token(invitation)])
        context = {
            "invitation": invitation,
            "cohort": invitation.cohort,
            "link": base_url() + path,
            "site_name": site_name(),
        }
        subject = render_to_string("lms_courses/mail/invitation_subject.txt", context).strip()
        body = render_to_string("lms_courses/mail/invitation.txt", context)
        EmailMessage(subject, body, to=[invitation.email]).send()
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["sent_at"])
