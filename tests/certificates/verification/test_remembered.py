"""A remembered answer is never older than what it says."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.models import Certificate, erase_holder
from certificates.keys.models import Issuer
from certificates.verification import remembered
from tests.certificates.verification.files import code_of

NOW = datetime(2027, 3, 4, 9, 30, 20, tzinfo=UTC)


@pytest.fixture
def certificate(house):
    return house.issued()


@pytest.fixture
def address(certificate):
    return f"/v/{code_of(certificate)}/"


@pytest.fixture
def still():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


CHANGES = {
    "revoked": lambda c, h: domain.revoke(c, by=h.coordinator, reason=PublicReason.ON_REQUEST),
    "suspended": lambda c, h: domain.suspend(c, by=h.coordinator, reason=PublicReason.UNDER_REVIEW),
    "name shown": lambda c, h: domain.show_name(c, by=c.award.enrolment.user),
    "erased": lambda c, h: erase_holder(c.award.enrolment.user_id),
    "expired": lambda c, h: Certificate.objects.update(valid_until=NOW - timedelta(days=1)),
    "tampered": lambda c, h: Certificate.objects.update(record=c.record + " "),
    "issuer renamed": lambda c, h: Issuer.objects.update(name="Neuer Name"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_within_the_same_second_a_change_is_another_answer(
    client, house, certificate, address, still, change
):
    before = client.get(address).content
    assert client.get(address).content == before
    CHANGES[change](certificate, house)
    assert remembered.stamp(code_of(certificate)) is not None
    after = client.get(address).content
    if change != "issuer renamed":  # the paper goes on saying the old name
        assert after != before
    as_machine = client.get(address, headers={"accept": "application/json"}).content.decode()
    assert ("Neuer Name" in as_machine) == (change == "issuer renamed")


def test_the_second_visitor_of_a_minute_costs_one_statement(
    client, address, still, django_assert_num_queries
):
    with django_assert_num_queries(2):
        first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)
    assert second.content == first.content


def test_the_next_minute_says_the_next_minute(client, address, still):
    assert "um 10:30 Uhr" in client.get(address).content.decode()
    still.shift(60)
    assert "um 10:31 Uhr" in client.get(address).content.decode()


def test_an_end_of_validity_comes_with_the_minute_at_the_latest(
    client, certificate, address, still
):
    Certificate.objects.update(valid_until=timezone.now() + timedelta(seconds=45))
    assert "ist gültig" in client.get(address).content.decode()
    still.shift(60)
    assert "ist abgelaufen" in client.get(address).content.decode()


def test_languages_forms_and_certificates_are_remembered_apart(client, house, address, still):
    other = house.issued("Jonas Doerfler", email="zweiter@quellingen.example")
    visits = [
        (address, {}),
        (address, {"accept": "application/json"}),
        (address, {"accept-language": "en"}),
        (f"{address}?lang=en", {}),
        (f"/v/{code_of(other)}/", {}),
    ]
    bodies = [client.get(path, headers=headers).content for path, headers in visits * 2]
    assert len(set(bodies)) == len(visits)
    assert bodies[:5] == bodies[5:]


def test_a_compared_name_is_never_remembered(client, address, still):
    fits = client.post(address, {"name": "Erika Müßig"}).content.decode()
    assert "Der Name passt zu diesem Dokument." in fits
    assert "Der Name passt" not in client.get(address).content.decode()


def test_bytes_that_move_from_one_column_to_the_next_are_another_stamp():
    assert remembered._digest(("ab", b"c")) != remembered._digest(("a", b"bc"))
    assert remembered._digest((memoryview(b"ab"),)) == remembered._digest((b"ab",))
