"""The browser tests' own ground: the site runs, and what must not happen is seen."""

from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage

import pytest
from playwright.sync_api import Error, Page, expect

from tests.e2e.browser import Watch, axe, look
from tests.e2e.site import Site, body_of

pytestmark = pytest.mark.e2e


def test_a_stranger_sees_the_login_page(visitor: Callable[[], Page]) -> None:
    page = visitor()
    page.goto("/konto/anmelden/")
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    assert axe(page) == []
    look(page, "anmelden")


def test_every_demo_person_can_sign_in(site: Site, person: Callable[..., Page]) -> None:
    for email in site.people:
        page = person(email)
        assert page.context.cookies()
        page.context.close()


def test_a_forgotten_password_sends_a_real_mail(
    site: Site, visitor: Callable[[], Page], read_mail: Callable[..., EmailMessage]
) -> None:
    email = next(iter(site.people))
    page = visitor()
    page.goto("/konto/passwort/vergessen/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_role("main").get_by_role("button").click()
    assert f"{site.address}/konto/passwort/neu/" in body_of(read_mail(email, "Passwort"))


def test_the_watch_sees_foreign_requests_errors_and_violations(
    visitor: Callable[[], Page], watch: Watch
) -> None:
    page = visitor()
    page.goto("/konto/anmelden/")
    page.evaluate("fetch('https://foreign.example/').catch(() => null)")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("setTimeout(() => { throw new Error('broken') }, 0)")
    page.wait_for_function("() => true")
    page.goto("/gibt-es-nicht/")
    with suppress(Error):  # no packet leaves: the name is not even looked up
        page.goto("https://foreign.example/")
    said = "\n".join(watch.complaints)
    for part in (
        "another host: https://foreign.example/",
        "connect-src",
        "style-src",
        "broken",
        "status of 404",
    ):
        assert part in said
    watch.allow(".*")


def test_the_worker_runs(site: Site) -> None:
    assert any("qcluster" in command for _pid, command in site.processes())
