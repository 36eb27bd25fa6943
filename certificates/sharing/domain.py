"""Giving out links that end by themselves, and taking them back earlier."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.enums import Validity
from certificates.awards.errors import NotYoursError
from certificates.awards.models import Certificate
from certificates.awards.validity import validity
from certificates.sharing.errors import CannotShareError, TooManyLinksError, WrongExpiryError
from certificates.sharing.models import ShareLink
from certificates.sharing.tokens import token_hash
from courses.governance import audit

SECRET_BYTES = 24
LONGEST = timedelta(days=365)
OPEN_AT_MOST = 20


@transaction.atomic
def create_link(
    certificate: Certificate,
    *,
    by: Any,
    expires_at: datetime,
    label: str = "",
    now: datetime | None = None,
) -> tuple[ShareLink, str]:
    """A new link and the secret for its address, which nobody can ask for a second time.

    Raises NotYoursError, CannotShareError, WrongExpiryError or TooManyLinksError.
    """
    now = now or timezone.now()
    certificate = _own(certificate, by)
    assert_shareable(certificate, now=now)
    if not now < expires_at <= now + LONGEST:
        raise WrongExpiryError(_("A link ends in the future, and within a year."))
    if certificate.share_links.filter(revoked_at=None, expires_at__gt=now).count() >= OPEN_AT_MOST:
        raise TooManyLinksError(
            _("You have %(n)d open links. Please withdraw one first.") % {"n": OPEN_AT_MOST}
        )
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = certificate.share_links.create(
        token_hash=token_hash(secret), label=label, created_at=now, expires_at=expires_at
    )
    _log(link, "share_link.created", by)
    return link, secret


@transaction.atomic
def withdraw_link(link: ShareLink, *, by: Any) -> bool:
    """From the next request on it shows nothing. False when it was withdrawn before."""
    _own(link.certificate, by)
    open_ones = ShareLink.objects.filter(pk=link.pk, revoked_at=None)
    if not open_ones.update(revoked_at=timezone.now()):
        return False
    _log(link, "share_link.withdrawn", by)
    return True


def assert_shareable(certificate: Certificate, *, now: datetime) -> None:
    """Raises CannotShareError for what was withdrawn; an expired one may be shown as such."""
    word = validity(certificate, now=now)
    if word is Validity.REVOKED and getattr(certificate, "replaced_by", None):
        raise CannotShareError(
            _("A corrected version has taken the place of this one. Please share that one.")
        )
    if word is Validity.REVOKED:
        raise CannotShareError(_("This document was revoked. It cannot be shared any more."))
    if word is Validity.SUSPENDED:
        raise CannotShareError(
            _("This document is suspended. You can share it again once it counts again.")
        )


def _own(certificate: Certificate, by: Any) -> Certificate:
    found = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("award__enrolment__cohort", "revocation", "suspension", "replaced_by")
        .get(pk=certificate.pk)
    )
    if found.award.enrolment.user_id != by.pk or found.erased_at is not None:
        raise NotYoursError(_("Only you yourself share your certificate."))
    return found


def _log(link: ShareLink, action: str, by: Any) -> None:
    """What the person called the link is nobody else's business."""
    cohort = link.certificate.award.enrolment.cohort
    until = link.expires_at.isoformat()
    audit.log(by, action, link.certificate, cohort=cohort, link=link.pk, until=until)
