"""A brake on guessing. Kept in the cache for an hour, under a keyed hash of the address: nobody
can read from it who verified what."""

import hmac
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import gettext as _

from certificates.conf import code_key
from certificates.verification.errors import TooManyTriesError

HOUR = 3600


def count(what: str, address: str, *, at_most: int) -> None:
    """One more try of this kind from this address. Raises TooManyTriesError beyond `at_most`."""
    key = "lms-verify-" + hmac.new(code_key(), f"{what}:{address}".encode(), sha256).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return
    if tries > at_most:
        raise TooManyTriesError(
            _("There were too many tries from your connection. Please wait an hour.")
        )
