"""Every kind of question in a real browser: by keyboard alone, and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.conftest import signed_in
from tests.e2e.keyboard import hands_on_the_keyboard
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
TEST = "/modul-1/selbsttest/"
MAKE = """
from courses.curriculum.pages import ModulePage
from tests.assessments.quiz.conftest import make_quiz, of_every_kind
module = ModulePage.objects.get(slug="modul-1")
if not module.get_children().filter(slug="selbsttest").exists():
    make_quiz(module, of_every_kind())
"""
PLACES = {"Rahmen": "1.", "Sichtweisen": "2.", "Interessen": "3."}
OWN_WORDS = "Mehr als zehn Anrufe in einer Woche."


@pytest.fixture(autouse=True)
def every_kind(site: Site) -> None:
    site.manage("shell", "-c", MAKE)


def question(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^Frage {number} von 8"))


def answer(page: Page, *, places: dict[str, str], gap: str) -> None:
    """Everything as it fits; the order and the first gap are for the test to choose."""
    for number, name in ((1, "Antwort 2"), (2, "Antwort 1"), (2, "Antwort 2"), (3, "Antwort 1")):
        question(page, number).get_by_label(name, exact=True).check()
    for left, right in (("Sie reden.", "Debatte"), ("Sie sperren ab.", "Taten")):
        page.get_by_label(left).select_option(right)
    page.get_by_label("Sie bauen ab.").select_option("Taten")
    for step, place in places.items():
        page.get_by_label(step).select_option(place)
    page.get_by_label("Frage 6, Lücke 1").fill(gap)
    page.get_by_label("Frage 6, Lücke 2").fill(" vertretung ")
    for cell, entry in (("A", "Jugendamt"), ("Vertretung", "Streetwork")):
        question(page, 7).get_by_label(cell, exact=True).select_option(entry)
    page.get_by_label(re.compile("^Frage 8 von 8")).fill(OWN_WORDS)
    page.get_by_role("button", name="Antworten prüfen").click()


def test_every_kind_by_keyboard(
    person: Callable[..., Page], watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.allow(r"status of 422")
    hands_on_the_keyboard(monkeypatch)
    page = person(cast.HALFWAY.email)
    page.goto(TEST)
    assert axe(page) == []
    look(page, "fragearten")
    answer(page, places=dict.fromkeys(PLACES, "2."), gap="B")
    expect(page.get_by_text("An Stelle 2 steht noch ein Schritt.").first).to_be_visible()
    expect(page.get_by_label("Frage 6, Lücke 2")).to_have_value(" vertretung ")
    assert axe(page) == []
    look(page, "fragearten-fehler")
    answer(page, places=PLACES, gap="B")
    expect(page.get_by_role("status")).to_contain_text("Sechs von sieben Fragen passen.")
    expect(question(page, 6)).to_have_accessible_description("1 von 2 Lücken passt.")
    expect(page.get_by_text("Zehn Beschwerden in einer Woche.")).to_be_visible()
    assert axe(page) == []
    look(page, "fragearten-beantwortet")
    page.get_by_label("Frage 6, Lücke 1").fill("accountable")
    page.get_by_role("button", name="Antworten prüfen").click()
    expect(page.get_by_role("status")).to_contain_text("Jede geprüfte Antwort passt.")
    expect(page.get_by_text("2 Versuche: zuletzt 7 von 7, am besten 7 von 7.")).to_be_visible()


def climb(page: Page, step: str, place: int) -> None:
    """Up by keyboard until it is there. The button keeps the focus, and the place is said."""
    button = question(page, 5).get_by_role("button", name=f"Nach oben: {step}")
    button.focus()
    for _press in PLACES:
        if page.get_by_label(step).input_value() == str(place):
            break
        page.keyboard.press("Enter")
        expect(button).to_be_focused()
    said = question(page, 5).locator("[data-ordering-line]")
    expect(said).to_have_text(f"Stelle {place} von 3: {step}")


def test_an_order_is_found_with_two_buttons(person: Callable[..., Page], watch: Watch) -> None:
    page = person(cast.HALFWAY.email)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{TEST}?selbsttest=neu")
    steps = question(page, 5).locator("[data-ordering-step]")
    last = steps.last.get_attribute("data-ordering-step") or ""
    climb(page, last, 1)
    for step in reversed(PLACES):
        climb(page, step, 1)
    shown = [step.get_attribute("data-ordering-step") for step in steps.all()]
    assert shown == list(PLACES)
    for step, place in PLACES.items():
        expect(page.get_by_label(step)).to_have_value(place.removesuffix("."))
    first = question(page, 5).get_by_role("button", name="Nach oben: Rahmen")
    expect(first).to_have_attribute("aria-disabled", "true")  # said, and still reachable
    first.press("Enter")
    expect(first).to_be_focused()
    question(page, 5).get_by_role("button", name="Nach unten: Rahmen").click()
    expect(page.get_by_label("Rahmen")).to_have_value("2")
    for box in (button.bounding_box() for button in steps.get_by_role("button").all()):
        assert box
        assert min(box["width"], box["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    look(page, "ordnen")


def test_lists_and_buttons_may_be_mixed(person: Callable[..., Page], watch: Watch) -> None:
    page = person(cast.HALFWAY.email)
    page.goto(f"{TEST}?selbsttest=neu")
    page.get_by_label("Interessen").select_option("1.")
    question(page, 5).get_by_role("button", name="Nach unten: Interessen").click()
    expect(page.get_by_label("Interessen")).to_have_value("2")
    places = {page.get_by_label(step).input_value() for step in PLACES}
    assert places == {"1", "2", "3"}


def test_every_kind_without_script(site: Site, browser: Browser, watch: Watch) -> None:
    context = browser.new_context(base_url=site.address, locale="de-DE", java_script_enabled=False)
    watch.over(context)
    email = cast.RETURNED.email
    page = signed_in(context.new_page(), email, site.people[email].password)
    page.goto(TEST)
    expect(page.get_by_role("button", name="Nach oben: Rahmen")).to_have_count(0)
    answer(page, places=PLACES, gap="A")
    expect(page.get_by_role("status")).to_contain_text("Jede geprüfte Antwort passt.")
    expect(page.get_by_label("Rahmen")).to_have_value("1")
    expect(page.get_by_label(re.compile("^Frage 8 von 8"))).to_have_value(OWN_WORDS)
    expect(page.get_by_text("Zehn Beschwerden in einer Woche.")).to_be_visible()
    context.close()
