"""A signer on a PKCS#12 file: key and certificates, mode 0600, opened with a passphrase."""

from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.utils.translation import gettext as _

from certificates.conf import pdf_signer_file, pdf_signer_passphrase
from certificates.keys.files import is_exposed
from certificates.pades.errors import SignerExposedError, SignerLockedError, SignerMissingError

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey


class Pkcs12Signer:
    """`LMS_PDF_SIGNER_FILE`, opened with `LMS_PDF_SIGNER_PASSPHRASE` from the environment."""

    certificate: bytes
    chain: Sequence[bytes]

    def __init__(self) -> None:
        path = pdf_signer_file()
        _assert_private(path)
        opened = _opened(path)
        self._key = _usable(opened, path)
        self.certificate = _der(opened.cert)
        self.chain = [_der(other) for other in opened.additional_certs]

    def sign(self, data: bytes) -> bytes:
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ECDSA(hashes.SHA256()))


def _assert_private(path: Path) -> None:
    if not path.is_file():
        raise SignerMissingError(
            _("The file %(path)s that signs PDFs is missing.") % {"path": path}
        )
    if is_exposed(path):
        raise SignerExposedError(
            _("Others can read the file %(path)s that signs PDFs. Set its mode to 0600.")
            % {"path": path}
        )


def _opened(path: Path) -> pkcs12.PKCS12KeyAndCertificates:
    try:
        return pkcs12.load_pkcs12(path.read_bytes(), pdf_signer_passphrase() or None)
    except (ValueError, TypeError) as error:
        raise SignerLockedError(
            _("LMS_PDF_SIGNER_PASSPHRASE does not open the file %(path)s.") % {"path": path}
        ) from error


def _usable(opened: pkcs12.PKCS12KeyAndCertificates, path: Path) -> PrivateKey:
    if isinstance(opened.key, RSAPrivateKey | EllipticCurvePrivateKey) and opened.cert is not None:
        return opened.key
    raise SignerLockedError(
        _("The file %(path)s needs an RSA or ECDSA key and its certificate.") % {"path": path}
    )


def _der(found: pkcs12.PKCS12Certificate | None) -> bytes:
    return b"" if found is None else found.certificate.public_bytes(Encoding.DER)
