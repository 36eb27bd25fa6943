"""Looking at a whole package, once, without writing anything."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from content.h5p.archive import CONTENT, Archive
from content.h5p.closure import roots_of
from content.h5p.errors import PackageRefused, Rule
from content.h5p.kinds import extension
from content.h5p.manifest import (
    Library,
    Package,
    plain_path,
    read_json,
    read_library,
    read_object,
)
from content.h5p.manifest import read_package as read_h5p_json
from content.h5p.names import EDITOR, Name
from content.h5p.searching import builds_scripts, hosts_in, hosts_of_content, missing_media

Tick = Callable[[], None]
PARAMS = f"{CONTENT}/content.json"


@dataclass(slots=True)
class Folder:
    """Files to be published together: where they lie in the package, and what is in them."""

    inside: str  # folder of the package
    files: dict[str, tuple[int, str]] = field(default_factory=dict)  # path → (bytes, sha256)

    @property
    def digest(self) -> str:
        return digest_of(self.files)


@dataclass(slots=True)
class Brought:
    """A library of the package."""

    manifest: Library
    folder: Folder
    semantics: str = ""
    languages: tuple[str, ...] = ()
    needs_eval: bool = False
    hosts: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Examined:
    package: Package
    params: str
    roots: list[Name]
    libraries: dict[Name, Brought]
    content: Folder
    hosts: list[str]
    missing_media: list[str]
    ballast: tuple[str, ...]


def digest_of(files: Mapping[str, tuple[int, str]]) -> str:
    """One hash of a folder: of its paths and of what each of them holds."""
    lines = "".join(f"{path}\0{sha256}\n" for path, (_size, sha256) in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def examine(archive: Archive, tick: Tick = lambda: None) -> Examined:
    """Every byte is read, every rule about data is held. Raises PackageRefused."""
    package = read_h5p_json(archive.bytes("h5p.json"))
    raw = archive.bytes(PARAMS)
    params = read_object(raw, PARAMS)
    libraries: dict[Name, Brought] = {}
    for inside in archive.folders():
        if inside.startswith(EDITOR):
            continue
        brought = _library(archive, inside, tick)
        if brought.manifest.name in libraries:
            raise PackageRefused(Rule.TWICE, inside)
        libraries[brought.manifest.name] = brought
    content = Folder(CONTENT)
    for path in archive.below(CONTENT):
        if path != PARAMS:
            content.files[path.removeprefix(f"{CONTENT}/")] = _hashed(archive, path)
            tick()
    return Examined(
        package=package,
        params=raw.decode("utf-8-sig"),
        roots=roots_of(package, params),
        libraries=libraries,
        content=content,
        hosts=sorted(hosts_of_content(params)),
        missing_media=missing_media(params, content.files),
        ballast=archive.ballast,
    )


def _library(archive: Archive, inside: str, tick: Tick) -> Brought:
    place = f"{inside}/library.json"
    manifest = read_library(archive.bytes(place), place)
    if inside not in (manifest.name.folder, manifest.name.machine_name):
        raise PackageRefused(Rule.FOLDER, inside, name=manifest.name.folder)
    _check_code(archive, inside, manifest)
    brought = Brought(manifest, Folder(inside))
    for path in archive.below(inside):
        own = path.removeprefix(f"{inside}/")
        brought.folder.files[own] = _read(archive, path, own, brought)
        tick()
    return brought


def _check_code(archive: Archive, inside: str, manifest: Library) -> None:
    for path in (*manifest.scripts, *manifest.styles):
        if f"{inside}/{plain_path(path)}" not in archive.files:
            raise PackageRefused(Rule.NO_CODE, inside, file=path[:200])


def _read(archive: Archive, path: str, own: str, brought: Brought) -> tuple[int, str]:
    """Size and hash; scripts and data are also looked into."""
    kind = extension(own)
    if kind not in {"css", "js", "json"}:
        return _hashed(archive, path)
    raw = archive.bytes(path)
    if kind == "json":
        _note_data(raw, path, own, brought)
    else:
        brought.needs_eval |= kind == "js" and builds_scripts(raw)
        brought.hosts |= hosts_in(raw)
    return len(raw), hashlib.sha256(raw).hexdigest()


def _note_data(raw: bytes, path: str, own: str, brought: Brought) -> None:
    if own == "semantics.json":
        _check_list(read_json(raw, path), path)
        brought.semantics = raw.decode("utf-8-sig")
    elif own.startswith("language/") and own.count("/") == 1:
        read_object(raw, path)
        language = own.removeprefix("language/").removesuffix(".json")
        brought.languages = (*brought.languages, language)


def _check_list(data: Any, place: str) -> None:
    if not isinstance(data, list):
        raise PackageRefused(Rule.JSON, place)


def _hashed(archive: Archive, path: str) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for piece in archive.pieces(path):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()
