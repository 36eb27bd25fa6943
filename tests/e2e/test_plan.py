"""A group of three and one plan: from the empty page through a revision to „angenommen“.

Two write in the same section at once, one loses the connection, and in the end the plan is taken
along as PDF and as a Word file.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.assessments.assignment.export.papers import (
    everything_in,
    pages_of,
    read,
    tags_of,
    word,
)
from tests.e2e.browser import Watch, axe, connection, look
from tests.e2e.keyboard import hands_on_the_keyboard
from tests.e2e.plans import PLAN, write_section
from tests.e2e.site import Site
from tests.e2e.test_main_job import SAVED, button, heading, link

pytestmark = [pytest.mark.e2e]

FOUNDER, MATE, THIRD = cast.LEFT_EARLY, cast.WAS_ILL, cast.HAS_LONGER
SECTIONS = list(PLAN)
SHARES = (SECTIONS[:6], SECTIONS[6:10], SECTIONS[10:])
DECIDE = """
from django.contrib.auth import get_user_model
from assessments.assignment.domain.reviewing import Judgement, decide
from assessments.assignment.models import Revision
mine = Revision.objects.filter(submission__members__enrolment__user__email="{writer}")
revision = mine.latest("number")
rubric = revision.submission.rubric_version.parsed()
scores = {{criterion.id: {level} for criterion in rubric.criteria}}
words = Judgement(
    "{headline}", "Danke Ihnen dreien.", scores, section_comments={{"meldewege/nacht": "{asked}"}}
)
trainer = get_user_model().objects.get(email="{trainer}")
decide(revision, words, outcome="{outcome}", by=trainer)
"""


def name(part: cast.Part) -> str:
    return f"{part.first_name} {part.last_name}"


def test_three_people_bring_a_plan_to_its_end(
    person: Callable[..., Page], site: Site, watch: Watch
) -> None:
    watch.allow(r"status of 409")
    watch.allow(r"ERR_INTERNET_DISCONNECTED")
    founder, mate, third = (person(p.email, cast.PASSWORD) for p in (FOUNDER, MATE, THIRD))
    gather(founder, mate, third)
    with pytest.MonkeyPatch.context() as patch:
        hands_on_the_keyboard(patch)
        for page, share in zip((founder, mate, third), SHARES, strict=True):
            write_down(page, share)
        put_rows_in_order(mate)
    add_rows_at_once(founder, mate)
    lose_the_connection(third)
    everything_is_there(founder)
    hand_in(founder, 1)
    decided(site, "returned", level=2, headline="Die Nacht fehlt noch", asked="Wer ruft nachts an?")
    revise(third)
    hand_in(mate, 2)
    decided(site, "accepted", level=3, headline="Ihr Plan trägt", asked="Danke.")
    for page in (founder, mate, third):
        page.goto("/plan/")
        expect(page.get_by_text("angenommen").first).to_be_visible()
    take_along(founder)


def gather(founder: Page, *others: Page) -> None:
    founder.goto("/plan/")
    button(founder, "Plan beginnen").click()
    for page, part in zip(others, (MATE, THIRD), strict=True):
        founder.goto("/plan/")
        team = founder.get_by_role("link", name=re.compile("^(Jemanden zum Mitschreiben|Team)"))
        team.first.click()
        founder.get_by_role("radio", name=name(part)).check()
        button(founder, "Einladung senden").click()
        page.goto("/gemeinsam/")
        link(page, "Krisenpräventionsplan").click()
        button(page, "Dem Team beitreten").click()
        expect(page.get_by_text("Sie schreiben jetzt gemeinsam.")).to_be_visible()


def write_down(page: Page, share: list[str]) -> None:
    for section in share:
        open_section(page, section)
        write_section(page, section)
        button(page, "Speichern").click()
        expect(page.get_by_text("Gespeichert.")).to_be_visible()


def put_rows_in_order(page: Page) -> None:
    """One entry goes up, another is added and taken away again."""
    open_section(page, "akteure")
    button(page, "Eintrag 3 nach oben").click()
    roles = page.locator('[name^="liste-"][name$="-rolle"]')
    expect(roles.nth(1)).to_have_value("Ordnungsamt")
    page.locator('button[name="rows"][value="add:liste"]').click()
    expect(roles).to_have_count(4)
    button(page, "Eintrag 4 entfernen").click()
    expect(roles).to_have_count(3)
    button(page, "Speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    names = roles.evaluate_all("all => all.map(field => field.value)")
    assert names == ["Anwohnende", "Ordnungsamt", "Jugendliche"]


def open_section(page: Page, section: str) -> None:
    page.goto("/plan/")
    page.goto(f"{page.url}abschnitt/{section}/")


def add_rows_at_once(founder: Page, mate: Page) -> None:
    """Rows cannot be laid beside each other in a small box: there is a page for them."""
    for page in (founder, mate):
        open_section(page, "partner")
        page.goto(f"{page.url}?neu=liste")
    for page, words in ((founder, "Schule am Hafen"), (mate, "Feuerwehr")):
        page.get_by_label("Stelle oder Funktion").last.fill(words)
        page.get_by_label("Beitrag").last.fill("frühe Hinweise")
        page.get_by_label("Absprache").last.select_option("mündlich")
        page.get_by_label("Ab Stufe").last.select_option(index=1)
        if page is founder:
            expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    button(mate, "Beide Fassungen ansehen").click()
    expect(heading(mate, "Zwei Texte, ein Abschnitt")).to_be_visible()
    expect(mate.get_by_text("Schule am Hafen")).to_be_visible()
    assert axe(mate) == []
    look(mate, "zwei-texte")
    button(mate, "Beide hintereinander stellen").click()
    fields = mate.get_by_label("Stelle oder Funktion")
    expect(fields).to_have_count(3)
    names = fields.evaluate_all("all => all.map(field => field.value)")
    assert sorted(names) == ["Feuerwehr", "Polizei", "Schule am Hafen"]


def lose_the_connection(page: Page) -> None:
    """What is typed without connection stays in the browser and is saved when it is back."""
    open_section(page, "nachsorge")
    connection(page, up=False)
    page.get_by_label("Lernpunkte").fill("Früher miteinander sprechen.")
    expect(page.locator("[data-save-text]")).to_contain_text("keine Verbindung")
    connection(page, up=True)
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible(timeout=20_000)
    page.reload()
    expect(page.get_by_label("Lernpunkte")).to_have_value("Früher miteinander sprechen.")


def everything_is_there(page: Page) -> None:
    open_section(page, "zustaendigkeiten")
    assert axe(page) == []
    look(page, "plan-zustaendigkeiten")
    page.goto("/plan/")
    expect(page.get_by_text("vollständig").first).to_be_visible()
    assert axe(page) == []


def hand_in(page: Page, number: int) -> None:
    page.goto("/plan/")
    page.goto(f"{page.url}einreichen/")
    assert axe(page) == []
    page.get_by_label("Diese Arbeit nennt Rollen statt Personen").check()
    page.get_by_label(re.compile("^Ich reiche für uns alle ein")).check()
    button(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text(f"Fassung {number} ist eingereicht").first).to_be_visible()


def decided(site: Site, outcome: str, **words: object) -> None:
    told = {"writer": FOUNDER.email, "trainer": cast.TRAINER.email, "outcome": outcome, **words}
    site.manage("shell", "-c", DECIDE.format(**told))


def revise(page: Page) -> None:
    page.goto("/plan/")
    link(page, "Rückmeldung lesen").first.click()
    expect(page.get_by_text("Wer ruft nachts an?").first).to_be_visible()
    open_section(page, "meldewege")
    page.get_by_role("textbox", name="Nacht und Wochenende").fill(
        "Die Leitstelle ruft die Bereitschaft an."
    )
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()


def take_along(page: Page) -> None:
    page.goto("/plan/")
    page.goto(f"{page.url}fassung/2/")
    assert axe(page) == []
    pdf, docx = download(page, "PDF"), download(page, "Word-Datei")
    pages = pages_of(pdf)
    assert len(pages) > 5
    assert all("Übungsdokument – vertraulich" in text for text in pages)
    for words in ("Lärm am Hafen", "Die Leitstelle ruft", "Feuerwehr", "Schule am Hafen"):
        assert words in " ".join(pages)
    root = read(pdf).trailer["/Root"]
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert root["/Lang"] == "de-DE"
    kinds = {kind for kind, _node in tags_of(pdf)}
    assert {"/H1", "/Table", "/TH", "/TD"} <= kinds
    told = everything_in(docx)
    for words in ("Lärm am Hafen", "Die Leitstelle ruft", "Feuerwehr", "Schule am Hafen"):
        assert words in told
    headings = [p.text for p in word(docx).paragraphs if p.style.name.startswith("Heading")]
    assert any("Zuständigkeiten" in text for text in headings)


def download(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        link(page, kind).click()
    path = waiting.value.path()
    return path.read_bytes()
