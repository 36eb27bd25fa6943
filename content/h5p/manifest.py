"""The three kinds of data in a package: h5p.json, library.json, and the texts of semantics."""

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from content.h5p.errors import PackageRefused, Rule
from content.h5p.names import Name, number

CORE = (1, 28)  # the core that plays: what a library may ask for at most
EMBED_TYPES = frozenset({"div", "iframe", "external"})
LONGEST_TITLE = 255
LONGEST_LANGUAGE = 35


@dataclass(frozen=True, slots=True)
class Package:
    title: str
    language: str
    main: Name
    dependencies: tuple[Name, ...]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Library:
    name: Name
    patch: int
    title: str
    runnable: bool
    dependencies: tuple[Name, ...]
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    data: dict[str, Any]


def read_package(raw: bytes) -> Package:
    """h5p.json. Raises PackageRefused."""
    return package_of(read_object(raw, "h5p.json"))


def package_of(data: dict[str, Any]) -> Package:
    place = "h5p.json"
    title = _text(data, "title", place, LONGEST_TITLE)
    language = _text({"language": "und", **data}, "language", place, LONGEST_LANGUAGE)
    embed_types = data.get("embedTypes", ["div"])
    if not isinstance(embed_types, list) or not embed_types or not _known(embed_types):
        raise PackageRefused(Rule.FIELD, place, field="embedTypes")
    dependencies = _names(data, "preloadedDependencies", place)
    _check_core(data, place)
    wanted = data.get("mainLibrary")
    main = next((name for name in dependencies if name.machine_name == wanted), None)
    if main is None:
        raise PackageRefused(Rule.MAIN_LIBRARY, place, library=str(wanted)[:100])
    return Package(title, language, main, dependencies, data)


def read_library(raw: bytes, place: str) -> Library:
    """library.json. Raises PackageRefused."""
    data = read_object(raw, place)
    name, patch = Name.given(data), number(data.get("patchVersion"))
    if name is None or patch is None:
        wrong = "machineName" if name is None else "patchVersion"
        raise PackageRefused(Rule.FIELD, place, field=wrong)
    runnable = data.get("runnable", 0)
    if runnable not in (0, 1, "0", "1"):
        raise PackageRefused(Rule.FIELD, place, field="runnable")
    _check_core(data, place)
    return Library(
        name=name,
        patch=patch,
        title=_text(data, "title", place, LONGEST_TITLE),
        runnable=bool(int(runnable)),
        dependencies=_names(data, "preloadedDependencies", place),
        scripts=_paths(data, "preloadedJs", place),
        styles=_paths(data, "preloadedCss", place),
        data=data,
    )


def dependencies_of(data: dict[str, Any]) -> tuple[Name, ...]:
    """What a library that was read once relies on."""
    return _names(data, "preloadedDependencies", "library.json")


def paths_of(data: dict[str, Any], kind: Literal["preloadedJs", "preloadedCss"]) -> list[str]:
    """Scripts or styles of a library that was read once, in their order."""
    return [plain_path(path) for path in _paths(data, kind, "library.json")]


def plain_path(path: str) -> str:
    """„./js/one.js“ and „js/one.js?v=2“ are one file."""
    return posixpath.normpath(path.partition("?")[0])


def read_object(raw: bytes, place: str) -> dict[str, Any]:
    """An object that a database takes. Raises PackageRefused."""
    data = read_json(raw, place)
    if not isinstance(data, dict):
        raise PackageRefused(Rule.JSON, place)
    return data


def read_json(raw: bytes, place: str) -> Any:
    """Anything written as JSON, a byte order mark in front of it tolerated."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
        if any("\0" in text or not _encodes(text) for text in texts_of(data)):
            raise PackageRefused(Rule.JSON, place)
    except (ValueError, RecursionError) as error:
        raise PackageRefused(Rule.JSON, place) from error
    return data


def values_of(data: Any) -> Iterator[Any]:
    """Everything in it, at every depth, in reading order."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def texts_of(data: Any) -> Iterator[str]:
    for value in values_of(data):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value


def _no_number(word: str) -> None:
    raise ValueError(word)


def _encodes(text: str) -> bool:
    return text.isascii() or text.encode(errors="ignore").decode() == text


def _text(data: dict[str, Any], name: str, place: str, longest: int) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
        raise PackageRefused(Rule.FIELD, place, field=name)
    return value.strip()


def _list(data: dict[str, Any], name: str, place: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise PackageRefused(Rule.FIELD, place, field=name)
    return value


def _names(data: dict[str, Any], name: str, place: str) -> tuple[Name, ...]:
    names = [Name.given(entry) for entry in _list(data, name, place)]
    if None in names:
        raise PackageRefused(Rule.FIELD, place, field=name)
    return tuple(entry for entry in names if entry and not entry.is_for_editing)


def _paths(data: dict[str, Any], name: str, place: str) -> tuple[str, ...]:
    entries = _list(data, name, place)
    paths = [entry.get("path") if isinstance(entry, dict) else None for entry in entries]
    if not all(isinstance(path, str) and path for path in paths):
        raise PackageRefused(Rule.FIELD, place, field=name)
    return tuple(str(path).strip() for path in paths)


def _known(embed_types: list[Any]) -> bool:
    return all(isinstance(kind, str) and kind in EMBED_TYPES for kind in embed_types)


def _check_core(data: dict[str, Any], place: str) -> None:
    asked = data.get("coreApi")
    if asked is None:
        return
    if not isinstance(asked, dict):
        raise PackageRefused(Rule.FIELD, place, field="coreApi")
    major, minor = number(asked.get("majorVersion")), number(asked.get("minorVersion"))
    if major is None or minor is None:
        raise PackageRefused(Rule.FIELD, place, field="coreApi")
    if (major, minor) > CORE:
        core = ".".join(map(str, CORE))
        raise PackageRefused(Rule.CORE, place, needed=f"{major}.{minor}", core=core)
