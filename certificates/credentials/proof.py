"""Signing and verifying: the one place that knows the library behind `eddsa-rdfc-2022`.

A proof says who signed what. It says nothing about revocation: status is a separate answer
(`certificates.status`), and nobody may take the one for the other.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openvc.did.base import DidError, parse_did_document
from openvc.errors import OpenvcError
from openvc.proof.data_integrity import DataIntegrityProofSuite
from pyld.jsonld import JsonLdError

from certificates.credentials.contexts import pinned_contexts
from certificates.credentials.errors import SelfCheckError
from certificates.keys.port import SigningKey

PURPOSE = "assertionMethod"
WHEN_ALL_HAS_BEGUN = datetime(9999, 12, 1, tzinfo=UTC)


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
    published = _published(credential, key, did_document)
    return as_bytes(sign(credential, _CheckedKey(key, published), at=at))


class _CheckedKey:
    """A key whose every signature is confirmed by the published one before anything is made of it.

    `verify_proof` would say the same, but bring the credential into its canonical form a second
    time, which takes five times as long as the signature and two fifths of issuing.
    """

    alg = "EdDSA"

    def __init__(self, key: SigningKey, published: Ed25519PublicKey) -> None:
        self.kid = key.kid
        self._key = key
        self._published = published

    def sign(self, signing_input: bytes) -> bytes:
        signature = self._key.sign(signing_input)
        try:
            self._published.verify(signature, signing_input)
        except InvalidSignature as error:
            raise SelfCheckError("the published key does not confirm the signature") from error
        return signature

    def public_key_raw(self) -> bytes:
        return self._key.public_key_raw()


def _published(
    credential: dict[str, Any], key: SigningKey, did_document: Mapping[str, Any]
) -> Ed25519PublicKey:
    about = {"issuer": credential["issuer"], "proof": {"verificationMethod": key.kid}}
    try:
        public = _public_key(about, did_document)
    except _NotTheirsError as error:
        raise SelfCheckError(str(error)) from error
    raw = base64.urlsafe_b64decode(public["x"] + "=" * (-len(public["x"]) % 4))
    return Ed25519PublicKey.from_public_bytes(raw)


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
            # With this the library still refuses what has not begun; late enough, all has begun.
            check_temporal=False,
            now=WHEN_ALL_HAS_BEGUN,
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
