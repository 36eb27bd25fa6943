"""What pyHanko's own validation says of a signed PDF."""

import io

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from tests.certificates.pades.authority import Authority, asn1

UNTOUCHED = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}


def status_of(pdf: bytes, authority: Authority) -> PdfSignatureStatus:
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    trusted = ValidationContext(trust_roots=[asn1(authority.root)])
    return validate_pdf_signature(signature, trusted, trusted)


def is_good(pdf: bytes, authority: Authority) -> bool:
    """Intact, by somebody trusted, and nothing was added but what keeps a signature checkable."""
    status = status_of(pdf, authority)
    return status.bottom_line and status.trusted and status.modification_level in UNTOUCHED
