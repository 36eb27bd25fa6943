"""A year of a cohort with the clock moved: from the invitation to the release."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.conftest import browsing, signed_in
from tests.e2e.site import Site, body_of

# On a site of its own, so another process may take it while the rest goes on.
pytestmark = pytest.mark.e2e

HERE = ZoneInfo("Europe/Berlin")
RULE = "Jahreslauf"
COHORT = "Aubach, ein Jahr"
IMKE, JONAS = ("Imke", "Rüttgers-Öz"), ("Jonas", "Adomeit")
IMKES, JONASS = "imke@aubach.example", "jonas@aubach.example"
PASSWORD = "Zwölf Weiden am Bach, 8"
# What the house's own template plans: eight seminar days, four Vertiefungen, two consultations,
# supervision and presentation.
DAYS_PLANNED = 16
REASON = "Beschluss des Trägers vom Frühjahr"
TASK = "Schriftliche Ausarbeitung zu Seminar 2"
LETTER = "Bitte bringen Sie zum letzten Termin den ausgedruckten Entwurf mit."


@dataclass
class Year:
    """The running site, its people, and how far the year has gone."""

    site: Site
    browser: Browser
    begins: date
    watches: list[Watch] = kept(default_factory=list)

    def reach(self, day: int, hour: int = 10) -> None:
        """Day `day` after the beginning, at `hour` o'clock here."""
        moment = datetime.combine(self.begins + timedelta(days=day), time(hour), tzinfo=HERE)
        self.site.move_clock(moment - datetime.now(HERE))

    def visitor(self) -> Page:
        watch = Watch(self.site.address)
        self.watches.append(watch)
        return browsing(self.browser, self.site, watch)

    def person(self, email: str, password: str = "") -> Page:
        return signed_in(self.visitor(), email, password or self.site.people[email].password)

    def learner(self, email: str) -> Page:
        return self.person(email, PASSWORD)


@pytest.fixture
def year(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """A site of its own: whoever lives ahead of everybody else disturbs nobody."""
    site = Site.prepared("year", tmp_path_factory)
    site.start()
    today = datetime.now(HERE).date()
    thursday = today + timedelta(days=21 + (3 - today.weekday()) % 7)
    year = Year(site, browser, thursday)
    yield year
    for context in browser.contexts:
        context.close()
    assert site.stop() == 0
    assert [line for watch in year.watches for line in watch.unexpected()] == []
    assert "Traceback" not in site.log


def test_a_year_from_the_invitation_to_the_release(year: Year) -> None:
    coordinator = year.person(cast.COORDINATOR.email)
    set_up_a_rule(coordinator)
    set_up_the_cohort(coordinator, year.begins)
    invite_from_a_table(coordinator)
    join(year, IMKES, IMKE)
    join(year, JONASS, JONAS)
    told = {email: calendar_of(year, email) for email in (IMKES, JONASS)}
    move_a_seminar(year, coordinator, told)
    call_off_a_deepening(year, coordinator, told)

    year.reach(-1)
    assert "Seminar Modul 1" in body_of(year.site.read_mail(IMKES, "Ihr Termin am"))
    year.reach(2)
    record(year.person(cast.COORDINATOR.email), "Seminar Modul 1", {})
    year.reach(29)
    year.site.read_mail(JONASS, "Vier Wochen nach Modul 1")

    year.reach(70)
    announce_absence(year.learner(JONASS))
    year.reach(84)
    coordinator = year.person(cast.COORDINATOR.email)
    record(coordinator, "Seminar Modul 2", {}, proposed={JONAS: "entschuldigt"})
    needs_a_hand(coordinator)
    make_up(coordinator)
    change_the_rule(coordinator)
    see_what_is_missing(year.learner(IMKES))

    year.reach(345)
    coordinator = year.person(cast.COORDINATOR.email)
    for title in ("Online-Vertiefung 1", "Online-Vertiefung 2"):
        record(coordinator, title, {})
    for number in (3, 4, 5):
        record(coordinator, f"Seminar Modul {number}", {})
    write_a_letter(year, coordinator)
    release(year.person(cast.TRAINER.email))
    confirm_the_name(year)
    issue(year, coordinator)
    export(coordinator)


def button(page: Page | Locator, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name)


def field(page: Page | Locator, label: str | re.Pattern[str], *, exact: bool = False) -> Locator:
    """A control by its label; regions and groups may carry the same name."""
    named = page.get_by_label(label, exact=exact)
    return named.and_(page.locator("input, select, textarea"))


def heading(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


def link_about(page: Page, action: str, thing: str) -> Locator:
    """A link whose last words only voices hear: „Ändern: Seminar Modul 3“."""
    return page.get_by_role("link", name=re.compile(rf"^{action}\s*:\s*{re.escape(thing)}$"))


def open_cohort(page: Page) -> None:
    page.goto("/cms/durchgaenge/")
    page.get_by_role("main").get_by_role("link", name=COHORT, exact=True).click()
    expect(heading(page, COHORT)).to_be_visible()


# — Before it begins ———————————————————————————————————————————————————————————————


def set_up_a_rule(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Regeln", exact=True).click()
    page.get_by_role("link", name="Regel anlegen").click()
    field(page, "Name").fill(RULE)
    field(page, "Seminare mindestens").fill("4")
    field(page, "Online-Vertiefungen mindestens").fill("1")
    field(page, "Das Trainingsteam gibt die Freigabe").check()
    button(page, "Vorschau in Worten").click()
    expect(page.get_by_text("4 von 5 Seminaren").first).to_be_visible()
    assert axe(page) == []
    look(page, "regel")
    button(page, "Weiter: prüfen und anlegen").click()
    button(page, "Regel anlegen").click()
    expect(page.get_by_role("link", name=RULE, exact=True)).to_be_visible()


def set_up_the_cohort(page: Page, begins: date) -> None:
    page.goto("/cms/durchgaenge/neu/")
    field(page, "Vorlage").select_option(label="Fünf Module in zwölf Monaten")
    field(page, "Beginn*", exact=True).fill(begins.isoformat())
    button(page, "Formular ausfüllen").click()
    data = page.get_by_role("region", name="Worum es geht")
    field(data, "Titel").fill(COHORT)
    field(data, "Kommune").fill("Aubach")
    rule = field(data, "Abschlussregel")
    rule.select_option(value=str(rule.locator("option", has_text=RULE).get_attribute("value")))
    field(page, "Trainingsteam").fill(cast.TRAINER.email)
    button(page, "Durchgang anlegen").last.click()
    expect(heading(page, COHORT)).to_be_visible()


def invite_from_a_table(page: Page) -> None:
    """As a German Excel writes it, with a line that is no address."""
    page.get_by_role("link", name="Aus einer Liste einladen").click()
    people = ((IMKE, IMKES), (JONAS, JONASS))
    rows = [f"{' '.join(name)};{email}" for name, email in people]
    table = "\r\n".join(["Name;E-Mail", *rows, "Amt;kaputt"]).encode("cp1252")
    field(page, "Datei").set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": table}
    )
    button(page, "Vorschau zeigen").click()
    expect(page.get_by_role("row", name=re.compile(IMKES))).to_contain_text("wird eingeladen")
    expect(page.get_by_role("row", name=re.compile("kaputt"))).to_contain_text("E-Mail-Adresse")
    assert axe(page) == []
    look(page, "einladen-liste")
    button(page, "So einladen").click()
    expect(page.get_by_role("row", name=re.compile(JONASS))).to_contain_text("eingeladen")


def join(year: Year, email: str, name: tuple[str, str]) -> None:
    mail = body_of(year.site.read_mail(email, "Einladung"))
    [address] = re.findall(rf"{re.escape(year.site.address)}/einladung/\S+", mail)
    page = year.visitor()
    page.goto(address)
    field(page, "Vorname").fill(name[0])
    field(page, "Nachname").fill(name[1])
    field(page, "Passwort", exact=True).fill(PASSWORD)
    field(page, "Passwort noch einmal").fill(PASSWORD)
    button(page, "Weiter zur Vertraulichkeit").click()
    field(page, "Ich habe die Regeln gelesen").check()
    button(page, "Zustimmen und weiter").click()
    expect(page).to_have_url(re.compile(r"/mein-weg/$"))


# — Calendars ——————————————————————————————————————————————————————————————————————


def event_in(mail: EmailMessage) -> tuple[str, Any]:
    """The method and the one event of an invitation, as a calendar program reads them."""
    [part] = [
        piece
        for piece in mail.walk()
        if piece.get_content_type() == "text/calendar" and not piece.get_filename()
    ]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    [event] = calendar.walk("VEVENT")
    assert str(calendar["method"]) == part.get_param("method")
    return str(calendar["method"]), event


def calendar_of(year: Year, email: str) -> dict[str, Any]:
    """Every planned day has come, once and for the first time; by the event's identity."""
    events = {}
    for _day in range(DAYS_PLANNED):
        method, event = event_in(year.site.read_mail(email, "Termin: "))
        assert (method, int(event["sequence"])) == ("REQUEST", 0)
        assert str(event["attendee"]) == f"mailto:{email}"
        events[str(event["uid"])] = event
    assert len(events) == DAYS_PLANNED
    return events


def titled(told: dict[str, Any], title: str) -> Any:
    [event] = [row for row in told.values() if str(row["summary"]).startswith(title)]
    return event


def move_a_seminar(year: Year, page: Page, told: dict[str, dict[str, Any]]) -> None:
    """Twice, so that the sequence goes on."""
    for weeks in (1, 2):
        open_cohort(page)
        link_about(page, "Ändern", "Seminar Modul 3").click()
        moved = year.begins + timedelta(days=147, weeks=weeks)
        field(page, "Tag*", exact=True).fill(moved.isoformat())
        button(page, "Termin speichern").click()
        expect(page.get_by_text("Der Termin ist gespeichert.")).to_be_visible()
        for email, events in told.items():
            before = titled(events, "Seminar Modul 3")
            method, event = event_in(year.site.read_mail(email, "Seminar Modul 3"))
            assert (method, int(event["sequence"])) == ("REQUEST", weeks)
            assert str(event["uid"]) == str(before["uid"])
            start = event["dtstart"].dt.astimezone(HERE)
            assert (start.date(), start.time()) == (moved, time(9))


def call_off_a_deepening(year: Year, page: Page, told: dict[str, dict[str, Any]]) -> None:
    open_cohort(page)
    link_about(page, "Absagen", "Online-Vertiefung 4").click()
    field(page, "Grund").fill("Die Referentin ist erkrankt.")
    button(page, "Termin absagen").click()
    expect(page.get_by_text("Der Termin ist abgesagt.")).to_be_visible()
    for email, events in told.items():
        mail = year.site.read_mail(email, "Online-Vertiefung 4")
        method, event = event_in(mail)
        assert (method, int(event["sequence"]), str(event["status"])) == ("CANCEL", 1, "CANCELLED")
        assert str(event["uid"]) == str(titled(events, "Online-Vertiefung 4")["uid"])
        assert "erkrankt" not in body_of(mail)


# — Seminars and absences ——————————————————————————————————————————————————————————


def open_attendance(page: Page, title: str) -> None:
    open_cohort(page)
    name = re.compile(rf"^Anwesenheit (erfassen|ansehen).*{re.escape(title)}$")
    page.get_by_role("link", name=name).click()


def seat(page: Page, name: tuple[str, str]) -> Locator:
    return field(page, f"Anwesenheit: {' '.join(name)}")


def record(
    page: Page,
    title: str,
    exceptions: dict[tuple[str, str], str],
    proposed: dict[tuple[str, str], str] | None = None,
) -> None:
    """„Alle anwesend“, then the exceptions; `proposed` is what stands there by itself."""
    open_attendance(page, title)
    button(page, "Alle anwesend").click()
    for name, state in (proposed or {}).items():
        expect(seat(page, name).locator("option:checked")).to_have_text(state)
    for name, state in exceptions.items():
        seat(page, name).select_option(label=state)
    button(page, "Anwesenheit speichern").click()
    expect(page.get_by_text("2 Einträge gespeichert.")).to_be_visible()


def announce_absence(page: Page) -> None:
    page.goto("/termine/")
    page.get_by_role("main").get_by_role("link", name=re.compile("Seminar Modul 2")).first.click()
    assert axe(page) == []
    look(page, "termin")
    field(page, "Ein Wort dazu").fill("Haushaltsberatung im Rat")
    button(page, "Ich kann nicht kommen").click()
    expect(button(page, "Ich kann doch kommen")).to_be_visible()
    page.goto("/mein-weg/")
    expect(page.get_by_text("Sie können nicht kommen")).to_be_visible()
    assert axe(page) == []
    look(page, "mein-weg-abgemeldet")


def needs_a_hand(page: Page) -> None:
    """The cockpit says it first, with the reason and a letter that is nearly written."""
    open_cohort(page)
    needs = page.get_by_role("region", name="Wer Unterstützung braucht")
    expect(needs).to_contain_text(" ".join(JONAS))
    expect(needs).to_contain_text("hat noch nicht nachgeholt")
    assert axe(page) == []
    look(page, "durchgang-cockpit")
    page.get_by_role("link", name="Stand aller Personen").first.click()
    expect(page.get_by_role("row", name=re.compile(JONAS[1]))).to_contain_text("entschuldigt")
    assert axe(page) == []
    look(page, "stand")


def make_up(page: Page) -> None:
    open_attendance(page, "Seminar Modul 2")
    seat(page, JONAS).select_option(label="nachgeholt")
    row = page.get_by_role("row", name=re.compile(JONAS[1]))
    field(row, "oder mit einer Ersatzaufgabe").fill(TASK)
    field(row, "Grund der Änderung").fill("Ausarbeitung liegt vor")
    button(page, "Anwesenheit speichern").click()
    expect(page.get_by_text("1 Eintrag gespeichert.")).to_be_visible()
    expect(page.get_by_text(TASK).first).to_be_visible()
    open_cohort(page)
    expect(page.get_by_role("region", name="Wer Unterstützung braucht")).not_to_contain_text(
        JONAS[1]
    )


# — The rule changes ———————————————————————————————————————————————————————————————


def change_the_rule(page: Page) -> None:
    """Nobody is moved without a reason; everybody is judged anew."""
    page.goto("/cms/regeln/")
    page.get_by_role("link", name=RULE, exact=True).click()
    field(page, "Online-Vertiefungen mindestens").fill("2")
    button(page, "Weiter: wen es betrifft").click()
    expect(page.get_by_text("2 Online-Vertiefungen").first).to_be_visible()
    expect(heading(page, COHORT)).to_be_visible()
    assert axe(page) == []
    look(page, "regel-wen-es-betrifft")
    page.get_by_role("checkbox", name=re.compile("Dieser Durchgang wechselt")).check()
    button(page, "Neue Version veröffentlichen").click()
    expect(page.get_by_text("Bitte sagen Sie, warum").first).to_be_visible()
    field(page, "Grund").fill(REASON)
    button(page, "Neue Version veröffentlichen").click()
    expect(page.get_by_text("Version 2 ist veröffentlicht.")).to_be_visible()
    open_cohort(page)
    page.get_by_role("link", name="Verlauf").click()
    expect(page.get_by_text(REASON).first).to_be_visible()


def see_what_is_missing(page: Page) -> None:
    page.goto("/mein-weg/")
    missing = page.get_by_role("region", name="Was zum Zertifikat noch fehlt")
    expect(missing).to_contain_text("Noch zwei Präsenzmodule.")
    expect(missing).to_contain_text("Noch zwei Online-Vertiefungen.")


# — The end of the year ————————————————————————————————————————————————————————————


def write_a_letter(year: Year, page: Page) -> None:
    open_cohort(page)
    page.get_by_role("link", name="Briefe").click()
    page.get_by_role("link", name="Brief schreiben").click()
    field(page, "Betreff").fill("Zum letzten Termin")
    field(page, "Text").fill(LETTER)
    button(page, "Noch einmal ansehen").click()
    assert axe(page) == []
    look(page, "brief-vorschau")
    button(page, "Brief jetzt senden").click()
    assert LETTER not in body_of(year.site.read_mail(IMKES, "Brief"))
    reader = year.learner(IMKES)
    reader.goto("/mein-weg/")
    reader.get_by_role("link", name="Zum letzten Termin").click()
    expect(reader.get_by_text(LETTER)).to_be_visible()
    assert axe(reader) == []
    look(reader, "brief")


def release(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Freigabe", exact=True).click()
    page.get_by_role("link", name=COHORT, exact=True).click()
    for name in (IMKE, JONAS):
        page.get_by_role("checkbox", name=re.compile(name[1])).check()
    button(page, "Ausgewählte freigeben").click()
    expect(page.get_by_text("freigegeben am").first).to_be_visible()


def confirm_the_name(year: Year) -> None:
    year.site.read_mail(JONASS, "Ein Schritt wartet")
    page = year.learner(JONASS)
    page.goto("/mein-weg/")
    page.get_by_role("link", name="Namen prüfen").click()
    button(page, "Schreibweise bestätigen").click()
    expect(page.get_by_text("Ihr Name steht fest")).to_be_visible()


def issue(year: Year, page: Page) -> None:
    open_cohort(page)
    expect(page.get_by_role("region", name="Zertifikate zur Freigabe")).to_contain_text(JONAS[1])
    page.goto("/cms/zertifikate/")
    page.get_by_role("checkbox", name=" ".join(JONAS)).check()
    button(page, "Angekreuzte freigeben").click()
    button(page, "Jetzt freigeben").click()
    year.site.read_mail(JONASS, "Ihr Nachweis")


def export(page: Page) -> None:
    open_cohort(page)
    page.get_by_role("link", name="Exportieren").click()
    expect(button(page, "Datei herunterladen")).to_be_visible()
    assert axe(page) == []
    look(page, "ausgaben")
    with page.expect_download() as started:
        button(page, "Datei herunterladen").click()
    book = load_workbook(BytesIO(Path(started.value.path()).read_bytes()))
    cells = [cell for sheet in book for row in sheet.values for cell in row]
    names = [cell for cell in cells if isinstance(cell, str)]
    for name in (IMKE, JONAS):
        assert any(name[1] in text for text in names)
    assert any(isinstance(cell, datetime | date) for cell in cells)
    open_cohort(page)
    page.get_by_role("link", name="Verlauf").click()
    expect(page.get_by_text("Daten exportiert").first).to_be_visible()
