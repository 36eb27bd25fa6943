"""An exercise travels; its package is named by its hash and stays."""

from typing import Any

import pytest
from wagtail.models import Collection

from assessments.h5p.pages import H5PPage
from assessments.h5p.travel import FORM
from content.h5p.models import H5PContent
from content.h5p.queries import content_with, word_of
from courses.curriculum.models import Programme
from courses.curriculum.pages import LessonPage
from courses.curriculum.travel.exporter import ExportRefused, export_curriculum
from courses.curriculum.travel.importer import import_curriculum
from courses.curriculum.travel.source import ImportRefused
from tests.assessments.h5p.conftest import make_exercise
from tests.content.h5p.rows import make_content
from tests.courses.curriculum.travel.trees import files, keys, pages, wipe
from tests.factories import make_programme

pytestmark = pytest.mark.django_db


def test_its_fields_travel(exercise) -> None:
    values = FORM.of(exercise)
    assert values["content"] == exercise.content_id
    assert values["alternative"] == exercise.alternative
    assert {"intro", "minutes", "policy", "pass_mark", "grading", "needs_firm"} <= set(values)


def test_a_package_is_found_by_its_hash(exercise) -> None:
    word = word_of(exercise.content_id)
    assert word == exercise.content.current.sha256
    assert content_with(word) == exercise.content_id
    assert content_with("anderes") is None
    assert H5PPage.objects.get().content_id == content_with(word)


# — Out and in again ————————————————————————————————————————————————————————————————


def block(content: H5PContent) -> dict[str, Any]:
    value = {"title": "Zum Üben", "content": content.pk, "alternative": "In Worten."}
    return {"type": "interactive", "value": value}


@pytest.fixture
def travelling(settings: Any, tmp_path: Any) -> Programme:
    """An exercise with choices of its own, and a lesson with a block; a package each."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    programme = make_programme(lessons=1)
    module = programme.activities.get(kind="module").page.specific
    chosen = {"policy": "pass", "pass_mark": 65, "grading": "last", "needs_firm": True}
    make_exercise(module, minutes=25, intro="Hören Sie zu.", **chosen)
    lesson = LessonPage.objects.get()
    lesson.body = [block(make_content(title="Zum Üben"))]
    lesson.save_revision().publish()
    return programme


def test_an_exercise_and_a_block_come_back_byte_for_byte(travelling, tmp_path) -> None:
    export_curriculum(travelling, tmp_path / "out")
    before = pages(), keys(), files(tmp_path / "out")
    packages = set(H5PContent.objects.values_list("pk", flat=True))
    provider = travelling.provider
    wipe()
    report = import_curriculum(tmp_path / "out", provider=provider)
    assert (report.changed, report.unchanged) == ([], [])
    export_curriculum(Programme.objects.get(), tmp_path / "again")
    assert (pages(), keys(), files(tmp_path / "again")) == before
    lesson = LessonPage.objects.get()
    found = {H5PPage.objects.get().content_id, lesson.body.raw_data[0]["value"]["content"]}
    assert found == packages
    assert import_curriculum(tmp_path / "out", provider=provider).changed == []


def test_on_another_site_it_says_which_packages_to_upload_first(travelling, tmp_path) -> None:
    export_curriculum(travelling, tmp_path / "out")
    hashes = set(H5PContent.objects.values_list("current__sha256", flat=True))
    provider = travelling.provider
    wipe()
    for content in H5PContent.objects.all():
        content.delete()
    with pytest.raises(ImportRefused) as caught:
        import_curriculum(tmp_path / "out", provider=provider)
    told = {(c.path.rsplit("/", 1)[-1], c.line > 0) for c in caught.value.complaints}
    assert told == {("h5p.yaml", True), ("lesson.md", True)}
    said = " ".join(complaint.expected for complaint in caught.value.complaints)
    assert all(f"Laden Sie zuerst das H5P-Paket „{word}“ hoch" in said for word in hashes)
    assert not Programme.objects.exists()


def test_here_an_exercise_stays_as_it_is_when_a_package_is_missing(travelling, tmp_path) -> None:
    export_curriculum(travelling, tmp_path / "out")
    page = H5PPage.objects.get()
    (path,) = (tmp_path / "out").rglob("h5p.yaml")
    path.write_text(path.read_text().replace(word_of(page.content_id) or "", "f" * 32))
    with pytest.raises(ImportRefused):
        import_curriculum(tmp_path / "out", provider=travelling.provider)
    again = H5PPage.objects.get()
    assert (again.pk, again.content_id, again.live) == (page.pk, page.content_id, True)


def test_a_content_without_a_version_is_said_before_anything_is_handed_out(
    travelling, tmp_path
) -> None:
    H5PContent.objects.update(current=None)
    with pytest.raises(ExportRefused):
        export_curriculum(travelling, tmp_path / "out")
    assert not (tmp_path / "out").exists()
