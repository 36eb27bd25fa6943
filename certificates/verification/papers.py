"""A PDF from a stranger: the credential attached to it, and whether its pages are those we print.

An intact attachment says nothing about the pages: whoever edits a page leaves it alone. So the
certificate is printed again from its frozen record and compared page by page: everything that is
drawn, with what it is drawn with, and everything laid on top. pypdf reads within narrow limits; a
page's content is compared as bytes and never painted.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from certificates.awards.models import Certificate
from certificates.documents.errors import PrintingError, UnprintableError
from certificates.documents.printing import print_record
from certificates.verification.errors import UnreadableError

ATTACHED_AS = "nachweis.json"
MOST_PAGES = 8
MOST_FILES = 10
MOST_PARTS = 20_000
LARGEST_PART = 8 * 1024 * 1024
LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": LARGEST_PART,
    "lzw_maximum_output_length": LARGEST_PART,
    "run_length_maximum_output_length": LARGEST_PART,
    "maximum_declared_stream_length": LARGEST_PART,
    "array_based_stream_maximum_output_length": LARGEST_PART,
    "stream_decoding_work_maximum_length": 4 * LARGEST_PART,
    "stream_parsing_work_maximum_count": 200_000,
    "page_tree_maximum_entries": 100,
    "page_tree_maximum_page_entries": 1000,
    "xform_maximum_invocations_per_extraction": 100,
}
# What leads away from the page, or only says how its bytes are packed.
PASSED_OVER = frozenset(
    [
        "/Parent",
        "/P",
        "/StructParent",
        "/StructParents",
        "/Length",
        "/Filter",
        "/DecodeParms",
        "/Annots",
    ]
)
# Whatever a damaged file makes pypdf trip over.
DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


class Pages(StrEnum):
    """What the pages of a file are, beside those that we print."""

    SAME = "same"
    SAME_WORDS = "same_words"
    DIFFERENT = "different"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changed` are the numbers of pages that differ; never what stood there."""

    pages: Pages
    changed: tuple[int, ...] = ()


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def credential_in_pdf(content: bytes) -> str | None:
    """The text of the attached credential; None where none is attached."""
    with _reading(content) as reader:
        for name, file in _attachments(reader):
            if name == ATTACHED_AS:
                return str(file.get_data().decode())
    return None


def compared(content: bytes, certificate: Certificate) -> Comparison:
    """The pages of this file beside a fresh print. UNCHECKED where there is nothing to print."""
    if sha256(content).hexdigest() == certificate.document_hash:
        return Comparison(Pages.SAME)
    if not certificate.record:
        return Comparison(Pages.UNCHECKED)
    try:
        printed = print_record(certificate.record)
    except (PrintingError, UnprintableError):
        return Comparison(Pages.UNCHECKED)
    with _reading(content) as theirs, _reading(printed) as ours:
        return _compared(_pages(theirs), _pages(ours))


def _compared(theirs: list[PageObject], ours: list[PageObject]) -> Comparison:
    pairs = list(zip(theirs, ours, strict=False))
    drawn = [n for n, (a, b) in enumerate(pairs, 1) if _drawing(a) != _drawing(b)]
    if len(theirs) != len(ours):
        beyond = range(len(pairs) + 1, max(len(theirs), len(ours)) + 1)
        return Comparison(Pages.DIFFERENT, (*drawn, *beyond))
    if not drawn:
        return Comparison(Pages.SAME)
    worded = tuple(n for n in drawn if _words(pairs[n - 1][0]) != _words(pairs[n - 1][1]))
    if worded:
        return Comparison(Pages.DIFFERENT, worded)
    return Comparison(Pages.SAME_WORDS, tuple(drawn))


@contextmanager
def _reading(content: bytes) -> Iterator[PdfReader]:
    """Within limits; whatever is wrong with the file becomes an UnreadableError."""
    with apply_configuration(**LIMITS):
        try:
            yield PdfReader(io.BytesIO(content), strict=False)
        except DAMAGED as error:
            raise UnreadableError(
                _("This PDF cannot be read. Perhaps it is not complete, or it has a password.")
            ) from error


def _attachments(reader: PdfReader) -> Iterator[tuple[str, StreamObject]]:
    """Names and contents of the files that belong to the whole document."""
    listed = reader.root_object.get("/AF")
    for entry in list(listed.get_object() if listed else [])[:MOST_FILES]:
        described = entry.get_object()
        yield str(described.get("/UF", "")), described["/EF"]["/F"].get_object()


def _pages(reader: PdfReader) -> list[PageObject]:
    found = []
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES:
            break
        found.append(page)
    return found


def _words(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def _drawing(page: PageObject) -> str:
    """A digest of all that makes this page look as it does."""
    digest = sha256()
    for part in _parts([page, *_laid_on_top(page)]):
        digest.update(part)
        digest.update(b"\n")
    return digest.hexdigest()


def _parts(waiting: list[Any]) -> Iterator[bytes]:
    """Every value below these once, in an order that is always the same."""
    seen: set[tuple[int, int]] = set()
    for _count in range(MOST_PARTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            place = (value.idnum, value.generation)
            if place in seen:
                yield b"again"
                continue
            seen.add(place)
            value = value.get_object()
        yield _described(value)
        waiting.extend(_below(value))
    raise ValueError("more parts than any page of ours has")


def _described(value: Any) -> bytes:
    """A value without those below it."""
    kind = type(value).__name__
    if isinstance(value, StreamObject):
        return f"{kind} {_kept(value)} {sha256(value.get_data()).hexdigest()}".encode()
    if isinstance(value, dict):
        return f"{kind} {_kept(value)}".encode()
    if isinstance(value, list):
        return f"{kind} {len(value)}".encode()
    return f"{kind} {value!r}".encode()


def _below(value: Any) -> list[Any]:
    if isinstance(value, DictionaryObject):
        return [value.raw_get(key) for key in _kept(value)]
    return list(value) if isinstance(value, list) else []


def _kept(value: Any) -> list[str]:
    return sorted(key for key in value if key not in PASSED_OVER)


def _laid_on_top(page: PageObject) -> list[Any]:
    """Links, notes, stamps and fields; but a signature that shows nothing changes no page."""
    listed = page.get("/Annots")
    notes = [entry.get_object() for entry in (listed.get_object() if listed else [])]
    return [note for note in notes if not (note.get("/FT") == "/Sig" and _has_no_area(note))]


def _has_no_area(note: Any) -> bool:
    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
    return left == right or bottom == top
