"""A private text from the lesson to the journal, to one trainer, and back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look

pytestmark = pytest.mark.e2e
LESSON = "/modul-1/eskalation/"
FIELD = "Wo auf der Treppe steige ich selbst aus?"
THOUGHT = "An Stufe drei, wenn jemand die Augen verdreht. Zwetschgenkompott."
SHARED = "/cms/geteilte-texte/"
READER = f"{cast.TRAINER.first_name} {cast.TRAINER.last_name}"


def write_in_the_lesson(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_label(FIELD).fill(THOUGHT)
    expect(page.get_by_text(re.compile("^Gespeichert um")).first).to_be_visible()
    page.reload()
    expect(page.get_by_label(FIELD)).to_have_value(THOUGHT)
    assert axe(page) == []
    look(page, "journal-in-der-einheit")


def find_it_in_the_journal(page: Page) -> None:
    page.goto("/mein-weg/")
    page.get_by_role("main").get_by_role("link", name="Mein Journal").click()
    expect(page.get_by_text(THOUGHT)).to_be_visible()
    assert axe(page) == []
    look(page, "journal")
    page.get_by_role("link", name="Nach Modul").click()
    expect(page.get_by_role("heading", name=re.compile("^Modul 1"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als PDF").click()
    assert download.value.suggested_filename == "mein-journal.pdf"
    page.goto("/journal/drucken/")
    expect(page.get_by_text(THOUGHT)).to_be_visible()
    look(page, "journal-drucken")


def share_it(page: Page) -> None:
    page.goto("/journal/")
    page.get_by_role("link", name=FIELD, exact=True).click()
    expect(page.get_by_text("Das sehen nur Sie.")).to_be_visible()
    assert axe(page) == []
    look(page, "journal-eintrag")
    page.get_by_role("link", name="Eine Kopie mit jemandem aus dem Team teilen").click()
    page.get_by_role("radio", name=re.compile(READER)).check()
    assert axe(page) == []
    look(page, "journal-teilen")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", name=f"Genau das sieht {READER}")).to_be_visible()
    expect(page.get_by_text(THOUGHT)).to_be_visible()
    assert axe(page) == []
    look(page, "journal-bestaetigen")
    page.get_by_role("button", name="Diese Kopie teilen").click()
    expect(page.get_by_text(f"{READER} kann diese Kopie ab jetzt lesen.")).to_be_visible()
    assert axe(page) == []
    look(page, "journal-geteilt")


def test_from_the_lesson_to_the_journal_to_one_trainer_and_back(
    person: Callable[..., Page], watch: Watch
) -> None:
    watch.allow(r"status of 404")
    author, trainer = person(cast.HALFWAY.email), person(cast.TRAINER.email)
    write_in_the_lesson(author)
    find_it_in_the_journal(author)
    trainer.goto(SHARED)
    expect(trainer.get_by_role("heading", name="Mit Ihnen ist nichts geteilt")).to_be_visible()
    share_it(author)
    trainer.reload()
    look(trainer, "journal-geteilte-texte")
    trainer.get_by_role("link", name=f"{cast.HALFWAY.first_name} {cast.HALFWAY.last_name}").click()
    expect(trainer.get_by_text(THOUGHT)).to_be_visible()
    look(trainer, "journal-geteilter-text")
    author.get_by_role("button", name=f"Nicht mehr mit {READER} teilen").click()
    expect(author.get_by_text("Die Kopie ist gelöscht.")).to_be_visible()
    expect(author.get_by_text("Das sehen nur Sie.")).to_be_visible()
    answer = trainer.reload()
    assert answer is not None
    assert answer.status == 404
    trainer.goto(SHARED)
    expect(trainer.get_by_role("heading", name="Mit Ihnen ist nichts geteilt")).to_be_visible()
