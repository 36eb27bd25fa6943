"""From start to end with the keyboard alone: oneself before and after, feedback, an intention."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.keyboard import hands_on_the_keyboard
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
START, END = "/modul-1/selbsteinschaetzung/", "/modul-5/selbsteinschaetzung/"
FEEDBACK = "/modul-1/rueckmeldung/"
INTENTION = "Was setze ich bis zum nächsten Modul um?"
SECRET = "Ich rede mit dem Jugendtreff, bis Ende Januar."


@pytest.fixture
def graduate(person: Callable[..., Page]) -> Page:
    """Somebody to whom every module is open."""
    return person(cast.GRADUATE.email)


def assess(page: Page, url: str, steps: list[int]) -> None:
    """Answer all twelve statements; once more where this was done before."""
    page.goto(url)
    if page.get_by_role("link", name="Noch einmal antworten").count():
        page.goto(f"{url}?einschaetzung=neu")
    groups = page.locator("#einschaetzung").get_by_role("group")
    expect(groups).to_have_count(12)
    for number, step in enumerate(steps):
        groups.nth(number).get_by_role("radio", name=re.compile(f"^{step} – ")).check()
    page.get_by_role("button", name="Meine Antworten speichern").click()
    expect(page.get_by_text("Gespeichert. Nur Sie sehen Ihre Antworten.")).to_be_visible()


def without_script(site: Site, page: Page, browser: Browser, watch: Watch) -> Page:
    context = browser.new_context(
        base_url=site.address,
        locale="de-DE",
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    watch.over(context)
    return context.new_page()


def test_oneself_before_and_after_by_keyboard(
    graduate: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_on_the_keyboard(monkeypatch)
    graduate.goto(START)
    assert axe(graduate) == []
    look(graduate, "selbsteinschaetzung")
    assess(graduate, START, [2, 3] * 6)
    expect(graduate.get_by_role("img", name="Ihr Anfang")).to_be_visible()
    assert axe(graduate) == []
    assess(graduate, END, [4, 3] * 6)
    picture = graduate.get_by_role("img", name="Von Ihrem Anfang bis heute")
    expect(picture).to_contain_text("von 2 auf 4")
    expect(picture).to_contain_text("bleibt bei 3")
    expect(graduate.get_by_text("bei sechs Aussagen weiter")).to_be_visible()
    expect(graduate.get_by_text("sobald fünf Personen beide Male geantwortet")).to_be_visible()
    graduate.locator("summary", has_text="Als Tabelle lesen").click()
    expect(graduate.get_by_role("row")).to_have_count(13)
    assert axe(graduate) == []
    look(graduate, "selbsteinschaetzung-am-ende")


def test_what_is_missing_is_named_and_nothing_is_lost(graduate: Page, watch: Watch) -> None:
    watch.allow(r"status of 422")
    graduate.goto(f"{START}?einschaetzung=neu")
    first = graduate.get_by_role("group").first.get_by_role("radio", name="3 – teilweise")
    first.check()
    graduate.get_by_role("button", name="Meine Antworten speichern").click()
    expect(graduate.get_by_text("Bitte wählen Sie eine Stufe.").first).to_be_visible()
    expect(first).to_be_checked()
    assert axe(graduate) == []


def test_feedback_and_an_intention_for_oneself(
    person: Callable[..., Page], site: Site, browser: Browser, watch: Watch
) -> None:
    page = person(cast.HALFWAY.email)
    page.goto(FEEDBACK)
    assert axe(page) == []
    look(page, "modulfeedback")
    plain = without_script(site, page, browser, watch)
    plain.goto(FEEDBACK)
    for words in ("4 – groß", "3 – genau richtig", "5 – ja"):
        plain.get_by_label(words, exact=True).check()
    plain.get_by_label("Was hat gefehlt?").fill("Mehr Zeit für Fragen.")
    plain.get_by_label(INTENTION).fill(SECRET)
    plain.get_by_role("button", name="Rückmeldung senden").click()
    expect(plain.get_by_text("Sie haben geantwortet")).to_be_visible()
    expect(plain.get_by_label(INTENTION)).to_have_value(SECRET)
    expect(plain.get_by_text("Wie war das Tempo")).to_have_count(0)
    plain.get_by_label(INTENTION).fill(f"{SECRET} Mit Plan.")
    plain.get_by_role("button", name="Speichern").click()
    expect(plain.get_by_label(INTENTION)).to_have_value(f"{SECRET} Mit Plan.")
    plain.context.close()
    page.reload()
    assert axe(page) == []
    look(page, "modulfeedback-gegeben")


def test_the_trainer_reads_neither_answer_nor_intention(person: Callable[..., Page]) -> None:
    page = person(cast.TRAINER.email)
    page.goto("/cms/durchgaenge/")
    page.get_by_role("link", name=re.compile("Mittelaue 2026")).first.click()
    page.get_by_role("link", name="Rückmeldungen zu Modulen").click()
    expect(page.get_by_text("Weniger als fünf Personen").first).to_be_visible()
    for words in ("Mehr Zeit für Fragen.", SECRET):
        expect(page.get_by_text(words)).to_have_count(0)
    assert axe(page) == []
    look(page, "modulfeedback-ergebnisse")
