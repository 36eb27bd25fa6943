"""Which files a session may have. What is inside decides, not the name alone."""

import codecs
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

FILE_BYTES = 20 * 1024**2
FILES_AT_ONCE = 10
# Of the small parts of an archive that say what it is; nothing else is unpacked.
LABEL_BYTES = 512 * 1024
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
# What no text has: controls other than tab, line feed, form feed and carriage return.
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def complaint(file: Any) -> str:
    """Why this upload cannot be taken, as a sentence; empty where it can."""
    name = PurePath(file.name).name
    kind = ending(name)
    if kind not in LOOKS:
        return _("“%(name)s” cannot be taken. Possible are: %(endings)s.") % {
            "name": name,
            "endings": ", ".join(ENDINGS),
        }
    if file.size > FILE_BYTES:
        words = {"name": name, "most": FILE_BYTES // 1024**2}
        return _("“%(name)s” is larger than %(most)s MB.") % words
    if not file.size:
        return _("“%(name)s” is empty.") % {"name": name}
    if not LOOKS[kind](file):
        words = {"name": name, "kind": kind}
        return _("“%(name)s” is not a %(kind)s file inside. Please save it anew.") % words
    return ""


def ending(name: str) -> str:
    """„Skript.PDF“ → pdf"""
    return PurePath(name).suffix.removeprefix(".").lower()


def _begins(*signs: bytes) -> Callable[[Any], bool]:
    def looks(file: Any) -> bool:
        file.seek(0)
        return file.read(16).startswith(signs)

    return looks


def _is_pdf(file: Any) -> bool:
    # Readers allow some bytes before the sign.
    file.seek(0)
    return b"%PDF-" in file.read(1024)


def _is_text(file: Any) -> bool:
    """UTF-8, or one byte a letter as older programmes write it; never with controls inside."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = True
    file.seek(0)
    while chunk := file.read(64 * 1024):
        if CONTROLS & set(chunk):
            return False
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            utf8 = False
    return utf8 or not _has_c1(file)


def _has_c1(file: Any) -> bool:
    """Whether there are bytes that Windows' western letters leave free."""
    file.seek(0)
    free = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    while chunk := file.read(64 * 1024):
        if free & set(chunk):
            return True
    return False


def _office(part: str) -> Callable[[Any], bool]:
    """A document of Microsoft's kind; the one with macros has another content type."""

    def looks(file: Any) -> bool:
        types = _label(file, "[Content_Types].xml")
        return f'"{OFFICE}{part}.main+xml"'.encode() in types and b"macroEnabled" not in types

    return looks


def _open_document(kind: str) -> Callable[[Any], bool]:
    def looks(file: Any) -> bool:
        return _label(file, "mimetype").strip() == f"{OPEN_DOCUMENT}{kind}".encode()

    return looks


def _label(file: Any, name: str) -> bytes:
    """The beginning of one part of an archive; nothing where it is none."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as part:
            return part.read(LABEL_BYTES)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError):
        return b""


LOOKS: dict[str, Callable[[Any], bool]] = {
    "pdf": _is_pdf,
    "docx": _office("wordprocessingml.document"),
    "xlsx": _office("spreadsheetml.sheet"),
    "pptx": _office("presentationml.presentation"),
    "odt": _open_document("text"),
    "ods": _open_document("spreadsheet"),
    "odp": _open_document("presentation"),
    "txt": _is_text,
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
}
ENDINGS = tuple(name for name in LOOKS if name != "jpeg")
# What a browser is told; it is told to save the file in any case.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "odt": f"{OPEN_DOCUMENT}text",
    "ods": f"{OPEN_DOCUMENT}spreadsheet",
    "odp": f"{OPEN_DOCUMENT}presentation",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
