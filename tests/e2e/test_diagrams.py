"""All diagrams in a real browser: nothing lies on anything, nothing is cut, axe is content."""

import socketserver
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, Page

from tests.content.diagrams import plan_cases
from tests.content.diagrams.cases import HARD, ORDINARY
from tests.e2e.browser import UNFOLD, axe, look

pytestmark = pytest.mark.e2e
OVERLAP = Path(__file__).with_name("overlap.js").read_text()
SMALLEST_PX = 12


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def address(settings: Any) -> Iterator[str]:
    """The gallery on a port of its own; it needs no database."""
    settings.ROOT_URLCONF = "tests.e2e.gallery"
    settings.ALLOWED_HOSTS = ["localhost"]
    server = Server(("localhost", 0), Silent)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE", base_url=address)
    yield context.new_page()
    context.close()


def open_cases(page: Page, path: str, cases: list[Any]) -> None:
    page.goto(path)
    assert page.locator("svg.kd").count() == 2 * len(cases)


PATIENCE = 40  # quarters of a second


def measured(page: Page, width: int) -> dict[str, Any]:
    """What is found once letters of the right width have come; they load when first needed."""
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, Any] = page.evaluate(OVERLAP)
    for _moment in range(PATIENCE):
        if not found["sideways"]:
            break
        page.wait_for_timeout(250)
        found = page.evaluate(OVERLAP)
    return found


@pytest.mark.parametrize(
    ("path", "cases"),
    [
        ("/bilder/", ORDINARY),
        ("/bilder/schwer/", HARD),
        ("/bilder/plan/", plan_cases.ORDINARY),
        ("/bilder/plan/schwer/", plan_cases.HARD),
    ],
    ids=["ordinary", "hard", "plans", "hard plans"],
)
def test_no_label_lies_on_another_or_leaves_its_picture(
    page: Page, path: str, cases: list[Any]
) -> None:
    open_cases(page, path, cases)
    page.evaluate(UNFOLD)
    for width in (360, 1280):
        found = measured(page, width)
        assert found["found"] == []
        assert found["sideways"] == 0
        assert found["smallest"] >= SMALLEST_PX


def test_one_layout_is_shown_and_the_other_is_hidden_from_everybody(page: Page) -> None:
    open_cases(page, "/bilder/", ORDINARY)
    for width, layout in ((360, "narrow"), (1280, "wide")):
        page.set_viewport_size({"width": width, "height": 900})
        shown = page.locator("svg.kd:visible")
        assert shown.count() == len(ORDINARY)
        assert page.locator(f"svg.kd-{layout}:visible").count() == len(ORDINARY)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.locator("svg.kd-wide:visible").count() == len(ORDINARY)
    assert page.locator("svg.kd-narrow:visible").count() == 0


@pytest.mark.parametrize(
    ("path", "cases", "name"),
    [
        ("/bilder/", ORDINARY, "diagrams"),
        ("/bilder/plan/", plan_cases.ORDINARY, "diagrams-of-plans"),
    ],
    ids=["lessons", "plans"],
)
def test_axe_finds_nothing(page: Page, path: str, cases: list[Any], name: str) -> None:
    open_cases(page, path, cases)
    page.evaluate(UNFOLD)
    assert axe(page) == []
    look(page, name)


def test_a_planted_overlap_is_found(page: Page) -> None:
    open_cases(page, "/bilder/", ORDINARY)
    page.evaluate(
        "document.querySelectorAll('svg.kd').forEach("
        "(svg) => svg.append(svg.querySelector('text').cloneNode(true)))"
    )
    assert measured(page, 1280)["found"] != []
