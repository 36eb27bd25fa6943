"""The published form of a list: a Bitstring Status List credential. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from openvc.status.bitstring import new_bitstring, set_status_bit
from openvc.status.issue import build_status_list_credential

from certificates.keys.did import did, issuer_url
from certificates.status.models import BITS, StatusList

# Long enough to survive an outage, short enough that an old copy cannot be shown for ever.
VALID_FOR = timedelta(days=90)
KEEP_MILLISECONDS = 300_000


def list_url(status_list: StatusList) -> str:
    return issuer_url(status_list.issuer, "status", str(status_list))


def list_credential(
    status_list: StatusList, set_indexes: Iterable[int], *, at: datetime
) -> dict[str, Any]:
    """The unsigned credential with exactly these bits set."""
    bits = new_bitstring(BITS)
    for index in set_indexes:
        set_status_bit(bits, index, 1)
    moment = at.astimezone(UTC).replace(microsecond=0)
    return build_status_list_credential(
        id=list_url(status_list),
        issuer=did(status_list.issuer),
        bitstring=bits,
        status_purpose=status_list.purpose,
        valid_from=moment,
        valid_until=moment + VALID_FOR,
        ttl=KEEP_MILLISECONDS,
    )
