"""What the scripts promise, tried in a real browser: no text is lost, none stays behind."""

import socketserver
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from tests import needs
from tests.content.ui.draft_site import STATE, State

pytestmark = pytest.mark.e2e
AXE = Path(__file__).resolve().parents[3] / "node_modules/axe-core/axe.min.js"


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def address(settings: Any) -> Iterator[str]:
    """The draft site on a port of its own; it needs no database."""
    settings.ROOT_URLCONF = "tests.content.ui.draft_site"
    settings.ALLOWED_HOSTS = ["localhost"]
    STATE.__dict__.update(State().__dict__)
    server = Server(("localhost", 0), Silent)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(
            executable_path=needs.chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(locale="en-GB", base_url=address)
    page = context.new_page()
    page.set_default_timeout(9000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/")
    yield page
    context.close()


@pytest.fixture
def says(page: Any) -> Callable[[str], None]:
    def wait(words: str) -> None:
        page.locator("[data-save-text]", has_text=words).wait_for(timeout=9000)

    return wait


def write(page: Any, text: str) -> None:
    page.locator("#id_text").press_sequentially(text)


def copies(page: Any) -> int:
    return int(
        page.evaluate(
            "[localStorage, sessionStorage].flatMap(s => Object.keys(s))"
            ".filter(k => k.startsWith('lms:')).length"
        )
    )


def test_text_is_saved_while_writing_and_leaves_no_copy(page: Any, says: Any) -> None:
    write(page, " new")
    assert copies(page) == 1
    says("Saved at")
    assert (STATE.text, STATE.version) == (" newold", 2)
    assert page.input_value("[name=version]") == "2"
    assert copies(page) == 0


def test_text_survives_without_connection(page: Any, says: Any) -> None:
    page.context.set_offline(True)
    write(page, "offline ")
    says("no connection")
    assert copies(page) == 1
    page.context.set_offline(False)
    says("Saved at")
    assert STATE.text == "offline old"


def test_both_texts_are_shown_and_the_person_chooses(page: Any, says: Any) -> None:
    STATE.text, STATE.version = "theirs", 9
    write(page, "mine ")
    says("two texts")
    assert page.inner_text("[data-theirs]") == "theirs"
    assert page.input_value("#id_text") == "mine old"
    assert page.evaluate("document.activeElement.id") == "id_text"
    page.click("[data-keep=mine]")
    says("Saved at")
    assert (STATE.text, STATE.version) == ("mine old", 10)


def test_the_other_text_can_be_taken(page: Any, says: Any) -> None:
    STATE.text, STATE.version = "theirs", 9
    write(page, "mine ")
    says("two texts")
    page.click("[data-keep=theirs]")
    says("Saved at")
    assert STATE.text == "theirs"


@pytest.mark.parametrize(
    ("status", "words"), [(403, "signed out"), (413, "too long"), (500, "does not answer")]
)
def test_a_refusal_is_told_in_words(page: Any, says: Any, status: int, words: str) -> None:
    STATE.refusal = status
    write(page, "x")
    says(words)
    assert copies(page) == 1


def test_what_was_not_saved_comes_back_with_the_page(page: Any, says: Any) -> None:
    STATE.refusal = 500
    write(page, "kept ")
    says("does not answer")
    STATE.refusal = 0
    page.goto("/")
    assert page.input_value("#id_text") == "kept old"
    says("Saved at")
    assert STATE.text == "kept old"


def test_two_clicks_submit_once_and_keep_the_buttons_value(page: Any) -> None:
    write(page, "x")
    page.evaluate(
        "() => { const b = document.querySelector('[name=action]'); b.click(); b.click(); }"
    )
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    assert [post["action"] for post in STATE.posts] == ["submit"]
    assert copies(page) == 0


def test_signing_out_takes_every_copy_with_it(page: Any) -> None:
    page.evaluate("localStorage.setItem('lms:draft:8:/x/', '1'); localStorage.setItem('x', '1')")
    page.click("#out")
    page.wait_for_url("**/out/")
    assert page.evaluate("Object.keys(localStorage)") == ["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_part_is_accessible(page: Any, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/parts/")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_is_asked_of_another_host_and_the_policy_holds(page: Any, address: str) -> None:
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto("/parts/")
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert told == []
