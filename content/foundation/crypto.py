"""Sealing of texts that only their author may read.

AES-256-GCM; the key's id is stored beside the ciphertext, the keys themselves live outside the
database (setting LMS_SEALING_KEYS: id → 32 bytes in base64; the first seals, every one unseals).
The context (for instance "reflection:<user>:<prompt>") is authenticated: a ciphertext copied into
another row does not open there.
"""

import base64
import binascii
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError

NONCE_BYTES = 12
TAG_BYTES = 16
# How long the ciphertext of an empty text is; a longer one holds words.
EMPTY_BYTES = NONCE_BYTES + TAG_BYTES


class SealingError(DomainError):
    """The key is missing, or the ciphertext does not belong here."""


@dataclass(frozen=True, slots=True)
class Sealed:
    key_id: str
    ciphertext: bytes


def current_key() -> str:
    """The id of the key that seals. Raises SealingError where there is none."""
    key_id = next(iter(settings.LMS_SEALING_KEYS), "")
    _cipher(key_id)
    return key_id


def seal(text: str, *, context: str) -> Sealed:
    """Encrypt `text` with the current key, bound to `context`."""
    key_id = current_key()
    nonce = os.urandom(NONCE_BYTES)
    box = _cipher(key_id).encrypt(nonce, text.encode(), context.encode())
    return Sealed(key_id, nonce + box)


def unseal(sealed: Sealed, *, context: str) -> str:
    """The text again. Raises SealingError when key, context or bytes are not the right ones."""
    nonce, box = sealed.ciphertext[:NONCE_BYTES], sealed.ciphertext[NONCE_BYTES:]
    try:
        return _cipher(sealed.key_id).decrypt(nonce, box, context.encode()).decode()
    except InvalidTag as error:
        raise SealingError(_("This private text cannot be opened.")) from error


def _cipher(key_id: str) -> AESGCM:
    try:
        return AESGCM(base64.b64decode(settings.LMS_SEALING_KEYS[key_id], validate=True))
    except (KeyError, ValueError, binascii.Error) as error:
        raise SealingError(_("The key for private texts is missing on this server.")) from error
