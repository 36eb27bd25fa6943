from datetime import UTC, datetime

from certificates.keys.did import multikey
from certificates.keys.files import FileKey
from certificates.keys.models import IssuerKey

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def published(fragment, private):
    public = FileKey(private, "").public_key_raw()
    return IssuerKey(fragment=fragment, public_multibase=multikey(public))
