"""What authors may bring: a file too big, too wide or of the wrong kind is refused."""

import re
import struct
import zlib

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.content.blocks.files import png

MEGABYTE = 1024 * 1024
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def author(client, db):
    people = get_user_model().objects
    client.force_login(people.create_superuser(email="autorin@quellingen.example", password="x"))
    return client


def said(html: str) -> str:
    return re.sub(r"\s+", " ", strip_tags(html))


def upload_image(author, content: bytes, name: str) -> str:
    """What the image chooser answers inside the page editor; the page itself is not sent."""
    file = SimpleUploadedFile(name, content)
    form = {"image-chooser-upload-title": "Brunnen", "image-chooser-upload-file": file}
    answer = author.post(reverse("wagtailimages_chooser:create"), form)
    assert answer.status_code == 200
    return said(answer.json().get("htmlFragment", ""))


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be `side` × `side` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side * (side // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_image_of_thirty_megabytes_is_refused_in_a_sentence(author) -> None:
    big = png(64, 64) + b"\0" * (30 * MEGABYTE)
    html = upload_image(author, big, "brunnen.png")
    assert "Die Datei ist zu groß (30,0 MB). Maximale Dateigröße 10,0 MB." in html
    assert not get_image_model().objects.exists()


def test_a_picture_that_would_fill_the_memory_is_refused(author) -> None:
    html = upload_image(author, bomb(7000), "bombe.png")
    assert "49000000" in html.replace(".", "")
    assert "40000000" in html.replace(".", "")
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize(
    ("content", "name"), [(SCRIPT, "a.svg"), (SCRIPT, "a.png"), (b"", "a.png"), (b"MZ", "a.exe")]
)
def test_what_is_no_picture_is_refused(author, content, name) -> None:
    assert upload_image(author, content, name)
    assert not get_image_model().objects.exists()


def test_a_picture_is_taken(author) -> None:
    assert upload_image(author, png(), "brunnen.png") == ""
    assert get_image_model().objects.get().title == "Brunnen"


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.exe", "a"])
def test_a_document_that_could_run_is_refused(author, name) -> None:
    file = SimpleUploadedFile(name, SCRIPT)
    form = {"document-chooser-upload-title": "A", "document-chooser-upload-file": file}
    answer = author.post(reverse("wagtaildocs_chooser:create"), form)
    assert "nicht erlaubt" in said(answer.json().get("htmlFragment", ""))
    assert not get_document_model().objects.exists()
