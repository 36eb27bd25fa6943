"""The frozen record: everything a certificate says, as one JSON text.

It is written once, when the certificate is issued, and never again. The same text gives the same
PDF, byte for byte, as long as the layout it names is there; so layouts are added, not changed.
There is one a document: the certificate, and the confirmation of attendance.

Shape::

    {"layout": "v1/certificate", "data": {…}}

with these keys in `data`:

title, number, issued (ISO date), place
person          name; lang and dir ("rtl") where it is not German
qualification   title, programme, hours (number), unit (word); attendance also attended
statement       text that replaces the standard sentence; may be empty
facts           list of [label, value]
issuer          name, logo (SVG text or null)
co_issuers      list of the same; may be missing
signatories     1 to 3 of name, function, organisation
mark            null, or kind (korrektur, duplikat, muster), date, replaces, original
modules         list of title, contents, hours; attendance also attended
competences     list of texts; competence_title
verification    code, url, address, qr (SVG text)
credential      the signed credential as JSON text
"""

import json
from hashlib import sha256
from typing import Any

CERTIFICATE_LAYOUT = "v1/certificate"
ATTENDANCE_LAYOUT = "v1/attendance"


def freeze(data: dict[str, Any], *, layout: str = CERTIFICATE_LAYOUT) -> str:
    """The record as the one text that is stored and hashed."""
    return json.dumps(
        {"layout": layout, "data": data}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def thaw(record: str) -> dict[str, Any]:
    """`data` of a record."""
    data: dict[str, Any] = json.loads(record)["data"]
    return data


def layout_of(record: str) -> str:
    layout: str = json.loads(record)["layout"]
    return layout


def digest(record: str) -> str:
    """SHA-256 of the record, 64 hexadecimal characters."""
    return sha256(record.encode()).hexdigest()
