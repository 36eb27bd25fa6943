"""What we sign holds before an independent verifier, and any change to it is found."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.credentials import contexts
from certificates.credentials.build import build_credential, identity_hash
from certificates.credentials.errors import ContextChangedError, SelfCheckError
from certificates.credentials.proof import as_bytes, sign, sign_checked, verify_proof
from certificates.keys.did import did_document
from certificates.keys.models import Issuer
from tests.certificates import independent
from tests.certificates.credentials.making import AT, published


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
