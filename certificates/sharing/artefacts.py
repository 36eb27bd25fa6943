"""The files a graduate takes along. All but signed bytes are made again from the record."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from certificates.awards.documents import document_of
from certificates.awards.downloads import paper_name
from certificates.awards.models import Certificate
from certificates.badges.baking import bake_png, bake_svg
from certificates.badges.drawing import badge_svg
from certificates.badges.faces import LANGUAGE, face_of
from certificates.badges.pictures import badge_png
from certificates.documents.record import thaw

README = "lms_certificates/sharing/readme.txt"


def baked_png(certificate: Certificate) -> bytes:
    """The badge with the signed credential inside."""
    face = face_of(thaw(certificate.record))
    return bake_png(badge_png(face), bytes(certificate.signed).decode())


def baked_svg(certificate: Certificate) -> bytes:
    face = face_of(thaw(certificate.record))
    return bake_svg(badge_svg(face), bytes(certificate.signed).decode())


def everything(certificate: Certificate) -> bytes:
    """All files as ZIP, dated by the day of issue. Same certificate, same bytes.

    Wants the certificate with its award.
    """
    number = certificate.number
    files = {
        f"{paper_name(certificate)}.pdf": document_of(certificate),
        f"nachweis-{number}.json": bytes(certificate.signed),
        f"abzeichen-{number}.png": baked_png(certificate),
        f"abzeichen-{number}.svg": baked_svg(certificate),
    }
    readme = _readme(certificate, list(files))
    moment = timezone.localtime(certificate.issued_at).timetuple()[:6]
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in {**files, "LIESMICH.txt": readme.encode()}.items():
            entry = ZipInfo(name, moment)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, ZIP_DEFLATED)
    return out.getvalue()


def _readme(certificate: Certificate, names: list[str]) -> str:
    pdf, credential, png, svg = names
    with translation.override(LANGUAGE):
        return render_to_string(
            README,
            {
                "said": thaw(certificate.record),
                "number": certificate.number,
                "pdf": pdf,
                "credential": credential,
                "png": png,
                "svg": svg,
            },
        )
