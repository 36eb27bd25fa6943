"""Whether a certificate counts now. Pure."""

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
