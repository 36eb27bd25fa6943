"""The verification site as files: keys, status lists, and a page for every certificate.

It names nobody, holds no credential and needs no server program. A page is found by a slow hash of
its code (see `codes.lookup`), because the codes themselves are on paper only.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from certificates.awards.enums import Validity
from certificates.awards.models import Certificate
from certificates.awards.validity import validity
from certificates.awards.wording import headline
from certificates.codes import LOOKUP_ROUNDS, LOOKUP_SALT, lookup
from certificates.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_V3, context_bytes
from certificates.documents.record import thaw
from certificates.keys.did import did, did_document
from certificates.keys.models import Issuer

LANGUAGE = "de"
MARK = "export.json"
STYLES = [
    *["kern", "fonts", "tokens", "base", "layout", "parts", "buttons", "forms", "boxes"],
    *["sheet", "modes", "utilities"],
]
FONTS = ["Regular", "Italic", "Medium", "SemiBold"]
SIGNS = {
    Validity.VALID: "ok",
    Validity.EXPIRED: "warn",
    Validity.SUSPENDED: "warn",
    Validity.REVOKED: "bad",
}
CONTEXTS = {"credentials-v2.json": CREDENTIALS_V2, "ob-v3p0-context-3.0.3.json": OPEN_BADGES_V3}


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one certificate says. `qualification` is empty after an erasure."""

    kind: str
    issuer: str
    number: str
    issued: datetime
    valid_until: datetime | None
    validity: Validity
    document_hash: str
    erased: bool
    # Number of the corrected certificate that counts in its place.
    successor: str = ""
    title: str = ""
    qualification: str = ""
    programme: str = ""
    hours: str = ""
    unit: str = ""

    @property
    def is_replaced(self) -> bool:
        return self.validity is Validity.REVOKED and bool(self.successor)

    @property
    def sign(self) -> str:
        return SIGNS[self.validity]

    @property
    def sentence(self) -> str:
        """The same words as on the live page."""
        return headline(self.kind, "replaced" if self.is_replaced else self.validity.value)


@dataclass(slots=True)
class Site:
    """All files by path, and what is to be said about them."""

    files: dict[str, bytes] = field(default_factory=dict)
    issuers: int = 0
    lists: int = 0
    pages: int = 0
    # Certificates of people who were erased before pages had names: nobody knows their code.
    without_page: int = 0


def built(now: datetime) -> Site:
    """The whole site as of this day. The same day and the same facts give the same bytes.

    Writes the names of pages that had none yet; otherwise it only reads.
    """
    site = Site()
    name_pages()
    with translation.override(LANGUAGE):
        _add_issuers(site)
        _add_pages(site, now)
        _add_lookup(site, now)
    for name in _asset_names():
        site.files[f"assets/{name}"] = _asset(name)
    for name, address in CONTEXTS.items():
        site.files[f"contexts/{name}"] = context_bytes(address)
    site.files[MARK] = _as_json(_summary(site, now))
    return site


def name_pages() -> int:
    """Every certificate whose code is still in its record gets the name of its page."""
    rows = Certificate.objects.filter(lookup="").exclude(record="").only("pk", "record")
    named = 0
    for row in rows.iterator(chunk_size=200):
        code = thaw(row.record)["verification"]["code"]
        named += Certificate.objects.filter(pk=row.pk).update(lookup=lookup(code))
    return named


def _add_issuers(site: Site) -> None:
    for issuer in Issuer.objects.order_by("slug"):
        site.issuers += 1
        folder = f"issuers/{issuer.slug}"
        document = did_document(issuer, issuer.keys.all())
        site.files[f"{folder}/did.json"] = _as_json(document)
        for status_list in issuer.status_lists.exclude(signed_at=None):
            site.files[f"{folder}/status/{status_list}"] = bytes(status_list.signed)
            site.lists += 1


def _add_pages(site: Site, now: datetime) -> None:
    for certificate in _certificates():
        if not certificate.lookup:
            site.without_page += 1
            continue
        context = {"page": _page(certificate, now)}
        site.files[f"v/{certificate.lookup}.html"] = _rendered("certificate", now, context)
        site.pages += 1


def _certificates() -> Iterator[Certificate]:
    related = ("award", "issuer", "revocation", "suspension", "replaced_by")
    rows = Certificate.objects.select_related(*related)
    rows = rows.defer("replaced_by__record", "replaced_by__signed")
    return rows.order_by("pk").iterator(chunk_size=500)


def _page(certificate: Certificate, now: datetime) -> Page:
    """A choice of the record's facts, made by name: what is added to records stays out of here."""
    said = thaw(certificate.record) if certificate.record else {}
    qualification = said.get("qualification", {})
    successor = getattr(certificate, "replaced_by", None)
    return Page(
        kind=certificate.award.kind,
        issuer=certificate.issuer.name,
        number=certificate.number,
        issued=certificate.issued_at,
        valid_until=certificate.valid_until,
        validity=validity(certificate, now=now),
        document_hash=certificate.document_hash,
        erased=certificate.erased_at is not None,
        successor=successor.number if successor else "",
        title=said.get("title", ""),
        qualification=qualification.get("title", ""),
        programme=qualification.get("programme", ""),
        hours=str(qualification.get("hours", "")).replace(".", ","),
        unit=qualification.get("unit", ""),
    )


def _add_lookup(site: Site, now: datetime) -> None:
    page = _rendered("lookup", now, {"salt": LOOKUP_SALT.decode(), "rounds": LOOKUP_ROUNDS})
    # A web server that answers unknown addresses with 404.html makes printed QR codes work.
    for name in ("index.html", "v/index.html", "404.html"):
        site.files[name] = page


def _rendered(name: str, now: datetime, context: dict[str, Any]) -> bytes:
    page = {
        "at": now,
        "site_name": settings.LMS_SITE_NAME,
        "styles": [f"/assets/lms/css/{style}.css" for style in STYLES],
    }
    return render_to_string(f"lms_certificates/site/{name}.html", page | context).encode()


def _asset_names() -> list[str]:
    return [
        "kern/kern.min.css",
        "lms/js/site/lookup.js",
        *(f"lms/css/{style}.css" for style in STYLES),
        *(f"kern/fonts/fira-sans/FiraSans-{cut}.woff2" for cut in FONTS),
    ]


def _asset(name: str) -> bytes:
    """From where it is written, or, on a server that has only those, from the collected files."""
    if found := finders.find(name):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        return file.read()


def _summary(site: Site, now: datetime) -> dict[str, Any]:
    """What this folder is, for people and for the next export, which replaces only its like."""
    return {
        "what": "verification site",
        "as_of": timezone.localdate(now).isoformat(),
        "issuers": [did(issuer) for issuer in Issuer.objects.order_by("slug")],
        "status_lists": site.lists,
        "certificates": site.pages,
        "certificates_without_page": site.without_page,
        "contexts": {
            address: {
                "file": f"contexts/{name}",
                "sha256": sha256(site.files[f"contexts/{name}"]).hexdigest(),
            }
            for name, address in CONTEXTS.items()
        },
        "page_name": {
            "function": "PBKDF2-HMAC-SHA256 of the code without separators, 16 bytes in hex",
            "salt": LOOKUP_SALT.decode(),
            "rounds": LOOKUP_ROUNDS,
        },
    }


def _as_json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
