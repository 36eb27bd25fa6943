"""Reflections in a real browser: two windows, no script, and what is left behind."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser import Watch, axe, look
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
REFLECTION = "/modul-1/reflexion/"
FIELD = "Wem höre ich ungern zu?"
OTHER_FIELD = "Wo endet meine Allparteilichkeit?"
SAVED = re.compile("^Gespeichert um")


@pytest.fixture
def writer(site: Site, person: Callable[..., Page]) -> Page:
    """A participant of the demo, half-way."""
    email = next(p.email for p in site.people.values() if "eilnehm" in p.role)
    return person(email)


def clear(page: Page) -> None:
    """What an earlier test of the same site has written."""
    page.goto(REFLECTION)
    while page.get_by_role("link", name=re.compile("^Diesen Text löschen")).count():
        page.get_by_role("link", name=re.compile("^Diesen Text löschen")).first.click()
        page.get_by_role("button", name="Endgültig löschen").click()
        expect(page.get_by_text("Der Text ist gelöscht.")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.get_by_text(SAVED).first).to_be_visible()


def test_two_windows_show_both_texts_and_lose_none(writer: Page, watch: Watch) -> None:
    watch.allow(r"status of 409")
    clear(writer)
    other = writer.context.new_page()
    other.goto(REFLECTION)
    writer.goto(REFLECTION)
    writer.get_by_label(FIELD).fill("Aus dem ersten Fenster.")
    saved(writer)
    other.get_by_label(OTHER_FIELD).fill("Eine andere Frage stört nicht.")
    saved(other)
    other.get_by_label(FIELD).fill("Aus dem zweiten Fenster.")
    box = other.get_by_role("alert").filter(has_text="beide Texte")
    expect(box).to_contain_text("Aus dem ersten Fenster.")
    expect(box).to_contain_text("Aus dem zweiten Fenster.")
    assert axe(other) == []
    box.get_by_role("button").last.click()
    expect(other.get_by_label(FIELD)).to_have_value(
        "Aus dem zweiten Fenster.\n\nAus dem ersten Fenster."
    )
    expect(other.locator("[data-save-text]", has_text=SAVED)).to_have_count(2)
    writer.reload()
    expect(writer.get_by_label(FIELD)).to_have_value(
        "Aus dem zweiten Fenster.\n\nAus dem ersten Fenster."
    )
    look(writer, "reflexion-zwei-texte")


def test_without_script_one_button_saves_every_text(
    site: Site, writer: Page, browser: Browser, watch: Watch
) -> None:
    clear(writer)
    context: BrowserContext = browser.new_context(
        base_url=site.address,
        locale="de-DE",
        java_script_enabled=False,
        storage_state=writer.context.storage_state(),
    )
    watch.over(context)
    page = context.new_page()
    page.goto(REFLECTION)
    page.get_by_label(FIELD).fill("Ohne Skript, erstens.")
    page.get_by_label(OTHER_FIELD).fill("Ohne Skript, zweitens.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert. Niemand außer Ihnen kann es lesen.")).to_be_visible()
    expect(page.get_by_label(FIELD)).to_have_value("Ohne Skript, erstens.")
    expect(page.get_by_label(OTHER_FIELD)).to_have_value("Ohne Skript, zweitens.")
    context.close()


def test_deleting_asks_first(writer: Page) -> None:
    clear(writer)
    writer.get_by_label(FIELD).fill("Das soll wieder weg.")
    saved(writer)
    writer.reload()
    writer.get_by_role("link", name=re.compile(f"^Diesen Text löschen.*{re.escape(FIELD)}")).click()
    assert axe(writer) == []
    look(writer, "reflexion-loeschen")
    writer.get_by_role("link", name="Behalten").click()
    expect(writer.get_by_label(FIELD)).to_have_value("Das soll wieder weg.")
    clear(writer)
    expect(writer.get_by_label(FIELD)).to_have_value("")
