"""A key management service as a test can hold it, and the store that talks to it.

The service answers HTTP-like calls after a while, or not at all, and never gives a private key
away. The store is what an operator would write for a real one: two protocols, no more.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.keys.errors import KeyKnownError, KeyMissingError, SigningKeyError

PATIENCE = 5.0  # seconds
TRIES = 3
CREATED, OK, NOT_FOUND, CONFLICT, UNAVAILABLE = 201, 200, 404, 409, 503


class UnreachableError(SigningKeyError):
    """The service does not answer."""


class RefusedError(SigningKeyError):
    """The service answered with something that is no signature of this key."""


@dataclass
class Service:
    """The far side. `delays` and `failures` are used up call by call; `waited` adds up."""

    delays: list[float] = field(default_factory=list)
    failures: int = 0
    garbage: bool = False
    waited: float = 0.0
    calls: int = 0
    _keys: dict[str, Ed25519PrivateKey] = field(default_factory=dict)

    def call(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        self.calls += 1
        delay = self.delays.pop(0) if self.delays else 0.02
        self.waited += min(delay, PATIENCE)
        if delay > PATIENCE:
            raise TimeoutError
        if self.failures:
            self.failures -= 1
            return UNAVAILABLE, b"try later"
        return self._answer(method, path, body)

    def _answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        name, _slash, verb = path.removeprefix("/keys/").partition(":")
        if (method, verb) == ("PUT", ""):
            if name in self._keys:
                return CONFLICT, b""
            self._keys[name] = Ed25519PrivateKey.generate()
            return CREATED, self._public(name)
        if name not in self._keys:
            return NOT_FOUND, b""
        if (method, verb) == ("GET", "public"):
            return OK, self._public(name)
        signature = self._keys[name].sign(bytes.fromhex(json.loads(body)["input"]))
        return OK, b"?" if self.garbage else signature

    def _public(self, name: str) -> bytes:
        return self._keys[name].public_key().public_bytes_raw()


class RemoteKey:
    """A key that can be used but not read: no attribute of it leads to the private half."""

    alg = "EdDSA"

    def __init__(self, name: str, kid: str, public: bytes, ask: Callable[..., Any]) -> None:
        self._name, self.kid, self._public, self._ask = name, kid, public, ask

    def sign(self, signing_input: bytes) -> bytes:
        body = json.dumps({"input": signing_input.hex()}).encode()
        _status, signature = self._ask("POST", f"{self._name}:sign", body)
        if len(signature) != 64:
            raise RefusedError("The key service sent no signature.")
        return bytes(signature)

    def public_key_raw(self) -> bytes:
        return self._public


class RemoteKeyStore:
    """Named by LMS_KEY_STORE, so it finds its service by itself: the tests put it here."""

    service: ClassVar[Service]

    def create(self, *, issuer: str, fragment: str) -> bytes:
        status, public = self._ask("PUT", f"{issuer}/{fragment}")
        if status == CONFLICT:
            raise KeyKnownError("The key service has a key of this name.")
        return public

    def load(self, *, issuer: str, fragment: str, kid: str) -> RemoteKey:
        name = f"{issuer}/{fragment}"
        status, public = self._ask("GET", f"{name}:public")
        if status == NOT_FOUND:
            raise KeyMissingError(f"The key service has no key {name}.")
        return RemoteKey(name, kid, public, self._ask)

    def _ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Every call may be repeated: signing twice gives the same, and PUT never replaces."""
        for _try in range(TRIES):
            try:
                status, answer = self.service.call(method, f"/keys/{path}", body)
            except TimeoutError:
                continue
            if status != UNAVAILABLE:
                return status, answer
        raise UnreachableError("The key service does not answer.")
