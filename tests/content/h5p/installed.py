"""Real packages of the tiny libraries, installed, and pages that play them; for browser tests."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection

from assessments.h5p.pages import H5PPage
from content.h5p.domain.installing import install
from content.h5p.models import H5PContent, H5PUpload
from courses.curriculum.pages import LessonPage, ModulePage
from tests.content.h5p.packages import (
    BASE,
    CONTAINER,
    HOSTILE,
    SCORED,
    SILENT,
    dependency,
    library,
    package,
)
from tests.factories import published

TRUE = {"question": "Zuhören heißt abwarten.", "correct": "true"}
FALSE = {"question": "Wer zuhört, gibt recht.", "correct": "true"}
# Under these names the server knows how an answer is scored.
KNOWN = {SCORED: "H5P.TrueFalse", CONTAINER: "H5P.QuestionSet"}


def installed(main: str, content: Any, *, brings: tuple[str, ...] = ()) -> H5PContent:
    """A content of one of our libraries, under the name the server knows it by if it has one."""
    names = (main, *brings)
    needed = [KNOWN.get(name, name) for name in names]
    parts = [
        library(name, folder=f"{known}-1.0", machineName=known)
        for name, known in zip(names, needed, strict=True)
    ]
    raw = package(
        KNOWN.get(main, main),
        content=content,
        libraries=[*parts, library(BASE)],
        h5p={
            "title": str(content.get("question") or content.get("title")),
            "preloadedDependencies": [dependency(name) for name in (*needed, BASE)],
        },
    )
    owner = get_user_model().objects.filter(is_superuser=True).first()
    collection = Collection.get_first_root_node()
    upload = H5PUpload(collection=collection, name="paket.h5p", by=owner, approver=owner)
    upload.file.save("package.h5p", SimpleUploadedFile("paket.h5p", raw), save=False)
    upload.save()
    install(upload)
    upload.refresh_from_db()
    assert upload.version is not None
    return upload.version.content


def questions() -> dict[str, Any]:
    parts = [
        {"library": "H5P.TrueFalse 1.0", "params": params, "subContentId": f"frage-{n}"}
        for n, params in enumerate((TRUE, FALSE))
    ]
    return {"title": "Zwei Fragen", "questions": parts}


def make_pages() -> None:
    """Below module 1: a question, a set of two, two in a lesson, and a hostile one."""
    module = ModulePage.objects.get(slug="modul-1")
    if module.get_children().filter(slug="h5p-wahr").exists():
        return
    scored = installed(SCORED, TRUE)
    silent = installed(SILENT, {"question": "Was nehmen Sie mit?"})
    exercises = {
        "h5p-wahr": scored,
        "h5p-fragen": installed(CONTAINER, questions(), brings=(SCORED,)),
        "h5p-feindlich": installed(HOSTILE, {"question": "Ganz harmlos"}),
    }
    for slug, content in exercises.items():
        words = "Zuhören heißt: abwarten und nachfragen."
        page = H5PPage(title=content.title, slug=slug, content=content, alternative=words)
        published(module, page)
        module.refresh_from_db()
    blocks = [
        {
            "type": "interactive",
            "value": {"title": row.title, "content": row.pk, "alternative": "In Worten."},
        }
        for row in (silent, scored)
    ]
    lesson = LessonPage(
        title="Zum Üben", slug="h5p-einheit", number="1.99", lead="Probieren Sie.", body=blocks
    )
    published(module, lesson)
