"""The credential inside a baked badge that somebody sends us.

Whoever sends it may mean harm, so nothing is drawn or unfolded: of a PNG only the chunks are
walked through, of an SVG only the tags go by, one after the other, without a tree. Entities and
document types are refused before anything of them is read.

What is returned is the text as baked: the JSON of a credential, or the compact JWT of one that is
secured that way (it begins with „eyJ“, not with „{“).
"""

import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from certificates.badges.errors import BadgeTooLargeError, UnreadableBadgeError

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_CREDENTIAL = 256 * 1024
LARGEST_SIDE = 4096
DEEPEST = 200

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEYWORD = b"openbadgecredential"
SVG_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SVG_ELEMENT = f"{{{SVG_NAMESPACE}}}credential"
SVG_ROOT = "{http://www.w3.org/2000/svg}svg"
HEADER, FRAME = 8, 12  # length and kind; these two and the check sum


def credential_in_png(content: bytes) -> str | None:
    """The credential in a PNG; None where the picture is sound but holds none.

    Raises BadgeTooLargeError or UnreadableBadgeError. No pixel is decoded.
    """
    _assert_size(content)
    texts = [data for kind, data in _chunks(content) if kind == b"iTXt"]
    baked = [text for text in texts if text.partition(b"\0")[0] == PNG_KEYWORD]
    return _only([_international_text(text) for text in baked])


def credential_in_svg(content: bytes) -> str | None:
    """The credential in an SVG; None where the drawing is sound but holds none.

    Raises BadgeTooLargeError or UnreadableBadgeError.
    """
    _assert_size(content)
    seen = _Passing()
    parser = DefusedXMLParser(target=seen, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    # An unknown encoding is a LookupError, one of several bytes a ValueError.
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableBadgeError(_("This SVG is broken or not allowed.")) from error
    return _only(seen.found)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and data of every chunk up to the end mark, each with its check sum verified."""
    if not content.startswith(PNG_SIGNATURE):
        raise _broken_png()
    at, first = len(PNG_SIGNATURE), True
    while True:
        length = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + HEADER], at + length + FRAME
        if end > len(content) or length + FRAME > len(content):
            raise _broken_png()
        data = content[at + HEADER : end - 4]
        if zlib.crc32(kind + data) != int.from_bytes(content[end - 4 : end], "big"):
            raise _broken_png()
        if first:
            _assert_sides(kind, data)
        if kind == b"IEND":
            return
        yield kind, data
        at, first = end, False


def _assert_sides(kind: bytes, data: bytes) -> None:
    """The first chunk says how many pixels there would be: a bomb is refused by its label."""
    if kind != b"IHDR" or len(data) != 13:
        raise _broken_png()
    width, height = int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big")
    if not 1 <= max(width, height) <= LARGEST_SIDE:
        raise BadgeTooLargeError(
            _("A badge has at most %(n)d pixels on each side.") % {"n": LARGEST_SIDE}
        )


def _international_text(chunk: bytes) -> str:
    """The text of an iTXt chunk: keyword, flag, method, language, translated keyword, text."""
    _keyword, _end, rest = chunk.partition(b"\0")
    flag, method = rest[:1], rest[1:2]
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3 or flag not in {b"\0", b"\1"} or method != b"\0":
        raise _broken_png()
    try:
        return (_inflated(parts[2]) if flag == b"\1" else parts[2]).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise _broken_png() from error


def _inflated(data: bytes) -> bytes:
    inflator = zlib.decompressobj()
    text = inflator.decompress(data, LARGEST_CREDENTIAL + 1)
    if len(text) <= LARGEST_CREDENTIAL and not inflator.eof:
        raise _broken_png()
    return text


class _Passing:
    """Sees the tags of an SVG go by and keeps the text of credentials alone."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._depth = 0
        self._inside: int | None = None
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST or (self._depth == 1 and tag != SVG_ROOT):
            raise ValueError(tag)
        if tag != SVG_ELEMENT or self._inside is not None:
            return
        if "verify" in attributes:
            self.found.append(attributes["verify"])
        else:
            self._inside = self._depth

    def data(self, text: str) -> None:
        if self._inside == self._depth:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._inside == self._depth:
            self.found.append("".join(self._text))
            self._inside, self._text = None, []
        self._depth -= 1

    def close(self) -> None:
        """Asked for by the parser."""


def _only(found: list[str]) -> str | None:
    """The one credential. Two would let one reader see this, the next reader that."""
    if any(len(text.encode()) > LARGEST_CREDENTIAL for text in found):
        raise BadgeTooLargeError(_("The proof in this picture is too large."))
    if len(found) > 1:
        raise UnreadableBadgeError(_("This picture holds more than one proof."))
    return "".join(found).strip() or None


def _assert_size(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise BadgeTooLargeError(
            _("The picture is larger than %(n)d MB. No badge needs that much.")
            % {"n": LARGEST_FILE // 1024 // 1024}
        )


def _broken_png() -> UnreadableBadgeError:
    return UnreadableBadgeError(_("This PNG is broken or incomplete."))
