"""Files as they arrive: made of a certificate, and what people do to them."""

import io
import json
import re
import struct
import zlib
from datetime import timedelta

from django.utils import timezone
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from certificates.credentials.build import in_utc
from certificates.credentials.proof import as_bytes, sign
from certificates.documents.printing import print_record
from certificates.documents.record import thaw
from certificates.keys.domain import key_in_use, signing_key


def code_of(certificate):
    return thaw(certificate.record)["verification"]["code"]


def credential(certificate):
    return json.loads(bytes(certificate.signed))


def text(document):
    return json.dumps(document, ensure_ascii=False).encode()


def signed_again(certificate, **changes):
    """Unsigned, changed, and signed by the issuer's own key."""
    document = {**credential(certificate), **changes}
    document.pop("proof")
    key = signing_key(certificate.issuer, key_in_use(certificate.issuer))
    return as_bytes(sign(document, key, at=timezone.now()))


def in_a_year():
    return in_utc(timezone.now() + timedelta(days=365))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(credential_text, *, compressed=False):
    """One white pixel with a credential in it."""
    body = zlib.compress(credential_text) if compressed else credential_text
    flags = b"\1\0" if compressed else b"\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"iTXt", b"openbadgecredential\0" + flags + b"\0\0" + body)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )


def svg(credential_text):
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg"'
        b' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        b"<openbadges:credential><![CDATA[" + credential_text + b"]]></openbadges:credential>"
        b"</svg>"
    )


def pdf(certificate):
    return print_record(certificate.record)


def saved(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def copy_of(content):
    return PdfWriter(clone_from=PdfReader(io.BytesIO(content)))


def with_page(content, change):
    """The same file with what its first page draws run through `change`."""
    writer = copy_of(content)
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(change(page.get_contents().get_data()))
    page[NameObject("/Contents")] = writer._add_object(stream)
    return saved(writer)


def without_first_words(drawing):
    return re.sub(rb"\bBT\b.*?\bET\b", b"", drawing, count=1, flags=re.DOTALL)


def with_white_box(drawing):
    return drawing + b"\nq 1 1 1 rg 0 0 300 300 re f Q\n"


def with_attachment(content, attached, *, packed=False):
    """The same pages with another file attached to them."""
    writer = copy_of(content)
    [file] = writer.root_object["/AF"]
    stream = DecodedStreamObject()
    stream.set_data(attached)
    stream = stream.flate_encode() if packed else stream
    file.get_object()["/EF"][NameObject("/F")] = writer._add_object(stream)
    return saved(writer)
