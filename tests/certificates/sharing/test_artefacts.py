"""Files to take along: signed bytes as they were signed, all else made again, identically."""

import io
import json
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.urls import reverse

from certificates.awards.enums import Kind
from certificates.awards.models import Award
from certificates.badges.baking import bake_png
from certificates.badges.faces import face_of
from certificates.badges.pictures import badge_png
from certificates.badges.reading import credential_in_png, credential_in_svg
from certificates.documents.record import thaw
from certificates.keys.queries import published_did_document
from certificates.sharing.artefacts import baked_png, baked_svg, everything
from certificates.status.answers import Status, verify_credential
from certificates.status.queries import served_list


def fetch_list(url):
    slug, _status, name = url.split("/")[-3:]
    return served_list(slug, name)


def verified(text, house):
    return verify_credential(
        json.loads(text), published_did_document(house.issuer.slug), fetch_list
    )


@pytest.mark.parametrize(
    ("bake", "read"), [(baked_png, credential_in_png), (baked_svg, credential_in_svg)]
)
def test_the_credential_inside_a_badge_verifies(house, certificate, bake, read):
    text = read(bake(certificate))
    assert text.encode() == bytes(certificate.signed)
    answer = verified(text, house)
    assert answer.proof.verified is True
    assert answer.status == Status(known=True)


def test_a_badge_with_a_changed_credential_does_not_verify(house, certificate):
    sound = credential_in_png(baked_png(certificate))
    changed = sound.replace("Konfliktmanager", "Krisenmanager")
    assert changed != sound
    baked = bake_png(badge_png(face_of(thaw(certificate.record))), changed)
    assert verified(credential_in_png(baked), house).proof.verified is False


@pytest.mark.parametrize("make", [baked_png, baked_svg, everything])
def test_the_same_record_gives_the_same_bytes(certificate, make):
    assert make(certificate) == make(certificate)


def test_the_zip_holds_every_file_as_the_single_downloads_give_it(client, certificate, holder):
    client.force_login(holder)
    answer = client.get(reverse("certificates:archive", args=[certificate.pk]))
    assert "attachment" in answer.headers["Content-Disposition"]
    archive = ZipFile(io.BytesIO(answer.getvalue()))
    number = certificate.number
    assert archive.namelist() == [
        f"zertifikat-{number}.pdf",
        f"nachweis-{number}.json",
        f"abzeichen-{number}.png",
        f"abzeichen-{number}.svg",
        "LIESMICH.txt",
    ]
    pdf, credential, png, svg, readme = (archive.read(name) for name in archive.namelist())
    assert sha256(pdf).hexdigest() == certificate.document_hash
    assert credential == bytes(certificate.signed)
    for name, content in (("badge_png", png), ("badge_svg", svg)):
        single = client.get(reverse(f"certificates:{name}", args=[certificate.pk]))
        assert single.content == content
        assert "attachment" in single.headers["Content-Disposition"]
    assert "https://credentials.example/v/" in readme.decode()
    assert "&" not in readme.decode()


def test_a_confirmation_of_attendance_is_called_what_it_is(client, certificate, holder):
    Award.objects.update(kind=Kind.ATTENDANCE)
    client.force_login(holder)
    answer = client.get(reverse("certificates:archive", args=[certificate.pk]))
    name = f"teilnahmebescheinigung-{certificate.number}"
    assert f"{name}.zip" in answer.headers["Content-Disposition"]
    assert f"{name}.pdf" in ZipFile(io.BytesIO(answer.getvalue())).namelist()


def test_nothing_of_a_download_is_stored(client, certificate, holder, django_assert_num_queries):
    client.force_login(holder)
    client.get("/mein-weg/zertifikat/")
    with django_assert_num_queries(4):  # session, person, certificate, signed PDF
        client.get(reverse("certificates:archive", args=[certificate.pk]))
