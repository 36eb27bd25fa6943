"""Guessing is braked; nobody who has a real certificate ever notices."""

import pytest
from django.core.cache import cache

from certificates import codes
from certificates.verification import throttle
from certificates.verification.errors import TooManyTriesError
from tests.certificates.verification.files import code_of

MILLION = 1_000_000


def test_after_a_million_guesses_the_brake_holds_and_a_real_visitor_gets_an_answer(
    client, house, monkeypatch
):
    certificate = house.issued()
    real_incr = cache.incr
    monkeypatch.setattr(cache, "incr", lambda key: real_incr(key, MILLION))
    assert client.get(f"/v/{codes.new_code()}/").status_code == 429
    monkeypatch.undo()
    assert [client.get(f"/v/{codes.new_code()}/").status_code for _ in range(3)] == [429] * 3
    assert client.get(f"/v/{code_of(certificate)}/").status_code == 200
    as_json = client.get(f"/v/{code_of(certificate)}/", headers={"accept": "application/json"})
    assert as_json.json()["state"] == "valid"


def test_a_code_that_cannot_exist_is_not_counted(client, db, settings):
    settings.LMS_UNKNOWN_CODES_PER_HOUR = 1
    assert [client.get("/v/7K3M9QRX2VTD8/").status_code for _ in range(5)] == [404] * 5
    assert client.get("/v/7K3M9QRX2VTD9/").status_code == 404


@pytest.mark.parametrize(
    ("address", "stands_for"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_address_stands_for_one_connection(address, stands_for):
    assert throttle.visitor(address) == stands_for


def test_changing_the_address_within_a_connection_helps_nobody(client, db, settings):
    settings.LMS_UNKNOWN_CODES_PER_HOUR = 2
    answers = [
        client.get(f"/v/{codes.new_code()}/", REMOTE_ADDR=f"2001:db8::{n}").status_code
        for n in range(1, 4)
    ]
    assert answers == [404, 404, 429]
    assert client.get(f"/v/{codes.new_code()}/", REMOTE_ADDR="2001:db8:0:1::1").status_code == 404


def test_what_is_counted_apart_is_counted_apart():
    throttle.count("one", "192.0.2.1", at_most=1)
    throttle.count("other", "192.0.2.1", at_most=1)
    with pytest.raises(TooManyTriesError):
        throttle.count("one", "192.0.2.1", at_most=1)
