"""A package as large as a Course Presentation: processor time of the worker, and of its player."""

import hashlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from wagtail.models import Collection

from content.h5p.domain.installing import install
from content.h5p.files import h5p_files
from content.h5p.models import H5PUpload
from tests.content.h5p.large import large_package
from tests.factories import UserFactory

WEIGHT = 6_000  # bytes a file, as in real ones
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Installed:
    """Seconds of processor time; `plain` is unpacking to a disk and hashing, nothing else."""

    megabytes: float
    seconds: float
    plain: float


def package_figures() -> Installed:
    raw = large_package(weight=WEIGHT)
    with ZipFile(io.BytesIO(raw)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    with TemporaryDirectory() as home:
        plain = _processor_time(lambda: _unpack_and_hash(raw, Path(home) / "plain"))
        with (
            override_settings(MEDIA_ROOT=Path(home) / "media"),
            patch.object(H5PUpload._meta.get_field("file"), "storage", h5p_files()),
        ):
            upload = _uploaded(raw)
            seconds = _processor_time(lambda: install(upload))
    return Installed(unpacked / MEGABYTE, seconds, plain)


def _uploaded(raw: bytes) -> Any:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    owner = UserFactory()
    upload = H5PUpload(collection=root, name="gross.h5p", by=owner, approver=owner)
    upload.file.save("package.h5p", SimpleUploadedFile("gross.h5p", raw), save=False)
    upload.save()
    return upload


def _unpack_and_hash(raw: bytes, home: Path) -> None:
    with ZipFile(io.BytesIO(raw)) as archive:
        archive.extractall(home)
    for path in home.rglob("*"):
        if path.is_file():
            hashlib.sha256(path.read_bytes()).hexdigest()


def _processor_time(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def report_package(figure: Installed) -> None:
    a_megabyte = figure.seconds / figure.megabytes
    print(
        f"{f'{figure.megabytes:.1f} MB unpacked':28}{figure.seconds:14.2f} s"
        f"{a_megabyte * 1000:9.0f} ms a MB{figure.seconds / figure.plain:7.1f} × plain"
    )
