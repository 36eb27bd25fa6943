"""Packages for tests, made byte by byte of the tiny libraries beside this file.

`package()` is one that plays. Every keyword changes one thing about it, so that a test shows what
is wrong with the package it speaks of.
"""

import io
import json
import struct
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HOME = Path(__file__).parent / "libraries"
SCORED, CONTAINER, SILENT, HOSTILE, BASE = (
    f"Test.{name}" for name in ("Scored", "Container", "Silent", "Hostile", "Base")
)
QUESTION = {"question": "Wer hört zu?"}
MISSING = object()  # `h5p={"title": MISSING}` leaves the title out

Files = dict[str, bytes]


def dependency(name: str, minor: int = 0) -> dict[str, Any]:
    return {"machineName": name, "majorVersion": 1, "minorVersion": minor}


def library(name: str, *, folder: str = "", **changes: Any) -> Files:
    """The files of a library in its folder; `changes` go into its library.json."""
    home = HOME / f"{name}-1.0"
    manifest = _changed(json.loads((home / "library.json").read_text()), changes)
    folder = folder or f"{name}-{manifest.get('majorVersion')}.{manifest.get('minorVersion')}"
    files = {
        f"{folder}/{path.relative_to(home).as_posix()}": path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }
    return {**files, f"{folder}/library.json": as_json(manifest)}


def package(
    main: str = SCORED,
    *,
    content: Any = None,
    h5p: dict[str, Any] | None = None,
    libraries: list[Files] | None = None,
    files: dict[str, bytes | None] | None = None,
    extra: list[tuple[ZipInfo, bytes]] | None = None,
) -> bytes:
    """A package whose content type is `main`.

    `content` is content.json; `h5p` goes into h5p.json; `libraries` takes the place of the
    libraries brought along; `files` are added, or left out where they are None; `extra` are
    entries of the archive as they are.
    """
    parts = [library(main), library(BASE)] if libraries is None else libraries
    manifest = {
        "title": "Zuhören",
        "language": "de",
        "mainLibrary": main,
        "embedTypes": ["iframe"],
        "license": "CC BY",
        "licenseVersion": "4.0",
        "authors": [{"name": "Elif Şahin", "role": "Author"}],
        "preloadedDependencies": [dependency(main), dependency(BASE)],
    }
    made: dict[str, bytes | None] = {
        "h5p.json": as_json(_changed(manifest, h5p or {})),
        "content/content.json": as_json(QUESTION if content is None else content),
        **{path: raw for part in parts for path, raw in part.items()},
        **(files or {}),
    }
    return zipped({path: raw for path, raw in made.items() if raw is not None}, extra or [])


def zipped(files: Files, extra: list[tuple[ZipInfo, bytes]] | None = None) -> bytes:
    """Always the same bytes for the same files."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, raw in files.items():
            archive.writestr(entry(path), raw)
        for info, raw in extra or []:
            archive.writestr(info, raw)
    return packed.getvalue()


def entry(path: str, *, mode: int = 0o100644, packing: int = ZIP_DEFLATED) -> ZipInfo:
    info = ZipInfo(path, date_time=(2026, 1, 1, 0, 0, 0))
    info.compress_type = packing
    info.external_attr = mode << 16
    return info


def symlink(path: str, target: str) -> tuple[ZipInfo, bytes]:
    return entry(path, mode=0o120777), target.encode()


def renamed(packed: bytes, old: str, new: bytes) -> bytes:
    """The same archive with a name no tool writes; it has to be as long as the old one."""
    assert len(old.encode()) == len(new)
    return packed.replace(old.encode(), new)


def lying(packed: bytes, path: str, size: int) -> bytes:
    """The same archive, whose directory gives another size for a file."""
    return _in_directory(packed, path, offset=24, value=struct.pack("<L", size))


def locked(packed: bytes, path: str) -> bytes:
    """The same archive, whose directory says that a file is encrypted."""
    return _in_directory(packed, path, offset=8, value=struct.pack("<H", 1))


def _in_directory(packed: bytes, path: str, *, offset: int, value: bytes) -> bytes:
    start = packed.index(b"PK\x01\x02")
    name = packed.rindex(path.encode())
    at = packed.rindex(b"PK\x01\x02", start, name) + offset
    return packed[:at] + value + packed[at + len(value) :]


def as_json(value: Any) -> bytes:
    """Bytes go through as they are, so that a test can break them."""
    if isinstance(value, bytes):
        return value
    return json.dumps(value, ensure_ascii=False).encode()


def _changed(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**data, **changes}.items() if value is not MISSING}
