"""What authors uploaded: who gets which file, and in which parts."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

FILM = bytes(range(256)) * 300


@pytest.fixture
def uploads(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {
        "media/film.mp4": FILM,
        "images/brunnen.width-480.avif": b"avif",
        "documents/geheim.pdf": b"%PDF",
        "original_images/brunnen.jpg": b"jpg",
        "media/seite.html": b"<script>alert(1)</script>",
        "geheim.png": b"png",
    }
    for name, content in files.items():
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return settings.MEDIA_ROOT


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_film_comes_whole_with_its_type(client, uploads) -> None:
    answer = client.get("/media/media/film.mp4")
    assert body(answer) == FILM
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Content-Length"] == str(len(FILM))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=76790-", 76790, 76799),
        ("bytes=-10", 76790, 76799),
        ("bytes=0-999999", 0, 76799),
        ("bytes=-999999", 0, 76799),
    ],
)
def test_a_player_gets_the_part_it_asks_for(client, uploads, asked, first, last) -> None:
    answer = client.get("/media/media/film.mp4", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/76800"
    assert body(answer) == FILM[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=76800-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(client, uploads, asked) -> None:
    answer = client.get("/media/media/film.mp4", headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */76800"


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=a-b", "bytes=0-1,4-5", "chars=0-1"])
def test_what_is_no_part_gets_the_whole(client, uploads, asked) -> None:
    answer = client.get("/media/media/film.mp4", headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (200, FILM)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(0, 80_000), last=st.integers(0, 80_000))
def test_parts_are_never_more_nor_less_than_asked(client, uploads, first, last) -> None:
    answer = client.get("/media/media/film.mp4", headers={"Range": f"bytes={first}-{last}"})
    part = FILM[first : last + 1]
    assert (answer.status_code, body(answer)) == ((206, part) if part else (416, b""))


@pytest.mark.parametrize(
    "address",
    [
        "/media/documents/geheim.pdf",
        "/media/original_images/brunnen.jpg",
        "/media/geheim.png",
        "/media/media/../geheim.png",
        "/media/media/..%2Fgeheim.png",
        "/media/images/..%2Fdocuments%2Fgeheim.pdf",
        "/media/media/%00.mp4",
        "/media/media/seite.html",
        "/media/media/fehlt.mp4",
        "/media/media/",
    ],
)
def test_nothing_else_is_given_out(db, client, uploads, address) -> None:
    assert client.get(address).status_code == 404


def test_uploads_only_answer_reading(client, uploads) -> None:
    assert client.post("/media/media/film.mp4").status_code == 405
