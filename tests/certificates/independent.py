"""A second opinion on our credentials: a short verifier on pyld and cryptography alone.

It shares no line with the code under test: own base 58, own context loader, own reading of the
did.json, own decoding of status lists. Import it wherever a test wants to hear it from somebody
else. A proof and a status are two answers, here as everywhere.
"""

import base64
import gzip
import json
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


class NotVerifiedError(Exception):
    """The proof does not hold; the text says where it broke."""


def verify(credential: dict[str, Any], did_document: dict[str, Any], **contexts: Any) -> None:
    """Raise NotVerifiedError unless a key of `did_document` signed exactly this credential.

    `contexts` replaces texts: `verify(c, d, **{address: context})`.
    """
    try:
        proof = dict(credential["proof"])
        signature = base58(proof.pop("proofValue"))
        public = public_key(credential, proof, did_document)
        signed = digest({**proof, "@context": credential["@context"]}, contexts) + digest(
            {key: value for key, value in credential.items() if key != "proof"}, contexts
        )
        public.verify(signature, signed)
    except InvalidSignature as error:
        raise NotVerifiedError("the signature is not over these data") from error
    except (KeyError, TypeError, ValueError, AttributeError, jsonld.JsonLdError) as error:
        raise NotVerifiedError(f"unreadable: {error}") from error


def verifies(credential: dict[str, Any], did_document: dict[str, Any]) -> bool:
    try:
        verify(credential, did_document)
    except NotVerifiedError:
        return False
    return True


def public_key(credential: Any, proof: Any, did_document: Any) -> Ed25519PublicKey:
    """The key the proof names, if the issuer publishes it for assertions."""
    if (proof["type"], proof["cryptosuite"], proof["proofPurpose"]) != (
        "DataIntegrityProof",
        "eddsa-rdfc-2022",
        "assertionMethod",
    ):
        raise NotVerifiedError("another kind of proof")
    issuer = credential["issuer"]
    if (issuer if isinstance(issuer, str) else issuer["id"]) != did_document["id"]:
        raise NotVerifiedError("another issuer")
    wanted = proof["verificationMethod"]
    if wanted not in did_document["assertionMethod"]:
        raise NotVerifiedError("the key may not sign credentials")
    [method] = [m for m in did_document["verificationMethod"] if m["id"] == wanted]
    raw = base58(method["publicKeyMultibase"])
    if raw[:2] != b"\xed\x01":
        raise NotVerifiedError("not an Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def digest(document: dict[str, Any], contexts: dict[str, Any] | None = None) -> bytes:
    """SHA-256 of the canonical N-Quads."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": offline({**installed_contexts(), **(contexts or {})}),
    }
    # Inline contexts and such could hide a statement; ours are two well-known addresses.
    if not all(isinstance(entry, str) for entry in document["@context"]):
        raise NotVerifiedError("an inline context")
    return sha256(jsonld.normalize(document, options).encode()).digest()


def offline(contexts: dict[str, Any]) -> Any:
    def load(address: str, _options: Any) -> dict[str, Any]:
        if address not in contexts:
            raise NotVerifiedError(f"unknown context {address}")
        return {"contextUrl": None, "documentUrl": address, "document": contexts[address]}

    return load


def installed_contexts() -> dict[str, Any]:
    """The W3C context as pyld ships it, the Open Badges context as openbadgeslib ships it."""
    from pyld import BUNDLED_CONTEXTS

    w3c = "https://www.w3.org/ns/credentials/v2"
    badges = "openbadgeslib/ob3/contexts/ob-v3p0-context-3.0.3.json"
    return {
        w3c: json.loads(Path(BUNDLED_CONTEXTS[w3c]).read_text()),
        OPEN_BADGES: json.loads(
            Path(str(distribution("openbadgeslib").locate_file(badges))).read_text()
        ),
    }


def base58(multibase: str) -> bytes:
    if multibase[0] != "z":
        raise NotVerifiedError("not base 58")
    number = 0
    for character in multibase[1:]:
        number = number * 58 + BASE58.index(character)
    zeros = len(multibase[1:]) - len(multibase[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def status_bit(status_list: dict[str, Any], index: int) -> bool:
    """The bit of one credential in a published list; index 0 is the highest bit of byte 0."""
    encoded = status_list["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    bits = gzip.decompress(packed)
    assert len(bits) * 8 >= 131_072
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to every text, number and truth value in a JSON document."""
    if isinstance(value, dict):
        return [p for key, child in value.items() for p in leaves(child, (*path, key))]
    if isinstance(value, list):
        return [p for place, child in enumerate(value) for p in leaves(child, (*path, place))]
    return [path]


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """A copy in which the leaf at `path` differs by one character."""
    copy = json.loads(json.dumps(document))
    parent = copy
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = _altered(parent[path[-1]])
    return copy


def _altered(leaf: Any) -> Any:
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int | float):
        return leaf + 1
    middle = len(leaf) // 2
    return leaf[:middle] + ("x" if leaf[middle : middle + 1] != "x" else "y") + leaf[middle + 1 :]
