"""Every page of the curriculum, as somebody reads it who has come through: axe finds nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.e2e.browser import UNFOLD, axe
from tests.lms.curriculum.shelf import File, beside, files

pytestmark = pytest.mark.e2e
# Self-tests and prompts stand in their lessons. Guides are not for participants.
BELOW_A_MODULE = {"scenario", "reflection", "feedback", "self_assessment", "assignment"}
READINGS = ("einfach", "standard")


def address_of(file: File) -> str:
    """Empty for what has no page of its own."""
    module, _slash, inside = file.folder.partition("/")
    match file.data.get("type"):
        case "module" | "lesson":
            return f"/{file.folder}/"
        case "assignment":
            return f"/{module}/{file.data['slug']}/"
        case kind if kind in BELOW_A_MODULE and not inside:
            return f"/{module}/{file.data['slug']}/"
        case "method":
            return f"/methoden/{file.data['slug']}/"
        case "page":
            return f"/{file.data['slug']}/"
        case _:
            return ""


def versions() -> Iterator[tuple[str, str]]:
    """Address and title. What also speaks plain language comes twice."""
    for file in files():
        address = address_of(file)
        if address and beside(file, "einfach.md"):
            yield from (
                (f"{address}?fassung={reading}", file.data["title"]) for reading in READINGS
            )
        elif address:
            yield address, file.data["title"]


def test_every_page_can_be_read_by_everyone(person: Callable[..., Page]) -> None:
    pages = dict(versions())
    assert len(pages) > 75 + 33
    reader = person(cast.GRADUATE.email)
    found = {}
    for address, title in pages.items():
        reader.goto(address)
        expect(reader.locator("h1")).to_have_text(title)
        reader.evaluate(UNFOLD)
        found[address] = axe(reader)
    assert {address: lines for address, lines in found.items() if lines} == {}
