"""What a verifier is told: the proof and the status, side by side and never mixed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from openvc.errors import OpenvcError
from openvc.status.status_list import check_credential_status

from certificates.credentials.proof import Proof, verify_proof

# Gets the address of a status list, returns the bytes served there; None where there is nothing.
FetchList = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Status:
    """`known` is False when a list was missing, unreadable or not signed by the issuer."""

    known: bool
    revoked: bool = False
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """Two answers. A revoked credential still has a verified proof."""

    proof: Proof
    status: Status


def verify_credential(
    document: Any, did_document: Mapping[str, Any], fetch_list: FetchList
) -> Verification:
    """Check proof and status of a credential, each on its own."""
    return Verification(
        proof=verify_proof(document, did_document),
        status=_status(document, did_document, fetch_list),
    )


class _ListUnknownError(Exception):
    """The list cannot be relied on."""


def _status(document: Any, did_document: Mapping[str, Any], fetch_list: FetchList) -> Status:
    def resolve(address: str) -> dict[str, Any]:
        return _trusted_list(fetch_list(address), address, did_document)

    try:
        found = check_credential_status(document, resolve_status_list=resolve)
    except (OpenvcError, _ListUnknownError, AttributeError):
        return Status(known=False)
    return Status(known=True, revoked=found.revoked, suspended=found.suspended)


def _trusted_list(
    served: bytes | None, address: str, did_document: Mapping[str, Any]
) -> dict[str, Any]:
    """The list behind the bytes, if it is the one of this address and the issuer signed it."""
    try:
        document: dict[str, Any] = json.loads(served or b"")
    except ValueError as error:
        raise _ListUnknownError(address) from error
    if not verify_proof(document, did_document).verified or document.get("id") != address:
        raise _ListUnknownError(address)
    return document
