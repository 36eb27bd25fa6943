"""The published form of a list: a Bitstring Status List credential. Pure."""

from datetime import UTC, datetime
from typing import Any

from openvc.status.issue import build_status_list_credential

from certificates.keys.did import did, issuer_url
from certificates.status.models import VALID_FOR, StatusList

KEEP_SECONDS = 60  # a change is seen within a minute, so nobody may keep a copy for longer


def list_url(status_list: StatusList) -> str:
    return issuer_url(status_list.issuer, "status", str(status_list))


def list_credential(status_list: StatusList, bits: bytes, *, at: datetime) -> dict[str, Any]:
    """The unsigned credential that says these bits."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    return build_status_list_credential(
        id=list_url(status_list),
        issuer=did(status_list.issuer),
        bitstring=bits,
        status_purpose=status_list.purpose,
        valid_from=moment,
        valid_until=moment + VALID_FOR,
        ttl=KEEP_SECONDS * 1000,
    )
