"""A credential with everything in it, and the key that signs it. No database."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.credentials.build import (
    Achievement,
    CredentialFacts,
    IssuerProfile,
    StatusEntry,
    build_credential,
)
from certificates.credentials.proof import sign
from certificates.keys.did import did_document, key_id
from certificates.keys.files import FileKey
from certificates.keys.models import Issuer
from tests.certificates.credentials.making import AT, published


@pytest.fixture
def issuer():
    return Issuer(slug="traeger", name="Träger Beispiel", domain="credentials.example:8443")


@pytest.fixture
def private():
    return Ed25519PrivateKey.from_private_bytes(b"k" * 32)


@pytest.fixture
def row(private):
    return published("key-1", private)


@pytest.fixture
def key(private, issuer, row):
    return FileKey(private, key_id(issuer, row))


@pytest.fixture
def did_json(issuer, row):
    return did_document(issuer, [row])


@pytest.fixture
def facts(issuer, did_json):
    address = "https://credentials.example:8443/issuers/traeger/status/1"
    return CredentialFacts(
        id="https://credentials.example:8443/v/7K3M9QRX2VTD9",
        issuer=IssuerProfile(did_json["id"], issuer.name, "https://credentials.example:8443/"),
        title="Zertifikat: Kommunale:r Konfliktmanager:in",
        number="2026-0017",
        name="Łucja-Ágnes Đorđević",
        name_salt="00ff",
        achievement=Achievement(
            key="programme",
            name="Kommunale:r Konfliktmanager:in",
            description="80 Zeitstunden",
            criteria="Fünf Module, Abschlussarbeit „angenommen“",
            tags=("Konflikt", "Kommune"),
        ),
        awarded_at=AT,
        valid_until=AT.replace(year=2031),
        status=StatusEntry(address, 94567, "suspension"),
    )


@pytest.fixture
def signed(facts, key):
    return sign(build_credential(facts), key, at=AT)
