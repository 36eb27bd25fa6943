from typing import Any

from certificates.keys.did import did_document
from certificates.keys.models import Issuer


def published_did_document(slug: str) -> dict[str, Any] | None:
    """The did.json of the issuer with this slug, two queries; None where there is none."""
    issuer = Issuer.objects.filter(slug=slug).first()
    return None if issuer is None else did_document(issuer, issuer.keys.all())
