"""What we sign holds before an independent verifier, and any change to it is found."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.credentials import contexts
from certificates.credentials.build import (
    Achievement,
    CredentialFacts,
    IssuerProfile,
    StatusEntry,
    build_credential,
    identity_hash,
)
from certificates.credentials.errors import ContextChangedError, SelfCheckError
from certificates.credentials.proof import as_bytes, sign, sign_checked, verify_proof
from certificates.keys.did import did_document, key_id, multikey
from certificates.keys.files import FileKey
from certificates.keys.models import Issuer, IssuerKey
from tests.certificates import independent

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
VECTORS = Path(__file__).parents[4] / "shared" / "vectors"
needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(), reason=f"published test vectors are not beside the repository ({VECTORS})"
)


def published(fragment, private):
    public = FileKey(private, "").public_key_raw()
    return IssuerKey(fragment=fragment, public_multibase=multikey(public))


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
        status=(
            StatusEntry(address, 94567, "revocation"),
            StatusEntry(address + "0", 23, "suspension"),
        ),
    )


@pytest.fixture
def signed(facts, key):
    return sign(build_credential(facts), key, at=AT)


def test_the_issuer_is_named_by_its_domain_with_an_encoded_port(did_json):
    assert did_json["id"] == "did:web:credentials.example%3A8443:issuers:traeger"


def test_what_we_sign_verifies_here_and_independently(signed, did_json):
    assert verify_proof(signed, did_json).verified
    independent.verify(signed, did_json)


def test_signing_again_gives_the_same_bytes(facts, key, signed):
    assert as_bytes(sign(build_credential(facts), key, at=AT)) == as_bytes(signed)


def test_the_bytes_survive_umlauts_and_quotes(facts, key, did_json):
    stored = sign_checked(build_credential(facts), key, at=AT, did_document=did_json)
    assert "„angenommen“" in stored.decode()
    independent.verify(json.loads(stored), did_json)


def test_every_changed_leaf_is_found_by_both_verifiers(signed, did_json):
    control = json.loads(json.dumps(signed))
    assert verify_proof(control, did_json).verified
    assert independent.verifies(control, did_json)
    paths = independent.leaves(signed)
    assert len(paths) > 40
    for path in paths:
        tampered = independent.changed(signed, path)
        assert not verify_proof(tampered, did_json).verified, path
        assert not independent.verifies(tampered, did_json), path


@pytest.mark.parametrize("part", ["proof", "issuer", "credentialSubject", "credentialStatus"])
def test_a_missing_part_is_found(signed, did_json, part):
    assert verify_proof(signed, did_json).verified
    del signed[part]
    assert not verify_proof(signed, did_json).verified
    assert not independent.verifies(signed, did_json)


@pytest.mark.parametrize("nonsense", [None, [], "", {}, {"issuer": []}, {"proof": 1}])
def test_nonsense_is_not_verified_and_does_not_crash(nonsense, did_json):
    assert not verify_proof(nonsense, did_json).verified


def test_another_issuers_key_is_not_accepted(signed, issuer, row):
    stranger = Issuer(slug="fremd", name="x", domain=issuer.domain)
    assert not verify_proof(signed, did_document(stranger, [row])).verified


def test_a_retired_key_that_stays_published_still_verifies(signed, issuer, row):
    new = published("key-2", Ed25519PrivateKey.generate())
    assert verify_proof(signed, did_document(issuer, [row, new])).verified
    assert not verify_proof(signed, did_document(issuer, [new])).verified


def test_signing_with_a_key_that_is_not_published_is_refused(facts, key, issuer):
    other = published("key-1", Ed25519PrivateKey.generate())
    with pytest.raises(SelfCheckError):
        sign_checked(
            build_credential(facts), key, at=AT, did_document=did_document(issuer, [other])
        )


def test_the_name_is_not_in_the_credential_but_can_be_checked(signed, facts):
    assert facts.name not in json.dumps(signed, ensure_ascii=False)
    [identity] = signed["credentialSubject"]["identifier"]
    assert identity["identityHash"] == identity_hash(facts.name, identity["salt"])
    assert identity["identityHash"] != identity_hash("Lucja-Agnes", identity["salt"])


def test_contexts_are_pinned_by_hash(monkeypatch):
    contexts.pinned_contexts.cache_clear()
    pin = contexts.PINNED[contexts.OPEN_BADGES_V3]._replace(sha256="0" * 64)
    monkeypatch.setitem(contexts.PINNED, contexts.OPEN_BADGES_V3, pin)
    with pytest.raises(ContextChangedError):
        contexts.pinned_contexts()
    contexts.pinned_contexts.cache_clear()


@needs_vectors
def test_both_published_texts_of_context_3_0_3_give_the_same_statements(signed, did_json):
    other = json.loads((VECTORS / "1edtech-contexts/ob_v3p0/context-3.0.3.json").read_text())
    independent.verify(signed, did_json, **{independent.OPEN_BADGES: other})


@needs_vectors
def test_the_independent_verifier_agrees_with_the_vector_of_the_w3c():
    vector = json.loads(
        (VECTORS / "w3c-vc-di-eddsa/TestVectors/eddsa-rdfc-2022/signedDataInt.json").read_text()
    )
    did = vector["issuer"]
    method = vector["proof"]["verificationMethod"]
    document = {
        "id": did,
        "verificationMethod": [{"id": method, "publicKeyMultibase": method.partition("#")[2]}],
        "assertionMethod": [method],
    }
    extra = {
        address: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
        for address in vector["@context"]
        if "examples" in address
    }
    independent.verify(vector, document, **extra)
    with pytest.raises(independent.NotVerifiedError):
        independent.verify(independent.changed(vector, ("name",)), document, **extra)
