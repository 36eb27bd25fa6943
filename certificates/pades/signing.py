"""The one place that knows pyHanko: from a printed PDF to one with a PAdES signature.

The signature is appended: the signed file begins with the printed one, byte for byte. It has no
picture, because whoever looks at a page is to rely on the verification page and on what the reader
program says, never on a drawing. Its field lies outside the page and has a text alternative, so
that PDF/A-3a and PDF/UA-1 hold as before.
"""

import io
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import (
    InvisSigSettings,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.conf import pdf_timestamp_url
from certificates.pades.enums import Level
from certificates.pades.errors import NotSignedError
from certificates.pades.port import DocumentSigner
from certificates.pades.trust import trusted_roots

FIELD, STAMP_FIELD = "Signatur", "Zeitstempel"
TOOLTIPS = {FIELD: "Digitale Signatur des Ausstellers", STAMP_FIELD: "Digitaler Zeitstempel"}
DIGEST = "sha256"
# A time stamp is three requests, and the validation data some more; a task has 90 seconds.
PATIENCE = 15
OUTSIDE = InvisSigSettings(box_out_of_bounds=True)
REFUSALS = (OSError, ValueError, SigningError, ValidationError, PdfError)


@dataclass(frozen=True, slots=True)
class Signed:
    pdf: bytes
    level: Level


def sign_pdf(pdf: bytes, signer: DocumentSigner) -> Signed:
    """With a time-stamping service B-LTA, without one B-B. Never the same bytes twice.

    Raises what the signer raises, TrustMissingError, or NotSignedError with the reason.
    """
    url = pdf_timestamp_url()
    options = _kept_for_later() if url else {}
    stamper = HTTPTimeStamper(url, timeout=PATIENCE) if url else None
    try:
        signed = _written(_with_fields(pdf, stamped=bool(url)), signer, options, stamper)
    except REFUSALS as error:
        raise NotSignedError(
            _("The PDF could not be signed: %(reason)s") % {"reason": _reason(error)}
        ) from error
    return Signed(signed, Level.ARCHIVE if url else Level.BASIC)


def _reason(error: BaseException) -> str:
    """What the library says, and what made it say so: its first sentence is often a general one."""
    told = str(error)
    return f"{told} ({error.__cause__})" if error.__cause__ else told


def _kept_for_later() -> dict[str, Any]:
    """What it takes to check a signature of today is fetched now and put inside.

    A certificate that names a revocation list is only used while that list can be had.
    """
    return {
        "embed_validation_info": True,
        "use_pades_lta": True,
        "timestamp_field_name": STAMP_FIELD,
        "validation_context": ValidationContext(
            trust_roots=trusted_roots(), allow_fetching=True, revocation_mode="hard-fail"
        ),
    }


def _with_fields(pdf: bytes, *, stamped: bool) -> IncrementalPdfFileWriter:
    """The printed bytes, and behind them the fields that the signature will fill.

    typst ends a file without a line break, and PDF/A wants an object to begin on a line.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf + b"\n"))
    for name in (FIELD, STAMP_FIELD) if stamped else (FIELD,):
        field = SigFieldSpec(name, readable_field_name=TOOLTIPS[name], invis_sig_settings=OUTSIDE)
        append_signature_field(writer, field)
    return writer


def _written(
    writer: IncrementalPdfFileWriter,
    signer: DocumentSigner,
    options: dict[str, Any],
    stamper: HTTPTimeStamper | None,
) -> bytes:
    metadata = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, **options
    )
    pen = PdfSigner(metadata, signer=_Port(signer), timestamper=stamper)
    signed: io.BytesIO = pen.sign_pdf(writer)
    return signed.getvalue()


class _Port(Signer):
    """Our port as pyHanko wants a signer."""

    def __init__(self, signer: DocumentSigner) -> None:
        certificate = x509.Certificate.load(signer.certificate)
        known = SimpleCertificateStore()
        known.register_multiple([x509.Certificate.load(der) for der in signer.chain])
        self._theirs = signer
        self._longest = _longest_signature(certificate)
        super().__init__(
            signing_cert=certificate,
            cert_registry=known,
            signature_mechanism=_mechanism(certificate),
        )

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        # To learn the size, no key service is asked for a signature.
        return bytes(self._longest) if dry_run else self._theirs.sign(data)


def _mechanism(certificate: x509.Certificate) -> SignedDigestAlgorithm:
    kind = certificate.public_key.algorithm
    name = f"{DIGEST}_rsa" if kind == "rsa" else f"{DIGEST}_ecdsa"
    return SignedDigestAlgorithm({"algorithm": name})


def _longest_signature(certificate: x509.Certificate) -> int:
    """RSA: as long as the modulus. ECDSA: two numbers as long as the curve, and what DER adds."""
    key = certificate.public_key
    return key.byte_size if key.algorithm == "rsa" else 2 * key.byte_size + 16
