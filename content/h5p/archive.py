"""Reading a package without believing it: every rule about names, sizes and kinds of files.

Nothing is written here and nothing is unpacked as a whole. Names are judged before a byte is read;
bytes are counted while they come, whatever the package says of its sizes.
"""

import stat
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from content.h5p.errors import PackageRefused, Rule
from content.h5p.kinds import BALLAST, CONTENT_BALLAST, IN_LIBRARIES, MEDIA, extension

MEGABYTE = 1024 * 1024
PIECE = 1 << 18
SMALL = MEGABYTE  # nothing this small does harm, however well it was packed
LONGEST_PATH = 400
LONGEST_PART = 200  # bytes; file systems take 255, and need some for themselves
CONTENT = "content"
DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Limits:
    entries: int = 10_000
    file: int = 64 * MEGABYTE
    total: int = 512 * MEGABYTE
    ratio: int = 200


@dataclass(slots=True)
class Archive:
    """The files that count, by their path and by their folder; `ballast` are those that stay where
    they are.
    """

    packed: ZipFile
    limits: Limits
    files: Mapping[str, ZipInfo]
    ballast: tuple[str, ...]
    tops: Mapping[str, list[str]]
    read: int = field(default=0)  # bytes of files read for the first time
    seen: set[str] = field(default_factory=set)

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a file. Raises PackageRefused as soon as they break a rule."""
        if path not in self.files:
            raise PackageRefused(Rule.NO_FILE, path)
        entry, count, new = self.files[path], 0, path not in self.seen
        self.seen.add(path)
        try:
            with self.packed.open(entry) as file:
                while piece := file.read(PIECE):
                    count += len(piece)
                    self.read += len(piece) if new else 0
                    self._check(path, entry, count)
                    yield piece
        except DAMAGED as error:
            raise PackageRefused(Rule.FALSE_SIZE, path) from error
        if count != entry.file_size:
            raise PackageRefused(Rule.FALSE_SIZE, path)

    def bytes(self, path: str) -> bytes:
        return b"".join(self.pieces(path))

    def below(self, folder: str) -> list[str]:
        """Paths inside an outermost folder of the package, in order."""
        return self.tops.get(folder, [])

    def folders(self) -> list[str]:
        """Folders of libraries: everything beside the content."""
        return sorted(self.tops.keys() - {CONTENT})

    def _check(self, path: str, entry: ZipInfo, count: int) -> None:
        _check_sizes(path, count, entry.compress_size, self.limits)
        if self.read > self.limits.total:
            raise _too_large(self.limits)


@contextmanager
def opened(file: IO[Any], name: str, limits: Limits | None = None) -> Iterator[Archive]:
    """The package, with every name in it judged. Raises PackageRefused."""
    limits = limits or Limits()
    if not name.lower().endswith(".h5p"):
        raise PackageRefused(Rule.NAME, name)
    try:
        packed = ZipFile(file)
    except (*DAMAGED, ValueError) as error:
        raise PackageRefused(Rule.NO_ARCHIVE, name) from error
    with packed:
        yield _judged(packed, limits)


def _judged(packed: ZipFile, limits: Limits) -> Archive:
    entries = packed.infolist()
    if len(entries) > limits.entries:
        raise PackageRefused(Rule.TOO_MANY, most=limits.entries, found=len(entries))
    for entry in entries:
        _check_entry(entry, limits)
    files = {e.filename: e for e in entries if not e.is_dir() and not _hidden(e.filename)}
    _check_collisions([e.filename for e in entries if not e.is_dir()], files)
    if sum(entry.file_size for entry in files.values()) > limits.total:
        raise _too_large(limits)
    ballast = {path for path in files if _is_ballast(path)}
    kept = {path: entry for path, entry in files.items() if path not in ballast}
    tops: dict[str, list[str]] = {}
    for path in sorted(kept):
        top, slash, _rest = path.partition("/")
        if slash:
            tops.setdefault(top, []).append(path)
    return Archive(packed, limits, kept, tuple(sorted(ballast)), tops)


def _check_entry(entry: ZipInfo, limits: Limits) -> None:
    """`orig_filename`, because Python cuts a name at its first NUL."""
    name = entry.orig_filename
    if _leads_out(name) or _leads_out(entry.filename):
        raise PackageRefused(Rule.PATH, name)
    if len(name) > LONGEST_PATH or any(len(p.encode()) > LONGEST_PART for p in name.split("/")):
        raise PackageRefused(Rule.LONG_PATH, name)
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageRefused(Rule.LINK, name)
    if entry.flag_bits & 1:
        raise PackageRefused(Rule.LOCKED, name)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PackageRefused(Rule.PACKING, name)
    _check_sizes(name, entry.file_size, entry.compress_size, limits)


def _leads_out(name: str) -> bool:
    """Absolute, with a drive, upwards, or with a character that means something to a system."""
    parts = name.removesuffix("/").split("/")
    strange = any(ord(char) < 32 or ord(char) == 127 or char in "\\:" for char in name)
    unwritable = name.encode(errors="replace").decode() != name
    return strange or unwritable or any(part in {"", ".", ".."} for part in parts)


def _check_sizes(path: str, size: int, packed: int, limits: Limits) -> None:
    if size > limits.file:
        raise PackageRefused(Rule.FILE_SIZE, path, most=limits.file // MEGABYTE)
    if size > SMALL and size > limits.ratio * max(packed, 1):
        raise PackageRefused(Rule.RATIO, path)


def _check_collisions(names: list[str], files: Mapping[str, ZipInfo]) -> None:
    """On some systems „A.png“ and „a.png“ are one file; a file is no folder at the same time."""
    seen: set[str] = set()
    for name in names:
        key = _folded(name)
        if key in seen and name in files:
            raise PackageRefused(Rule.COLLISION, name)
        seen.add(key)
    for name in files:
        above = _folded(name).split("/")[:-1]
        if any("/".join(above[: n + 1]) in seen for n in range(len(above))):
            raise PackageRefused(Rule.COLLISION, name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _hidden(path: str) -> bool:
    """What systems and tools leave behind; and folders that stand for nothing in a package."""
    return any(part[0] in "._" for part in path.split("/"))


def _is_ballast(path: str) -> bool:
    """Raises PackageRefused for a kind of file that may not be there."""
    top, slash, _rest = path.partition("/")
    kind = extension(path)
    if not slash:  # beside h5p.json lie licences and notes that nobody asks for
        return path != "h5p.json"
    if top == CONTENT:
        if kind not in MEDIA and kind not in CONTENT_BALLAST:
            raise PackageRefused(Rule.CONTENT_KIND, path)
        return kind not in MEDIA
    if kind and kind not in IN_LIBRARIES and kind not in BALLAST:
        raise PackageRefused(Rule.LIBRARY_KIND, path)
    return kind not in IN_LIBRARIES


def _too_large(limits: Limits) -> PackageRefused:
    return PackageRefused(Rule.TOTAL_SIZE, most=limits.total // MEGABYTE)
