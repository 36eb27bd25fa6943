"""The conflict map of a plan: written in rows, moved by mouse, by touch and by keys."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lms.demo import cast
from tests.e2e.browser import axe, look
from tests.e2e.site import Site
from tests.e2e.test_main_job import button

pytestmark = pytest.mark.e2e
SECTION = "abschnitt/konfliktanalyse/"
SAVED = re.compile("^Gespeichert um")
NAMES = ("Bürgermeisterin", "Jugendliche am Platz", "Unsere Koordination")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: the plan that is written here is nobody else's."""
    site = Site.prepared("site-conflict-map", tmp_path_factory)
    site.start()
    yield site
    assert site.stop() == 0


def test_a_map_is_written_moved_and_stays(person: Callable[..., Page]) -> None:
    page = person(cast.HALFWAY.email)
    page.goto("/plan/")
    button(page, "Plan beginnen").click()
    page.goto(re.sub(r"abschnitt/.*", SECTION, page.url))
    expect(page.get_by_text("Noch keine Einträge").filter(visible=True)).to_have_count(1)
    write_rows(page)
    by_mouse(page)
    by_keys(page)
    page.reload()
    expect(cell(page, 0, "x")).not_to_have_value("")
    assert axe(page) == []
    look(page, "konfliktlandkarte")
    page.set_viewport_size({"width": 360, "height": 800})
    assert axe(page) == []
    by_mouse(page)


def cell(page: Page, row: int, column: str) -> Locator:
    return page.locator(f"[name=landkarte-{row}-{column}]")


def mark(page: Page, name: str) -> Locator:
    """Of the layout that is shown."""
    return page.get_by_role("button", name=name, exact=True).filter(visible=True)


def drawn(page: Page, name: str) -> Locator:
    """The mark with its words: what the server has drawn, and a script may have moved."""
    return page.locator(f'[data-name="{name}"]').filter(visible=True)


def saved(page: Page) -> None:
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()


def write_rows(page: Page) -> None:
    """The picture follows what is written, without anybody asking for it."""
    for number, (name, kind) in enumerate(zip(NAMES, ("actor", "actor", "self"), strict=True)):
        cell(page, number, "name").fill(name)
        cell(page, number, "art").select_option(kind)
        if number < len(NAMES) - 1:
            page.locator("button[value='add:landkarte']").click()
            expect(cell(page, number + 1, "name")).to_be_visible()
    cell(page, 0, "macht").select_option("5")
    expect(mark(page, NAMES[0])).to_be_visible()
    expect(mark(page, f"{NAMES[2]} (wir selbst)")).to_be_visible()
    saved(page)


def by_mouse(page: Page) -> None:
    before = drawn(page, NAMES[0]).get_attribute("data-at")
    mark(page, NAMES[0]).scroll_into_view_if_needed()
    box = mark(page, NAMES[0]).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 90, steps=5)
    page.mouse.up()
    expect(page.locator("[data-said]")).to_contain_text(f"{NAMES[0]} ist abgelegt")
    expect(cell(page, 0, "x")).to_have_value(re.compile(r"^\d+$"))
    # The server has drawn it anew, at the place that was saved.
    expect(drawn(page, NAMES[0])).not_to_have_attribute("data-at", before or "")
    expect(drawn(page, NAMES[0])).not_to_have_attribute("transform", re.compile("."))
    saved(page)


def by_keys(page: Page) -> None:
    mark(page, NAMES[0]).focus()
    page.keyboard.press("ArrowRight")
    expect(mark(page, NAMES[1])).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("ist gegriffen")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("[data-said]")).to_contain_text(f"{NAMES[1]}: ")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "y")).to_have_value("")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "y")).to_have_value(re.compile(r"^\d+$"))
    expect(drawn(page, NAMES[1])).not_to_have_attribute("transform", re.compile("."))
    expect(mark(page, NAMES[1])).to_be_focused()


def test_without_script_the_picture_is_a_picture(
    site: Site, person: Callable[..., Page], browser: Browser
) -> None:
    page = person(cast.HALFWAY.email)
    page.goto("/plan/")
    section = page.get_by_role("link", name=re.compile("Konfliktanalyse")).first
    address = section.get_attribute("href")
    context = browser.new_context(
        base_url=site.address,
        locale="de-DE",
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = context.new_page()
    plain.goto(address or "")
    expect(plain.get_by_role("img", name="Konfliktlandkarte")).to_be_visible()
    assert plain.get_by_role("button", name=NAMES[0], exact=True).count() == 0
    cell(plain, 0, "x").fill("90")
    button(plain, "Speichern").click()
    expect(cell(plain, 0, "x")).to_have_value("90")
    context.close()
