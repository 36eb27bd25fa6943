"""The issuer's name on the web and the document that says which keys are its own."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from openvc.multibase import encode_multibase

from certificates.conf import origin
from certificates.keys.models import Issuer, IssuerKey

DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
ED25519_PUBLIC = b"\xed\x01"  # multicodec prefix


def did(issuer: Issuer) -> str:
    """`did:web:nachweis.example:issuers:traeger`; the colon of a port is written %3A."""
    return f"did:web:{issuer.domain.replace(':', '%3A')}:issuers:{issuer.slug}"


def key_id(issuer: Issuer, key: IssuerKey) -> str:
    return f"{did(issuer)}#{key.fragment}"


def issuer_url(issuer: Issuer, *path: str) -> str:
    """An address under the issuer's own: `https://<domain>/issuers/<slug>/…`."""
    return "/".join([origin(issuer.domain), "issuers", issuer.slug, *path])


def multikey(public: bytes) -> str:
    """A raw Ed25519 public key (32 bytes) as `publicKeyMultibase`."""
    return encode_multibase(ED25519_PUBLIC + public)


def did_document(issuer: Issuer, keys: Iterable[IssuerKey]) -> dict[str, Any]:
    """The did.json. Every key ever used stays in `assertionMethod`, retired ones too: taking one
    out would break every certificate that it signed.

    A compromised key stays listed, marked as `revoked`, but may assert nothing any more. The date
    inside a signature cannot save what it signed before: who has the key writes any date.
    """
    keys = list(keys)
    name = did(issuer)
    return {
        "@context": DID_CONTEXTS,
        "id": name,
        "verificationMethod": [_method(issuer, key) for key in keys],
        "assertionMethod": [key_id(issuer, key) for key in keys if key.compromised_at is None],
    }


def document_at_signing(issuer: Issuer, key: IssuerKey) -> dict[str, Any]:
    """What the did.json said of this key while it signed.

    For bytes that we kept ourselves: that they are unchanged can be told even after the key was
    compromised. Never for bytes that somebody brings along.
    """
    return did_document(issuer, [key]) | {"assertionMethod": [key_id(issuer, key)]}


def _method(issuer: Issuer, key: IssuerKey) -> dict[str, Any]:
    method = {
        "id": key_id(issuer, key),
        "type": "Multikey",
        "controller": did(issuer),
        "publicKeyMultibase": key.public_multibase,
    }
    if key.compromised_at is not None:
        method["revoked"] = key.compromised_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return method
