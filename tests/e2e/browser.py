"""What the browser is watched for, and what it can be asked."""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Error, Page, Request

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "var" / "pictures"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks of another host, no packet leaves.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
NO_REQUEST = ("data", "blob", "about", "chrome-error")
# Without preloading, which would insert a style the content security policy refuses.
RUN_AXE = "axe.run(document, %s).then((r) => JSON.stringify(r.violations))"
OPTIONS = {
    "light": {"preload": False},
    # What does not depend on colours has been asked in light.
    "dark": {"preload": False, "runOnly": ["color-contrast"]},
}
UNFOLD = "document.querySelectorAll('details').forEach((folded) => { folded.open = true; })"
WIDTHS = (360, 1280)
PAPER = 680  # CSS pixels between the margins of an A4 sheet
SCHEMES = ("light", "dark")
SLOW_LINE = {
    "latency": 60,  # milliseconds
    "downloadThroughput": 300_000,  # bytes a second
    "uploadThroughput": 300_000,
}
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} ${event.sourceFile}`);
});
"""


class Watch:
    """Collects what must not happen in any page: foreign requests, errors, CSP violations."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.complaints: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Some tests provoke an error on purpose, for instance allow(r"status of 404")."""
        self._allowed.append(re.compile(pattern))

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._complain(f"script error: {error.error}"))

    def unexpected(self) -> list[str]:
        return [
            complaint
            for complaint in self.complaints
            if not any(pattern.search(complaint) for pattern in self._allowed)
        ]

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in NO_REQUEST and parts.netloc != self.host:
            self._complain(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            page = message.page.url if message.page else "?"
            self._complain(f"console at {page}: {message.text} ({message.location.get('url')})")

    def _complain(self, text: str) -> None:
        self.complaints.append(text)


def as_in_an_old_office(page: Page) -> None:
    """With SLOW=1: a line that brings pages in pieces, and scripts late.

    A walk that counts what is not there yet passes on a quick machine and fails on a busy one;
    here it fails every time.
    """
    if os.environ.get("SLOW") == "1":
        _on_a_slow_line(page, offline=False)


def connection(page: Page, *, up: bool) -> None:
    """Take the connection away from the page's browser, or give it back."""
    if page not in _lines:
        page.context.set_offline(not up)
    for each in page.context.pages:
        if each in _lines:
            _on_a_slow_line(each, offline=not up)


# The one that spoke first has the say about a page's line.
_lines: "WeakKeyDictionary[Page, CDPSession]" = WeakKeyDictionary()


def _on_a_slow_line(page: Page, *, offline: bool) -> None:
    if page not in _lines:
        _lines[page] = page.context.new_cdp_session(page)
        _lines[page].send("Network.enable")
    _lines[page].send("Network.emulateNetworkConditions", SLOW_LINE | {"offline": offline})


def axe(page: Page) -> list[str]:
    """What axe finds in light and in dark, a line each; nothing when all is well.

    Evaluated over the debugging protocol, so the page's own content security policy stays on.
    """
    page.wait_for_load_state()  # half a page has no heading yet
    found: set[str] = set()
    protocol = page.context.new_cdp_session(page)
    try:
        _evaluate(protocol, f"{AXE.read_text()}; undefined")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found.update(f"{scheme}: {line}" for line in _axe_once(protocol, OPTIONS[scheme]))
    finally:
        protocol.detach()
    page.emulate_media(color_scheme="light")
    return sorted(found)


def _axe_once(protocol: Any, options: dict[str, Any]) -> list[str]:
    report = _evaluate(protocol, RUN_AXE % json.dumps(options))
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:160]}"
        for violation in json.loads(report)
        for node in violation["nodes"]
    ]


def _evaluate(protocol: Any, expression: str) -> Any:
    answer = protocol.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": True, "returnByValue": True},
    )
    if "exceptionDetails" in answer:
        raise Error(json.dumps(answer["exceptionDetails"])[:2000])
    return answer["result"].get("value")


def look(page: Page, name: str) -> list[Path]:
    """With LOOK=1: pictures of the whole page, narrow and wide, light and dark, and printed."""
    if os.environ.get("LOOK") != "1":
        return []
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    taken = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            taken.append(PICTURES / f"{name}-{width}-{scheme}.png")
            page.screenshot(path=taken[-1], full_page=True, animations="disabled", caret="initial")
    page.emulate_media(color_scheme="light", media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    taken.append(PICTURES / f"{name}-print.png")
    page.screenshot(path=taken[-1], full_page=True, animations="disabled", caret="initial")
    page.emulate_media(color_scheme="light", media="screen")
    if before:
        page.set_viewport_size(before)
    return taken
