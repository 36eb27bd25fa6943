"""The graduate's page: for the graduate, and for nobody else."""

import io
import json
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from certificates.awards.domain import open_award
from certificates.awards.enums import AwardState
from certificates.awards.models import Award
from certificates.awards.queries import own_overview
from certificates.keys.queries import published_did_document
from tests import factories
from tests.certificates import independent

PAGE = "/mein-weg/zertifikat/"


def text(response):
    return response.content.decode()


@pytest.fixture
def graduate(house):
    enrolment = house.graduate()
    open_award(enrolment)
    return enrolment.user


def test_the_page_asks_for_the_spelling_and_shows_how_it_looks(client, graduate):
    client.force_login(graduate)
    shown = text(client.get(PAGE))
    assert "So wird er gedruckt" in shown
    assert 'value="Erika Müßig"' in shown


def test_a_preview_shows_the_name_as_printed_and_settles_nothing(client, graduate):
    client.force_login(graduate)
    address = reverse("certificates:confirm_name", args=[Award.objects.get().pk])
    shown = text(client.post(address, {"name": "Dr.  Erika Müßig", "preview": "1"}))
    assert "So würde er gedruckt" in shown
    assert "Dr. Erika Müßig</p>" in shown
    assert Award.objects.get().state == AwardState.PENDING_NAME


def test_confirming_settles_the_name_and_says_who_is_next(client, graduate):
    client.force_login(graduate)
    address = reverse("certificates:confirm_name", args=[Award.objects.get().pk])
    answer = client.post(address, {"name": "Erika Müßig"}, follow=True)
    assert "Jetzt gibt die Koordination das Zertifikat frei." in text(answer)
    assert Award.objects.get().confirmed_name == "Erika Müßig"


def test_a_refused_spelling_stays_in_the_form_with_the_reason(client, graduate):
    client.force_login(graduate)
    address = reverse("certificates:confirm_name", args=[Award.objects.get().pk])
    shown = text(client.post(address, {"name": "Erika 😀"}))
    assert 'value="Erika 😀"' in shown
    assert "kann nicht gedruckt werden: 😀" in shown
    assert Award.objects.get().state == AwardState.PENDING_NAME


def test_a_released_award_says_that_it_is_being_issued(client, house):
    award = house.released()
    client.force_login(award.enrolment.user)
    assert "Ihr Zertifikat wird gerade ausgestellt." in text(client.get(PAGE))
    Award.objects.update(problem="/etc/keys/x.pem fehlt")
    shown = text(client.get(PAGE))
    assert "technische Störung" in shown
    assert "/etc/keys" not in shown


def test_the_graduate_downloads_paper_and_credential(client, house):
    certificate = house.issued()
    client.force_login(certificate.award.enrolment.user)
    paper = client.get(reverse("certificates:document", args=[certificate.pk]))
    assert sha256(paper.content).hexdigest() == certificate.document_hash
    assert "Erika Müßig" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    file = client.get(reverse("certificates:credential", args=[certificate.pk]))
    assert "attachment" in file.headers["Content-Disposition"]
    independent.verify(json.loads(file.content), published_did_document(house.issuer.slug))


def test_the_graduate_decides_about_the_name_and_shares_the_link(client, house):
    certificate = house.issued()
    client.force_login(certificate.award.enrolment.user)
    page = reverse("certificates:share", args=[certificate.pk])
    assert page in text(client.get(PAGE))
    shown = text(client.get(page))
    assert "https://credentials.example/v/" in shown
    assert "Namen zeigen" in shown
    address = reverse("certificates:name_consent", args=[certificate.pk])
    answer = client.post(address, {"show": "yes"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Die Prüfseite zeigt Ihren Namen." in text(answer)
    assert "Namen nicht mehr zeigen" in text(answer)
    client.post(address, {"show": "no"})
    certificate.refresh_from_db()
    assert certificate.name_consent is False


def addresses(certificate):
    pk = certificate.pk
    return [
        ("post", reverse("certificates:confirm_name", args=[certificate.award_id])),
        ("get", reverse("certificates:document", args=[pk])),
        ("get", reverse("certificates:credential", args=[pk])),
        ("post", reverse("certificates:name_consent", args=[pk])),
    ]


def test_nobody_else_sees_or_does_anything(client, house, django_user_model):
    certificate = house.issued()
    superuser = factories.UserFactory(is_superuser=True, is_staff=True)
    other = house.issued(email="andere@quellingen.example").award.enrolment.user
    people = (house.stranger, house.trainer, house.coordinator, superuser, other)
    for person in people:
        client.force_login(person)
        for method, address in addresses(certificate):
            data = {"name": "Fremd", "show": "yes"}
            assert getattr(client, method)(address, data).status_code == 404, address
    certificate.refresh_from_db()
    assert (certificate.name_consent, certificate.award.confirmed_name) == (False, "Erika Müßig")


def test_without_an_award_there_is_no_page(client, house):
    for person in (house.stranger, house.coordinator, house.participant().user):
        client.force_login(person)
        assert client.get(PAGE).status_code == 404


def test_the_page_names_only_ones_own_award(client, house):
    house.issued("Andere Person", email="andere@quellingen.example")
    mine = house.issued("Erika Müßig")
    client.force_login(mine.award.enrolment.user)
    shown = text(client.get(PAGE))
    assert "Erika Müßig" in shown
    assert "Andere Person" not in shown


def test_who_is_not_signed_in_is_asked_to(client, house):
    certificate = house.issued()
    for method, address in [("get", PAGE), *addresses(certificate)]:
        answer = getattr(client, method)(address)
        assert answer.status_code == 302
        assert "/konto/" in answer.headers["Location"]


def test_after_withdrawing_from_the_cohort_there_is_nothing(client, house):
    certificate = house.issued()
    enrolment = certificate.award.enrolment
    enrolment.state = "withdrawn"
    enrolment.save()
    client.force_login(enrolment.user)
    assert client.get(PAGE).status_code == 404


def test_three_awards_take_as_many_statements_as_one(client, house, django_assert_num_queries):
    certificate = house.issued()
    user = certificate.award.enrolment.user
    client.force_login(user)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    with django_assert_num_queries(1):
        own_overview(user)
    for n in range(2):
        cohort = factories.CohortFactory(programme=house.cohort.programme, title=f"Weiterer {n}")
        open_award(factories.enrol(cohort, user))
    with CaptureQueriesContext(connection) as three:
        assert "Weiterer 1" in text(client.get(PAGE))
    with django_assert_num_queries(1):
        own_overview(user)
    assert len(three) == len(one)
