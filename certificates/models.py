"""Gathers the models of the app's capabilities, so that Django finds them."""

from certificates.awards.models import (
    Award,
    Certificate,
    CertificateEvent,
    CertificateTemplate,
    ReleaseBatch,
)
from certificates.awards.requests import CorrectionRequest
from certificates.awards.signed_documents import SignedDocument
from certificates.keys.models import Issuer, IssuerKey
from certificates.sharing.models import ShareLink
from certificates.status.models import StatusBit, StatusList
from certificates.template_editor.models import CertificateTemplateDraft
from certificates.upkeep.models import FormerSignature

__all__ = [
    "Award",
    "Certificate",
    "CertificateEvent",
    "CertificateTemplate",
    "CertificateTemplateDraft",
    "CorrectionRequest",
    "FormerSignature",
    "Issuer",
    "IssuerKey",
    "ReleaseBatch",
    "ShareLink",
    "SignedDocument",
    "StatusBit",
    "StatusList",
]
