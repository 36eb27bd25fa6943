"""Showing a certificate on other people's sites. Pure: nothing is sent, the person opens it."""

from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.models import Certificate
from certificates.badges.faces import face_of

LINKEDIN = "https://www.linkedin.com/profile/add"
SHOWN_PIXELS = 160


def linkedin_url(certificate: Certificate, said: dict[str, Any]) -> str:
    """LinkedIn's form, filled in: opened and sent by the person, if at all."""
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": f"{said['title']}: {said['qualification']['title']}",
        "organizationName": said["issuer"]["name"],
        **_month("issue", certificate.issued_at),
        **_month("expiration", certificate.valid_until),
        "certId": said["number"],
        "certUrl": said["verification"]["url"],
    }
    return f"{LINKEDIN}?{urlencode(fields)}"


def snippet(said: dict[str, Any]) -> str:
    """HTML for a site of one's own, to be copied: a link with the badge. No script, no frame."""
    url = escape(said["verification"]["url"])
    words = escape(_("%(badge)s. Verify it") % {"badge": face_of(said).alternative})
    side = SHOWN_PIXELS
    picture = f'<img src="{url}/abzeichen.png" width="{side}" height="{side}" alt="{words}">'
    return f'<a href="{url}">{picture}</a>'


def _month(what: str, moment: datetime | None) -> dict[str, int]:
    if moment is None:
        return {}
    local = timezone.localtime(moment)
    return {f"{what}Year": local.year, f"{what}Month": local.month}
