"""Folders in the storage: written once, file by file, and there only when their record is.

The record is written last. Whoever finds it finds every file; a worker that was killed in between
goes on where it stopped, and two workers at once write the same bytes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from tempfile import SpooledTemporaryFile

from django.core.files.base import File
from django.core.files.storage import Storage

from content.h5p.files import h5p_files

RECORD = "_files.json"
IN_MEMORY = 4 * 1024 * 1024
Record = Mapping[str, tuple[int, str]]  # path → (bytes, sha256)
Read = Callable[[str], Iterable[bytes]]


def publish(folder: str, record: Record, read: Read, tick: Callable[[], None]) -> None:
    """Write a folder; nothing to do where it is there. `read` gives the bytes of a path."""
    storage = h5p_files()
    if is_published(folder):
        return
    for path, (size, _sha256) in record.items():
        _write(storage, f"{folder}/{path}", size, partial(read, path))
        tick()
    raw = json.dumps(record).encode()
    _write(storage, f"{folder}/{RECORD}", len(raw), lambda: [raw])


def is_published(folder: str) -> bool:
    return h5p_files().exists(f"{folder}/{RECORD}")


def record_of(folder: str) -> dict[str, tuple[int, str]]:
    """What was written. Raises OSError where the folder is not there."""
    with h5p_files().open(f"{folder}/{RECORD}", "rb") as file:
        data = json.loads(file.read())
    return {path: (size, sha256) for path, (size, sha256) in data.items()}


def read_file(folder: str, path: str) -> bytes:
    """Raises OSError where it is not there."""
    with h5p_files().open(f"{folder}/{path}", "rb") as file:
        return bytes(file.read())


def remove(folder: str) -> None:
    """The record first: half a folder counts as none."""
    storage = h5p_files()
    try:
        paths = list(record_of(folder))
    except OSError:
        return
    for path in (RECORD, *paths):
        storage.delete(f"{folder}/{path}")
    _remove_empty(storage, folder, paths)


def damage(folder: str) -> list[str]:
    """Paths that are gone or hold other bytes than they were written with."""
    try:
        record = record_of(folder)
    except (OSError, ValueError):
        return [RECORD]
    return [path for path, (_size, sha256) in record.items() if _hash(folder, path) != sha256]


def _hash(folder: str, path: str) -> str:
    digest = hashlib.sha256()
    try:
        with h5p_files().open(f"{folder}/{path}", "rb") as file:
            for piece in file.chunks():
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def _write(storage: Storage, name: str, size: int, read: Callable[[], Iterable[bytes]]) -> None:
    """A half-written file of another size gives way; a whole one stays."""
    if storage.exists(name):
        if storage.size(name) == size:
            return
        storage.delete(name)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        for piece in read():
            file.write(piece)
        file.seek(0)
        saved = storage.save(name, File(file, name))
    if saved != name:  # somebody else was faster
        storage.delete(saved)


def _remove_empty(storage: Storage, folder: str, paths: list[str]) -> None:
    """Folders exist only on disks; elsewhere `delete` of one does nothing."""
    below = {folder}
    for path in paths:
        parts = path.split("/")[:-1]
        below |= {"/".join([folder, *parts[: n + 1]]) for n in range(len(parts))}
    for name in sorted(below, key=len, reverse=True):
        try:
            storage.delete(name)
        except OSError:
            return  # another process writes into it
