"""A file from a stranger is bounded before it is read, and is never kept."""

import io
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from certificates.verification import uploads
from certificates.verification.errors import TooLargeError

ADDRESS = "/v/"


class Untouched(io.RawIOBase):
    """A body that may not be read."""

    def read(self, *_size):
        raise AssertionError("somebody read the body")


def post(client, content, **options):
    file = SimpleUploadedFile("datei.json", content)
    return client.post(reverse("certificates:lookup"), {"file": file}, **options)


@pytest.fixture
def no_disk(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("something was written to the disk")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)


def test_two_hundred_megabytes_are_refused_without_reading_one_byte(client, db):
    answer = client.generic(
        "POST",
        ADDRESS,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
        **{"wsgi.input": Untouched()},
    )
    assert answer.status_code == 413
    assert "Diese Datei ist zu groß." in answer.content.decode()


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
def test_other_bodies_of_that_size_are_refused_as_well(client, db, kind):
    answer = client.generic(
        "POST",
        ADDRESS,
        content_type=kind,
        CONTENT_LENGTH=str(200 * 1024 * 1024),
        **{"wsgi.input": Untouched()},
    )
    assert answer.status_code == 413


def test_a_file_over_the_limit_is_refused_while_it_arrives(client, db, no_disk):
    answer = post(client, b"0" * (uploads.LARGEST + 1))
    assert answer.status_code == 413


def test_a_file_just_below_the_limit_stays_in_memory(client, db, no_disk):
    answer = post(client, b" " * (uploads.LARGEST - 1) + b"0")
    assert answer.status_code == 200
    assert "In dieser Datei ist kein Nachweis." in answer.content.decode()


def test_the_limit_holds_whatever_the_request_says_of_its_length(monkeypatch):
    monkeypatch.setattr(uploads, "_length", lambda _request: 0)
    file = SimpleUploadedFile("datei.json", b"0" * (uploads.LARGEST + 1))
    with pytest.raises(TooLargeError):
        uploads.uploaded(RequestFactory().post(ADDRESS, {"file": file}))


def test_no_file_and_an_empty_file_are_told_in_words(client, db):
    assert "Bitte wählen Sie eine Datei." in client.post(ADDRESS, {}).content.decode()
    answer = post(client, b"")
    assert answer.status_code == 422
    assert "Diese Datei ist leer." in answer.content.decode()


def test_a_broken_envelope_is_no_file(client, db):
    answer = client.generic(
        "POST", ADDRESS, data=b"--y", content_type="multipart/form-data; boundary="
    )
    assert answer.status_code == 422


def test_uploads_are_braked_and_the_brake_comes_before_the_reading(client, db, settings):
    settings.LMS_UPLOADS_PER_HOUR = 2
    assert [post(client, b"{}").status_code for _ in range(3)] == [200, 200, 429]
    blocked = client.generic(
        "POST",
        ADDRESS,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="1000",
        **{"wsgi.input": Untouched()},
    )
    assert blocked.status_code == 429
    assert post(client, b"{}", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_an_upload_needs_no_cookie_and_leaves_none(db):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    answer = post(strict, b"{}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
