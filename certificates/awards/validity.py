"""Whether a certificate counts now. Pure."""

import calendar
from datetime import datetime

from certificates.awards.enums import Validity
from certificates.awards.models import Certificate


def validity(certificate: Certificate, *, now: datetime) -> Validity:
    """The gravest word that applies; asks for the two status places along with the row."""
    if certificate.revocation.is_set:
        return Validity.REVOKED
    if certificate.suspension.is_set:
        return Validity.SUSPENDED
    if certificate.valid_until is not None and certificate.valid_until <= now:
        return Validity.EXPIRED
    return Validity.VALID


def months_later(moment: datetime, months: int) -> datetime:
    """The same day and time some months on; the month's last day where there is no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
