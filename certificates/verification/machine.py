"""The same answers for machines; `openapi.json` beside this file says what they may rely on."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from certificates.awards.models import Certificate
from certificates.conf import origin
from certificates.credentials.build import in_utc
from certificates.keys.did import did, issuer_url, key_id
from certificates.status.lists import list_url
from certificates.verification.findings import Finding
from certificates.verification.queries import Shown

Json = dict[str, Any]


def as_json(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def answer(shown: Shown) -> Json:
    """What the page says, without a word about the holder unless the holder agreed."""
    return {
        "code": shown.printed_code,
        "state": shown.verdict.value,
        "checked_at": in_utc(shown.checked_at),
        "proof": _proof(shown),
        "status": _status(shown),
        "certificate": _facts(shown),
        "holder": {"name": shown.name} if shown.name else None,
        "links": links(shown),
    }


def found(finding: Finding) -> Json:
    """The answer to a file: who signed it, and what we know of it, side by side."""
    return {
        "signed_by": finding.origin.value,
        "state": finding.state,
        "claimed_issuer": finding.claim and {"id": finding.claim.id, "name": finding.claim.name},
        "pages": finding.pages and finding.pages.value,
        "changed_pages": list(finding.changed_pages),
        "certificate": answer(finding.shown) if finding.shown else None,
    }


def problem(status: int, kind: str, title: str, detail: str) -> Json:
    """RFC 9457. `type` is a name to compare with, not an address to open."""
    return {
        "type": f"urn:lms:verification:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
    }


def links(shown: Shown) -> dict[str, Any]:
    """Absolute, under the issuer's domain: what is kept must be found in ten years."""
    certificate, base = shown.certificate, origin(shown.certificate.issuer.domain)
    place = {"page": reverse("certificates:verify", args=[shown.code])}
    if certificate.name_consent:
        place["credential"] = reverse("certificates:public_credential", args=[shown.code])
    lists = [list_url(bit.list) for bit in (certificate.revocation, certificate.suspension)]
    return {
        **{name: base + path for name, path in place.items()},
        "did": issuer_url(certificate.issuer, "did.json"),
        "status_lists": lists,
        "description": base + reverse("certificates:openapi"),
    }


def _proof(shown: Shown) -> Json:
    """`verified` is null where the signed bytes were erased with the holder's data."""
    issuer, key = shown.certificate.issuer, shown.certificate.key
    return {
        "verified": shown.proof,
        "cryptosuite": "eddsa-rdfc-2022",
        "issuer": did(issuer),
        "key": key_id(issuer, key),
    }


def _status(shown: Shown) -> Json:
    certificate, withdrawal = shown.certificate, shown.withdrawal
    return {
        "revoked": certificate.revocation.is_set,
        "suspended": certificate.suspension.is_set and not certificate.revocation.is_set,
        "expired": _is_past(certificate, shown.checked_at),
        "since": in_utc(withdrawal.at) if withdrawal else None,
        "reason": withdrawal.word or None if withdrawal else None,
        "replaced_by": shown.successor.number if shown.successor else None,
    }


def _is_past(certificate: Certificate, now: datetime) -> bool:
    return certificate.valid_until is not None and certificate.valid_until <= now


def _facts(shown: Shown) -> Json:
    certificate, said = shown.certificate, shown.said
    issued = said.get("issued") or f"{certificate.issued_at:%Y-%m}"
    facts = {
        "number": certificate.number,
        "replaces": (said.get("mark") or {}).get("replaces"),
        "issuer": {"id": did(certificate.issuer), "name": certificate.issuer.name},
        "issued": issued,
        "valid_until": in_utc(certificate.valid_until) if certificate.valid_until else None,
    }
    return {**facts, "content": _content(said) if said else None}


def _content(said: Json) -> Json:
    """What the paper says, in the language of the paper."""
    return {
        "language": "de",
        "title": said["title"],
        "place": said["place"],
        "qualification": said["qualification"],
        "statement": said["statement"],
        "facts": _pairs(said["facts"]),
        "modules": said["modules"],
        "competences": said["competences"],
        "signatories": said["signatories"],
    }


def _pairs(facts: Iterable[Any]) -> list[Json]:
    return [{"label": label, "value": value} for label, value in facts]
