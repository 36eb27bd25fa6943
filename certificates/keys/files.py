"""Private keys as files: PKCS 8, encrypted with a passphrase from the environment, mode 0600."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from certificates.conf import key_directory, key_passphrase
from certificates.keys.errors import KeyExposedError, KeyKnownError, KeyLockedError, KeyMissingError
from certificates.keys.port import SigningKey

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700
OTHERS = 0o077


class FileKey:
    """A private key that was read from its file and lives in this process only."""

    alg = "EdDSA"

    def __init__(self, private: Ed25519PrivateKey, kid: str) -> None:
        self._private = private
        self.kid = kid

    def sign(self, signing_input: bytes) -> bytes:
        return self._private.sign(signing_input)

    def public_key_raw(self) -> bytes:
        return self._private.public_key().public_bytes_raw()


class FileKeyStore:
    """`<LMS_KEY_DIR>/<issuer>/<fragment>.pem`"""

    def create(self, *, issuer: str, fragment: str) -> bytes:
        passphrase = key_passphrase()
        if not passphrase:
            raise KeyLockedError(_("Set LMS_KEY_PASSPHRASE before you create a signing key."))
        private = Ed25519PrivateKey.generate()
        path = key_path(issuer, fragment)
        path.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
        _write_new(path, _sealed(private, passphrase))
        return private.public_key().public_bytes_raw()

    def load(self, *, issuer: str, fragment: str, kid: str) -> SigningKey:
        path = key_path(issuer, fragment)
        if not path.is_file():
            raise KeyMissingError(_("The signing key %(path)s is missing.") % {"path": path})
        if is_exposed(path):
            raise KeyExposedError(
                _("Others can read the signing key %(path)s. Set its mode to 0600.")
                % {"path": path}
            )
        return FileKey(_opened(path), kid)


def key_path(issuer: str, fragment: str) -> Path:
    return key_directory() / issuer / f"{fragment}.pem"


def is_exposed(path: Path) -> bool:
    """Whether the group or others may do anything with the file."""
    return bool(path.stat().st_mode & OTHERS)


def _sealed(private: Ed25519PrivateKey, passphrase: bytes) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )


def _write_new(path: Path, content: bytes) -> None:
    # The mode is there from the first byte; an existing key is never overwritten.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        raise KeyKnownError(_("There is a key %(path)s already.") % {"path": path}) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _opened(path: Path) -> Ed25519PrivateKey:
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), key_passphrase() or None)
    except (ValueError, TypeError) as error:
        raise KeyLockedError(
            _("LMS_KEY_PASSPHRASE does not open the signing key %(path)s.") % {"path": path}
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyLockedError(_("The file %(path)s holds no Ed25519 key.") % {"path": path})
    return private
