"""People without a mouse: every control is reached by Tab and used by a key.

`hands_on_the_keyboard` replaces what Playwright would do with a pointer, so the same walk can be
taken twice. A control that Tab does not come to, or that no key works, fails the walk.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import ElementHandle, Locator

# More controls than any page of ours or of Wagtail's has.
LONGEST_WAY = 600
HERE = """(wanted) => {
  const at = wanted.ownerDocument.activeElement;
  if (at === wanted) return "there";
  const radio = (one) => one && one.type === "radio";
  const together = radio(at) && radio(wanted) && at.name === wanted.name && at.form === wanted.form;
  return together ? "among its own" : "elsewhere";
}"""


def hands_on_the_keyboard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Locator, "click", click)
    patch.setattr(Locator, "check", check)
    patch.setattr(Locator, "fill", fill)
    patch.setattr(Locator, "select_option", select_option)


def click(locator: Locator, **options: Any) -> None:
    # The element's own `press` waits for the page that the key calls; it has the focus already.
    _reach(locator).press("Enter")


def check(locator: Locator, **options: Any) -> None:
    """Arrows choose a radio while they come to it; a box is ticked by the space bar."""
    page, element = locator.page, _reach(locator)
    if not element.is_checked():
        page.keyboard.press("Space")
    assert element.is_checked()


def fill(locator: Locator, value: str, **options: Any) -> None:
    page, element = locator.page, _reach(locator)
    if element.get_attribute("type") in ("date", "time"):
        element.fill(value)  # how a picker is typed into differs from one language to the next
        return
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(value)


def select_option(locator: Locator, value: str | None = None, *, index: int = 0) -> None:
    page, element = locator.page, _reach(locator)
    if value is not None:  # it may come only after what was typed before is saved
        whole = re.compile(rf"^\s*{re.escape(value)}\s*$")
        locator.locator("option", has_text=whole).first.wait_for(state="attached")
    words = element.evaluate("(list) => [...list.options].map((option) => option.label.trim())")
    wanted = words.index(value) if value is not None else index
    page.keyboard.press("Home")
    for _step in range(wanted):
        page.keyboard.press("ArrowDown")
    assert element.evaluate("(list) => list.selectedIndex") == wanted


def _reach(locator: Locator) -> ElementHandle:
    locator.page.wait_for_load_state()
    locator.wait_for()
    element, keys = locator.element_handle(), locator.page.keyboard
    for _step in range(LONGEST_WAY):
        match element.evaluate(HERE):
            case "there":
                return element
            case "among its own":
                keys.press("ArrowDown")
            case _:
                keys.press("Tab")
    pytest.fail(f"Tab does not come to {locator}")
