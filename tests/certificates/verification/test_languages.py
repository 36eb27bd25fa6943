"""German and English, without a cookie; what the paper says stays German."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from tests.certificates.verification.files import code_of

UNKNOWN = "7K3M9QRX2VTD9"


@pytest.fixture
def certificate(house):
    return house.issued()


@pytest.fixture
def address(certificate):
    return f"/v/{code_of(certificate)}/"


def text(answer):
    return answer.content.decode()


def test_german_is_spoken_where_nobody_asks_for_anything_else(client, address):
    answer = client.get(address)
    assert '<html lang="de">' in text(answer)
    assert 'href="?lang=en"' in text(answer)


@pytest.mark.parametrize(
    ("query", "header", "spoken"),
    [
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr,de;q=0.5", "de"),
        ("?lang=en", "de", "en"),
        ("?lang=de", "en", "de"),
        ("?lang=xx", "en", "en"),
        ("?lang=", "", "de"),
    ],
)
def test_the_address_counts_before_the_browser(client, address, query, header, spoken):
    answer = client.get(address + query, headers={"accept-language": header})
    assert f'<html lang="{spoken}">' in text(answer)
    assert answer.headers["Content-Language"] == spoken
    assert "Accept-Language" in answer.headers["Vary"]
    assert not answer.cookies


def test_what_the_paper_says_is_marked_as_german(client, address):
    page = text(client.get(address, {"lang": "en"}))
    assert "This certificate is valid." in page
    assert re.search(r'<div lang="de">\s*<dt>Zertifikat</dt>', page)
    assert '<ul lang="de">' in page


def test_the_choice_goes_along_with_every_step(client, house, certificate, address):
    code = code_of(certificate)
    assert client.get("/v/", {"lang": "en", "code": code}).headers["Location"] == (
        f"{address}?lang=en"
    )
    lower = client.get(f"{address.lower()}?lang=en")
    assert lower.headers["Location"] == f"{address}?lang=en"
    page = text(client.get(address, {"lang": "en"}))
    assert '<input type="hidden" name="lang" value="en"' in re.sub(r"\s+", " ", page)
    assert 'action="?lang=en#name-check"' in page
    named = client.post(f"{address}?lang=en", {"name": "Erika Müßig"})
    assert "The name fits this document." in text(named)
    file = SimpleUploadedFile("x.json", bytes(certificate.signed))
    assert "This file is from us, and it is valid." in text(
        client.post("/v/?lang=en", {"file": file})
    )


def test_every_state_is_said_in_both_languages(client, house, certificate, address):
    domain.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    assert "The issuer is looking into it." in text(client.get(address, {"lang": "en"}))
    assert "This certificate is suspended." in text(client.get(address, {"lang": "en"}))
    assert "Dieses Zertifikat ist ausgesetzt." in text(client.get(address, {"lang": "de"}))
    assert "We do not know this code." in text(client.get(f"/v/{UNKNOWN}/", {"lang": "en"}))
    assert "Diese Prüfnummer kennen wir nicht." in text(client.get(f"/v/{UNKNOWN}/"))


def test_the_language_of_one_visitor_is_not_that_of_the_next(client, address):
    client.get(address, {"lang": "en"})
    assert '<html lang="de">' in text(client.get(address))
