"""A stranger reads which document it is, by its kind, in whatever state and language."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from certificates.awards.domain import revoke, suspend
from certificates.awards.enums import Kind, PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Certificate, erase_holder
from certificates.awards.wording import HEADLINES, headline
from certificates.documents.printing import print_record
from certificates.upkeep.site import built
from certificates.verification.queries import Verdict
from tests.certificates.attending import confirmed
from tests.certificates.verification.files import code_of

STATES = {
    "valid": "Diese Teilnahmebescheinigung ist gültig.",
    "expired": "Diese Teilnahmebescheinigung ist abgelaufen.",
    "suspended": "Diese Teilnahmebescheinigung ist ausgesetzt.",
    "revoked": "Diese Teilnahmebescheinigung wurde widerrufen.",
    "replaced": "Diese Teilnahmebescheinigung wurde ersetzt.",
    "broken": "Diese Teilnahmebescheinigung lässt sich nicht bestätigen.",
}
FILES = {
    "valid": "Diese Teilnahmebescheinigung ist gültig.",
    "expired": "Diese Teilnahmebescheinigung gilt nicht mehr.",
    "suspended": "Diese Teilnahmebescheinigung gilt zurzeit nicht.",
    "revoked": "Diese Teilnahmebescheinigung gilt nicht mehr.",
    "replaced": "gilt eine korrigierte Fassung, Nr. ",
}


def text(response):
    """Without the places where long words may break."""
    return " ".join(response.content.decode().replace("\u00ad", "").split())


def title(page):
    return re.search(r"<title>\s*(.*?)\s*</title>", page).group(1)


@pytest.fixture
def attendance(house, words):
    return confirmed(house)


def put_into(state, certificate, by):
    rows = Certificate.objects.filter(pk=certificate.pk)
    if state == "expired":
        rows.update(valid_until=certificate.issued_at)
    elif state == "suspended":
        suspend(certificate, by=by, reason=PublicReason.UNDER_REVIEW)
    elif state == "revoked":
        revoke(certificate, by=by, reason=PublicReason.ON_REQUEST)
    elif state == "replaced":
        issue_certificate(correct(certificate, by=by, name="Erika Mueßig").pk)
    elif state == "broken":
        rows.update(record=certificate.record.replace("Müßig", "Anders"))


@pytest.mark.parametrize("state", STATES)
def test_the_page_names_a_confirmation_in_heading_and_title(client, house, attendance, state):
    put_into(state, attendance, house.coordinator)
    page = text(client.get(f"/v/{code_of(attendance)}/"))
    assert STATES[state] in page
    assert title(page).startswith(STATES[state].removesuffix("."))
    assert "Zertifikat" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("state", FILES)
def test_the_answer_to_a_file_names_it_too(client, house, attendance, state):
    paper = print_record(attendance.record)
    put_into(state, attendance, house.coordinator)
    page = text(client.post("/v/", {"file": SimpleUploadedFile("datei.pdf", paper)}))
    assert FILES[state] in page
    assert "Zertifikat" not in page.partition("<main")[2].partition("</main>")[0]


def test_english_names_it_as_well(client, house, attendance):
    address = f"/v/{code_of(attendance)}/"
    page = text(client.get(address, {"lang": "en"}))
    assert "This confirmation of attendance is valid." in page
    assert title(page).startswith("This confirmation of attendance is valid")
    file = SimpleUploadedFile("datei.json", bytes(attendance.signed))
    assert "This confirmation of attendance is valid." in text(
        client.post("/v/?lang=en", {"file": file})
    )


def test_the_kind_outlives_the_person(client, house, attendance):
    code = code_of(attendance)
    erase_holder(attendance.award.enrolment.user_id)
    assert "Diese Teilnahmebescheinigung ist gültig." in text(client.get(f"/v/{code}/"))


def test_the_exported_page_says_the_same(house, attendance):
    files = built(timezone.now()).files
    pages = [body.decode() for name, body in files.items() if name.startswith("v/")]
    assert sum("Diese Teilnahmebescheinigung ist gültig." in page for page in pages) == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_state_has_a_sentence_for_every_kind(language):
    assert set(Verdict) | {"replaced"} == set(HEADLINES)
    with translation.override(language):
        said = [headline(kind, state) for kind in Kind for state in HEADLINES]
    assert all("%" not in sentence and sentence.endswith(".") for sentence in said)
    assert len(set(said)) == 2 * len(set(map(str, HEADLINES.values())))
