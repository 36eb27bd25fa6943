"""A package of 1,694 files: what it asks of the database, and what a browser asks for."""

import io
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.h5p import progress
from content.h5p.models import H5PLibrary, H5PUpload
from content.h5p.player.launch import Launch
from content.h5p.queries import combined
from content.h5p.serving import file_url
from tests.content.h5p.large import FILES, LIBRARIES, large_package
from tests.content.h5p.packages import package

PROGRESS = re.compile(r'SET "done" = (\d+), "total" = (\d+)')


class Clock:
    """A hundredth of a second passes whenever somebody looks."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 0.01
        return self.now


@pytest.fixture
def brought(upload: Callable[..., H5PUpload], installer: Any, monkeypatch: Any) -> Any:
    """Brings a package; the upload as it ended, and every statement on the way."""

    def bring(raw: bytes) -> tuple[H5PUpload, list[str]]:
        monkeypatch.setattr(progress, "time", Clock())
        with CaptureQueriesContext(connection) as queries:
            done = upload(installer, raw)
        assert done.state == H5PUpload.State.READY, done.error
        return done, [query["sql"] for query in queries]

    return bring


def opened(client: Any, user: Any, version: Any) -> tuple[Any, int]:
    client.force_login(user)
    address = f"/h5p/spielen/{Launch(version.pk, user.pk).signed()}/"
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return answer, len(queries)


def test_a_package_of_1694_files(brought, client, installer, django_assert_num_queries) -> None:
    small, few = brought(package())
    raw = large_package()
    with ZipFile(io.BytesIO(raw)) as archive:
        assert len(archive.namelist()) == FILES
    large, many = brought(raw)
    assert H5PLibrary.objects.count() == LIBRARIES + 2

    # The upload: beside the progress it asks the same whatever the package holds.
    told = [match for sql in many if (match := PROGRESS.search(sql))]
    steps = [int(match[1]) for match in told]
    assert {int(match[2]) for match in told} == {2 * FILES}
    assert steps == sorted(set(steps))
    assert steps[-1] > 0.9 * 2 * FILES
    assert len(steps) < 100  # by the clock and not by the file
    silent = [sql for sql in few if not PROGRESS.search(sql)]
    assert len(many) - len(steps) <= len(silent)

    # The player: as many statements as for a package of a few files, one script and one style.
    page, asked = opened(client, installer, large.version)
    other, asked_small = opened(client, installer, small.version)
    assert asked == asked_small <= 8
    assert len(page.context["scripts"]) == len(other.context["scripts"]) == 4
    assert len(page.context["styles"]) == len(other.context["styles"]) == 3
    html = page.content.decode()
    assert (html.count("<script src="), html.count("stylesheet")) == (4, 3)
    assert len(page.context["integration"]["libraryDirectories"]) == LIBRARIES

    # The files: nothing is asked of the database.
    part = H5PLibrary.objects.get(machine_name="Test.Part7")
    with django_assert_num_queries(0):
        for address in (
            combined(large.version, "js"),
            combined(large.version, "css"),
            file_url(part.folder, "img/3.png"),
            file_url(large.version.folder, "images/slide-0.png"),
        ):
            assert client.get(address).status_code == 200
    assert client.get(file_url(part.folder, "img/99.png")).status_code == 404
    script = b"".join(client.get(combined(large.version, "js")).streaming_content).decode()
    assert script.count("window.Test_Part7 = 1;") == 2
