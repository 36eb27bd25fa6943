"""People who bring packages, and what comes of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, GroupCollectionPermission

from content.h5p.domain.uploading import submit_upload
from content.h5p.files import h5p_files
from content.h5p.models import H5PContent, H5PUpload
from tests.content.h5p.packages import package
from tests.factories import UserFactory

RIGHTS = ("add", "change", "choose")


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where this test's files lie; a field asks for its storage only once, when it is loaded."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with patch.object(H5PUpload._meta.get_field("file"), "storage", h5p_files()):
        yield tmp_path / "media-private" / "h5p"


def make_author(*, collection: Collection, installs: bool = False) -> Any:
    """Writes for one provider: sees and brings packages of its collection."""
    group = Group.objects.create(name=f"Autor:innen {collection.name} {UserFactory().pk}")
    rights = Permission.objects.filter(content_type__app_label="lms_content")
    for right in RIGHTS:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=collection,
            permission=rights.get(codename=f"{right}_h5pcontent"),
        )
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if installs:
        group.permissions.add(rights.get(codename="add_h5plibrary"))
    user = UserFactory()
    user.groups.add(group)
    return user


def make_collection(name: str) -> Collection:
    return Collection.get_first_root_node().add_child(name=name)


@pytest.fixture
def collection(db: None) -> Collection:
    return make_collection("Bildungswerk")


@pytest.fixture
def installer(collection: Collection) -> Any:
    return make_author(collection=collection, installs=True)


@pytest.fixture
def author(collection: Collection) -> Any:
    return make_author(collection=collection)


@pytest.fixture
def stranger(db: None) -> Any:
    """Writes for another provider."""
    return make_author(collection=make_collection("Nachbarwerk"))


@pytest.fixture
def upload(collection: Collection, run_queue: Callable[..., Any]) -> Callable[..., H5PUpload]:
    """Brings a package, waits for the worker, and gives the upload as it ended."""

    def bring(
        by: Any, raw: bytes | None = None, *, name: str = "paket.h5p", **fields: Any
    ) -> H5PUpload:
        file = SimpleUploadedFile(name, package() if raw is None else raw)
        row = submit_upload(collection, file=file, by=by, **fields)
        run_queue()
        return H5PUpload.objects.get(pk=row.pk)

    return bring


@pytest.fixture
def content(upload: Callable[..., H5PUpload], installer: Any) -> H5PContent:
    """A package that plays, brought by somebody who may install."""
    made = upload(installer).content
    assert made is not None
    return made
