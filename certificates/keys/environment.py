"""Private keys that the environment hands in: a PEM in a variable, or a mounted secret file.

For the key `key-2027` of the issuer `traeger` the worker looks for

    LMS_SIGNING_KEY_TRAEGER_KEY_2027        the PEM itself
    LMS_SIGNING_KEY_TRAEGER_KEY_2027_FILE   a file that holds it

The PEM may be sealed with LMS_KEY_PASSPHRASE. Who may read a mounted secret is settled by whoever
mounts it, so its mode is not looked at.
"""

import os
import re
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from certificates.conf import key_passphrase
from certificates.keys.errors import KeyLockedError, KeyMissingError, ReadOnlyStoreError
from certificates.keys.files import FileKey
from certificates.keys.port import SigningKey


class EnvironmentKeyStore:
    """Hands out keys and makes none."""

    def create(self, *, issuer: str, fragment: str) -> bytes:
        raise ReadOnlyStoreError(
            _(
                "Signing keys come from the environment here and cannot be made by this command. "
                "Put one into %(variable)s (or its file into %(variable)s_FILE) and name it with "
                "“--existing %(fragment)s”."
            )
            % {"variable": variable(issuer, fragment), "fragment": fragment}
        )

    def load(self, *, issuer: str, fragment: str, kid: str) -> SigningKey:
        name = variable(issuer, fragment)
        return FileKey(_opened(name, _pem(name)), kid)


def variable(issuer: str, fragment: str) -> str:
    """Name of the environment variable of a key."""
    return "LMS_SIGNING_KEY_" + re.sub(r"[^A-Z0-9]", "_", f"{issuer}_{fragment}".upper())


def _pem(name: str) -> bytes:
    if name in os.environ:
        return os.environ[name].encode()
    path = os.environ.get(f"{name}_FILE", "")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise KeyMissingError(
            _("No signing key is in %(variable)s or in the file that %(variable)s_FILE names.")
            % {"variable": name}
        ) from error


def _opened(name: str, pem: bytes) -> Ed25519PrivateKey:
    try:
        private = _load(pem)
    except ValueError as error:
        raise KeyLockedError(
            _("%(variable)s holds no key that LMS_KEY_PASSPHRASE opens.") % {"variable": name}
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyLockedError(_("%(variable)s holds no Ed25519 key.") % {"variable": name})
    return private


def _load(pem: bytes) -> object:
    """The key, sealed or not: the library refuses a passphrase for a key that needs none."""
    try:
        return serialization.load_pem_private_key(pem, key_passphrase() or None)
    except TypeError as error:
        if b"ENCRYPTED" in pem:
            raise ValueError from error
        return serialization.load_pem_private_key(pem, None)
