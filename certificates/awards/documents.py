"""The PDF of a certificate: signed where it could be, as printed everywhere else.

Signing comes after issuing and never holds it up: a time-stamping service may be down for days.
"""

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from certificates.awards.models import Certificate
from certificates.awards.signed_documents import SignedDocument
from certificates.conf import pdf_signer_class
from certificates.documents.printing import print_record
from certificates.documents.record import digest
from certificates.pades.errors import ChangedRecordError
from certificates.pades.port import DocumentSigner
from content.foundation.queue import enqueue
from courses.governance import audit

if TYPE_CHECKING:
    from certificates.pades.signing import Signed

SIGN_DOCUMENT = "certificates.awards.tasks.sign_document"


def document_of(certificate: Certificate) -> bytes:
    """The PDF to hand out. One statement. Not for a certificate whose holder was erased."""
    signed = signed_document(certificate)
    return bytes(signed.signed) if signed else print_record(certificate.record)


def signed_document(certificate: Certificate) -> SignedDocument | None:
    """The signed PDF of what the certificate says now; None where there is none (yet)."""
    signed = SignedDocument.objects.filter(certificate=certificate)
    return signed.filter(record_hash=certificate.record_hash).first()


def queue_signature(certificate: Certificate) -> None:
    """Have the PDF signed by the worker; nothing where no signer is configured."""
    if pdf_signer_class() is not None:
        enqueue(SIGN_DOCUMENT, certificate.pk)


def unsigned() -> QuerySet[Certificate]:
    """Certificates whose PDF could carry a signature and does not; none without a signer.

    Revoked ones stay as they are: a later signature would look like a confirmation.
    """
    if pdf_signer_class() is None:
        return Certificate.objects.none()
    there = SignedDocument.objects.filter(
        certificate=OuterRef("pk"), record_hash=OuterRef("record_hash")
    )
    return Certificate.objects.filter(~Exists(there), erased_at=None, revocation__is_set=False)


def sign_document(certificate_id: int) -> SignedDocument | None:
    """Print, sign, store: once a record. None when there is nothing to sign.

    Signing waits for other servers, so it happens outside of any transaction: a worker killed
    before the last step leaves nothing, and of two at once the second finds the row of the first.
    Raises a DocumentSigningError; then the printed PDF stays the one that is handed out.
    """
    certificate = unsigned().filter(pk=certificate_id).first()
    if certificate is None:
        return None
    if digest(certificate.record) != certificate.record_hash:
        raise ChangedRecordError(
            _("Certificate %(number)s is not as it was issued, so its PDF was not signed.")
            % {"number": certificate.number}
        )
    signer = pdf_signer_class()
    assert signer is not None  # noqa: S101 (`unsigned` was empty without one)
    return _store(certificate, _sign(print_record(certificate.record), signer()))


def _sign(pdf: bytes, signer: DocumentSigner) -> "Signed":
    # Only a worker with something to sign needs pyHanko; loading it would cost every process of
    # the site a quarter of its start.
    from certificates.pades.signing import sign_pdf  # noqa: PLC0415

    return sign_pdf(pdf, signer)


@transaction.atomic
def _store(printed: Certificate, signed: "Signed") -> SignedDocument | None:
    """Keep it, unless the holder was erased or the record changed meanwhile."""
    certificate = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("award__enrolment__cohort")
        .filter(pk=printed.pk, record_hash=printed.record_hash, erased_at=None)
        .first()
    )
    if certificate is None:
        return None
    document, is_new = SignedDocument.objects.get_or_create(
        certificate=certificate,
        record_hash=certificate.record_hash,
        defaults={
            "document_hash": sha256(signed.pdf).hexdigest(),
            "level": signed.level,
            "signed": signed.pdf,
        },
    )
    if is_new:
        audit.log(
            None,
            "certificate.document_signed",
            certificate,
            cohort=certificate.award.enrolment.cohort,
            number=certificate.number,
            level=document.level,
        )
    return document
