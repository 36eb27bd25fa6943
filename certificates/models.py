"""Gathers the models of the app's capabilities, so that Django finds them."""

from certificates.awards.models import Award, Certificate, CertificateEvent, CertificateTemplate
from certificates.keys.models import Issuer, IssuerKey
from certificates.status.models import StatusBit, StatusList

__all__ = [
    "Award",
    "Certificate",
    "CertificateEvent",
    "CertificateTemplate",
    "Issuer",
    "IssuerKey",
    "StatusBit",
    "StatusList",
]
