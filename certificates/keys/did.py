"""The issuer's name on the web and the document that says which keys are its own."""

from collections.abc import Iterable
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
    out would break every certificate that it signed."""
    name = did(issuer)
    methods = [
        {
            "id": key_id(issuer, key),
            "type": "Multikey",
            "controller": name,
            "publicKeyMultibase": key.public_multibase,
        }
        for key in keys
    ]
    return {
        "@context": DID_CONTEXTS,
        "id": name,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
