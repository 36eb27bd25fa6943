"""`manage.py check`: can PDFs be signed here, by nobody else, and for how long still?

Silent where no signer is configured. A signer that does not work is a warning, because a web
process need not hold it: only the worker signs.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from django.core import checks

from certificates.conf import pdf_signer_class, pdf_timestamp_url
from certificates.pades.errors import DocumentSigningError, SignerExposedError
from certificates.pades.trust import trusted_roots

SOON = timedelta(days=60)


def register_checks() -> None:
    checks.register(pdfs_can_be_signed, checks.Tags.security)


def pdfs_can_be_signed(**_kwargs: Any) -> list[checks.CheckMessage]:
    signer = pdf_signer_class()
    if signer is None:
        return []
    try:
        certificate = x509.load_der_x509_certificate(signer().certificate)
        if pdf_timestamp_url():
            trusted_roots()
    except SignerExposedError as error:
        return [checks.Error(str(error), id="lms_certificates.E006")]
    except DocumentSigningError as error:
        return [
            checks.Warning(
                f"PDFs of certificates cannot be signed on this machine: {error}",
                hint="They are handed out unsigned until the worker can.",
                id="lms_certificates.W007",
            )
        ]
    return _ends_soon(certificate)


def _ends_soon(certificate: x509.Certificate) -> list[checks.CheckMessage]:
    end = certificate.not_valid_after_utc
    if end - datetime.now(UTC) > SOON:
        return []
    return [
        checks.Warning(
            f"The certificate that signs PDFs is valid until {end:%Y-%m-%d} only.",
            hint="Renew it in time; PDFs that were signed before keep their signature.",
            id="lms_certificates.W008",
        )
    ]
