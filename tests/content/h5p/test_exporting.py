"""A downloaded file is a package: our own reader takes it, and it says what the version says."""

import io
import json
from typing import Any
from zipfile import ZipFile

from django.test import Client

from content.h5p.archive import opened
from content.h5p.examining import examine
from content.h5p.exporting import exported, file_name
from content.h5p.models import H5PContent, H5PLibrary, H5PUpload
from content.h5p.store import remove
from tests.content.h5p.packages import package

PICTURE = {"content/images/brunnen.png": b"png"}


def download(client: Client, content: H5PContent) -> bytes:
    answer = client.get(f"/cms/h5p/{content.pk}/herunterladen/")
    assert answer["Content-Type"] == "application/zip"
    return b"".join(answer.streaming_content)


def test_an_uploaded_content_comes_out_as_it_went_in(
    client: Client, author: Any, upload: Any, installer: Any
) -> None:
    content = upload(installer, package(files=PICTURE)).content
    client.force_login(author)
    raw = download(client, content)
    with opened(io.BytesIO(raw), "paket.h5p") as archive:
        examined = examine(archive)
    assert examined.params == content.current.params
    assert list(examined.content.files) == ["images/brunnen.png"]
    assert [str(name) for name in examined.libraries] == ["Test.Base 1.0", "Test.Scored 1.0"]
    assert examined.package.data["authors"] == [{"name": "Elif Şahin", "role": "Author"}]


def test_the_same_version_gives_the_same_bytes(content: H5PContent) -> None:
    first, second = (exported(content.current).read() for _ in range(2))
    assert first == second
    assert {entry.date_time[0] for entry in ZipFile(io.BytesIO(first)).infolist()} == {1980}


def test_everything_that_is_loaded_stands_among_the_dependencies(content: H5PContent) -> None:
    manifest = json.loads(ZipFile(exported(content.current)).read("h5p.json"))
    assert [entry["machineName"] for entry in manifest["preloadedDependencies"]] == [
        "Test.Base",
        "Test.Scored",
    ]
    assert manifest["mainLibrary"] == "Test.Scored"


def test_it_comes_back_as_a_content_that_says_the_same(
    content: H5PContent, upload: Any, installer: Any
) -> None:
    again = upload(installer, exported(content.current).read())
    assert again.state == H5PUpload.State.READY
    assert again.version.params == content.current.params
    assert again.version.folder == content.current.folder
    assert again.report["new"] == again.report["newer"] == again.report["missing"] == []


def test_elsewhere_it_installs_what_it_needs(
    content: H5PContent, upload: Any, installer: Any
) -> None:
    raw = exported(content.current).read()
    content.delete()
    H5PLibrary.objects.all().delete()
    assert upload(installer, raw).state == H5PUpload.State.READY
    assert H5PLibrary.objects.count() == 2


def test_a_lost_file_is_told(client: Client, author: Any, content: H5PContent) -> None:
    remove(content.current.folder)
    client.force_login(author)
    answer = client.get(f"/cms/h5p/{content.pk}/herunterladen/", follow=True)
    assert "Eine Datei dieses Inhalts fehlt." in answer.content.decode()


def test_the_name_of_the_file_is_one_every_system_takes() -> None:
    names = ("Zuhören: ja/nein?", "…", "a" * 300)
    assert [file_name(name) for name in names] == [
        "Zuhören ja nein.h5p",
        "h5p.h5p",
        "a" * 80 + ".h5p",
    ]
