"""Signing and verifying: the one place that knows the library behind `eddsa-rdfc-2022`.

A proof says who signed what. It says nothing about revocation: status is a separate answer
(`certificates.status`), and nobody may take the one for the other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openvc.did.base import DidError, parse_did_document
from openvc.errors import OpenvcError
from openvc.proof.data_integrity import DataIntegrityProofSuite
from pyld.jsonld import JsonLdError

from certificates.credentials.contexts import pinned_contexts
from certificates.credentials.errors import SelfCheckError
from certificates.keys.port import SigningKey

PURPOSE = "assertionMethod"


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the issuer's key signed exactly this. `problem` says for logs why it did not."""

    verified: bool
    problem: str = ""


def sign(credential: dict[str, Any], key: SigningKey, *, at: datetime) -> dict[str, Any]:
    """A copy of `credential` with its proof. Same input, same bytes: Ed25519 is deterministic."""
    return DataIntegrityProofSuite().add_proof(
        credential,
        signing_key=key,
        verification_method=key.kid,
        created=at.astimezone(UTC),
        extra_contexts=pinned_contexts(),
    )


def sign_checked(
    credential: dict[str, Any],
    key: SigningKey,
    *,
    at: datetime,
    did_document: Mapping[str, Any],
) -> bytes:
    """The signed credential as bytes to store and serve, verified once against the did.json.

    Raises SelfCheckError when the published keys do not confirm what was just signed.
    """
    signed = sign(credential, key, at=at)
    proof = verify_proof(signed, did_document)
    if not proof.verified:
        raise SelfCheckError(proof.problem)
    return as_bytes(signed)


def as_bytes(document: dict[str, Any]) -> bytes:
    """The one serialisation we store and serve."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def verify_proof(document: Any, did_document: Mapping[str, Any]) -> Proof:
    """Check the proof alone: neither status nor period of validity.

    `did_document` is the issuer's did.json. The key must be listed there for assertions, and
    the credential must name that DID as its issuer.
    """
    try:
        public = _public_key(document, did_document)
        DataIntegrityProofSuite().verify(
            document,
            public_key_jwk=public,
            expected_proof_purpose=PURPOSE,
            extra_contexts=pinned_contexts(),
            check_temporal=False,
        )
    except (OpenvcError, JsonLdError, _NotTheirsError) as error:
        return Proof(verified=False, problem=f"{type(error).__name__}: {error}")
    return Proof(verified=True)


class _NotTheirsError(Exception):
    """The document does not lead to a key of this issuer."""


def _public_key(document: Any, did_document: Mapping[str, Any]) -> dict[str, Any]:
    try:
        issuer, method = document["issuer"], document["proof"]["verificationMethod"]
        issuer_id = issuer["id"] if isinstance(issuer, dict) else issuer
        published = parse_did_document(dict(did_document))
    except (KeyError, TypeError, DidError) as error:
        raise _NotTheirsError("no readable issuer or proof") from error
    if issuer_id != published.id:
        raise _NotTheirsError("another issuer")
    found = published.key_for_purpose(method, PURPOSE) if isinstance(method, str) else None
    if found is None:
        raise _NotTheirsError("the key is not published for assertions")
    return found.public_key_jwk
