"""Packages in a real browser: played, recorded, gone on with elsewhere, and held where they are."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
MAKE = """
from tests.content.h5p.installed import make_pages
make_pages()
"""
# What a contained package provokes: its policy, its origin, the hosts nobody answers for.
CONTAINED = r"CSP|Content Security|sandbox|evil\.example|CORS|ERR_|Unsafe|Access to|Failed to load"


@pytest.fixture(scope="module")
def pages(site: Site) -> None:
    site.manage("shell", "-c", MAKE)


@pytest.fixture
def learner(pages: None, person: Callable[..., Page]) -> Page:
    return person(cast.HALFWAY.email)


def package(page: Page, number: int = 0) -> FrameLocator:
    return page.frame_locator(f"iframe >> nth={number}")


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)


def test_somebody_plays_is_recorded_and_goes_on_elsewhere(
    learner: Page, person: Callable[..., Page]
) -> None:
    learner.goto("/modul-1/h5p-wahr/")
    assert axe(learner) == []
    look(learner, "h5p")
    # By keyboard into the frame, and out of it again.
    learner.locator("#main").focus()
    inside = package(learner)
    for _ in range(8):
        learner.keyboard.press("Tab")
        if inside.get_by_role("button", name="Wahr").evaluate(
            "(e) => e === document.activeElement"
        ):
            break
    learner.keyboard.press("Enter")
    expect(inside.get_by_text("Gewählt: true")).to_be_visible()
    for _ in range(3):
        learner.keyboard.press("Tab")
    expect(learner.locator("summary", has_text="Dasselbe in Worten")).to_be_focused()
    with learner.expect_request(lambda sent: '\\"false\\"' in (sent.post_data or "")):
        inside.get_by_role("button", name="Falsch").click()
    # Away within half a second; another browser knows.
    learner.goto("about:blank")
    elsewhere = person(cast.HALFWAY.email)
    elsewhere.goto("/modul-1/h5p-wahr/")
    expect(package(elsewhere).get_by_text("Gewählt: false")).to_be_visible()
    package(elsewhere).get_by_role("button", name="Prüfen").click()
    said(elsewhere, "Aufgezeichnet: 0 von 1 Punkten. Wir haben die Punkte selbst geprüft.")
    package(elsewhere).get_by_role("button", name="Wahr").click()
    package(elsewhere).get_by_role("button", name="Prüfen").click()
    said(elsewhere, "Aufgezeichnet: 1 von 1 Punkten.")
    elsewhere.reload()
    expect(elsewhere.get_by_text("Es zählt der beste Versuch: 100 von 100.")).to_be_visible()
    assert axe(elsewhere) == []
    look(elsewhere, "h5p-ergebnisse")


def test_a_set_is_checked_question_by_question(learner: Page) -> None:
    learner.goto("/modul-1/h5p-fragen/")
    inside = package(learner)
    for number, answer in enumerate(("Wahr", "Falsch")):
        inside.get_by_role("button", name=answer).nth(number).click()
        inside.get_by_role("button", name="Prüfen").nth(number).click()
    said(learner, "Aufgezeichnet: 1 von 2 Punkten. Wir haben die Punkte selbst geprüft.")
    learner.reload()
    learner.get_by_text("Frage für Frage").click()
    expect(learner.get_by_text("Zuhören heißt abwarten.")).to_be_visible()


def test_two_in_a_lesson_play_side_by_side_and_keep_nothing(learner: Page) -> None:
    sent: list[str] = []
    learner.on("request", lambda request: sent.append(request.url))
    learner.goto("/modul-1/h5p-einheit/")
    first, second = package(learner), package(learner, 1)
    first.get_by_label("Notiz").fill("eins")
    second.get_by_role("button", name="Wahr").click()
    expect(second.get_by_text("Gewählt: true")).to_be_visible()
    expect(first.get_by_label("Notiz")).to_have_value("eins")
    heights = learner.locator("iframe").evaluate_all("(all) => all.map((e) => e.clientHeight)")
    inner = [frame.evaluate("document.body.scrollHeight") for frame in learner.frames[1:]]
    assert heights == inner
    assert not [url for url in sent if re.search("h5p-(aussage|stand)", url)]
    learner.set_viewport_size({"width": 360, "height": 800})
    assert learner.evaluate("document.documentElement.scrollWidth") == 360
    look(learner, "h5p-einheit")


def test_a_hostile_package_reaches_nothing(learner: Page, watch: Watch, site: Site) -> None:
    watch.allow(CONTAINED)
    learner.goto("/modul-1/h5p-feindlich/")
    attacks = package(learner).locator("[data-attack]")
    expect(package(learner).locator("[data-attack=done]")).to_be_visible()
    outcome = dict(
        attacks.evaluate_all("(all) => all.map((e) => [e.dataset.attack, e.textContent])")
    )
    assert outcome.pop("done") == "tried everything"
    assert len(outcome) == 11
    assert set(outcome.values()) == {"contained"}, outcome
    assert learner.url.endswith("/modul-1/h5p-feindlich/")
    # Reported without anybody's hand, and from frames and windows that are not ours.
    learner.evaluate("window.postMessage({context: 'lms-h5p', type: 'xapi', statement: {}}, '*')")
    learner.reload()
    expect(learner.get_by_role("heading", name="Ihre Versuche")).to_have_count(0)
    cookies = {cookie["name"] for cookie in learner.context.cookies()}
    assert "stolen" not in cookies


def test_opened_at_its_own_address_a_package_is_as_alone(learner: Page, watch: Watch) -> None:
    watch.allow(CONTAINED)
    learner.goto("/modul-1/h5p-wahr/")
    learner.goto(learner.locator("lms-h5p").get_attribute("data-src") or "")
    expect(learner.get_by_role("button", name="Wahr")).to_be_visible()
    assert learner.evaluate("self.origin") == "null"
    assert learner.evaluate("document.cookie") == ""
