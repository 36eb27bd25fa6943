"""The main job, walked as people walk it: from an edited lesson to a verified certificate."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from lms.demo import cast
from tests.certificates.independent import changed, verifies
from tests.e2e.browser import Watch, axe, look
from tests.e2e.plans import as_file
from tests.e2e.reviewing import choose_levels, open_queue, open_work
from tests.e2e.site import Site, body_of

pytestmark = pytest.mark.e2e

MODULE = "Konflikt, Demokratie und eigene Haltung"
LESSON = "Was ist ein Konflikt?"
LEAD = "Heute früh neu geschrieben: Woran erkennen wir, dass aus Ärger ein Konflikt wird?"
COHORT = "Testau, erster Durchgang"
EMAIL = "mira.toensing@testau.example"
NAME = ("Mira", "Tönsing-Okafor")
THOUGHT = "Denen, die schon alles wissen. Und manchmal mir selbst."
SAVED = re.compile("^Gespeichert um")
ON_PAPER = (
    "Bescheinigung",
    "Ausgestellt von",
    "Zeitraum",
    "Durchgang",
    "Besucht",
    "Voraussetzungen",
    "Abschlussarbeit",
    "Nummer",
    "Prüfnummer",
)
PROVIDER = "bildungswerk-mittelaue"
FULL_NAME = " ".join(NAME)
PASSWORD = "Vier Enten am Wehr, 17"
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
    watch: Watch


def test_from_an_edited_lesson_to_a_verified_certificate(
    site: Site,
    person: Callable[..., Page],
    visitor: Callable[[], Page],
    read_mail: Callable[..., EmailMessage],
    watch: Watch,
) -> None:
    walk(Job(site, person, visitor, read_mail, watch))


def walk(job: Job) -> None:
    """What the mission promises, from the first click of the trainer to the stranger's."""
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
    record_attendance(coordinator)
    ask_for_a_revision(trainer)
    revise(job, participant)
    accept_and_release(trainer)
    confirm_the_name(job, participant)
    issue(job, coordinator)
    document, credential = download_and_consent(participant)
    assert document.startswith(b"%PDF-1.7")
    code = credential["id"].rsplit("/", 1)[-1]
    stranger = job.visitor()
    verify(stranger, code, document)
    verify_others(job, stranger)
    check_independently(stranger, credential)


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
    return (timezone.localdate() + timedelta(days=after)).isoformat()


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
    """From an earlier plan's file; one section is written anew and saved by itself."""
    page.goto("/plan/")
    link(page, "Mit einem früheren Plan beginnen").click()
    assert axe(page) == []
    page.get_by_label("Datei mit Daten").set_input_files([as_file()])
    button(page, "Übernehmen").click()
    link(page, "0. Deckblatt").click()
    page.get_by_label("Titel des Plans").fill("Lärm am Wasser")
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    assert axe(page) == []
    look(page, "plan-abschnitt")
    page.get_by_role("button", name=re.compile("^Weiter zu")).click()
    expect(heading(page, "1. Ausgangslage")).to_be_visible()
    link(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text("Jeder Pflichtabschnitt hat Text.")).to_be_visible()


def hand_in(page: Page, number: int) -> None:
    page.get_by_label("Diese Arbeit nennt Rollen statt Personen").check()
    button(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text(f"Fassung {number} ist eingereicht").first).to_be_visible()
    assert axe(page) == []
    look(page, f"eingereicht-{number}")


# — 5. Attendance ——————————————————————————————————————————————————————————————————


def record_attendance(page: Page) -> None:
    """All five seminars and a Vertiefung are recorded; from the third she was excused."""
    for number in range(1, len(SEMINARS) + 1):
        state = "entschuldigt" if number == 3 else "anwesend"
        _record(page, f"Seminar Modul {number}", state)
    _record(page, "Online-Vertiefung 1", "anwesend")
    link(page, "Zurück zum Durchgang").click()
    row = page.get_by_role("row", name=re.compile(f"^{FULL_NAME}"))
    expect(row).to_contain_text("Freigabe")
    expect(row).to_contain_text("27 Stunden")
    look(page, "durchgang")


def _record(page: Page, session: str, state: str) -> None:
    page.goto("/cms/durchgaenge/")
    link(page, COHORT).click()
    page.get_by_role("link", name=re.compile(rf"^Anwesenheit erfassen.*{session}$")).click()
    button(page, "Alle anwesend").click()
    seat = page.get_by_label(f"Anwesenheit: {FULL_NAME}")
    expect(seat.get_by_role("option", name="anwesend", exact=True)).to_have_attribute(
        "selected", ""
    )
    seat.select_option(state)
    button(page, "Anwesenheit speichern").click()
    expect(page.get_by_text("1 Eintrag gespeichert.")).to_be_visible()


# — 6. Review, revision, release ———————————————————————————————————————————————————


def ask_for_a_revision(page: Page) -> None:
    open_queue(page)
    open_work(page, FULL_NAME)
    choose_levels(page, {"Konfliktanalyse": 1}, otherwise=3)
    _section(page, "Konfliktanalyse").get_by_label("Kommentar zu diesem Abschnitt").fill(
        "Bitte nennen Sie den Kern des Konflikts in einem Satz."
    )
    _write(page, "Ein guter Anfang, der Kern fehlt noch")
    assert axe(page) == []
    look(page, "rueckmeldung-schreiben")
    reviewed = page.url
    button(page, "Überarbeitung erbitten").click()
    expect(page).not_to_have_url(reviewed)
    expect(page.get_by_text(FULL_NAME)).to_have_count(0)


def _section(page: Page, name: str) -> Locator:
    return page.get_by_role("article").filter(has=heading(page, re.compile(rf"^\d+\. {name}$")))


def _write(page: Page, headline: str) -> None:
    page.get_by_label("Überschrift").fill(headline)
    page.get_by_label("Brief").fill("Die Wege sind klar beschrieben, auch nachts.")


def revise(job: Job, page: Page) -> None:
    """The mail only calls; what is asked stands on the site, at the section."""
    assert "Kern" not in body_of(job.read_mail(EMAIL, "Es gibt eine Rückmeldung"))
    page.goto("/mein-weg/")
    page.goto("/plan/")
    link(page, "Rückmeldung lesen").click()
    expect(heading(page, "Ein guter Anfang, der Kern fehlt noch")).to_be_visible()
    expect(page.get_by_text("in einem Satz.").first).to_be_visible()
    assert axe(page) == []
    look(page, "rueckmeldung")
    link(page, "Abschnitt 3 öffnen").click()
    page.get_by_label("Kernkonflikt in einem Satz").fill(
        "Es geht darum, wem der Brunnenplatz abends gehört."
    )
    button(page, "Speichern").click()
    link(page, "Zur Rückmeldung einreichen").click()
    hand_in(page, 2)


def accept_and_release(page: Page) -> None:
    open_queue(page)
    open_work(page, FULL_NAME)
    expect(page.get_by_text("wem der Brunnenplatz abends gehört")).to_be_visible()
    choose_levels(page, otherwise=3)
    _write(page, "Ihr Plan trägt")
    button(page, "Annehmen").click()
    button(page, "Diese Fassung annehmen").click()
    link(page, "Freigabe").click()
    link(page, COHORT).click()
    page.get_by_role("checkbox", name=re.compile(FULL_NAME)).check()
    button(page, "Ausgewählte freigeben").click()
    expect(page.get_by_text("freigegeben am")).to_be_visible()


# — 7. The certificate is issued ———————————————————————————————————————————————————


def confirm_the_name(job: Job, page: Page) -> None:
    """The rules are met; the worker opens the award and calls for the spelling of the name."""
    assert FULL_NAME not in body_of(job.read_mail(EMAIL, "Ein Schritt wartet"))
    page.goto("/mein-weg/")
    look(page, "mein-weg-geschafft")
    link(page, "Namen prüfen").click()
    expect(page.get_by_role("textbox")).to_have_value(FULL_NAME)
    assert axe(page) == []
    button(page, "Schreibweise bestätigen").click()
    expect(page.get_by_text("Ihr Name steht fest")).to_be_visible()


def issue(job: Job, page: Page) -> None:
    page.goto("/cms/")
    link(page, "Zertifikate").click()
    page.get_by_role("checkbox", name=FULL_NAME).check()
    button(page, "Angekreuzte freigeben").click()
    expect(page.get_by_role("checkbox", name=re.compile(FULL_NAME))).to_be_checked()
    button(page, "Jetzt freigeben").click()
    # The confirmation of attendance came by itself, the certificate comes now.
    for _document in range(2):
        mail = body_of(job.read_mail(EMAIL, "Ihr Nachweis"))
        for content in (FULL_NAME, COHORT, "Konfliktmanager", "/v/"):
            assert content not in mail


# — 8. The graduate ————————————————————————————————————————————————————————————————


def download_and_consent(page: Page) -> tuple[bytes, dict[str, Any]]:
    page.goto("/mein-weg/zertifikat/")
    document = _download(page, "PDF herunterladen")
    page.locator("summary", has_text="Einzelne Dateien").first.click()
    credential = json.loads(_download(page, "Nachweis als JSON"))
    assert axe(page) == []
    look(page, "zertifikat")
    link(page, "Teilen und Sichtbarkeit").first.click()
    button(page, "Namen zeigen").click()
    expect(button(page, "Namen nicht mehr zeigen")).to_be_visible()
    assert axe(page) == []
    look(page, "teilen")
    return document, credential


def _download(page: Page, name: str) -> bytes:
    with page.expect_download() as started:
        # The certificate comes first, the confirmation of attendance below it.
        link(page, name).first.click()
    return Path(started.value.path()).read_bytes()


# — 9. The stranger ————————————————————————————————————————————————————————————————


def verify(page: Page, code: str, document: bytes) -> None:
    page.goto("/v/")
    page.get_by_label("Prüfnummer").fill(code)
    button(page, "Prüfen").click()
    main = page.get_by_role("main")
    expect(heading(page, "Dieses Zertifikat ist gültig.")).to_be_visible()
    for fact in (FULL_NAME, "Kommunale:r Konfliktmanager:in", "Bildungswerk Mittelaue", MODULE):
        expect(main).to_contain_text(fact)
    paper = plain("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(document)).pages))
    for term in ON_PAPER:
        said = page.locator("dt", has_text=re.compile(rf"^\s*{term}\s*$")).locator("+ dd")
        assert plain(said.inner_text()) in paper
    assert plain(FULL_NAME) in paper
    assert axe(page) == []
    look(page, "pruefen-gueltig")


def plain(text: str) -> str:
    """Letters and digits only: lines break elsewhere on paper."""
    return re.sub(r"[\W_]", "", text)


def verify_others(job: Job, page: Page) -> None:
    """A code nobody was given, and a certificate that was withdrawn."""
    job.watch.allow(r"status of 404")
    page.goto("/v/")
    page.get_by_label("Prüfnummer").fill("ABCD-EFGH-JKMN-PQRS")
    button(page, "Prüfen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    look(page, "pruefen-unbekannt")
    holder = job.person(cast.REVOKED.email)
    holder.goto("/mein-weg/zertifikat/")
    link(holder, "Teilen und Sichtbarkeit").first.click()
    address = holder.get_by_role("link", name=re.compile("localhost")).get_attribute("href")
    page.goto(str(address))
    expect(heading(page, "Dieses Zertifikat wurde widerrufen.")).to_be_visible()
    expect(page.get_by_text("Widerrufen am")).to_be_visible()
    assert axe(page) == []
    look(page, "pruefen-widerrufen")


def check_independently(page: Page, credential: dict[str, Any]) -> None:
    """With the issuer's published keys, and with nothing of the site's own code."""
    did = page.request.get(f"/issuers/{PROVIDER}/did.json").json()
    assert verifies(credential, did)
    subject = ("credentialSubject", "achievement", "name")
    assert not verifies(changed(credential, subject), did)
