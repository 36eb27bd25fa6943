"""Answers that become files."""

from django.http import HttpResponse

from certificates.awards.models import Certificate


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
