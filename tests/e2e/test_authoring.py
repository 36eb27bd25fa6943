"""Trainers author: a lesson with every block there is, agreed on by a second author, and read.

The blocks are filled in from their own examples, so a new block is part of the walk by itself.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import strip_tags
from PIL import Image
from playwright.sync_api import Page, expect

from courses.curriculum.body import CurriculumBody
from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.editor import Editor
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e

MODULE = "Konflikt, Demokratie und eigene Haltung"
LESSON = "Alle Bausteine auf einmal"
LEAD = "Diese Einheit zeigt, was Autorinnen und Autoren zur Verfügung steht."
WEBVTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nGuten Tag.\n"
READ_ON = "Was ist ein Konflikt?"
SOURCE = "Glasl"
BROUGHT = {"video": {"captions": "gespraech.vtt"}}
PACKAGE = "Zuhören zeigt sich in Nachfragen."
# No package lies in the demo: there is none that may travel with the project.
BRING_PACKAGE = f"""
from wagtail.models import Collection
from tests.content.h5p.installed import installed
from tests.content.h5p.packages import SCORED
made = installed(SCORED, {{"question": "{PACKAGE}", "correct": "true"}})
made.collection = Collection.objects.get(name="Bildungswerk Mittelaue")
made.save(update_fields=["collection"])
"""
SOFT_HYPHEN = "\u00ad"
# The first bytes of a film and of a recording; nobody plays them here.
WEBM = b"\x1a\x45\xdf\xa3" + bytes(64)
MP3 = b"ID3\x04" + bytes(64)
BODY = CurriculumBody().child_blocks


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """What the author brings along."""
    made = {
        "image": tmp_path / "brunnenplatz.png",
        "document": tmp_path / "vorlage.txt",
        "captions": tmp_path / "gespraech.vtt",
        "video": tmp_path / "gespraech.webm",
        "audio": tmp_path / "anruf.mp3",
    }
    Image.new("RGB", (1200, 750), "#0A4D5C").save(made["image"])
    made["document"].write_text("Vorlage für die Gesprächsnotiz")
    made["captions"].write_text(WEBVTT)
    made["video"].write_bytes(WEBM)
    made["audio"].write_bytes(MP3)
    return made


@pytest.fixture
def four_eyes(person: Callable[..., Page]) -> Iterator[None]:
    """On for this test, and off again whatever becomes of it: the other walks share the site."""
    coordinator = person(cast.COORDINATOR.email)
    switch_four_eyes(coordinator, "einschalten")
    yield
    switch_four_eyes(coordinator, "ausschalten")


@pytest.mark.usefixtures("four_eyes")
def test_a_lesson_with_every_block_goes_from_author_to_reader(
    site: Site,
    person: Callable[..., Page],
    watch: Watch,
    files: dict[str, Path],
) -> None:
    # The editor saves by itself; what is half written is refused until it is whole.
    # Its checker speaks in the console, too: these blocks stand without a heading above them.
    watch.allow(r"axe\.run results")
    watch.allow(r"at \S+/cms/pages/\S+: Failed to load resource: .* status of 400")
    site.manage("shell", "-c", BRING_PACKAGE)
    trainer = person(cast.TRAINER.email)
    write_the_lesson(trainer, files)
    preview(trainer)
    submit(trainer)
    agree(person(cast.AUTHOR.email))
    read(person(cast.HALFWAY.email))


def example_of(block: Any) -> Any:
    """What the picker shows as an example; nothing where the block only points elsewhere."""
    example = getattr(block.meta, "preview_value", {})
    return example | BROUGHT[block.name] if block.name in BROUGHT else example


def texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield strip_tags(value)
        case dict():
            for child in value.values():
                yield from texts_in(child)
        case list():
            for child in value:
                yield from texts_in(child)


def switch_four_eyes(page: Page, to: str) -> None:
    page.goto("/cms/")
    page.get_by_role("button", name="Einstellungen").click()
    page.get_by_role("link", name=re.compile("Vier.Augen")).click()
    page.get_by_role("button", name=f"Vier-Augen-Prinzip {to}").click()
    expect(page.get_by_role("status").first).to_be_visible()


def write_the_lesson(page: Page, files: dict[str, Path]) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Lehrplan").click()
    page.get_by_role("link", name=f"Lerneinheit anlegen {MODULE}").click()
    page.get_by_role("textbox", name="Titel*", exact=True).fill(LESSON)
    page.get_by_role("textbox", name="Nummer*", exact=True).fill("1.8")
    page.get_by_role("textbox", name="Einleitung*", exact=True).fill(LEAD)
    page.get_by_role("tab", name="Text", exact=True).click()
    body = page.get_by_role("region", name="Text").first
    editor = Editor(
        page,
        files,
        pages={"card": "Eskalations-Check", "activity": READ_ON},
        package=PACKAGE,
        snippet=SOURCE,
    )
    for name, block in BODY.items():
        editor.add(body, name, block, example_of(block))
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("status").first).to_contain_text(
        re.compile(f"‚{LESSON}‘ (erstellt|wurde aktualisiert)")  # it saves by itself, too
    )


def preview(page: Page) -> None:
    """As a participant would see it, while it is still a draft."""
    page.get_by_role("button", name="Vorschau umschalten").click()
    shown = page.frame_locator("iframe[title='Vorschau']").first
    expect(shown.get_by_role("heading", name=LESSON).first).to_be_visible()
    expect(shown.get_by_role("img").first).to_be_visible()


def submit(page: Page) -> None:
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Einer zweiten Person vorlegen").click()
    expect(page.get_by_role("status").first).to_contain_text("eingereicht")


def agree(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name=LESSON).first.click()
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name=re.compile("^Zustimmen und")).click()
    expect(page.get_by_role("status").first).to_contain_text(LESSON)


def read(page: Page) -> None:
    page.goto("/modul-1/")
    page.get_by_role("main").get_by_role("link", name=re.compile(LESSON)).first.click()
    expect(page.get_by_text(LEAD)).to_be_visible()
    shown = (page.get_by_role("main").text_content() or "").replace(SOFT_HYPHEN, "")
    for block in BODY.values():
        texts = list(texts_in(example_of(block)))
        assert not texts or any(text in shown for text in texts if text), block.name
    assert axe(page) == []
    look(page, "alle-bausteine")
