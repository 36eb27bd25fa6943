"""Status is an answer of its own, and always up to date."""

import json

import pytest

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.queries import credential_of
from certificates.keys.queries import published_did_document
from certificates.status.answers import Status, verify_credential
from certificates.status.domain import publish, set_bit, take_place
from certificates.status.models import BITS, StatusBit, StatusList
from certificates.status.queries import served_list
from certificates.status.tasks import publish_all
from tests.certificates import independent


@pytest.fixture
def certificate(house):
    return house.issued()


def served(house):
    def fetch(address):
        assert address.startswith("https://credentials.example/issuers/")
        return served_list(house.issuer.slug, address.rpartition("/")[2])

    return fetch


def answers(house, credential, fetch=None):
    document = published_did_document(house.issuer.slug)
    return verify_credential(credential, document, fetch or served(house))


def test_a_revoked_credential_keeps_its_proof_and_loses_its_status(house, certificate, run_queue):
    credential = credential_of(certificate)
    before = answers(house, credential)
    assert (before.proof.verified, before.status) == (True, Status(known=True))
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    run_queue()
    after = answers(house, credential)
    assert after.proof.verified
    assert after.status == Status(known=True, suspended=True)


def test_suspension_has_a_list_of_its_own(house, certificate, run_queue):
    domain.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    run_queue()
    assert answers(house, credential_of(certificate)).status == Status(known=True, suspended=True)
    domain.reinstate(certificate, by=house.coordinator)
    run_queue()
    assert answers(house, credential_of(certificate)).status == Status(known=True)


def test_a_tampered_credential_fails_by_its_proof_not_by_its_status(house, certificate):
    credential = credential_of(certificate)
    tampered = independent.changed(credential, ("credentialSubject", "licenseNumber"))
    control = answers(house, credential)
    assert (control.proof.verified, control.status.known) == (True, True)
    found = answers(house, tampered)
    assert (found.proof.verified, found.status.known) == (False, True)


@pytest.mark.parametrize("broken", ["nothing", "nonsense", "forged", "swapped"])
def test_a_list_that_cannot_be_relied_on_leaves_the_status_unknown(house, certificate, broken):
    def fetch(address):
        real = served(house)(address)
        document = json.loads(real)
        document["credentialSubject"]["statusPurpose"] += "x"
        other = "suspension-1" if "revocation" in address else "revocation-1"
        return {
            "nothing": None,
            "nonsense": b"{",
            "forged": json.dumps(document).encode(),
            "swapped": served_list(house.issuer.slug, other),
        }[broken]

    found = answers(house, credential_of(certificate), fetch)
    assert (found.proof.verified, found.status) == (True, Status(known=False))


def test_the_list_is_there_from_the_first_certificate_and_long_enough(client, house, certificate):
    for name in ("revocation-1", "suspension-1"):
        answer = client.get(f"/issuers/{house.issuer.slug}/status/{name}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        document = json.loads(answer.content)
        independent.verify(document, published_did_document(house.issuer.slug))
        assert not independent.status_bit(document, 0)


def test_only_the_bit_of_the_revoked_certificate_is_set(house, certificate, run_queue):
    other = house.issued(email="zwei@quellingen.example")
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    run_queue()
    document = json.loads(served_list(house.issuer.slug, "revocation-1"))
    assert independent.status_bit(document, certificate.revocation.index)
    assert not independent.status_bit(document, other.revocation.index)


def test_setting_a_bit_twice_changes_one_thing(house, certificate, run_queue):
    assert set_bit(certificate.revocation, to=True)
    assert not set_bit(certificate.revocation, to=True)
    run_queue()
    first = served_list(house.issuer.slug, "revocation-1")
    publish_all()
    run_queue()
    bits = [
        json.loads(document)["credentialSubject"]["encodedList"]
        for document in (first, served_list(house.issuer.slug, "revocation-1"))
    ]
    assert bits[0] == bits[1]


def test_a_lost_publication_is_made_up_for_at_night(house, certificate, run_queue):
    StatusBit.objects.filter(pk=certificate.suspension_id).update(is_set=True)
    publish_all()
    run_queue()
    assert answers(house, credential_of(certificate)).status.suspended


def test_places_are_random_and_never_given_twice(house):
    bits = [take_place(house.issuer, "revocation") for _ in range(50)]
    indexes = [bit.index for bit in bits]
    assert len(set(indexes)) == 50
    assert indexes != sorted(indexes)
    assert max(indexes) < BITS


def test_a_list_that_is_half_full_is_followed_by_another(house, monkeypatch):
    monkeypatch.setattr("certificates.status.domain.FULL", 3)
    for _ in range(4):
        take_place(house.issuer, "revocation")
    assert list(StatusList.objects.values_list("number", flat=True)) == [1, 2]


def test_unpublished_and_unknown_lists_are_not_found(client, house):
    take_place(house.issuer, "revocation")
    for name in ("revocation-1", "revocation-99", "nonsense", "revocation-x"):
        assert client.get(f"/issuers/{house.issuer.slug}/status/{name}").status_code == 404
    assert client.get("/issuers/niemand/status/revocation-1").status_code == 404


def test_publishing_says_the_newest_truth(house, certificate):
    set_bit(certificate.revocation, to=True)
    status_list = publish(certificate.revocation.list_id)
    assert independent.status_bit(json.loads(status_list.signed), certificate.revocation.index)
