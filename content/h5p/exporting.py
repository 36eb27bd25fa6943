"""A version as a package that other systems open: content, and every library it needs.

The bytes are always the same for the same version: no time, no order of a storage gets into them.
"""

import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from content.h5p.files import h5p_files
from content.h5p.models import H5PLibrary, H5PVersion
from content.h5p.queries import loading_order
from content.h5p.store import record_of

IN_MEMORY = 4 * 1024 * 1024
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day an archive knows
LEVEL = 6
FILE_MODE = 0o100644 << 16
MANIFEST = "library.json"


def exported(version: H5PVersion) -> IO[bytes]:
    """The package, to be read from its beginning."""
    libraries = loading_order(version)
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    with ZipFile(file, "w") as archive:
        _write(archive, "h5p.json", [_json(manifest_of(version, libraries))])
        _write(archive, "content/content.json", [version.params.encode()])
        _write_folder(archive, "content", version.folder)
        for library in sorted(libraries, key=lambda row: row.folder_name):
            _write_folder(archive, library.folder_name, library.folder)
    file.seek(0)
    return file


def manifest_of(version: H5PVersion, libraries: list[H5PLibrary]) -> dict[str, object]:
    """h5p.json, with everything that is loaded among its dependencies."""
    loaded = [
        {"machineName": row.machine_name, "majorVersion": row.major, "minorVersion": row.minor}
        for row in libraries
    ]
    return {**version.metadata, "preloadedDependencies": loaded}


def file_name(title: str) -> str:
    """„Zuhören.h5p“, without what some system does not take."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return f"{' '.join(kept.split())[:80] or 'h5p'}.h5p"


def _write_folder(archive: ZipFile, inside: str, folder: str) -> None:
    for path in sorted(record_of(folder)):
        _write(archive, f"{inside}/{path}", _pieces(f"{folder}/{path}"))


def _pieces(name: str) -> Iterator[bytes]:
    with h5p_files().open(name, "rb") as file:
        yield from file.chunks()


def _write(archive: ZipFile, path: str, pieces: Iterator[bytes] | list[bytes]) -> None:
    entry = ZipInfo(path, date_time=EARLIEST)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, FILE_MODE
    entry._compresslevel = LEVEL  # type: ignore[attr-defined]
    with archive.open(entry, "w") as file:
        for piece in pieces:
            file.write(piece)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
