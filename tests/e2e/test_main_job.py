"""The main job, walked as people walk it: from an edited lesson to a verified certificate."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Locator, Page, expect

from lms.demo import cast
from tests.e2e.browser import axe, look
from tests.e2e.site import Site, body_of

pytestmark = pytest.mark.e2e

MODULE = "Konflikt, Demokratie und eigene Haltung"
LESSON = "Was ist ein Konflikt?"
LEAD = "Heute früh neu geschrieben: Woran erkennen wir, dass aus Ärger ein Konflikt wird?"
COHORT = "Testau, erster Durchgang"
EMAIL = "mira.toensing@testau.example"
NAME = ("Mira", "Tönsing-Okafor")
THOUGHT = "Denen, die schon alles wissen. Und manchmal mir selbst."
SECTIONS = 18
PASSWORD = "Vier Enten am Wehr, 17"  # noqa: S105 - typed by a person who does not exist
# Days from today; everything that is attended lies in the past.
SEMINARS = (-60, -45, -30, -15, -5)
DEEPENINGS = (-20, 10)


@dataclass(frozen=True)
class Job:
    """Who takes part: the running site, a way to sign in, a fresh browser, the mails."""

    site: Site
    person: Callable[..., Page]
    visitor: Callable[[], Page]
    read_mail: Callable[..., EmailMessage]


def test_from_an_edited_lesson_to_a_verified_certificate(
    site: Site,
    person: Callable[..., Page],
    visitor: Callable[[], Page],
    read_mail: Callable[..., EmailMessage],
) -> None:
    job = Job(site, person, visitor, read_mail)
    trainer = job.person(cast.TRAINER.email)
    edit_a_lesson(trainer)
    coordinator = job.person(cast.COORDINATOR.email)
    set_up_a_cohort(coordinator)
    participant = follow_the_invitation(job)
    read_the_lesson(participant)
    answer_the_test(participant)
    write_a_reflection(participant)
    write_the_plan(participant)
    hand_in(participant, 1)


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def heading(page: Page | Locator, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", name=name)


# — 1. The trainer edits a lesson ——————————————————————————————————————————————————


def edit_a_lesson(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Seiten erstellt").click()
    link(page, f"Unterseiten von ‚{MODULE}‘ durchsehen").click()
    link(page, LESSON).click()
    page.get_by_role("textbox", name="Einleitung").fill(LEAD)
    _preview(page)
    button(page, "Mehr Aktionen").click()
    button(page, "Veröffentlichen").click()
    expect(page.get_by_role("status")).to_contain_text("veröffentlicht")


def _preview(page: Page) -> None:
    button(page, "Vorschau umschalten").click()
    preview = page.frame_locator("iframe[title='Vorschau']").first
    expect(preview.get_by_text(LEAD)).to_be_visible()


# — 2. The coordinator sets up a cohort and invites ————————————————————————————————


def set_up_a_cohort(page: Page) -> None:
    page.goto("/cms/")
    link(page, "Durchgänge").click()
    link(page, "Durchgang anlegen").click()
    data = page.get_by_role("region", name="Worum es geht")
    data.get_by_label("Titel").fill(COHORT)
    data.get_by_label("Kommune").fill("Testau")
    data.get_by_label("Beginnt am").fill(day(SEMINARS[0] - 7))
    data.get_by_label("Endet am").fill(day(60))
    data.get_by_label("Abschlussregel").select_option(index=0)
    for number, after in enumerate((*SEMINARS, *DEEPENINGS), start=1):
        row = page.get_by_role("group", name=f"Termin {number}", exact=True)
        row.get_by_label("Tag*", exact=True).fill(day(after))
    page.get_by_label("Abgabe des Plans bis").fill(day(30))
    page.get_by_label("Trainingsteam").fill(cast.TRAINER.email)
    button(page, "Durchgang anlegen").click()
    expect(heading(page, COHORT)).to_be_visible()
    expect(page.get_by_text("4 von 5 Seminaren").first).to_be_visible()
    page.get_by_label("E-Mail-Adressen").fill(EMAIL)
    button(page, "Einladen").click()
    expect(page.get_by_text(f"{EMAIL} – eingeladen")).to_be_visible()


def day(after: int) -> str:
    return (date.today() + timedelta(days=after)).isoformat()


# — 3. The invitation ——————————————————————————————————————————————————————————————


def follow_the_invitation(job: Job) -> Page:
    mail = body_of(job.read_mail(EMAIL))
    [address] = re.findall(rf"{re.escape(job.site.address)}/einladung/\S+", mail)
    page = job.visitor()
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(EMAIL)
    assert axe(page) == []
    page.get_by_label("Vorname").fill(NAME[0])
    page.get_by_label("Nachname").fill(NAME[1])
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Passwort noch einmal").fill(PASSWORD)
    button(page, "Weiter zur Vertraulichkeit").click()
    page.get_by_label("Ich habe die Regeln gelesen").check()
    button(page, "Zustimmen und weiter").click()
    expect(page).to_have_url(re.compile(r"/mein-weg/$"))
    main = page.get_by_role("main")
    expect(main).to_contain_text(COHORT)
    expect(main).to_contain_text("Ihr nächster Schritt")
    expect(main).to_contain_text("Was zum Zertifikat noch fehlt")
    assert axe(page) == []
    look(page, "mein-weg")
    return page


# — 4. The participant learns ——————————————————————————————————————————————————————


def read_the_lesson(page: Page) -> None:
    open_module(page)
    page.get_by_role("main").get_by_role("link", name=LESSON).first.click()
    expect(page.get_by_text(LEAD)).to_be_visible()
    assert axe(page) == []
    look(page, "lerneinheit")
    button(page, "Als gelesen markieren").click()
    open_module(page)
    page.get_by_role("main").get_by_role("link", name=LESSON).first.click()
    expect(page.get_by_text("Sie haben diese Einheit gelesen.")).to_be_visible()


def open_module(page: Page) -> None:
    page.goto("/mein-weg/")
    page.get_by_role("main").get_by_role("link", name=re.compile(MODULE)).first.click()
    expect(heading(page, MODULE).first).to_be_visible()


def answer_the_test(page: Page) -> None:
    """Once wrongly, then rightly: the server says something to every chosen answer."""
    _answer(page, "Ein kalter Konflikt", "Stimmt")
    expect(page.get_by_text("Kalt wäre ein Konflikt")).to_be_visible()
    expect(page.get_by_text("Die Null in der Statistik")).to_be_visible()
    link(page, "Von vorn").click()
    _answer(page, "Ein Problem", "Stimmt nicht")
    expect(page.get_by_text("Viele sind beeinträchtigt")).to_be_visible()
    expect(page.get_by_text("Das Indiz ist das Erleben der Anwohnerin")).to_be_visible()
    assert axe(page) == []
    look(page, "selbsttest")


def _answer(page: Page, single: str, truefalse: str) -> None:
    page.get_by_role("radio", name=single, exact=True).check()
    for several in (
        "Es kann bereits ein Konflikt sein.",
        "Ob sie recht hat, ist damit noch offen.",
    ):
        page.get_by_role("checkbox", name=several).check()
    page.get_by_role("radio", name="Mittelkonflikt").check()
    page.get_by_role("radio", name=truefalse, exact=True).check()
    button(page, "Antworten prüfen").click()


def write_a_reflection(page: Page) -> None:
    open_module(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Reflexion")).click()
    page.get_by_label("Wem höre ich ungern zu?").fill(THOUGHT)
    expect(page.get_by_text(re.compile("^Gespeichert um"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Wem höre ich ungern zu?")).to_have_value(THOUGHT)
    assert axe(page) == []
    look(page, "reflexion")


def write_the_plan(page: Page) -> None:
    """Every section in turn. The first is saved by itself, before any button."""
    page.goto("/plan/")
    button(page, "Plan beginnen").click()
    for number in range(SECTIONS):
        name = heading(page, re.compile(".")).first.inner_text()
        page.get_by_label("Ihr Text").fill(f"{name}: In Testau tut die Leitstelle den Schritt.")
        if number == 0:
            expect(page.get_by_text(re.compile("^Gespeichert um"))).to_be_visible()
            assert axe(page) == []
            look(page, "plan-abschnitt")
        page.get_by_role("button", name=re.compile("^Weiter zu")).click()
    expect(page.get_by_text("Jeder Pflichtabschnitt hat Text.")).to_be_visible()


def hand_in(page: Page, number: int) -> None:
    page.get_by_label("Der Plan nennt Rollen statt Namen").check()
    button(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text(f"Fassung {number} ist eingereicht").first).to_be_visible()
    assert axe(page) == []
    look(page, f"eingereicht-{number}")
