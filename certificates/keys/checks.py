"""`manage.py check`: can everything that should be signed be signed, and by nobody else?

A missing key is a warning, because a web process need not hold any: only the worker signs.
A key that others can read is an error on any machine.
"""

from typing import Any

from django.core import checks
from django.db import DatabaseError

from certificates.conf import key_directory, key_passphrase
from certificates.keys.domain import signing_key
from certificates.keys.errors import SigningKeyError
from certificates.keys.files import is_exposed
from certificates.keys.models import IssuerKey


def register_checks() -> None:
    checks.register(private_keys_are_private, checks.Tags.security)
    checks.register(keys_in_use_can_sign)


def private_keys_are_private(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Look at every key file there is, whether or not the database knows it."""
    paths = sorted(key_directory().glob("*/*.pem"))
    found: list[checks.CheckMessage] = [
        checks.Error(
            f"The signing key {path} can be read by others.",
            hint=f"chmod 600 {path}; if others had access, create a new key.",
            id="lms_certificates.E001",
        )
        for path in paths
        if is_exposed(path)
    ]
    if paths and not key_passphrase():
        found.append(
            checks.Warning(
                "There are signing keys, but LMS_KEY_PASSPHRASE is empty: nothing can be signed.",
                hint="Set it in the environment of the worker.",
                id="lms_certificates.W002",
            )
        )
    return found


def keys_in_use_can_sign(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Try to open the key of every issuer. Silent before the first migration."""
    try:
        keys = list(IssuerKey.objects.filter(retired_at=None).select_related("issuer"))
    except DatabaseError:
        return []
    return [warning for key in keys for warning in _problem(key)]


def _problem(key: IssuerKey) -> list[checks.CheckMessage]:
    try:
        signing_key(key.issuer, key)
    except SigningKeyError as error:
        return [
            checks.Warning(
                f"{key.issuer.name} cannot sign certificates on this machine: {error}",
                hint="Awards stay pending until the worker finds its key.",
                id="lms_certificates.W003",
            )
        ]
    return []
