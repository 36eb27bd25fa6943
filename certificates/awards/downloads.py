"""Answers that become files."""

from django.http import HttpResponse

from certificates.awards.enums import Kind
from certificates.awards.models import Certificate

PAPERS = {Kind.CERTIFICATE: "zertifikat", Kind.ATTENDANCE: "teilnahmebescheinigung"}


def paper_name(certificate: Certificate) -> str:
    """What the document's file is called, without its ending. Wants the award along with it."""
    return f"{PAPERS[Kind(certificate.award.kind)]}-{certificate.number}"


def attachment(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def credential_file(certificate: Certificate) -> HttpResponse:
    """The signed credential, byte for byte as it was signed."""
    return attachment(
        bytes(certificate.signed),
        content_type="application/vc",
        name=f"nachweis-{certificate.number}.json",
    )
