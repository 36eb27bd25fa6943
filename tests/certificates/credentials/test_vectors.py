"""What others have published: vectors of the W3C, schemas and contexts of 1EdTech."""

import json
from dataclasses import replace
from datetime import datetime

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.status.bitstring import decode_bitstring
from pyld import jsonld

from certificates.credentials import proof
from certificates.credentials.build import build_credential
from certificates.credentials.contexts import pinned_contexts
from certificates.credentials.proof import sign, verify_proof
from certificates.keys.files import FileKey
from certificates.status.bits import built, indexes_set
from certificates.status.lists import list_credential
from certificates.status.models import BITS, StatusList
from tests.certificates import independent
from tests.certificates.credentials.making import AT
from tests.certificates.vectors import needs_vectors, text, vector

EDDSA = "w3c-vc-di-eddsa/TestVectors/eddsa-rdfc-2022"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLES_TEXT = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
SCHEMA = "1edtech-ob3-schema/ob_v3p0_achievementcredential_schema.json"
# As printed in the W3C's Bitstring Status List 1.0: 131,072 places, none of them set.
EMPTY_LIST = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def published(document):
    """A did.json for a document signed with a did:key."""
    method = document["proof"]["verificationMethod"]
    issuer = document["issuer"]
    did = issuer if isinstance(issuer, str) else issuer["id"]
    name = method.partition("#")[2]
    listed = {"id": method, "type": "Multikey", "controller": did, "publicKeyMultibase": name}
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": [listed],
        "assertionMethod": [method],
    }


@pytest.fixture
def with_examples(monkeypatch):
    """The vectors use a context of examples that no certificate of ours may use."""
    texts = {**pinned_contexts(), EXAMPLES: EXAMPLES_TEXT}
    monkeypatch.setattr(proof, "pinned_contexts", lambda: texts)


@needs_vectors
def test_both_verifiers_agree_with_the_w3c_and_find_every_changed_leaf(with_examples):
    signed = vector(f"{EDDSA}/signedDataInt.json")
    document = published(signed)
    independent.verify(signed, document, **{EXAMPLES: EXAMPLES_TEXT})
    assert verify_proof(signed, document).verified
    for path in independent.leaves(signed):
        changed = independent.changed(signed, path)
        assert not verify_proof(changed, document).verified, path
        with pytest.raises(independent.NotVerifiedError):
            independent.verify(changed, document, **{EXAMPLES: EXAMPLES_TEXT})


@needs_vectors
def test_we_sign_the_w3cs_document_to_the_w3cs_signature():
    signed = vector(f"{EDDSA}/signedDataInt.json")
    pair = vector("w3c-vc-di-eddsa/TestVectors/keyPair.json")
    seed = independent.base58(pair["privateKeyMultibase"])[2:]
    wanted = signed.pop("proof")
    key = FileKey(Ed25519PrivateKey.from_private_bytes(seed), wanted["verificationMethod"])
    made = DataIntegrityProofSuite().add_proof(
        signed,
        signing_key=key,
        verification_method=key.kid,
        created=datetime.fromisoformat(wanted["created"]),
        extra_contexts={EXAMPLES: EXAMPLES_TEXT},
    )
    assert made["proof"]["proofValue"] == wanted["proofValue"]


@needs_vectors
def test_the_steps_on_the_way_are_the_w3cs_too():
    signed = vector(f"{EDDSA}/signedDataInt.json")
    config = vector(f"{EDDSA}/proofConfigDataInt.json")
    signed.pop("proof")
    contexts = {EXAMPLES: EXAMPLES_TEXT}
    assert independent.digest(signed, contexts).hex() == text(f"{EDDSA}/docHashDataInt.txt").strip()
    assert (
        independent.digest(config, contexts).hex() == text(f"{EDDSA}/proofHashDataInt.txt").strip()
    )


@needs_vectors
def test_both_published_texts_of_context_3_0_3_give_the_same_statements(signed, did_json):
    other = {
        independent.OPEN_BADGES: vector("1edtech-contexts/ob_v3p0/context-3.0.3.json"),
    }
    assert other[independent.OPEN_BADGES] != pinned_contexts()[independent.OPEN_BADGES]
    facts = {key: value for key, value in signed.items() if key != "proof"}
    assert independent.digest(facts, other) == independent.digest(facts)
    independent.verify(signed, did_json, **other)


@needs_vectors
def test_our_verifier_gives_the_same_answer_with_the_other_text(monkeypatch, signed, did_json):
    other = vector("1edtech-contexts/ob_v3p0/context-3.0.3.json")
    texts = {**pinned_contexts(), independent.OPEN_BADGES: other}
    monkeypatch.setattr(proof, "pinned_contexts", lambda: texts)
    assert verify_proof(signed, did_json).verified
    changed = independent.changed(signed, ("credentialSubject", "licenseNumber"))
    assert not verify_proof(changed, did_json).verified


def complaints(credential):
    """Where the official schema finds fault."""
    validator = jsonschema.Draft201909Validator(vector(SCHEMA))
    return [list(error.absolute_path) for error in validator.iter_errors(credential)]


@needs_vectors
@pytest.mark.parametrize("end", [True, False])
def test_the_schema_of_open_badges_validates_our_credential(facts, key, end):
    if not end:
        facts = replace(facts, valid_until=None)
    signed = sign(build_credential(facts), key, at=AT)
    assert complaints(signed) == []
    assert complaints({**signed, "type": ["VerifiableCredential"]})
    assert complaints({**signed, "credentialStatus": [signed["credentialStatus"]]})
    del signed["credentialSubject"]["achievement"]["criteria"]
    assert complaints(signed)


def test_the_empty_list_of_the_standard_is_ours():
    assert decode_bitstring(EMPTY_LIST) == built([])
    assert not independent.status_bit({"credentialSubject": {"encodedList": EMPTY_LIST}}, BITS - 1)


@pytest.mark.parametrize("index", [0, 1, 8, 94_567, BITS - 1])
def test_a_list_says_the_same_here_and_independently(issuer, index):
    status_list = StatusList(issuer=issuer, purpose="revocation", number=1)
    document = list_credential(status_list, built([index]), at=AT)
    assert independent.status_bit(document, index)
    encoded = document["credentialSubject"]["encodedList"]
    assert indexes_set(decode_bitstring(encoded)) == [index]


def test_every_changed_leaf_of_a_status_list_is_found(issuer, key, did_json):
    status_list = StatusList(issuer=issuer, purpose="revocation", number=1)
    signed = sign(list_credential(status_list, built([23]), at=AT), key, at=AT)
    assert verify_proof(signed, did_json).verified
    assert independent.verifies(signed, did_json)
    for path in independent.leaves(signed):
        changed = independent.changed(signed, path)
        assert not verify_proof(changed, did_json).verified, path
        assert not independent.verifies(changed, did_json), path


@needs_vectors
def test_a_list_uses_the_terms_of_the_standard_in_their_meaning(issuer):
    status_list = StatusList(issuer=issuer, purpose="revocation", number=1)
    document = list_credential(status_list, built([]), at=AT)
    loader = independent.offline(independent.installed_contexts())
    [expanded] = jsonld.expand(json.loads(json.dumps(document)), {"documentLoader": loader})
    terms = vector("w3c-bitstring/contexts/v1.jsonld")["@context"]
    assert terms["BitstringStatusListCredential"] in expanded["@type"]
    [subject] = expanded["https://www.w3.org/2018/credentials#credentialSubject"]
    described = terms["BitstringStatusList"]
    assert subject["@type"] == [described["@id"]]
    for term in ("statusPurpose", "encodedList"):
        meaning = described["@context"][term]
        assert (meaning if isinstance(meaning, str) else meaning["@id"]) in subject
