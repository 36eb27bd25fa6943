"""What can be wrong with a signing key. Each sentence is for the person who runs the server."""

from content.foundation.errors import DomainError


class SigningKeyError(DomainError):
    """Nothing can be signed at the moment."""


class KeyMissingError(SigningKeyError):
    """There is no private key where it should be."""


class KeyExposedError(SigningKeyError):
    """Others on the server could read the private key."""


class KeyLockedError(SigningKeyError):
    """The passphrase is missing or does not open the private key."""


class KeyKnownError(SigningKeyError):
    """A key is put to use once; a retired one never comes back."""


class ReadOnlyStoreError(SigningKeyError):
    """The store hands out keys but cannot make any."""
