"""Fixtures of the browser tests: the running site, people in browsers of their own, their mail."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import needs
from tests.e2e.browser import ARGUMENTS, Watch, as_in_an_old_office
from tests.e2e.patience import with_patience
from tests.e2e.site import Site

DEADLINE_MS = 45_000
TRACEBACK = "Traceback (most recent call last)"


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Web server and worker on the demo's data; ended as Ctrl-C would.

    Of the package: a worker that nobody waits for still asks for tasks, for as long as it runs.
    """
    site = Site.prepared("site", tmp_path_factory)
    site.start()
    yield site
    assert site.stop() == 0


# Of the package, not of the session: while Playwright runs, its event loop runs in this thread,
# and Django would refuse the database to every later test of the same process.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="package")
def patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        with_patience(patch)
        yield


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fails the test on foreign requests, console errors, CSP violations, server tracebacks."""
    watch = Watch(site.address)
    begun = len(site.log)
    yield watch
    log = site.log[begun:]
    if TRACEBACK in log:
        watch.complaints.append(f"server: {log[log.index(TRACEBACK) :][:4000]}")
    if complaints := watch.unexpected():
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def visitor(site: Site, browser: Browser, watch: Watch) -> Iterator[Callable[[], Page]]:
    """`visitor()`: a page in a fresh browser that nobody has signed in with."""
    pages = []

    def open_browser() -> Page:
        pages.append(browsing(browser, site, watch))
        return pages[-1]

    yield open_browser
    for page in pages:
        page.context.close()


def browsing(browser: Browser, site: Site, watch: Watch) -> Page:
    """A page in a fresh browser, watched."""
    expect.set_options(timeout=DEADLINE_MS)
    context = browser.new_context(
        base_url=site.address,
        locale="de-DE",
        timezone_id="Europe/Berlin",
        viewport={"width": 1280, "height": 800},
        accept_downloads=True,
    )
    context.set_default_timeout(DEADLINE_MS)
    watch.over(context)
    page = context.new_page()
    as_in_an_old_office(page)
    return page


@pytest.fixture
def person(site: Site, visitor: Callable[[], Page]) -> Callable[..., Page]:
    """`person(email)`: a page in a fresh browser, signed in through the login page.

    The password of demo people is known; other people's is given as `password`.
    """

    def sign_in(email: str, password: str = "") -> Page:
        return signed_in(visitor(), email, password or site.people[email].password)

    return sign_in


def signed_in(page: Page, email: str, password: str) -> Page:
    """The page, after its person has signed in through the login page."""
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden").click()
    expect(page).not_to_have_url(re.compile(r"/konto/anmelden"))
    return page


@pytest.fixture
def read_mail(site: Site) -> Callable[..., EmailMessage]:
    """`read_mail(to, subject_contains)`: the next unread mail, waited for; handed out once."""
    return site.read_mail
