"""A brake on guessing. Kept in the cache for an hour, under a keyed hash of the address: nobody
can read from it who verified what."""

import hmac
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address

from django.core.cache import cache
from django.utils.translation import gettext as _

from certificates.conf import code_key
from certificates.verification.errors import TooManyTriesError

HOUR = 3600
ONE_HOUSEHOLD = 64


def count(what: str, address: str, *, at_most: int) -> None:
    """One more try of this kind from this address. Raises TooManyTriesError beyond `at_most`."""
    question = f"{what}:{visitor(address)}".encode()
    key = "lms-verify-" + hmac.new(code_key(), question, sha256).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return
    if tries > at_most:
        raise TooManyTriesError(
            _("There were too many tries from your connection. Please wait an hour.")
        )


def visitor(address: str) -> str:
    """Whom an address stands for. An IPv6 connection owns a whole /64 and may change within it."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), ONE_HOUSEHOLD), strict=False))
