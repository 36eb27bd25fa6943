"""Whose certificates a time-stamped signature may rest on: the file LMS_PDF_TRUST_FILE."""

from asn1crypto import pem, x509
from django.utils.translation import gettext as _

from certificates.conf import pdf_trust_file
from certificates.pades.errors import TrustMissingError


def trusted_roots() -> list[x509.Certificate]:
    """The roots of the signer's certificate and of the time-stamping service's.

    Raises TrustMissingError: without them nothing can be checked that goes into the file.
    """
    path = pdf_trust_file()
    try:
        found = [
            x509.Certificate.load(der)
            for _kind, _headers, der in pem.unarmor(path.read_bytes(), multiple=True)
        ]
    except (OSError, ValueError) as error:
        raise TrustMissingError(
            _("LMS_PDF_TRUST_FILE has to name a PEM file with the trusted root certificates.")
        ) from error
    return found
