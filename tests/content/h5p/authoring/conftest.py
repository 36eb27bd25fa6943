"""People who write, on libraries that are installed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from content.h5p.authoring.models import H5PDraft
from content.h5p.models import H5PContent, H5PUpload
from tests.content.h5p.authoring.filled import sent_of
from tests.content.h5p.authoring.shapes import SHAPES, bringing

Write = Callable[..., H5PContent]


@pytest.fixture
def shelf(upload: Callable[..., H5PUpload], installer: Any) -> None:
    """Everything the forms know is installed."""
    assert upload(installer, bringing(*SHAPES)).state == H5PUpload.State.READY


@pytest.fixture
def desk(client: Client, author: Any) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def write(desk: Client, shelf: None) -> Write:
    """Writes a content in its form, as a person does, and gives it."""

    def written(kind: str, typed: dict[str, Any]) -> H5PContent:
        draft = begun(desk, kind)
        answer = desk.post(
            f"/cms/h5p/entwuerfe/{draft.pk}/", {**sent_of(draft, typed), "action": "publish"}
        )
        assert answer.status_code == 302, answer.context["whole"].errors()
        return H5PContent.objects.get(pk=answer.url.strip("/").split("/")[-1])

    return written


@pytest.fixture
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def count_statements() -> Callable[[Callable[[], Any]], int]:
    def count(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return count


def edited(desk: Client, content: H5PContent, typed: dict[str, Any]) -> H5PContent:
    """The content with its next version, as a person makes it."""
    answer = desk.post(f"/cms/h5p/{content.pk}/bearbeiten/")
    draft = H5PDraft.objects.get(content=content)
    assert answer.url == f"/cms/h5p/entwuerfe/{draft.pk}/"
    data = {**sent_of(draft, typed), "action": "publish"}
    answer = desk.post(answer.url, data)
    assert answer.url == f"/cms/h5p/{content.pk}/"
    return H5PContent.objects.get(pk=content.pk)


def begun(desk: Client, kind: str) -> H5PDraft:
    answer = desk.post("/cms/h5p/schreiben/", {"kind": kind})
    return H5PDraft.objects.get(pk=answer.url.strip("/").split("/")[-1])
