"""What signing asks of whoever holds the private keys.

The product ships a back end on files and one on secrets that the environment hands in. A key
management service or a hardware module fits in by implementing the same two protocols and naming
the store in the setting LMS_KEY_STORE.
"""

from typing import Protocol


class SigningKey(Protocol):
    """A private key that can be used but not read."""

    @property
    def alg(self) -> str:
        """Name of the algorithm: "EdDSA"."""
        ...

    @property
    def kid(self) -> str:
        """The verification method it signs as: `did:web:…#key-…`."""
        ...

    def sign(self, signing_input: bytes) -> bytes:
        """The raw Ed25519 signature, 64 bytes. Raises a SigningKeyError when it cannot sign now."""
        ...

    def public_key_raw(self) -> bytes:
        """The raw public key, 32 bytes."""
        ...


class KeyStore(Protocol):
    """Makes private keys and hands them out for signing."""

    def create(self, *, issuer: str, fragment: str) -> bytes:
        """Make a private key for the issuer's slug; returns its raw public key, 32 bytes.

        Never replaces a key. Raises ReadOnlyStoreError where keys are made elsewhere.
        """
        ...

    def load(self, *, issuer: str, fragment: str, kid: str) -> SigningKey:
        """The key, ready to sign. Raises a SigningKeyError that says what is wrong."""
        ...
