"""A stranger learns what is true, and nothing more."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from certificates import codes
from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.models import Certificate, erase_holder
from certificates.documents.record import thaw
from certificates.keys.queries import published_did_document
from tests.certificates import independent

UNKNOWN = "7K3M9QRX2VTD9"
TYPO = "7K3M9QRX2VTD8"


@pytest.fixture
def certificate(house):
    return house.issued()


def code_of(certificate):
    return thaw(certificate.record)["verification"]["code"]


def page(certificate):
    return reverse("certificates:verify", args=[code_of(certificate)])


def text(response):
    return response.content.decode()


def test_the_code_on_paper_leads_to_a_page_that_says_valid(client, certificate):
    answer = client.get(page(certificate))
    assert answer.status_code == 200
    assert "Dieses Zertifikat ist gültig." in text(answer)


def test_every_fact_of_the_paper_is_on_the_page(client, house, certificate):
    domain.show_name(certificate, by=certificate.award.enrolment.user)
    said = thaw(certificate.record)
    shown = text(client.get(page(certificate))).replace("\u00ad", "").replace("&shy;", "")
    facts = [value for _label, value in said["facts"]]
    people = [word for person in said["signatories"] for word in person.values()]
    contents = [module["title"] for module in said["modules"]]
    for word in [
        said["title"],
        said["number"],
        said["place"],
        said["person"]["name"],
        said["qualification"]["title"],
        said["qualification"]["unit"],
        said["issuer"]["name"],
        codes.formatted(said["verification"]["code"]),
        "unbefristet",
        *facts,
        *people,
        *contents,
        *said["competences"],
    ]:
        assert word in shown, word


@pytest.mark.parametrize(
    "written",
    [
        lambda code: f"/V/{code}",
        lambda code: f"/V/{code}/",
        lambda code: f"/v/{code.lower()}/",
        lambda code: f"/v/{codes.formatted(code)}/",
        lambda code: f"/v/{codes.formatted(code).replace('-', ' ')}",
        lambda code: f"/v/{code}",
    ],
)
def test_however_the_address_is_written_it_leads_to_the_same_page(client, certificate, written):
    address = written(code_of(certificate))
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == page(certificate)
    assert len(answer.redirect_chain) == 1


def test_the_form_leads_to_the_page(client, certificate):
    typed = codes.formatted(code_of(certificate)).lower()
    answer = client.get(reverse("certificates:lookup"), {"code": typed})
    assert answer.headers["Location"] == page(certificate)


def test_the_upper_case_form_answers_too(client, db):
    assert client.get("/V/").status_code == 200
    assert client.get("/V").status_code == 200


def test_a_typing_error_is_found_without_any_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(f"/v/{TYPO}/")
    assert answer.status_code == 404
    assert "Tippfehler" in text(answer)
    assert TYPO in text(answer)


def test_a_typing_error_in_the_form_keeps_what_was_typed(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(reverse("certificates:lookup"), {"code": "7k3m-9qrx-2vtd-8"})
    assert "Tippfehler" in text(answer)
    assert "7k3m-9qrx-2vtd-8" in text(answer)


def test_unknown_codes_get_one_answer_that_keeps_what_was_typed(client, certificate):
    answers = [client.get(f"/v/{code}/") for code in (UNKNOWN, "M4WT0P8YZ6BCQ")]
    assert [answer.status_code for answer in answers] == [404, 404]
    one, other = (text(answer) for answer in answers)
    assert one.replace(UNKNOWN, "") == other.replace("M4WT0P8YZ6BCQ", "")
    assert "Diese Prüfnummer kennen wir nicht" in one
    assert UNKNOWN in one


@pytest.mark.parametrize("nonsense", ["%00", "..", "<script>", "ä" * 80, "x" * 500, "7K3M'--"])
def test_nonsense_is_not_found_and_breaks_nothing(client, db, nonsense):
    answer = client.get(f"/v/{nonsense}/")
    assert answer.status_code == 404
    assert "<script>alert" not in text(answer)


def test_a_revoked_certificate_says_so_with_date_and_reason(client, house, certificate):
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    shown = text(client.get(page(certificate)))
    assert "Dieses Zertifikat wurde widerrufen." in shown
    assert "Es wurde mit falschen Angaben ausgestellt." in shown
    assert "ist gültig" not in shown


def test_a_suspended_certificate_says_so_and_counts_again_afterwards(client, house, certificate):
    domain.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    assert "Dieses Zertifikat ist ausgesetzt." in text(client.get(page(certificate)))
    domain.reinstate(certificate, by=house.coordinator)
    assert "Dieses Zertifikat ist gültig." in text(client.get(page(certificate)))


def test_an_expired_certificate_says_until_when_it_was_valid(client, certificate):
    Certificate.objects.update(valid_until=timezone.now() - timedelta(days=1))
    shown = text(client.get(page(certificate)))
    assert "Dieses Zertifikat ist abgelaufen." in shown
    assert "ist gültig" not in shown


@pytest.mark.parametrize("changed", ["record", "signed"])
def test_a_row_somebody_changed_is_not_confirmed(client, certificate, changed):
    assert "Dieses Zertifikat ist gültig." in text(client.get(page(certificate)))
    address = page(certificate)
    if changed == "record":
        tampered = {"record": certificate.record.replace("Müßig", "Mußig")}
    else:
        tampered = {"signed": bytes(certificate.signed).replace(b"Zertifikat", b"Zartifikat")}
    Certificate.objects.update(**tampered)
    shown = text(client.get(address))
    assert "Dieses Zertifikat lässt sich nicht bestätigen." in shown
    assert "ist gültig" not in shown


def test_after_the_holder_was_erased_the_page_says_valid_and_names_nobody(client, certificate):
    address, name = page(certificate), "Müßig"
    holder = certificate.award.enrolment.user
    domain.show_name(certificate, by=holder)
    assert name in text(client.get(address))
    assert erase_holder(holder.pk) == 1
    shown = text(client.get(address))
    assert "Dieses Zertifikat ist gültig." in shown
    assert "Alle Angaben zur Person wurden gelöscht." in shown
    assert name not in shown
    row = Certificate.objects.get()
    assert (row.record, bytes(row.signed), row.issued_at.day) == ("", b"", 1)
    assert client.post(address, {"name": "Erika Müßig"}).status_code == 200


def test_without_consent_the_page_names_nobody(client, certificate):
    shown = text(client.get(page(certificate)))
    assert "Müßig" not in shown
    assert "Erika" not in shown
    assert client.get(page(certificate) + "nachweis.json").status_code == 404


def test_with_consent_the_page_names_the_holder_until_it_is_withdrawn(client, certificate):
    holder = certificate.award.enrolment.user
    domain.show_name(certificate, by=holder)
    assert "Erika Müßig" in text(client.get(page(certificate)))
    domain.hide_name(certificate, by=holder)
    assert "Müßig" not in text(client.get(page(certificate)))
    assert client.get(page(certificate) + "nachweis.json").status_code == 404


def test_with_consent_the_credential_can_be_fetched_and_verifies(client, house, certificate):
    domain.show_name(certificate, by=certificate.award.enrolment.user)
    answer = client.get(page(certificate) + "nachweis.json")
    assert answer.content == bytes(certificate.signed)
    independent.verify(json.loads(answer.content), published_did_document(house.issuer.slug))


@pytest.mark.parametrize("typed", ["Erika Müßig", " erika  MÜSSIG ", "Erika Mussig", "ERIKA-MÜẞIG"])
def test_the_name_on_the_paper_fits_however_it_is_typed(client, certificate, typed):
    answer = client.post(page(certificate), {"name": typed})
    assert "Der Name passt zu diesem Dokument." in text(answer)


@pytest.mark.parametrize("typed", ["Erik Müßig", "Müßig", "Elif Şahin", "Erika Müßig-Meier"])
def test_another_name_does_not_fit_and_the_right_one_is_not_told(client, certificate, typed):
    answer = client.post(page(certificate), {"name": typed})
    assert "Der Name passt nicht zu diesem Dokument." in text(answer)
    assert "Erika Müßig<" not in text(answer)


def test_comparing_names_needs_no_cookie_because_browsers_send_no_origin(certificate):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    answer = strict.post(page(certificate), {"name": "Erika Müßig"})
    assert "Der Name passt zu diesem Dokument." in text(answer)
    assert not answer.cookies


def test_guessing_names_is_braked(client, certificate, settings):
    settings.LMS_NAME_CHECKS_PER_HOUR = 3
    answers = [text(client.post(page(certificate), {"name": "Falsch"})) for _ in range(4)]
    assert ["zu viele Versuche" in answer for answer in answers] == [False] * 3 + [True]
    right = text(client.post(page(certificate), {"name": "Erika Müßig"}))
    assert "Der Name passt zu" not in right
    elsewhere = client.post(page(certificate), {"name": "Erika Müßig"}, REMOTE_ADDR="192.0.2.9")
    assert "Der Name passt zu" in text(elsewhere)


def test_only_unknown_codes_are_throttled_a_valid_one_always_answers(client, certificate, settings):
    settings.LMS_UNKNOWN_CODES_PER_HOUR = 2
    answers = [client.get(f"/v/{codes.new_code()}/").status_code for _ in range(4)]
    assert answers == [404, 404, 429, 429]
    assert client.get(page(certificate)).status_code == 200
    assert client.get(f"/v/{TYPO}/").status_code == 404
    cache.clear()
    assert client.get(f"/v/{UNKNOWN}/").status_code == 404


def test_the_page_is_not_indexed_not_cached_and_tells_nobody_its_address(client, certificate):
    for address in ("/v/", page(certificate), f"/v/{UNKNOWN}/", f"/v/{TYPO}/"):
        answer = client.get(address)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in text(answer)
        assert not answer.cookies


@pytest.mark.parametrize("change", [None, "revoke", "consent"])
def test_verifying_takes_three_statements_at_most(
    client, house, certificate, django_assert_max_num_queries, change
):
    if change == "revoke":
        domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    if change == "consent":
        domain.show_name(certificate, by=certificate.award.enrolment.user)
    cache.clear()
    with django_assert_max_num_queries(3):
        client.get(page(certificate))
    with django_assert_max_num_queries(3):
        client.get(f"/v/{UNKNOWN}/")


@pytest.fixture
def still():
    with time_machine.travel(datetime(2027, 3, 4, 9, 30, tzinfo=UTC), tick=False):
        yield


def test_the_number_of_certificates_does_not_change_the_number_of_statements(
    client, house, certificate, still, django_assert_num_queries
):
    with django_assert_num_queries(2):
        client.get(page(certificate))
    others = [house.issued(email=f"mehr{n}@quellingen.example") for n in range(2)]
    with django_assert_num_queries(2):
        client.get(page(others[0]))
    with django_assert_num_queries(1):
        client.get(page(certificate))


def test_somebody_signed_in_sees_the_same_page_in_as_few_statements(
    client, house, certificate, still, django_assert_num_queries
):
    stranger = text(client.get(page(certificate)))
    client.force_login(certificate.award.enrolment.user)
    with django_assert_num_queries(1):
        answer = client.get(page(certificate))
    assert text(answer) == stranger
