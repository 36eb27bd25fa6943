"""Pictures for everybody: they name nobody without consent and do not flatter."""

import io

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from certificates import codes
from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Certificate, erase_holder
from certificates.badges.enums import Mark
from certificates.badges.faces import face_of, preview_of
from certificates.badges.pictures import badge_png, preview_png
from certificates.documents.record import thaw

PICTURES = ("abzeichen.png", "vorschau.png")
UNKNOWN = "7K3M9QRX2VTD9"
TYPO = "7K3M9QRX2VTD8"


def text(response):
    return response.content.decode()


def facts(certificate):
    return thaw(certificate.record)


def test_the_pictures_are_those_of_the_record(client, certificate, page):
    said = facts(certificate)
    badge, preview = (client.get(page + name) for name in PICTURES)
    assert badge.content == badge_png(face_of(said))
    assert preview.content == preview_png(preview_of(said, Mark.VALID, name=""))
    assert Image.open(io.BytesIO(preview.content)).size == (1200, 630)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_may_be_kept_for_five_minutes_and_is_not_indexed(client, page, name):
    answer = client.get(page + name)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies


def test_the_name_is_on_the_preview_by_consent_only(client, certificate, holder, page):
    said = facts(certificate)
    domain.show_name(certificate, by=holder)
    named = client.get(page + "vorschau.png").content
    assert named == preview_png(preview_of(said, Mark.VALID, name="Erika Müßig"))
    domain.hide_name(certificate, by=holder)
    assert client.get(page + "vorschau.png").content != named


def test_both_pictures_say_that_a_certificate_does_not_count(client, house, certificate, page):
    said = facts(certificate)
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    badge, preview = (client.get(page + name).content for name in PICTURES)
    assert badge == badge_png(face_of(said), mark=Mark.REVOKED)
    assert preview == preview_png(preview_of(said, Mark.REVOKED, name=""))


def test_a_replaced_certificate_says_so(client, house, certificate, page):
    issue_certificate(correct(certificate, by=house.coordinator, name="Erika Neu").pk)
    expected = badge_png(face_of(facts(certificate)), mark=Mark.REPLACED)
    assert client.get(page + "abzeichen.png").content == expected


def test_an_expired_certificate_says_so(client, certificate, page):
    Certificate.objects.update(valid_until=timezone.now())
    expected = badge_png(face_of(facts(certificate)), mark=Mark.EXPIRED)
    assert client.get(page + "abzeichen.png").content == expected


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("code", [UNKNOWN, TYPO, "Unsinn"])
def test_an_unknown_code_gets_the_same_answer_as_on_the_page(client, certificate, name, code):
    answer = client.get(f"/v/{code}/{name}")
    assert answer.status_code == 404
    assert text(answer) == text(client.get(f"/v/{code}/"))
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", PICTURES)
def test_guessing_by_pictures_is_braked_and_a_known_one_always_answers(
    client, page, settings, name
):
    settings.LMS_UNKNOWN_CODES_PER_HOUR = 2
    tried = [client.get(f"/v/{codes.new_code()}/{name}").status_code for _ in range(3)]
    assert tried == [404, 404, 429]
    assert client.get(f"/v/{codes.new_code()}/").status_code == 429
    assert client.get(page + name).status_code == 200


@pytest.mark.parametrize("name", PICTURES)
def test_what_was_erased_or_changed_has_no_picture(client, certificate, holder, page, name):
    record = certificate.record
    Certificate.objects.update(record=record.replace("Müßig", "Mußig"))
    assert client.get(page + name).status_code == 404
    Certificate.objects.update(record=record)
    cache.clear()
    assert client.get(page + name).status_code == 200
    erase_holder(holder.pk)
    assert client.get(page + name).status_code == 404


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_takes_one_statement(client, page, name, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(page + name)


def test_the_page_offers_the_preview_and_names_nobody_in_its_head(
    client, certificate, holder, page
):
    head = text(client.get(page)).partition("</head>")[0]
    url = facts(certificate)["verification"]["url"]
    assert f'<meta property="og:image" content="{url}/vorschau.png">' in head
    assert "Zertifikat: Kommunale:r Konfliktmanager:in" in head
    assert "noindex" in head
    domain.show_name(certificate, by=holder)
    assert "Müßig" not in text(client.get(page)).partition("</head>")[0]
    erase_holder(holder.pk)
    assert "og:image" not in text(client.get(page))
