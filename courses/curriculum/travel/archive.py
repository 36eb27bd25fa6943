"""A folder to read from: a folder as it is, a .zip unpacked where nothing can go astray."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from courses.curriculum.travel.source import Complaint, ImportRefused

MOST_FILES = 5000
LARGEST = 1024 * 1024 * 1024
# Texts shrink to a fifth and media hardly at all; bombs grow a thousand times.
RATIO = 100
SMALL = 1024 * 1024  # nothing this small does harm, however well it was packed
PIECE = 1 << 20
PROGRAMME = "programme.yaml"


@contextmanager
def unpacked(origin: Path) -> Iterator[Path]:
    """The folder of the files. Raises ImportRefused for an archive that is none or means harm."""
    if origin.suffix.lower() != ".zip" or origin.is_dir():
        yield origin
        return
    with TemporaryDirectory(prefix="curriculum-") as made:
        root = Path(made)
        try:
            with ZipFile(origin) as archive:
                _unpack(archive, root, origin.name)
        except (BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
            raise _refused(origin.name, _("This file is no .zip that can be read.")) from error
        yield _inner(root)


def _inner(root: Path) -> Path:
    """Many programs put a folder around what they pack."""
    below = [path for path in root.iterdir() if path.name != "__MACOSX"]
    if len(below) == 1 and below[0].is_dir() and not (root / PROGRAMME).exists():
        return below[0]
    return root


def _refused(name: str, sentence: str) -> ImportRefused:
    return ImportRefused([Complaint(name, 0, sentence)])


def _unpack(archive: ZipFile, root: Path, name: str) -> None:
    """Everything is looked at before anything is written; sizes are counted, not believed."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        sentence = _("An archive may hold %(most)d files at most.") % {"most": MOST_FILES}
        raise _refused(name, sentence)
    for entry in entries:
        if sentence := _wrong(entry):
            raise ImportRefused([Complaint(f"{name}: {entry.filename[:200]}", 0, sentence)])
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise _refused(name, _too_large())
    left = LARGEST
    for entry in entries:
        if not entry.is_dir():
            left -= _write(archive, entry, root / entry.filename, left, name)


def _wrong(entry: ZipInfo) -> str:
    path = PurePosixPath(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if path.is_absolute() or "\\" in entry.filename or ":" in entry.filename:
        return _("A file has to lie inside the archive's folder.")
    if ".." in path.parts or "\0" in entry.filename:
        return _("A file has to lie inside the archive's folder.")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _("Links to other places are not followed.")
    if entry.flag_bits & 1:
        return _("The archive must not be locked with a password.")
    if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
        return _("This file is packed so tightly that it looks like an attack.")
    return ""


def _too_large() -> str:
    return _("Unpacked, an archive may have %(most)d megabytes at most.") % {
        "most": LARGEST // 1024 // 1024
    }


def _write(archive: ZipFile, entry: ZipInfo, path: Path, left: int, name: str) -> int:
    """The bytes that were written. What an archive says of its sizes may be a lie."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(entry) as packed, path.open("xb") as file:
        while piece := packed.read(PIECE):
            written += len(piece)
            if written > min(left, entry.file_size):
                raise _refused(name, _too_large())
            file.write(piece)
    return written
