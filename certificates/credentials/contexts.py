"""The JSON-LD contexts that signatures rest on: installed files, pinned by hash, no network.

What a signature covers depends on every byte of a context. 1EdTech once changed the text of
context 3.0.3 in place; so we take the files that two installed libraries ship, refuse any other
bytes, and use only terms on which both texts of 3.0.3 agree.
"""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

from openvc.proof.contexts import bundled_contexts

from certificates.credentials.errors import ContextChangedError

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


class Pinned(NamedTuple):
    """Where a context lies on this machine, and what its bytes must be."""

    distribution: str
    path: str
    sha256: str


PINNED = {
    CREDENTIALS_V2: Pinned(
        "openvc-core",
        "openvc/proof/contexts/credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    OPEN_BADGES_V3: Pinned(
        "openbadgeslib",
        "openbadgeslib/ob3/contexts/ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
}


@cache
def pinned_contexts() -> dict[str, dict[str, Any]]:
    """Address → context document. Raises ContextChangedError when a file is not the pinned one."""
    ours = {address: _read(pin) for address, pin in PINNED.items()}
    theirs = bundled_contexts()
    # Of the very objects it brings itself, and of no others, the library keeps what it worked out.
    return {a: theirs[a] if theirs.get(a) == text else text for a, text in ours.items()}


def context_bytes(address: str) -> bytes:
    """The pinned text itself, to be kept beside what it was used for."""
    return _content(PINNED[address])


def _read(pin: Pinned) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_content(pin))
    return document


def _content(pin: Pinned) -> bytes:
    content = Path(str(distribution(pin.distribution).locate_file(pin.path))).read_bytes()
    if sha256(content).hexdigest() != pin.sha256:
        raise ContextChangedError(
            f"{pin.path} of {pin.distribution} is not the text that certificates are signed with."
        )
    return content
