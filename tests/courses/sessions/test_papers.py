"""Protocol and files: who writes, who reads, and what is taken."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.foundation.files import private_files
from courses.cohorts.models import Cohort
from courses.governance.models import AuditEntry
from courses.sessions.errors import PapersChanged, PapersRefused
from courses.sessions.file_kinds import FILE_BYTES, complaint
from courses.sessions.models import Session, SessionFile
from courses.sessions.papers import add_files, fingerprint, write_protocol
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    person_with_role,
    trainer_of,
)

PDF = b"%PDF-1.7\n%...\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.fixture(autouse=True)
def private_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    field = SessionFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(location=tmp_path, base_url=None))
    return tmp_path


def test_files_never_lie_where_the_web_server_hands_them_out(settings: Any) -> None:
    media = Path(settings.MEDIA_ROOT)
    assert not Path(private_files().path("lms/sessions/x.pdf")).is_relative_to(media)


@pytest.fixture
def session(cohort: Cohort) -> Session:
    return make_session(cohort, start=timezone.now() - timedelta(days=2))


def upload(name: str = "Skript.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def word(content_type: str) -> bytes:
    return archive(**{"[Content_Types].xml": f'<Types><Override ContentType="{content_type}"/>'})


def papers(session: Session) -> str:
    return reverse("lms_cohorts:papers", args=[session.cohort_id, session.pk])


def address(file: SessionFile) -> str:
    return reverse("courses:session_file", args=[file.session.key, file.key])


# — what is taken ————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", b"\n" + PDF),
        ("a.docx", word(WORD)),
        ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text")),
        ("a.txt", "Größe".encode()),
        ("a.txt", "Größe".encode("cp1252")),
        ("a.png", b"\x89PNG\r\n\x1a\n..."),
        ("a.jpg", b"\xff\xd8\xff\xe0..."),
    ],
)
def test_what_is_inside_as_it_is_called_is_taken(name: str, content: bytes) -> None:
    assert complaint(upload(name, content)) == ""


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.html", b"<script>", "kann nicht angenommen werden"),
        ("a.svg", b"<svg>", "kann nicht angenommen werden"),
        ("pdf", PDF, "kann nicht angenommen werden"),
        ("a.pdf", b"MZ\x90", "ist innen keine pdf-Datei"),
        ("a.docx", PDF, "ist innen keine docx-Datei"),
        ("a.docx", word(WITH_MACROS), "ist innen keine docx-Datei"),
        ("a.docx", archive(mimetype="x"), "ist innen keine docx-Datei"),
        ("a.ods", archive(mimetype="application/vnd.oasis.opendocument.text"), "ods-Datei"),
        ("a.txt", b"MZ\x00\x01", "ist innen keine txt-Datei"),
        ("a.png", b"\xff\xd8\xff\xe0", "ist innen keine png-Datei"),
        ("a.pdf", b"", "ist leer"),
    ],
)
def test_what_is_something_else_inside_is_refused(name: str, content: bytes, sentence: str) -> None:
    assert sentence in complaint(upload(name, content))


def test_twenty_megabytes_are_the_most() -> None:
    file = upload()
    file.size = FILE_BYTES
    assert complaint(file) == ""
    file.size = FILE_BYTES + 1
    assert "größer als 20 MB" in complaint(file)


# — writing ——————————————————————————————————————————————————————————————————————


def test_trainers_write_protocol_and_add_files(
    client: Client, session: Session, trainer: Any, private_folder: Path
) -> None:
    client.force_login(trainer)
    page = client.post(
        papers(session),
        {
            "protocol": "Wir haben geübt.\r\nBald mehr.",
            "new_files": [upload(), upload("Notizen.txt", b"x")],
            "purpose": "protocol",
            "seen": fingerprint(""),
        },
        follow=True,
    ).content.decode()
    assert "Das Protokoll ist gespeichert." in page
    assert "2 Dateien hinzugefügt." in page
    session.refresh_from_db()
    assert session.protocol == "Wir haben geübt.\nBald mehr."
    assert list(session.files.values_list("title", "purpose", "added_by")) == [
        ("Notizen", "protocol", trainer.pk),
        ("Skript", "protocol", trainer.pk),
    ]
    stored = [path.name for path in private_folder.rglob("*") if path.is_file()]
    assert sorted(stored) == sorted(Path(row.file.name).name for row in session.files.all())
    assert not any("Skript" in name for name in stored)
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        "session.protocol_written",
        "session.files_added",
    }


def test_a_refused_file_keeps_what_was_written_and_adds_none(
    desk: Client, session: Session
) -> None:
    data = {"protocol": "Lang getippt", "new_files": [upload(), upload("a.exe", b"MZ")]}
    page = desk.post(papers(session), {**data, "purpose": "material"}).content.decode()
    assert "Lang getippt" in page
    assert "„a.exe“ kann nicht angenommen werden" in page
    assert not SessionFile.objects.exists()


def test_nobody_overwrites_a_protocol_unseen(
    desk: Client, session: Session, trainer: Any, coordinator: Any
) -> None:
    seen = fingerprint("")
    write_protocol(session, "Ihres", by=trainer, seen=seen)
    with pytest.raises(PapersChanged):
        write_protocol(session, "Meins", by=coordinator, seen=seen)
    data = {"protocol": "Meins", "purpose": "material", "seen": seen}
    answer = desk.post(papers(session), data)
    page = answer.content.decode()
    assert "Ihres" in page
    assert "Meins" in page
    desk.post(papers(session), {**data, "seen": answer.context["seen"]})
    session.refresh_from_db()
    assert session.protocol == "Meins"


def test_strangers_neither_write_nor_add(session: Session) -> None:
    for stranger in (
        enrol(session.cohort).user,
        trainer_of(CohortFactory(programme=session.cohort.programme)),
        UserFactory(is_superuser=True),
    ):
        with pytest.raises(PapersRefused):
            write_protocol(session, "x", by=stranger)
        with pytest.raises(PapersRefused):
            add_files(session, [upload()], purpose="material", by=stranger)


def test_a_file_is_removed_after_a_second_look(
    desk: Client,
    session: Session,
    coordinator: Any,
    private_folder: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    (file,) = add_files(session, [upload()], purpose="material", by=coordinator)
    remove = reverse("lms_cohorts:delete_file", args=[session.cohort_id, session.pk, file.pk])
    assert "„Skript“" in desk.get(remove).content.decode()
    assert SessionFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(remove).status_code == 302
    assert not SessionFile.objects.exists()
    assert not [path for path in private_folder.rglob("*") if path.is_file()]
    assert desk.post(remove).status_code == 404


def test_files_of_another_session_are_not_removed_here(
    desk: Client, session: Session, coordinator: Any
) -> None:
    other = make_session(CohortFactory(programme=session.cohort.programme))
    (file,) = add_files(other, [upload()], purpose="material", by=coordinator_of(other.cohort))
    for theirs in (session, other):
        remove = reverse("lms_cohorts:delete_file", args=[theirs.cohort_id, theirs.pk, file.pk])
        assert desk.post(remove).status_code == 404
    assert SessionFile.objects.exists()


# — reading ——————————————————————————————————————————————————————————————————————


def test_a_file_comes_as_an_attachment_and_is_not_guessed_at(
    client: Client, session: Session, coordinator: Any
) -> None:
    (file,) = add_files(session, [upload("Übung 1.pdf")], purpose="material", by=coordinator)
    client.force_login(enrol(session.cohort).user)
    answer = client.get(address(file))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "%C3%9Cbung%201.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"


def test_only_people_of_the_cohort_get_its_files(
    client: Client, session: Session, coordinator: Any
) -> None:
    (file,) = add_files(session, [upload()], purpose="material", by=coordinator)
    cohort = session.cohort
    elsewhere = CohortFactory(programme=cohort.programme)

    def status(user: Any) -> int:
        client.force_login(user)
        return client.get(address(file)).status_code

    inside = [
        enrol(cohort).user,
        enrol(cohort, state="ended", agreed=False).user,
        trainer_of(cohort),
        coordinator_of(cohort),
        person_with_role(cohort, "companion_external"),
    ]
    outside = [
        enrol(cohort, agreed=False).user,
        enrol(cohort, state="withdrawn").user,
        enrol(elsewhere).user,
        trainer_of(elsewhere),
        person_with_role(cohort, "companion_local"),
        UserFactory(is_superuser=True),
    ]
    assert [status(user) for user in inside] == [200] * 5
    assert [status(user) for user in outside] == [404] * 6
    client.logout()
    assert client.get(address(file)).status_code == 302


def test_a_file_opens_under_its_own_session_alone(
    client: Client, session: Session, coordinator: Any
) -> None:
    (file,) = add_files(session, [upload()], purpose="material", by=coordinator)
    other = make_session(session.cohort)
    client.force_login(coordinator)
    wrong = reverse("courses:session_file", args=[other.key, file.key])
    assert client.get(wrong).status_code == 404


def test_a_lost_file_is_not_found(client: Client, session: Session, coordinator: Any) -> None:
    (file,) = add_files(session, [upload()], purpose="material", by=coordinator)
    file.file.storage.delete(file.file.name)
    client.force_login(coordinator)
    assert client.get(address(file)).status_code == 404
