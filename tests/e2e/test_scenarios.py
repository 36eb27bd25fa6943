"""A scenario in a real browser: played by keyboard and without script, and written by a trainer."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.conftest import signed_in
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
SCENARIO = "/modul-1/brunnenplatz/"
WRONG = "Nirgendwo"
# Where the decisions of each situation begin among all fields of the editor, in their order.
OF_E1, OF_E2 = 0, 3
SAID = "[data-story-said]"


def choose(page: Page, text: str, follows: str) -> None:
    """Take a decision by keyboard and see what it did."""
    option = page.get_by_role("button", name=re.compile(rf"^{text}"))
    option.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(follows).first).to_be_visible()


def begin(page: Page) -> None:
    page.goto(SCENARIO)
    page.get_by_role("button", name=re.compile("^(Beginnen|Noch einmal von vorn)")).click()
    expect(page.get_by_role("heading", name="Was entscheiden Sie?")).to_be_visible()


def test_a_scenario_is_played_by_keyboard_to_two_endings(
    person: Callable[..., Page], watch: Watch
) -> None:
    page = person(cast.HALFWAY.email)
    page.goto("/modul-1/")
    page.get_by_role("main").get_by_role("link", name="Brunnenplatz").click()
    expect(page.get_by_role("heading", level=1, name="Brunnenplatz")).to_be_visible()
    assert axe(page) == []
    begin(page)
    look(page, "szenario-anfang")
    choose(page, "Abends hingehen", "Um zehn stört mich keiner")
    expect(page.get_by_text("Gestiegen um 1. Man hört zu, mit Vorbehalt.")).to_be_visible()
    assert axe(page) == []
    look(page, "szenario-lage")
    choose(page, "Mit allen Gruppen", "Diesmal gehen die Türen auf")
    choose(page, "Eine Absprache auf Probe", "Gestritten wird vor allem über die Uhrzeit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Eine Absprache auf Probe")
    picture = page.get_by_role("img", name="Alle Wege durch das Szenario")
    expect(picture).to_have_accessible_description(
        re.compile(r"Ihr Weg: E1 b, E2b b, E3b a, Ende B\.")
    )
    page.get_by_text("Die Wege als Tabelle").click()
    expect(
        page.get_by_role("row", name=re.compile("Eine Absprache auf Probe, mit Bank"))
    ).to_contain_text("gewählt")
    assert axe(page) == []
    look(page, "szenario-ende")
    page.get_by_role("button", name=re.compile("^Anders entscheiden Dienstag")).press("Enter")
    choose(page, "Der Ordnungsdienst", "Erst reden, dann räumen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Still, und anderswo laut")
    begin(page)
    choose(page, "Das Alkoholverbot", "Am Mittwoch steht der Entwurf in der Zeitung")


def test_a_scenario_needs_no_script(site: Site, browser: Browser, watch: Watch) -> None:
    context = browser.new_context(base_url=site.address, locale="de-DE", java_script_enabled=False)
    watch.over(context)
    page = signed_in(
        context.new_page(), cast.RETURNED.email, site.people[cast.RETURNED.email].password
    )
    begin(page)
    for text in ("Einen Runden Tisch", "Abwarten", "Präsenz zeigen"):
        page.get_by_role("button", name=re.compile(text)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ruhe auf Zeit")
    context.close()


def edit(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Lehrplan").click()
    page.get_by_role("link", name=re.compile("Brunnenplatz")).first.click()
    page.get_by_role("tab", name="Situationen und Enden").click()
    expect(page.locator(SAID)).to_contain_text("Das lässt sich spielen.")


def leads(page: Page, place: int, to: str) -> None:
    page.get_by_label("Führt zu").nth(place).fill(to)


def says(page: Page, sentence: str, *, times: int = 1) -> None:
    expect(page.locator("[data-story]").get_by_text(sentence)).to_have_count(times)


def test_a_trainer_is_told_what_to_mend_while_writing(
    site: Site, person: Callable[..., Page], watch: Watch
) -> None:
    watch.allow(r"axe\.run results")
    watch.allow(r"at \S+/cms/pages/\S+: Failed to load resource: .* status of 400")
    page = person(cast.TRAINER.email)
    edit(page)
    look(page, "szenario-schreiben")
    leads(page, OF_E1, WRONG)
    says(page, "Entscheidung a führt nirgends hin: So heißt keine Situation und kein Ende.")
    leads(page, OF_E1, "E2")
    says(
        page, "Entscheidung a führt nirgends hin: So heißt keine Situation und kein Ende.", times=0
    )
    for place in range(3):
        leads(page, OF_E2 + place, "E2")
    says(page, "Von hier führt kein Weg zu einem Ende, nur im Kreis.")
    for place, to in enumerate(("E3a", "E3b", "E3c")):
        leads(page, OF_E2 + place, to)
    says(page, "Von hier führt kein Weg zu einem Ende, nur im Kreis.", times=0)
    page.get_by_label("Gewinn").first.fill("")
    says(page, "Entscheidung a muss Gewinn und Preis nennen.")
    page.get_by_label("Gewinn").first.fill("Der Rat hat eine Vorlage.")
    for _ in range(3):
        page.get_by_role("button", name="Duplizieren").last.click()
    says(page, "Das sind 13 Situationen und Enden. Mehr als 12 behält niemand im Kopf.")
    says(page, "Hierher führt kein Weg.", times=3)
    says(page, "„Ende D“ heißen zwei.", times=4)
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Brunnenplatz")
    publish(page)
    edit_again(page)
    expect(page.get_by_text("Hierher führt kein Weg.").last).to_be_visible()
    delete = page.get_by_role("button", name="Löschen")
    for _ in range(3):
        before = delete.count()
        delete.last.click()
        # A block that slides away can still be clicked.
        expect(delete).not_to_have_count(before)
    expect(page.locator(SAID)).to_contain_text("Das lässt sich spielen.")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Brunnenplatz")
    page.get_by_role("tab", name="Situationen und Enden").click()
    with page.context.expect_page() as opened:
        page.locator("[data-story]").get_by_role("link", name=re.compile("^E3c")).click()
    draft = opened.value
    expect(draft.get_by_text("Sie spielen den Entwurf")).to_be_visible()
    draft.get_by_role("button", name=re.compile("Die Jugendlichen warnen")).click()
    expect(draft.get_by_role("heading", level=1)).to_have_text("Wer lauter droht")
    draft.close()
    publish(page)
    expect(page.get_by_role("status").first).to_contain_text("veröffentlicht")


def edit_again(page: Page) -> None:
    tab = page.get_by_role("tab", name=re.compile("^Situationen und Enden"))
    tab.click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
