"""The H5P screens: who sees what, what happens there, in how many statements."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.h5p.domain.contents import delete_content, duplicate
from content.h5p.domain.uploading import submit_upload
from content.h5p.models import H5PContent, H5PLibrary, H5PUpload, H5PVersion
from content.h5p.policies import uploads_to
from tests.assessments.empty_admin import EMPTY
from tests.content.h5p.conftest import make_author, make_collection
from tests.content.h5p.packages import BASE, SCORED, library, package
from tests.factories import UserFactory

STATES = H5PUpload.State


def address(name: str, *args: Any) -> str:
    return reverse(f"lms_h5p:{name}", args=args)


def file(raw: bytes | None = None, name: str = "paket.h5p") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, package() if raw is None else raw)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# — What another provider's author, and people without any right, see ————————————————————


@pytest.mark.parametrize("name", ["content", "replace", "delete"])
def test_another_providers_author_opens_nothing(client, content, stranger, name: str) -> None:
    client.force_login(stranger)
    assert client.get(address(name, content.pk)).status_code == 404


def test_another_providers_author_changes_nothing(client, content, stranger) -> None:
    client.force_login(stranger)
    answers = [
        client.post(address("content", content.pk), {"title": "Meins"}),
        client.post(address("replace", content.pk), {"file": file()}),
        client.post(address("copy", content.pk)),
        client.post(address("delete", content.pk)),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert H5PContent.objects.get() == content


def test_lists_hold_only_what_is_ones_own(client, content, author, stranger) -> None:
    H5PUpload.objects.create(
        name="geheim.h5p", collection=content.collection, by=author, state=STATES.FAILED
    )
    client.force_login(stranger)
    page = words(client.get(address("index")))
    chooser = client.get(reverse("lms_h5p_chooser:choose_results")).content.decode()
    assert "Zuhören" not in page + chooser
    assert "geheim.h5p" not in page


@pytest.mark.usefixtures("searchable")
def test_the_chooser_is_searched_by_title(client, content, author, stranger) -> None:
    address_of_results = reverse("lms_h5p_chooser:choose_results")
    client.force_login(author)
    found = client.get(address_of_results, {"q": content.title[:5]}).content.decode()
    nothing = client.get(address_of_results, {"q": "Brandschutz"}).content.decode()
    assert (content.title in found, content.title in nothing) == (True, False)
    client.force_login(stranger)
    other = client.get(address_of_results, {"q": content.title[:5]}).content.decode()
    assert content.title not in other


def test_a_content_of_others_cannot_be_chosen_by_its_number(client, content, stranger) -> None:
    client.force_login(stranger)
    chosen = client.get(reverse("lms_h5p_chooser:chosen", args=[content.pk]))
    several = client.get(reverse("lms_h5p_chooser:chosen_multiple"), {"id": content.pk})
    assert chosen.status_code in (302, 403)
    assert several.json()["result"] == []


def test_an_upload_is_seen_by_who_brought_it(client, author, stranger, upload) -> None:
    refused = upload(author)
    client.force_login(stranger)
    pages = [client.get(address(name, refused.pk)) for name in ("upload", "state", "discard")]
    posts = [client.post(address(name, refused.pk)) for name in ("let_in", "discard")]
    assert [answer.status_code for answer in pages + posts] == [404] * 5
    client.force_login(author)
    assert client.get(address("upload", refused.pk)).status_code == 200


@pytest.mark.parametrize("name", ["index", "new", "libraries"])
def test_somebody_without_a_right_finds_nothing(client, db, name: str) -> None:
    somebody = UserFactory()
    client.force_login(somebody)
    assert client.get(address(name)).status_code == 302
    make_door_open(somebody)
    assert client.get(address(name)).status_code == 404


def make_door_open(user: Any) -> None:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))


def test_authors_do_not_look_after_libraries(client, content, author) -> None:
    client.force_login(author)
    row = H5PLibrary.objects.first()
    answers = [
        client.get(address("libraries")),
        client.get(address("library", row.pk)),
        client.post(address("remove", row.pk)),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3


# — Bringing a package ————————————————————————————————————————————————————————————————————


def test_an_upload_shows_how_far_it_is_and_then_its_report(client, installer, run_queue) -> None:
    client.force_login(installer)
    answer = client.post(
        address("new"), {"file": file(), "title": "Gut zuhören", **_own(installer)}
    )
    made = H5PUpload.objects.get()
    assert answer.url == address("upload", made.pk)
    assert "<progress" in words(client.get(answer.url))
    assert client.get(address("state", made.pk)).json() == {
        "moving": True,
        "done": 0,
        "total": 0,
        "late": False,
        "words": "wartet",
    }
    run_queue()
    assert client.get(address("state", made.pk)).json()["moving"] is False
    page = words(client.get(answer.url))
    assert "„Gut zuhören“ ist fertig" in page
    assert "Inhaltstyp: Test scored (Test.Scored 1.0)." in page
    assert "Neu: Test base 1.0.0, Test scored 1.0.0." in page
    assert "Lizenz: CC BY 4.0." in page
    assert "Elif Şahin" in page


def _own(user: Any) -> dict[str, Any]:
    return {"collection": uploads_to(user).get().pk}


def test_a_package_goes_only_into_ones_own_collections(client, installer) -> None:
    client.force_login(installer)
    other = make_collection("Anderes")
    answer = client.post(address("new"), {"file": file(), "collection": other.pk})
    assert (answer.status_code, H5PUpload.objects.count()) == (422, 0)


def test_a_file_of_another_name_is_refused_at_once(client, installer) -> None:
    client.force_login(installer)
    answer = client.post(address("new"), {"file": file(name="a.zip"), **_own(installer)})
    assert (answer.status_code, H5PUpload.objects.count()) == (422, 0)
    assert "endet auf .h5p" in words(answer)


def test_a_refused_package_says_what_is_missing_and_whom_to_ask(
    client, author, installer, upload
) -> None:
    refused = upload(author, package(libraries=[library(SCORED)]))
    client.force_login(author)
    page = words(client.get(address("upload", refused.pk)))
    assert "Test.Scored 1.0" in page
    assert installer.get_full_name() in page
    assert "weder im Paket noch installiert: Test.Base 1.0." in page
    assert address("let_in", refused.pk) not in page


def test_whoever_may_install_lets_libraries_in(
    client, author, installer, upload, run_queue
) -> None:
    refused = upload(author)
    client.force_login(installer)
    assert address("let_in", refused.pk) in words(client.get(address("upload", refused.pk)))
    client.post(address("let_in", refused.pk))
    run_queue()
    assert H5PUpload.objects.get().state == STATES.READY
    assert H5PContent.objects.get().uploaded_by == author


def moving(installer: Any, state: str, *, minutes: int = 0) -> H5PUpload:
    """An upload nobody examines any more."""
    made = submit_upload(uploads_to(installer).get(), file=file(), by=installer)
    made.state, made.created_at = state, timezone.now() - timedelta(minutes=minutes)
    made.save()
    return made


@pytest.mark.parametrize("state", [STATES.QUEUED, STATES.EXAMINING])
def test_an_upload_whose_worker_is_gone_is_thrown_away_after_a_question(
    client, installer, store, state: str, django_capture_on_commit_callbacks
) -> None:
    left = moving(installer, state)
    client.force_login(installer)
    question = address("discard", left.pk)
    assert question in words(client.get(address("upload", left.pk)))
    assert "„paket.h5p“ wird mit seinem Bericht verworfen." in words(client.get(question))
    assert H5PUpload.objects.get() == left
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(question).url == address("index")
    assert not H5PUpload.objects.exists()
    assert [path for path in store.parent.rglob("*.h5p") if path.is_file()] == []


def test_what_came_of_an_upload_stays_when_it_is_thrown_away(client, installer, content) -> None:
    client.force_login(installer)
    done = H5PUpload.objects.get()
    assert "bleibt" in words(client.get(address("discard", done.pk)))
    client.post(address("discard", done.pk))
    assert (H5PUpload.objects.count(), H5PContent.objects.get()) == (0, content)


@pytest.mark.parametrize(("minutes", "is_late"), [(14, False), (16, True)])
def test_an_examination_that_takes_unusually_long_says_so(
    client, installer, minutes: int, is_late: bool
) -> None:
    left = moving(installer, STATES.EXAMINING, minutes=minutes)
    client.force_login(installer)
    assert client.get(address("state", left.pk)).json()["late"] is is_late
    page = words(client.get(address("upload", left.pk)))
    assert ("data-late hidden" in page) is not is_late
    assert "Das dauert ungewöhnlich lange." in page


def test_a_new_version_is_brought(client, installer, content, run_queue) -> None:
    client.force_login(installer)
    raw = package(content={"question": "Neu?"})
    answer = client.post(address("replace", content.pk), {"file": file(raw)})
    run_queue()
    assert "hat jetzt Fassung 2" in words(client.get(answer.url))
    assert [row.number for row in H5PVersion.objects.all()] == [1, 2]


# — One content ———————————————————————————————————————————————————————————————————————————


def test_a_content_is_renamed(client, installer, content) -> None:
    client.force_login(installer)
    fields = {"title": "Neuer Titel", "collection": content.collection_id}
    client.post(address("content", content.pk), fields)
    content.refresh_from_db()
    assert content.title == "Neuer Titel"
    assert "Neuer Titel" in words(client.get(address("content", content.pk)))


def test_a_copy_is_a_content_of_its_own(client, author, content) -> None:
    client.force_login(author)
    client.post(address("copy", content.pk))
    copy = H5PContent.objects.exclude(pk=content.pk).get()
    assert (copy.title, copy.uploaded_by) == ("Zuhören (Kopie)", author)
    assert (copy.current.number, copy.current.folder) == (1, content.current.folder)
    assert list(copy.current.libraries.all()) == list(content.current.libraries.all())
    assert content.versions.count() == 1


def test_deleting_takes_the_files_that_nobody_else_has(
    content, installer, store, django_capture_on_commit_callbacks
) -> None:
    folder = store.parent / content.current.folder
    with django_capture_on_commit_callbacks(execute=True):
        copy = duplicate(content, by=installer)
        delete_content(content)
    assert folder.exists()
    with django_capture_on_commit_callbacks(execute=True):
        delete_content(copy)
    assert (folder.exists(), H5PVersion.objects.count()) == (False, 0)


def test_deleting_asks_first(client, installer, content) -> None:
    client.force_login(installer)
    assert "lässt sich nicht zurücknehmen" in words(client.get(address("delete", content.pk)))
    assert client.post(address("delete", content.pk)).url == address("index")
    assert not H5PContent.objects.exists()


# — Statements ————————————————————————————————————————————————————————————————————————————


def statements(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_a_constant_number_of_statements(client, installer, upload, rows: int) -> None:
    """Beyond an empty page of the admin, which a dialogue leaves out."""
    for number in range(rows):
        extra = library("Test.Silent", minorVersion=number)
        raw = package(libraries=[library(SCORED), library(BASE), extra], content={"number": number})
        made = upload(installer, raw)
        H5PUpload.objects.create(
            name="alt.h5p", collection=made.collection, by=installer, state=STATES.FAILED
        )
    client.force_login(installer)
    empty = statements(client, EMPTY)
    chooser = statements(client, reverse("lms_h5p_chooser:choose_results"))
    found = {
        "index": statements(client, address("index")) - empty,
        "libraries": statements(client, address("libraries")) - empty,
        "chooser": chooser,
    }
    assert found == {"index": 5, "libraries": 1, "chooser": 8}


def test_a_superuser_may_install(client, admin_user, collection, content) -> None:
    client.force_login(admin_user)
    assert client.get(address("libraries")).status_code == 200
    assert make_author(collection=collection).has_perm("lms_content.add_h5plibrary") is False
