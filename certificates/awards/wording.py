"""What strangers read first: which document it is, by its kind, and whether it counts.

`document` is the subject of every sentence, so that it stands in the nominative.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import Kind

DOCUMENTS: Mapping[str, Any] = {
    Kind.CERTIFICATE: _("This certificate"),
    Kind.ATTENDANCE: _("This confirmation of attendance"),
}
HEADLINES: Mapping[str, Any] = {
    "valid": _("%(document)s is valid."),
    "erased": _("%(document)s is valid."),
    "expired": _("%(document)s has expired."),
    "suspended": _("%(document)s is suspended."),
    "replaced": _("%(document)s was replaced."),
    "revoked": _("%(document)s was revoked."),
    "broken": _("%(document)s cannot be confirmed."),
}


def this_document(kind: str) -> str:
    """„Dieses Zertifikat“, „Diese Teilnahmebescheinigung“"""
    return str(DOCUMENTS[kind])


def headline(kind: str, state: str) -> str:
    """„Diese Teilnahmebescheinigung ist gültig.“"""
    return str(HEADLINES[state]) % {"document": this_document(kind)}
