"""What signing a PDF asks of whoever holds the private key.

The product ships a signer on a PKCS#12 file. A key management service or a hardware module fits in
by implementing this protocol and naming the class in the setting LMS_PDF_SIGNER; it is made without
arguments, once for each document.
"""

from collections.abc import Sequence
from typing import Protocol


class DocumentSigner(Protocol):
    """A private key that can be used but not read, and the certificate that belongs to it."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate (X.509, DER), for an RSA key or one on a NIST curve."""
        ...

    @property
    def chain(self) -> Sequence[bytes]:
        """Certificates (DER) between the signer's and one that verifiers know; may be empty."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The signature over the SHA-256 of `data`: RSA as PKCS#1 v1.5, ECDSA in DER.

        Raises a DocumentSigningError when it cannot sign now.
        """
        ...
