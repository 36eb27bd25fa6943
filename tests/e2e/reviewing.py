"""A trainer at the screen where work is judged: what every walk to it does alike."""

import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

NOTHING: Mapping[str, int] = {}


def open_queue(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Rückmeldung", exact=True).click()
    expect(page.get_by_role("heading", name="Rückmeldung", level=1)).to_be_visible()


def open_work(page: Page, person: str) -> None:
    """From the queue to what `person` has handed in."""
    page.get_by_role("link", name=person, exact=True).click()
    expect(page.get_by_role("heading", name=person, exact=True)).to_be_visible()


def choose_levels(page: Page, levels: Mapping[str, int] = NOTHING, *, otherwise: int) -> None:
    """`levels` by a part of the criterion's title; every other criterion gets `otherwise`."""
    rubric = page.get_by_role("region", name="Bewertungsraster")
    for criterion in rubric.get_by_role("group").all():
        title = criterion.locator("legend").inner_text()
        level = next((n for name, n in levels.items() if name in title), otherwise)
        criterion.get_by_role("radio", name=re.compile(rf"^{level} ·")).check()
