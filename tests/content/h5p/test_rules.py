"""Each rule for packages, with a package that breaks it. Nothing here needs a database."""

import io
import zipfile
from typing import Any

import pytest

from content.h5p.archive import MEGABYTE, Limits, opened
from content.h5p.errors import PackageRefused, Rule
from content.h5p.examining import Examined, examine
from content.h5p.names import Name
from tests.content.h5p import packages
from tests.content.h5p.packages import BASE, MISSING, SCORED, dependency, library, package


def read(raw: bytes, name: str = "paket.h5p", **limits: int) -> Examined:
    with opened(io.BytesIO(raw), name, Limits(**limits)) as archive:
        return examine(archive)


def refused(raw: bytes, name: str = "paket.h5p", **limits: int) -> tuple[Rule, str]:
    with pytest.raises(PackageRefused) as caught:
        read(raw, name, **limits)
    assert "%(" not in str(caught.value)
    return caught.value.rule, caught.value.place


def test_a_sound_package_is_read() -> None:
    examined = read(package(content={"question": "?", "a": 1}))
    assert examined.package.title == "Zuhören"
    assert set(examined.libraries) == {Name(SCORED, 1, 0), Name(BASE, 1, 0)}
    assert examined.libraries[Name(SCORED, 1, 0)].languages == ("de",)
    assert examined.content.files == {}


@pytest.mark.parametrize("name", ["paket.zip", "h5p", "paket.h5p.exe"])
def test_the_name_ends_in_h5p(name: str) -> None:
    assert refused(package(), name) == (Rule.NAME, name)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"<html>", package()[:400]])
def test_the_file_is_an_archive(raw: bytes) -> None:
    assert refused(raw)[0] is Rule.NO_ARCHIVE


def test_an_archive_with_a_password_is_refused() -> None:
    raw = packages.locked(package(), "content/content.json")
    assert refused(raw) == (Rule.LOCKED, "content/content.json")


def test_only_common_packing_is_read() -> None:
    odd = packages.entry("content/a.txt", packing=zipfile.ZIP_BZIP2)
    assert refused(package(extra=[(odd, b"a")])) == (Rule.PACKING, "content/a.txt")


def test_too_many_files() -> None:
    assert refused(package(), entries=3) == (Rule.TOO_MANY, "")


@pytest.mark.parametrize(
    "path",
    [
        "/content/a.png",
        "content/../../a.png",
        "../a.png",
        "C:/a.png",
        "content\\a.png",
        "content//a.png",
        "./content/a.png",
        "content/a\n.png",
    ],
)
def test_names_stay_inside_the_package(path: str) -> None:
    assert refused(package(extra=[(packages.entry(path), b"a")])) == (Rule.PATH, path)


def test_a_name_with_a_nul_is_refused() -> None:
    raw = package(files={"content/aXjs.png": b"a"})
    assert refused(packages.renamed(raw, "aXjs.png", b"a\0js.png"))[0] is Rule.PATH


@pytest.mark.parametrize("path", [f"content/{'a' * 201}.png", f"content/{'ab/' * 140}a.png"])
def test_names_fit_into_a_file_system(path: str) -> None:
    assert refused(package(files={path: b"a"}))[0] is Rule.LONG_PATH


def test_a_link_is_not_followed() -> None:
    link = packages.symlink("content/passwd.txt", "/etc/passwd")
    assert refused(package(extra=[link])) == (Rule.LINK, "content/passwd.txt")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("content/A.png", "content/a.png"),
        ("content/ä.png", "content/a\u0308.png"),
        ("content/Bilder", "content/bilder/a.png"),
    ],
)
def test_names_that_some_systems_take_for_one(one: str, other: str) -> None:
    kind = "" if "." in one else ".png"
    raw = package(files={one + kind: b"a", other.replace("bilder/", f"bilder{kind}/"): b"b"})
    assert refused(raw)[0] is Rule.COLLISION


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice() -> None:
    raw = package(extra=[(packages.entry("h5p.json"), b"{}")])
    assert refused(raw) == (Rule.COLLISION, "h5p.json")


def test_a_large_file() -> None:
    raw = package(files={"content/a.png": b"a" * 2 * MEGABYTE})
    assert refused(raw, file=MEGABYTE) == (Rule.FILE_SIZE, "content/a.png")


def test_many_files_that_are_large_together() -> None:
    files = {f"content/{n}.png": bytes(range(256)) * 400 for n in range(12)}
    assert refused(package(files=files), total=MEGABYTE)[0] is Rule.TOTAL_SIZE


def test_a_bomb() -> None:
    raw = package(files={"content/a.png": b"\0" * 20 * MEGABYTE})
    assert refused(raw) == (Rule.RATIO, "content/a.png")


@pytest.mark.parametrize("size", [1, 40, 5000])
def test_sizes_that_lie(size: int) -> None:
    raw = packages.lying(package(files={"content/a.txt": b"a" * 4000}), "content/a.txt", size)
    assert refused(raw) == (Rule.FALSE_SIZE, "content/a.txt")


def test_a_bomb_that_calls_itself_small() -> None:
    raw = package(files={"content/a.txt": b"\0" * 20 * MEGABYTE})
    assert refused(packages.lying(raw, "content/a.txt", 100))[0] is Rule.FALSE_SIZE


def test_bytes_are_counted_while_they_come() -> None:
    raw = package(files={"content/a.png": bytes(range(256)) * 1000})
    honest = read(raw).content.files["a.png"][0]
    with opened(io.BytesIO(raw), "a.h5p", Limits(total=MEGABYTE)) as archive:
        archive.limits = Limits(total=1000)  # as if the directory had said little
        with pytest.raises(PackageRefused) as caught:
            archive.bytes("content/a.png")
    assert (honest, caught.value.rule) == (256_000, Rule.TOTAL_SIZE)


@pytest.mark.parametrize(
    "path", ["a.js", "a.svg", "a.html", "a.HTM", "a.css", "a.exe", "a.php", "ohne", "a.xml"]
)
def test_only_media_and_documents_lie_in_the_content(path: str) -> None:
    raw = package(files={f"content/{path}": b"alert(1)"})
    assert refused(raw) == (Rule.CONTENT_KIND, f"content/{path}")


@pytest.mark.parametrize("path", ["a.exe", "a.php", "a.py", "a.jar"])
def test_only_what_browsers_run_lies_in_a_library(path: str) -> None:
    raw = package(files={f"{SCORED}-1.0/{path}": b"a"})
    assert refused(raw) == (Rule.LIBRARY_KIND, f"{SCORED}-1.0/{path}")


def test_ballast_is_accepted_and_left_where_it_is() -> None:
    names = ["jquery.diff", "a.patch", "a.swf", "a.js.map", "README.md", "a.html", "LICENSE"]
    examined = read(package(files={f"{SCORED}-1.0/{name}": b"a" for name in names}))
    assert examined.ballast == tuple(sorted(f"{SCORED}-1.0/{name}" for name in names))
    assert not set(names) & set(examined.libraries[Name(SCORED, 1, 0)].folder.files)


@pytest.mark.parametrize("path", ["__MACOSX/a.exe", "content/.DS_Store", "_private/a.php"])
def test_what_systems_leave_behind_is_skipped(path: str) -> None:
    assert read(package(files={path: b"a"})).content.files == {}


@pytest.mark.parametrize("path", ["h5p.json", "content/content.json", f"{SCORED}-1.0/library.json"])
def test_what_a_package_cannot_do_without(path: str) -> None:
    assert refused(package(files={path: None})) == (Rule.NO_FILE, path)


@pytest.mark.parametrize(
    "path",
    [
        "h5p.json",
        "content/content.json",
        f"{SCORED}-1.0/library.json",
        f"{SCORED}-1.0/semantics.json",
        f"{SCORED}-1.0/language/de.json",
    ],
)
@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"\xff\xfe",
        b'"words"',
        b'{"a": NaN}',
        b'{"a": "\\u0000"}',
        b'{"a": "\\ud800"}',
        b"[" * 200_000,
    ],
)
def test_data_that_cannot_be_read(path: str, raw: bytes) -> None:
    assert refused(package(files={path: raw})) == (Rule.JSON, path)


def test_a_byte_order_mark_is_tolerated() -> None:
    raw = b"\xef\xbb\xbf" + packages.as_json(packages.QUESTION)
    assert read(package(content=raw)).params == raw[3:].decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", MISSING),
        ("title", ""),
        ("title", "a" * 256),
        ("title", 7),
        ("language", ""),
        ("language", 7),
        ("embedTypes", []),
        ("embedTypes", ["popup"]),
        ("embedTypes", "div"),
        ("preloadedDependencies", {"a": 1}),
        ("preloadedDependencies", [{"machineName": "../x", "majorVersion": 1, "minorVersion": 0}]),
        ("coreApi", "1.28"),
    ],
)
def test_what_the_package_says_of_itself(field: str, value: Any) -> None:
    with pytest.raises(PackageRefused) as caught:
        read(package(h5p={field: value}))
    assert (caught.value.rule, caught.value.place) == (Rule.FIELD, "h5p.json")
    assert field in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"mainLibrary": "Test.Other"},
        {"mainLibrary": MISSING},
        {"preloadedDependencies": [dependency(BASE)]},
    ],
)
def test_the_content_type_is_among_the_dependencies(changes: dict[str, Any]) -> None:
    assert refused(package(h5p=changes))[0] is Rule.MAIN_LIBRARY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("machineName", MISSING),
        ("machineName", "Test Scored"),
        ("majorVersion", -1),
        ("patchVersion", MISSING),
        ("title", ""),
        ("runnable", "yes"),
        ("preloadedJs", "scored.js"),
        ("preloadedJs", [{"src": "scored.js"}]),
        ("preloadedDependencies", [{"machineName": "Test.Base"}]),
    ],
)
def test_what_a_library_says_of_itself(field: str, value: Any) -> None:
    parts = [library(SCORED, folder=f"{SCORED}-1.0", **{field: value}), library(BASE)]
    assert refused(package(libraries=parts)) == (Rule.FIELD, f"{SCORED}-1.0/library.json")


@pytest.mark.parametrize("folder", [f"{SCORED}-1.1", "Scored", f"{SCORED}-1.0.0", "test.scored"])
def test_a_library_lies_in_a_folder_of_its_name(folder: str) -> None:
    parts = [library(SCORED, folder=folder), library(BASE)]
    assert refused(package(libraries=parts)) == (Rule.FOLDER, folder)


def test_a_folder_may_leave_the_version_out() -> None:
    parts = [library(SCORED, folder=SCORED), library(BASE)]
    assert Name(SCORED, 1, 0) in read(package(libraries=parts)).libraries


def test_a_library_comes_once() -> None:
    parts = [library(SCORED), library(SCORED, folder=SCORED), library(BASE)]
    assert refused(package(libraries=parts))[0] is Rule.TWICE


@pytest.mark.parametrize("field", ["preloadedJs", "preloadedCss"])
@pytest.mark.parametrize("path", ["dist/other.js", "../Test.Base-1.0/other.js"])
def test_scripts_and_styles_are_there(field: str, path: str) -> None:
    parts = [library(SCORED, **{field: [{"path": path}]}), library(BASE)]
    assert refused(package(libraries=parts)) == (Rule.NO_CODE, f"{SCORED}-1.0")


@pytest.mark.parametrize(("major", "minor"), [(1, 29), (2, 0)])
def test_a_library_for_a_newer_core(major: int, minor: int) -> None:
    core = {"majorVersion": major, "minorVersion": minor}
    parts = [library(SCORED, coreApi=core), library(BASE)]
    assert refused(package(libraries=parts)) == (Rule.CORE, f"{SCORED}-1.0/library.json")


def test_parts_of_the_editor_are_left_out() -> None:
    editor = library(BASE, folder="H5PEditor.Base-1.0", machineName="H5PEditor.Base")
    wanted = [dependency(SCORED), dependency("H5PEditor.Base")]
    parts = [library(SCORED), library(BASE), editor]
    examined = read(package(libraries=parts, h5p={"preloadedDependencies": wanted}))
    assert examined.roots == [Name(SCORED, 1, 0)]
    assert Name("H5PEditor.Base", 1, 0) not in examined.libraries
