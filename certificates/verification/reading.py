"""From the bytes of a file to the credential in it, by what the bytes are and not by their name."""

import json
from collections.abc import Callable
from typing import Any

from certificates.badges.reading import credential_in_png, credential_in_svg
from certificates.verification.papers import credential_in_pdf, is_pdf

PNG = b"\x89PNG\r\n\x1a\n"
LONGEST_CREDENTIAL = 256 * 1024
Reader = Callable[[bytes], str | None]


def credential_in(content: bytes) -> dict[str, Any] | None:
    """The credential as JSON; None where the file has none that we can read.

    Raises a DomainError when the file itself is damaged.
    """
    text = reader_for(content)(content)
    return None if text is None else parsed(text)


def reader_for(content: bytes) -> Reader:
    if is_pdf(content):
        return credential_in_pdf
    if content.startswith(PNG):
        return credential_in_png
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return credential_in_svg
    return _plain


def parsed(text: str) -> dict[str, Any] | None:
    """A verifiable credential, or None."""
    if len(text) > LONGEST_CREDENTIAL:
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or "issuer" not in document:
        return None
    kinds = document.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return document if "VerifiableCredential" in kinds else None


def _plain(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
