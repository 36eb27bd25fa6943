"""Looking after what is installed: the library manager, and the command that checks it."""

import pytest
from django.core.management import CommandError, call_command

from content.h5p.domain.contents import delete_content
from content.h5p.domain.libraries import remove_library
from content.h5p.errors import LibraryInUse
from content.h5p.models import H5PLibrary, H5PUpload
from tests.content.h5p.packages import BASE, SCORED, library, package
from tests.content.h5p.test_screens import address, words


def test_the_manager_says_who_approved_and_what_is_used(client, installer, content) -> None:
    client.force_login(installer)
    page = words(client.get(address("libraries")))
    assert installer.get_full_name() in page
    assert "1 Inhalt" in page
    base = H5PLibrary.objects.get(machine_name=BASE)
    assert "Zuhören" in words(client.get(address("library", base.pk)))


def test_a_note_of_ones_own_takes_the_place_of_ours(client, installer, content) -> None:
    client.force_login(installer)
    scored = H5PLibrary.objects.get(machine_name=SCORED)
    client.post(address("library", scored.pk), {"accessibility_note": "Mit Tastatur geprüft."})
    assert "Mit Tastatur geprüft." in words(client.get(address("content", content.pk)))


def test_a_library_is_removed_once_nothing_uses_it(
    client, installer, content, store, django_capture_on_commit_callbacks
) -> None:
    client.force_login(installer)
    base, scored = H5PLibrary.objects.order_by("machine_name")
    for row in (base, scored):
        with pytest.raises(LibraryInUse):
            remove_library(row)
    delete_content(content)
    with pytest.raises(LibraryInUse, match=r"Test\.Scored 1\.0"):
        remove_library(base)
    page = words(client.get(address("libraries"), {"unbenutzt": "1"}))
    assert ("Test scored" in page, "Test base" in page) == (True, False)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("remove", scored.pk))
        client.post(address("remove", base.pk))
    assert not H5PLibrary.objects.exists()
    assert list((store / "libraries").glob("Test.*")) == []


def test_checking_finds_nothing_where_all_is_well(content, capsys) -> None:
    call_command("h5p_check")
    assert capsys.readouterr().out == "Everything is as it was installed.\n"


def test_checking_finds_what_was_changed_or_is_gone(content, store, capsys) -> None:
    scored = H5PLibrary.objects.get(machine_name=SCORED)
    (store.parent / scored.folder / "scored.js").unlink()
    H5PLibrary.objects.filter(pk=scored.pk).update(minor=7)
    with pytest.raises(CommandError, match="3 findings"):
        call_command("h5p_check")
    assert capsys.readouterr().out.splitlines() == [
        f"Test.Scored 1.7: {scored.folder}/scored.js is gone or was changed",
        "Test.Scored 1.7: scored.js is missing",
        "Zuhören, version 1: Test.Scored 1.0 is not installed",
    ]


def test_tidying_removes_earlier_patches(upload, installer, content, store, capsys) -> None:
    before = H5PLibrary.objects.get(machine_name=BASE)
    upload(installer, package(libraries=[library(SCORED), library(BASE, patchVersion=1)]))
    call_command("h5p_check")
    assert f"{before.folder}: not needed any more" in capsys.readouterr().out
    call_command("h5p_check", tidy=True)
    assert not (store.parent / before.folder).exists()
    capsys.readouterr()
    call_command("h5p_check")
    assert capsys.readouterr().out == "Everything is as it was installed.\n"


def test_tidying_waits_for_uploads(author, collection) -> None:
    H5PUpload.objects.create(name="a.h5p", collection=collection, by=author)
    with pytest.raises(CommandError, match="under way"):
        call_command("h5p_check", tidy=True)
