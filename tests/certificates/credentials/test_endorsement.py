"""A co-issuer's endorsement: its own credential, its own key, about this certificate alone."""

import json

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.awards.queries import credential_of
from certificates.credentials.build import IssuerProfile, StatusEntry
from certificates.credentials.endorsement import (
    EndorsementFacts,
    build_endorsement,
    sign_endorsement,
    verify_endorsement,
)
from certificates.credentials.proof import sign
from certificates.keys.did import did, did_document, key_id
from certificates.keys.domain import create_key, set_up_issuer
from certificates.keys.errors import KeyMissingError
from certificates.keys.files import FileKey
from certificates.keys.models import Issuer
from certificates.keys.queries import published_did_document
from tests.certificates import independent
from tests.certificates.credentials.making import AT, published
from tests.certificates.vectors import needs_vectors, vector
from tests.factories import ProviderFactory

SCHEMA = "1edtech-ob3-schema/ob_v3p0_achievementcredential_schema.json"


@pytest.fixture
def town():
    return Issuer(slug="quellingen", name="Stadt Quellingen", domain="credentials.example:8443")


@pytest.fixture
def town_private():
    return Ed25519PrivateKey.from_private_bytes(b"t" * 32)


@pytest.fixture
def town_did_json(town, town_private):
    return did_document(town, [published("key-1", town_private)])


def facts_of(endorser, credential, **changes):
    return EndorsementFacts(
        **{
            "id": "https://credentials.example:8443/issuers/quellingen/endorsements/1",
            "endorser": IssuerProfile(did(endorser), endorser.name, "https://quellingen.example/"),
            "title": "Mitgetragen von der Stadt Quellingen",
            "endorsed": credential["id"],
            "comment": "Die Stadt hat die Qualifizierung „vor Ort“ begleitet.",
            "endorsed_at": AT,
            **changes,
        }
    )


@pytest.fixture
def endorsement(town, town_private, signed):
    key = FileKey(town_private, key_id(town, published("key-1", town_private)))
    return sign(build_endorsement(facts_of(town, signed)), key, at=AT)


def test_an_endorsement_verifies_with_the_co_issuers_key_alone(
    endorsement, signed, did_json, town_did_json
):
    assert verify_endorsement(endorsement, signed, town_did_json).verified
    independent.verify(endorsement, town_did_json)
    assert not verify_endorsement(endorsement, signed, did_json).verified
    assert not independent.verifies(endorsement, did_json)


def test_every_changed_leaf_is_found(endorsement, signed, town_did_json):
    assert verify_endorsement(endorsement, signed, town_did_json).verified
    assert independent.verifies(endorsement, town_did_json)
    paths = independent.leaves(endorsement)
    assert len(paths) > 15
    for path in paths:
        changed = independent.changed(endorsement, path)
        assert not verify_endorsement(changed, signed, town_did_json).verified, path
        assert not independent.verifies(changed, town_did_json), path


def test_it_speaks_of_one_certificate_and_no_other(endorsement, signed, town_did_json):
    other = independent.changed(signed, ("id",))
    found = verify_endorsement(endorsement, other, town_did_json)
    assert (found.verified, found.problem) == (False, "endorses something else")


def test_a_qualification_may_be_endorsed_as_well(town, town_private, signed, town_did_json):
    achievement = signed["credentialSubject"]["achievement"]["id"]
    key = FileKey(town_private, key_id(town, published("key-1", town_private)))
    whole = sign(build_endorsement(facts_of(town, signed, endorsed=achievement)), key, at=AT)
    assert verify_endorsement(whole, signed, town_did_json).verified


def test_a_certificate_is_no_endorsement_of_itself(signed, did_json):
    found = verify_endorsement(signed, signed, did_json)
    assert (found.verified, found.problem) == (False, "no endorsement")


def test_the_endorsed_credential_does_not_change(endorsement, signed, did_json):
    assert "endorsement" not in json.dumps(signed)
    independent.verify(signed, did_json)


def test_an_endorsement_has_a_status_of_its_own(town, signed):
    address = "https://credentials.example:8443/issuers/quellingen/status/revocation-1"
    status = StatusEntry(address, 7, "revocation")
    built = build_endorsement(facts_of(town, signed, status=status))
    assert built["credentialStatus"] == status.as_json()
    assert "credentialStatus" not in build_endorsement(facts_of(town, signed))


@needs_vectors
def test_the_schema_of_open_badges_validates_an_endorsement(endorsement):
    schema = vector(SCHEMA)
    wanted = {"$ref": "#/$defs/EndorsementCredential", "$defs": schema["$defs"]}
    validator = jsonschema.Draft201909Validator(wanted)
    assert [error.message for error in validator.iter_errors(endorsement)] == []
    del endorsement["credentialSubject"]["type"]
    assert list(validator.iter_errors(endorsement))


@needs_vectors
def test_both_texts_of_the_context_give_the_same_answer(endorsement, town_did_json):
    other = vector("1edtech-contexts/ob_v3p0/context-3.0.3.json")
    independent.verify(endorsement, town_did_json, **{independent.OPEN_BADGES: other})


def test_a_town_with_a_key_here_endorses_an_issued_certificate(house):
    credential = credential_of(house.issued())
    town = set_up_issuer(ProviderFactory(slug="quellingen", name="Stadt Quellingen"))
    facts = facts_of(town, credential)
    with pytest.raises(KeyMissingError):
        sign_endorsement(facts, town)
    create_key(town)
    endorsement = json.loads(sign_endorsement(facts, town))
    document = published_did_document("quellingen")
    assert verify_endorsement(endorsement, credential, document).verified
    independent.verify(endorsement, document)
