"""From a file to a version that plays: what is in the database, and what is in the storage."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError

from content.h5p.closure import in_order
from content.h5p.domain.contents import delete_content
from content.h5p.domain.installing import first_of
from content.h5p.domain.uploading import discard_upload, let_libraries_in, submit_upload
from content.h5p.examining import examine
from content.h5p.files import h5p_files
from content.h5p.models import H5PContent, H5PLibrary, H5PUpload, H5PVersion
from content.h5p.names import Name
from content.h5p.queries import combined, file_urls, folder_urls, loading_order
from content.h5p.serving import file_url
from content.h5p.store import RECORD, damage, record_of, remove
from content.h5p.tasks import process_upload
from tests.content.h5p.packages import (
    BASE,
    CONTAINER,
    SCORED,
    as_json,
    dependency,
    library,
    package,
)

READY, FAILED = H5PUpload.State.READY, H5PUpload.State.FAILED
PICTURE = {"content/images/brunnen.png": b"png"}


def upgraded(patch: int, **changes: Any) -> bytes:
    """The sound package with another patch of what all rely on."""
    return package(libraries=[library(SCORED), library(BASE, patchVersion=patch, **changes)])


def names(libraries: list[H5PLibrary]) -> list[str]:
    return [row.name for row in libraries]


def test_a_package_becomes_a_content_that_plays(upload, installer, store: Path) -> None:
    done = upload(installer, package(files=PICTURE))
    version = done.content.current
    assert (done.state, done.error) == (READY, "")
    assert (done.content.title, version.number) == ("Zuhören", 1)
    assert version.params == '{"question": "Wer hört zu?"}'
    assert version.main_library.name == "Test.Scored 1.0"
    assert names(loading_order(version)) == ["Test.Base 1.0", "Test.Scored 1.0"]
    assert (store.parent / version.folder / "images" / "brunnen.png").read_bytes() == b"png"
    assert list(record_of(version.folder)) == ["images/brunnen.png"]


def kept(store: Path) -> list[str]:
    return [path.name for path in (store / "uploads").rglob("*") if path.is_file()]


def test_the_file_itself_is_not_kept(
    collection, installer, run_queue, store: Path, django_capture_on_commit_callbacks
) -> None:
    waiting = submit_upload(collection, file=SimpleUploadedFile("a.h5p", package()), by=installer)
    assert kept(store) == [waiting.file.name.rpartition("/")[2]]
    with django_capture_on_commit_callbacks(execute=True):
        run_queue()
    assert kept(store) == []


def test_the_same_task_twice_makes_one_version(upload, installer) -> None:
    done = upload(installer)
    process_upload(done.pk)
    assert H5PVersion.objects.count() == 1


def test_a_worker_that_was_killed_begins_again(upload, installer, store: Path, monkeypatch) -> None:
    from content.h5p.domain import installing

    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installing, "combine", killed)
    with pytest.raises(KeyboardInterrupt):
        upload(installer, package(files=PICTURE))
    monkeypatch.undo()
    half = next(store.glob("content/*/images/brunnen.png"))
    half.write_bytes(b"p")
    next(store.glob("content/*/_files.json")).unlink()
    waiting = H5PUpload.objects.get()
    assert (waiting.state, H5PLibrary.objects.count()) == (H5PUpload.State.EXAMINING, 0)
    process_upload(waiting.pk)
    assert H5PUpload.objects.get().state == READY
    assert half.read_bytes() == b"png"


def test_libraries_lie_once_however_many_contents_use_them(upload, installer) -> None:
    upload(installer)
    upload(installer, package(content={"question": "Und jetzt?"}))
    assert H5PLibrary.objects.count() == 2
    assert H5PContent.objects.count() == 2


def test_a_new_version_leaves_the_old_one_as_it_was(upload, installer, content) -> None:
    before = content.current
    raw = package(content={"question": "Neu?"}, files=PICTURE)
    done = upload(installer, raw, replaces=content)
    assert done.content == content
    content.refresh_from_db()
    assert [row.number for row in content.versions.all()] == [1, 2]
    assert content.current.params == '{"question": "Neu?"}'
    kept = H5PVersion.objects.get(pk=before.pk)
    assert (kept.params, kept.folder) == (before.params, before.folder)


def test_the_same_file_is_no_new_version(upload, installer, content) -> None:
    done = upload(installer, replaces=content)
    assert (done.state, content.versions.count()) == (FAILED, 1)
    assert done.error == "Dieses Paket ist schon da."


def test_a_patch_takes_the_place_of_a_lower_one(upload, installer, content) -> None:
    before = H5PLibrary.objects.get(machine_name=BASE)
    note = H5PLibrary.objects.filter(pk=before.pk)
    note.update(accessibility_note="Geprüft.")
    before_js = content.current.combined_js
    extra = {"title": "Extra", "machineName": "Test.Extra", "majorVersion": 1, "minorVersion": 0}
    needed = [dependency("Test.Extra")]
    raw = package(
        libraries=[library(SCORED), library(BASE, patchVersion=3, preloadedDependencies=needed)],
        files={"Test.Extra-1.0/library.json": as_json({**extra, "patchVersion": 0})},
    )
    upload(installer, raw)
    after = H5PLibrary.objects.get(machine_name=BASE)
    assert (before.pk, before.patch) == (after.pk, 0)
    assert (after.patch, after.accessibility_note) == (3, "Geprüft.")
    assert after.folder != before.folder
    old = H5PVersion.objects.get(content=content)
    assert names(loading_order(old)) == ["Test.Extra 1.0", "Test.Base 1.0", "Test.Scored 1.0"]
    assert old.combined_js != before_js
    assert old.combined_js == H5PVersion.objects.exclude(pk=old.pk).get().combined_js


def test_a_patch_is_never_taken_back(upload, installer) -> None:
    upload(installer, upgraded(5))
    done = upload(installer, upgraded(2))
    assert H5PLibrary.objects.get(machine_name=BASE).patch == 5
    assert done.report["older"] == [{"title": "Test base", "version": "1.0.2", "here": "1.0.5"}]


def test_minor_versions_stand_side_by_side(upload, installer, content) -> None:
    wanted = [dependency(BASE, 1)]
    raw = package(
        CONTAINER,
        libraries=[
            library(CONTAINER, preloadedDependencies=wanted),
            library(BASE, minorVersion=1),
        ],
        h5p={"preloadedDependencies": [dependency(CONTAINER), *wanted]},
    )
    done = upload(installer, raw)
    bases = H5PLibrary.objects.filter(machine_name=BASE)
    assert names(list(bases)) == ["Test.Base 1.0", "Test.Base 1.1"]
    assert names(loading_order(done.version)) == ["Test.Base 1.1", "Test.Container 1.0"]
    assert names(loading_order(content.current)) == ["Test.Base 1.0", "Test.Scored 1.0"]


def test_an_author_plays_with_what_is_installed(upload, author, content) -> None:
    raw = package(
        libraries=[library(SCORED), library(BASE, patchVersion=9)],
        content={"question": "Von mir?"},
    )
    done = upload(author, raw)
    assert done.state == READY
    assert H5PLibrary.objects.get(machine_name=BASE).patch == 0
    assert done.report["withheld"] == [{"title": "Test base", "version": "1.0.9"}]


def test_a_package_may_come_without_libraries(upload, author, content) -> None:
    assert upload(author, package(libraries=[], content={"a": 1})).state == READY


def test_what_is_missing_is_named(upload, author) -> None:
    done = upload(author, package(libraries=[library(SCORED)]))
    assert (done.state, H5PContent.objects.count()) == (FAILED, 0)
    assert done.error == "Es fehlen Bibliotheken: Test.Base 1.0, Test.Scored 1.0."
    assert done.report["missing"] == [
        {"name": "Test.Base 1.0", "brought": False},
        {"name": "Test.Scored 1.0", "brought": True},
    ]


def test_what_only_the_content_names_is_needed_too(upload, installer) -> None:
    inner = {"library": "Test.Silent 1.0", "params": {}}
    done = upload(installer, package(content={"parts": [inner]}))
    assert [entry["name"] for entry in done.report["missing"]] == ["Test.Silent 1.0"]
    parts = [library(name) for name in (SCORED, BASE, "Test.Silent")]
    done = upload(installer, package(content={"parts": [inner]}, libraries=parts))
    assert names(loading_order(done.version))[-1] == "Test.Silent 1.0"


def test_somebody_who_may_lets_the_libraries_in(upload, author, installer, run_queue) -> None:
    refused = upload(author)
    assert (refused.state, bool(refused.file)) == (FAILED, True)
    let_libraries_in(refused, by=installer)
    run_queue()
    done = H5PUpload.objects.get()
    assert (done.state, done.content.uploaded_by) == (READY, author)
    assert {row.approved_by for row in H5PLibrary.objects.all()} == {installer}


def test_a_file_nobody_can_mend_is_not_kept(
    upload, author, store: Path, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        done = upload(author, package(h5p={"title": ""}))
    assert done.error == "In h5p.json fehlt „title“ oder ist falsch."
    assert not done.file
    assert kept(store) == []


def test_a_refused_upload_can_be_thrown_away(
    upload, author, store: Path, django_capture_on_commit_callbacks
) -> None:
    refused = upload(author)
    assert len(kept(store)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        discard_upload(refused)
    assert H5PUpload.objects.count() == 0
    assert kept(store) == []


@pytest.mark.parametrize("raw", [package(), package(libraries=[library(SCORED)])])
def test_what_is_thrown_away_while_it_is_examined_leaves_nothing_and_disturbs_nobody(
    upload, installer, monkeypatch, raw: bytes
) -> None:
    def examined(*args: Any) -> Any:
        discard_upload(H5PUpload.objects.get())
        return examine(*args)

    monkeypatch.setattr("content.h5p.domain.installing.examine", examined)
    with pytest.raises(H5PUpload.DoesNotExist):  # only the test looks for it afterwards
        upload(installer, raw)
    assert (H5PContent.objects.count(), H5PVersion.objects.count()) == (0, 0)


def test_a_library_in_use_cannot_be_deleted_by_the_database(content) -> None:
    with pytest.raises(ProtectedError):
        H5PLibrary.objects.all().delete()


def test_the_report_says_what_was_found(upload, installer) -> None:
    media = {"path": "images/fehlt.png", "mime": "image/png"}
    film = {"path": "https://www.youtube.com/watch?v=1", "mime": "video/YouTube"}
    link = "<a href='https://kommune.example'>Kommune</a>"
    script = {f"{SCORED}-1.0/scored.js": b"eval('1'); load('//fonts.example.org/a.css')"}
    done = upload(
        installer,
        package(content={"a": media, "b": film, "c": link}, files=script),
    )
    report = done.report
    assert (report["type"], report["type_title"]) == ("Test.Scored 1.0", "Test scored")
    assert (report["language"], report["languages"]) == ("de", ["de"])
    assert (report["license"], report["license_version"]) == ("CC BY", "4.0")
    assert report["authors"] == ["Elif Şahin"]
    assert [row["title"] for row in report["new"]] == ["Test base", "Test scored"]
    assert report["hosts"] == ["fonts.example.org", "www.youtube.com"]
    assert report["needs_eval"] == ["Test scored"]
    assert report["missing_media"] == ["images/fehlt.png"]
    scored = H5PLibrary.objects.get(machine_name=SCORED)
    assert (scored.needs_eval, scored.external_hosts) == (True, ["fonts.example.org"])


def test_loading_takes_one_statement_however_many_libraries(
    content, django_assert_num_queries
) -> None:
    version = H5PVersion.objects.get()
    with django_assert_num_queries(1):
        libraries = loading_order(version)
        addresses = [
            combined(version, "js"),
            combined(version, "css"),
            *file_urls(libraries, "js"),
            *folder_urls(libraries).values(),
        ]
    assert all(address.startswith("/h5p/dateien/") for address in addresses)


def test_files_may_lie_in_any_storage(client, settings, upload, installer, store: Path) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "h5p": memory}
    version = upload(installer, package(files=PICTURE)).version
    answer = client.get(file_url(version.folder, "images/brunnen.png"))
    assert b"".join(answer.streaming_content) == b"png"
    assert damage(version.folder) == damage(version.main_library.folder) == []
    assert not (store / "libraries").exists()
    delete_content(version.content)
    remove(version.folder)
    assert not h5p_files().exists(f"{version.folder}/images/brunnen.png")


def test_the_first_missing_libraries_are_named() -> None:
    names = [Name("Test.Some", 1, number) for number in range(5)]
    assert first_of(names[:1]) == "Test.Some 1.0"
    assert first_of(names) == "Test.Some 1.0, Test.Some 1.1, Test.Some 1.2, 2 weitere"


def test_damage_is_found(content, store: Path) -> None:
    folder = content.current.main_library.folder
    assert damage(folder) == []
    (store.parent / folder / "scored.js").write_text("alert(1)")
    (store.parent / folder / "semantics.json").unlink()
    assert damage(folder) == ["scored.js", "semantics.json"]
    (store.parent / folder / RECORD).unlink()
    assert damage(folder) == [RECORD]


@pytest.mark.parametrize(
    ("roots", "needs", "order", "missing"),
    [
        ("b", {"b": "a", "a": ""}, "ab", ""),
        ("cb", {"c": "ab", "b": "a", "a": ""}, "abc", ""),
        ("ab", {"a": "b", "b": "a"}, "ba", ""),
        ("b", {"b": "ax", "a": "y"}, "ab", "yx"),
    ],
)
def test_what_others_rely_on_comes_first(roots, needs, order, missing) -> None:
    def name(letter: str) -> Name:
        return Name(letter, 1, 0)

    graph = {name(key): [name(n) for n in value] for key, value in needs.items()}
    found, gone = in_order(map(name, roots), graph)
    assert ("".join(n[0] for n in found), "".join(n[0] for n in gone)) == (order, missing)


def test_a_chain_may_be_as_long_as_it_likes() -> None:
    graph = {Name("A", 1, n): [Name("A", 1, n + 1)] for n in range(9000)} | {Name("A", 1, 9000): []}
    order, missing = in_order([Name("A", 1, 0)], graph)
    assert (order[0].minor, len(order), missing) == (9000, 9001, [])
