"""A .zip in place of a folder: what means harm is refused, with a sentence that says why."""

import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from courses.curriculum.travel import archive
from courses.curriculum.travel.archive import unpacked
from courses.curriculum.travel.importer import import_curriculum
from courses.curriculum.travel.source import ImportRefused

INSIDE = "Eine Datei muss innerhalb des Archivs liegen."


def said(path: Path) -> str:
    with pytest.raises(ImportRefused) as caught, unpacked(path):
        pass
    (complaint,) = caught.value.complaints
    return str(complaint)


def zipped(path: Path, **entries: bytes) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("inside", ["", "curriculum/"])
def test_an_archive_is_imported_like_its_folder(folder, provider, tmp_path, inside) -> None:
    with ZipFile(tmp_path / "c.zip", "w") as made:
        for path in folder.path.rglob("*.*"):
            made.write(path, f"{inside}{path.relative_to(folder.path)}")
    report = import_curriculum(tmp_path / "c.zip", provider=provider)
    assert len(report.created) == 6
    again = import_curriculum(folder.path, provider=provider)
    assert (again.created, again.changed) == ([], [])


@pytest.mark.parametrize(
    "name", ["../draussen.md", "a/../../draussen.md", "/etc/draussen.md", "C:/x.md", "a\\..\\x.md"]
)
def test_no_file_gets_out_of_the_folder(tmp_path, name) -> None:
    path = zipped(tmp_path / "c.zip", **{name: b"x"})
    assert said(path).endswith(INSIDE)


def test_links_are_not_unpacked(tmp_path) -> None:
    link = ZipInfo("seiten/hilfe.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "c.zip", "w") as made:
        made.writestr(link, "/etc/passwd")
    assert said(tmp_path / "c.zip") == (
        "c.zip: seiten/hilfe.md: Verknüpfungen zu anderen Orten werden nicht verfolgt."
    )


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path) -> None:
    path = zipped(tmp_path / "c.zip", **{"medien/x.mp4": b"\0" * 5_000_000})
    assert "wie ein Angriff" in said(path)


def test_too_many_files_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    path = zipped(tmp_path / "c.zip", a=b"", b=b"", c=b"")
    assert said(path) == "c.zip: Ein Archiv darf höchstens 2 Dateien enthalten."


def test_too_much_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1024 * 1024)
    path = zipped(tmp_path / "c.zip", **{f"{n}.md": bytes(range(256)) * 2400 for n in range(3)})
    assert said(path) == "c.zip: Entpackt darf ein Archiv höchstens 1 Megabyte groß sein."


def test_a_lie_about_a_size_is_found_while_unpacking(tmp_path) -> None:
    path = zipped(tmp_path / "c.zip", **{"a.md": b"x" * 500})
    raw = path.read_bytes()
    path.write_bytes(raw.replace((500).to_bytes(4, "little"), (5).to_bytes(4, "little")))
    said(path)


def test_what_is_no_archive_is_said(tmp_path) -> None:
    (tmp_path / "c.zip").write_bytes(b"kein Archiv")
    assert said(tmp_path / "c.zip") == "c.zip: Diese Datei ist kein lesbares ZIP-Archiv."


def test_nothing_stays_behind(tmp_path) -> None:
    with unpacked(zipped(tmp_path / "c.zip", **{"programme.yaml": b"x"})) as root:
        assert (root / "programme.yaml").read_text() == "x"
    assert not root.exists()
