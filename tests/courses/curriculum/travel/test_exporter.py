"""Where an export may write, and what is left when it cannot."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.curriculum.models import Programme
from courses.curriculum.pages import LessonPage, ModulePage
from courses.curriculum.travel import exporter
from courses.curriculum.travel.exporter import ExportRefused, export_curriculum
from tests.courses.curriculum.travel.trees import files
from tests.factories import make_lesson, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_programme()


def run(*options: str) -> list[str]:
    out = StringIO()
    call_command("export_curriculum", *options, stdout=out)
    return out.getvalue().splitlines()


def test_a_programme_is_found_by_slug_and_by_key(programme, tmp_path) -> None:
    said = run("programm", str(tmp_path / "a"))
    assert said == [f"3 texts, 0 media in {tmp_path / 'a'}"]
    run(str(programme.key), str(tmp_path / "b"))
    assert files(tmp_path / "a") == files(tmp_path / "b")
    with pytest.raises(CommandError, match="no programme “anderes”"):
        run("anderes", str(tmp_path / "c"))


def test_two_programmes_of_one_name_are_told_apart_by_key(programme, tmp_path) -> None:
    other = make_programme(slug="programm-2", as_root=False)
    type(other.page).objects.filter(pk=other.page_id).update(slug="programm")
    with pytest.raises(CommandError, match=str(other.key)):
        run("programm", str(tmp_path / "a"))


def test_a_folder_of_a_curriculum_is_replaced_and_its_readme_stays(programme, tmp_path) -> None:
    out = tmp_path / "out"
    export_curriculum(programme, out)
    (out / "README.md").write_text("Lies mich.")
    LessonPage.objects.get().delete()
    export_curriculum(programme, out)
    assert (out / "README.md").read_text() == "Lies mich."
    assert sorted(files(out)) == ["modul-1/module.md", "programme.yaml"]


@pytest.mark.parametrize("names", [["brief.txt"], ["programme.yaml", "skizze.png"]])
def test_a_folder_with_other_files_is_only_replaced_by_force(programme, tmp_path, names) -> None:
    for name in names:
        (tmp_path / name).write_text("x")
    with pytest.raises(ExportRefused, match="nicht zu einem Curriculum"):
        export_curriculum(programme, tmp_path)
    assert sorted(files(tmp_path)) == sorted(names)
    export_curriculum(programme, tmp_path, force=True)
    assert "modul-1/module.md" in files(tmp_path)
    assert names[-1] not in files(tmp_path)


def test_a_file_or_a_link_is_no_folder(programme, tmp_path) -> None:
    (tmp_path / "datei").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("datei", "link"):
        with pytest.raises(ExportRefused, match="kein Ordner"):
            export_curriculum(programme, tmp_path / name, force=True)


def test_what_was_there_stays_when_writing_fails(programme, tmp_path, monkeypatch) -> None:
    out = tmp_path / "out"
    export_curriculum(programme, out)
    before = files(out)

    def full(export: object, folder: Path) -> None:
        (folder / "programme.yaml").write_text("halb")
        raise OSError("No space left on device")

    monkeypatch.setattr(exporter, "_write", full)
    with pytest.raises(OSError, match="No space"):
        export_curriculum(programme, out)
    assert files(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_not_published_is_left_out_and_named(programme, tmp_path) -> None:
    make_lesson(ModulePage.objects.get(), number="1.2").unpublish()
    said = run("programm", str(tmp_path / "out"))
    assert said[0] == "left out, because it is not published: Einheit 1.2"
    assert "modul-1/einheit-1-2/lesson.md" not in files(tmp_path / "out")


def test_a_module_that_is_called_like_a_folder_is_said(programme, tmp_path) -> None:
    page = ModulePage.objects.get()
    page.slug = "seiten"
    page.save_revision().publish()
    with pytest.raises(ExportRefused, match="„seiten“ ist schon der Name eines Ordners"):
        export_curriculum(programme, tmp_path / "out")


def test_canonical_files_are_checked_and_made(programme, tmp_path) -> None:
    out = tmp_path / "out"
    export_curriculum(programme, out)
    before = files(out)
    path = out / "modul-1/module.md"
    path.write_text(path.read_text().replace("number: 1\n", "number:   1 # eins\n"))
    with pytest.raises(CommandError, match="1 files are not in canonical form"):
        call_command("canonicalise_curriculum", str(out), "--check", stdout=StringIO())
    call_command("canonicalise_curriculum", str(out), stdout=StringIO())
    assert files(out) == before
