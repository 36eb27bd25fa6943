"""Who learns in time that a certificate ends."""

from datetime import datetime, timedelta
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.models import Certificate
from content.ui.dates import long_date
from courses.cohorts.models import Enrolment
from courses.governance.outbox import Mail, Purpose, post_all
from courses.reminders.hours import day_of_rest
from courses.reminders.words import mail_body

# Time enough to ask for a renewal and to have it released.
REMIND_BEFORE = timedelta(weeks=6)


def remind(*, now: datetime | None = None) -> int:
    """Tell each holder once; returns how many mails are new. Not on Sundays.

    Runs once a day. A day that was missed is made up for: the weeks before the end are the window.
    """
    now = now or timezone.now()
    if day_of_rest(now):
        return 0
    return post_all([_mail(certificate) for certificate in ending(now)])


def ending(now: datetime) -> QuerySet[Certificate]:
    """What counts now, ends soon and has not been renewed, with whom it belongs to."""
    return (
        Certificate.objects.filter(
            valid_until__gt=now,
            valid_until__lte=now + REMIND_BEFORE,
            revocation__is_set=False,
            suspension__is_set=False,
            followed_by=None,
            award__enrolment__user__is_active=True,
        )
        .exclude(award__enrolment__state=Enrolment.State.WITHDRAWN)
        .select_related("award__enrolment__user", "award__enrolment__cohort__provider")
        .defer("record", "signed")
        .order_by("pk")
    )


def _mail(certificate: Certificate) -> Mail:
    end = cast("datetime", certificate.valid_until)
    enrolment = certificate.award.enrolment
    body = mail_body(
        "lms_certificates/mail/expiry.txt",
        enrolment.user,
        reverse("certificates:own"),
        cohort=enrolment.cohort,
        date=long_date(end),
    )
    return Mail(
        key=f"certificate-ends-{certificate.pk}",
        to=enrolment.user,
        subject=_("Something of yours ends soon"),
        body=body,
        purpose=Purpose("certificate.ends", enrolment.cohort, end),
    )
