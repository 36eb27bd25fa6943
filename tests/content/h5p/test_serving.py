"""Files of packages at their own addresses."""

from typing import Any

import pytest
from django.core.signing import BadSignature

from content.h5p.queries import combined, file_urls
from content.h5p.serving import file_url, place_of
from tests.content.h5p.packages import package

FILM = bytes(range(256)) * 200


@pytest.fixture
def version(upload, installer) -> Any:
    files = {"content/videos/Film eins.mp4": FILM, "content/images/a#1.png": b"png"}
    return upload(installer, package(files=files)).version


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_comes_to_whoever_has_its_address(client, version) -> None:
    answer = client.get(file_url(version.folder, "videos/Film eins.mp4"))
    assert (answer.status_code, body(answer)) == (200, FILM)
    headers = {
        "Content-Type": "video/mp4",
        "Content-Length": str(len(FILM)),
        "Accept-Ranges": "bytes",
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: answer.headers[name] for name in headers} == headers
    assert not answer.cookies


def test_a_strange_name_is_written_so_that_it_arrives(client, version) -> None:
    assert body(client.get(file_url(version.folder, "images/a#1.png"))) == b"png"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=51190-", 51190, 51199), ("bytes=-10", 51190, 51199)],
)
def test_a_player_gets_the_part_it_asks_for(client, version, asked, first, last) -> None:
    address = file_url(version.folder, "videos/Film eins.mp4")
    answer = client.get(address, headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (206, FILM[first : last + 1])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/51200"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_part_that_is_not_there(client, version) -> None:
    address = file_url(version.folder, "videos/Film eins.mp4")
    answer = client.get(address, headers={"Range": "bytes=60000-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */51200")


def test_the_database_is_not_asked(client, version, django_assert_num_queries) -> None:
    installed = list(version.libraries.all())
    with django_assert_num_queries(0):
        kinds = [
            client.get(address).headers["Content-Type"]
            for address in (
                file_url(version.folder, "images/a#1.png"),
                combined(version, "css"),
                *file_urls(installed, "js"),
            )
        ]
    script = "text/javascript; charset=utf-8"
    assert kinds == ["image/png", "text/css; charset=utf-8", script, script]


@pytest.mark.parametrize("change", [str.upper, lambda token: token[:-1], lambda token: f"{token}a"])
def test_nobody_makes_an_address_up(client, version, change) -> None:
    _empty, h5p, files, token, path = file_url(version.folder, "images/a").split("/", 4)
    assert client.get(f"/{h5p}/{files}/{change(token)}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "../content/a.png",
        "a/../a.png",
        "_files.json",
        "Test.Base-1.0/_files.json",
        "a//b.png",
        "a\\b.png",
        ".htaccess",
        "a\0.png",
    ],
)
def test_a_signature_opens_one_folder_and_nothing_beside_it(path: str) -> None:
    token = file_url("h5p/content/abc").split("/")[3]
    assert place_of(token, "a.png") == "h5p/content/abc/a.png"
    with pytest.raises(BadSignature):
        place_of(token, path)


def test_only_known_kinds_are_served(client, version, store) -> None:
    (store.parent / version.folder / "a.html").write_text("<script>")
    assert client.get(file_url(version.folder, "a.html")).status_code == 404


def test_what_is_not_there_is_not_found(client, version) -> None:
    for path in ("images/b.png", "images", "videos"):
        assert client.get(file_url(version.folder, path)).status_code == 404


def test_only_folders_of_packages_have_addresses() -> None:
    with pytest.raises(ValueError, match="no folder of a package"):
        file_url("h5p/uploads/package.h5p")


def test_the_address_of_a_folder_is_the_beginning_of_those_inside() -> None:
    for folder in ("h5p/content/abc", "h5p/libraries/Test.Base-1.0.0-abc"):
        assert file_url(folder, "a.png") == f"{file_url(folder)}/a.png"


def test_addresses_outlive_a_change_of_the_secret(settings, client, version) -> None:
    address = file_url(version.folder, "images/a#1.png")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert client.get(address).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.get(address).status_code == 200
