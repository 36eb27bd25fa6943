"""„The card for tomorrow morning“: found by facets and words, kept, noted, taken along on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import Watch, axe, look
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
CARD = "Konflikt-Eisberg"


@pytest.fixture
def reader(site: Site, person: Callable[..., Page]) -> Page:
    email = next(p.email for p in site.people.values() if "eilnehm" in p.role)
    return person(email)


def take_out_everything(page: Page) -> None:
    """What an earlier test of the same site has kept."""
    page.goto("/koffer/")
    while page.get_by_role("button", name=re.compile("^Entnehmen")).count():
        page.get_by_role("button", name=re.compile("^Entnehmen")).first.click()
    while page.locator("summary", has_text="Zuletzt entnommen").count():
        page.locator("summary", has_text="Zuletzt entnommen").click()
        page.get_by_role("button", name="Endgültig löschen").first.click()


def find(page: Page) -> None:
    page.goto("/methoden/")
    page.get_by_role("checkbox", name=re.compile("^bis 30 Minuten")).check()
    page.get_by_role("checkbox", name=re.compile("^Verstehen und analysieren")).check()
    page.get_by_label("Karten durchsuchen").fill("Vermutungen trennen")
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page).to_have_url(re.compile(r"q=Vermutungen\+trennen.*dauer=1|dauer=1.*q=Vermutungen"))
    expect(page.get_by_role("heading", level=3)).to_have_text([CARD])


def test_a_card_is_found_kept_noted_and_printed(reader: Page, watch: Watch) -> None:
    take_out_everything(reader)
    find(reader)
    assert axe(reader) == []
    look(reader, "methodenkoffer-gefiltert")
    reader.get_by_role("button", name=f"„{CARD}“ in meinem Koffer").click()
    expect(reader.get_by_role("button", name=f"„{CARD}“ in meinem Koffer")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(reader.get_by_role("heading", level=3)).to_have_text([CARD])
    reader.get_by_role("link", name=CARD).click()
    reader.get_by_label("Notiz zur Karte").fill("Für Donnerstag, zwei Flipcharts.")
    expect(reader.get_by_text(re.compile("^Gespeichert um"))).to_be_visible()
    assert axe(reader) == []
    look(reader, "methodenkarte")
    reader.goto("/koffer/")
    expect(reader.get_by_text("Für Donnerstag, zwei Flipcharts.")).to_be_visible()
    assert axe(reader) == []
    look(reader, "mein-koffer")
    pdf = reader.request.get("/koffer/koffer.pdf?notizen=1")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-")
    reader.goto("/koffer/drucken/")
    expect(reader.get_by_role("heading", level=2, name=CARD)).to_be_visible()
    assert axe(reader) == []


def test_taking_out_can_be_undone(reader: Page) -> None:
    take_out_everything(reader)
    find(reader)
    reader.get_by_role("link", name=CARD).click()
    reader.get_by_role("button", name="In meinen Koffer").click()
    expect(reader.get_by_text(f"„{CARD}“ liegt in Ihrem Koffer.")).to_be_visible()
    reader.goto("/koffer/")
    reader.get_by_role("button", name=re.compile("^Entnehmen")).click()
    expect(reader.get_by_text(f"„{CARD}“ liegt nicht mehr in Ihrem Koffer")).to_be_visible()
    reader.get_by_role("button", name="Zurücklegen").first.click()
    expect(reader.get_by_role("heading", level=2, name=CARD)).to_be_visible()


def test_everything_works_without_script(
    site: Site, reader: Page, browser: Browser, watch: Watch
) -> None:
    take_out_everything(reader)
    context = browser.new_context(
        base_url=site.address,
        locale="de-DE",
        java_script_enabled=False,
        storage_state=reader.context.storage_state(),
    )
    watch.over(context)
    page = context.new_page()
    find(page)
    page.get_by_role("button", name=f"„{CARD}“ in meinem Koffer").click()
    page.get_by_role("link", name=CARD).click()
    page.get_by_label("Notiz zur Karte").fill("Ohne Skript.")
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.get_by_text("Die Notiz ist gespeichert.")).to_be_visible()
    expect(page.get_by_label("Notiz zur Karte")).to_have_value("Ohne Skript.")
    context.close()


def test_on_a_phone_the_filter_opens_by_keyboard(visitor: Callable[[], Page]) -> None:
    page = visitor()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/methoden/")
    filter_button = page.get_by_role("button", name="Filter", exact=True)
    filter_button.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name=re.compile("^bis 30 Minuten"))
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Filter anwenden").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("dauer=1"))
    expect(page.get_by_role("button", name="Filter, 1 aktiv")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
