"""A practice task: draft, offline, two windows, hand-in, two reviewers, revision, accepted."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, connection, look
from tests.e2e.reviewing import choose_levels, open_queue, open_work
from tests.e2e.site import Site
from tests.e2e.test_main_job import button, heading, link

pytestmark = pytest.mark.e2e

TASK = "/modul-2/mini-analyse/"
WRITER = f"{cast.HALFWAY.first_name} {cast.HALFWAY.last_name}"
ONE_SENTENCE = "Der Konflikt in einem Satz"
LEVEL = "Was es gerade jetzt schwer macht"
SAVED = re.compile("^Gespeichert um")
# Fields of the first sheet besides the two above.
REST = (
    "Welche Regeln und Zuständigkeiten wirken",
    "Was die Einzelnen brauchen und können",
    "Welche Bilder und Gewohnheiten als normal gelten",
    "Ihre Landkarte in Worten",
)
FOR_TWO = f"""
from django.contrib.auth import get_user_model
from assessments.assignment.pages import AssignmentPage
from courses.cohorts.models import CohortRole, Enrolment
place = Enrolment.objects.get(user__email="{cast.HALFWAY.email}")
second = get_user_model().objects.get(email="{cast.AUTHOR.email}")
CohortRole.objects.get_or_create(cohort=place.cohort, user=second, role="trainer")
AssignmentPage.objects.update(reviewers=2)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, on which two are wanted for tasks."""
    site = Site.prepared("site-practice-task", tmp_path_factory)
    site.start()
    site.manage("shell", "-c", FOR_TWO)
    yield site
    assert site.stop() == 0


def test_a_task_from_the_first_word_to_accepted(person: Callable[..., Page], watch: Watch) -> None:
    watch.allow(r"status of 409")
    watch.allow(r"ERR_INTERNET_DISCONNECTED")
    writer = person(cast.HALFWAY.email)
    begin(writer)
    without_connection(writer)
    in_two_windows(writer)
    fill_in_the_rest(writer)
    hand_in(writer, 1)
    one, two = person(cast.TRAINER.email), person(cast.AUTHOR.email)
    for reviewer in (one, two):
        open_queue(reviewer)
        open_work(reviewer, WRITER)
        file_an_opinion(reviewer, 3)
    ask_for_a_revision(two)
    revise(writer)
    hand_in(writer, 2)
    for reviewer in (one, two):
        open_queue(reviewer)
        open_work(reviewer, WRITER)
        file_an_opinion(reviewer, 3)
    accept(two)
    writer.goto(TASK)
    expect(writer.get_by_text("Ihre Arbeit ist angenommen.")).to_be_visible()


def begin(page: Page) -> None:
    page.goto("/modul-2/")
    page.get_by_role("main").get_by_role("link", name=re.compile("Mini-Analyse")).click()
    expect(heading(page, "Mini-Analyse")).to_be_visible()
    assert axe(page) == []
    button(page, "Aufgabe beginnen").click()
    page.get_by_label(ONE_SENTENCE).fill("Zwei Gruppen wollen denselben Weg verschieden nutzen.")
    expect(page.get_by_text(SAVED).first).to_be_visible()
    assert axe(page) == []
    look(page, "praxisaufgabe")


def without_connection(page: Page) -> None:
    connection(page, up=False)
    page.get_by_label(LEVEL).fill("Im Sommer zogen elf Haushalte um.")
    expect(page.get_by_text("Ihr Text bleibt in diesem Browser").first).to_be_visible()
    connection(page, up=True)
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    page.reload()
    expect(page.get_by_label(LEVEL)).to_have_value("Im Sommer zogen elf Haushalte um.")


def in_two_windows(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label(LEVEL).fill("Aus dem ersten Fenster.")
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    other.get_by_label(LEVEL).fill("Aus dem zweiten.")
    box = other.get_by_role("alert").filter(has_text="beide Texte")
    expect(box).to_contain_text("Aus dem ersten Fenster.")
    box.get_by_role("button").last.click()
    expect(other.get_by_label(LEVEL)).to_have_value("Aus dem zweiten.\n\nAus dem ersten Fenster.")
    expect(other.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    other.close()
    page.reload()


def fill_in_the_rest(page: Page) -> None:
    for label in REST:
        page.get_by_label(label).fill("Beobachtet am Südring.")
    page.get_by_role("button", name="Weiter zu 2. Beteiligte und Stufen").click()
    for number, side in enumerate(("Anwohnende", "Jugendliche")):
        if number:
            button(page, re.compile("^Eintrag hinzufügen")).click()
            expect(page.get_by_label("Seite (als Rolle)")).to_have_count(2)
            expect(page.get_by_label("Seite (als Rolle)").last).to_be_focused()
        page.get_by_label("Seite (als Rolle)").last.fill(side)
        page.get_by_label("Stufe", exact=True).last.select_option("3 Taten statt Worte")
        page.get_by_label("Woran Sie das sehen").last.fill("Sie sagt Gespräche ab.")
    page.get_by_label("Wer fehlt auf diesem Bild?").fill("Schichtarbeitende.")
    page.get_by_role("button", name="Weiter zu 3. Was daraus folgt").click()
    for number in range(3):
        if number:
            button(page, re.compile("^Eintrag hinzufügen")).click()
            expect(page.get_by_label("Vermutung")).to_have_count(number + 1)
        page.get_by_label("Vermutung").last.fill(f"Vermutung {number + 1}")
        page.get_by_label("Prüfbar durch …").last.fill("Wir zählen vier Wochen.")
    for label in ("Worauf Sie bauen können", "Ein Ansatzpunkt", "Was dabei schaden könnte"):
        page.get_by_label(label).fill("Die Bäckerin kennt beide.")
    page.get_by_role("button", name="Weiter zur Prüfliste").click()
    assert axe(page) == []


def hand_in(page: Page, number: int) -> None:
    expect(heading(page, "Zur Rückmeldung einreichen")).to_be_visible()
    page.get_by_label("Diese Arbeit nennt Rollen statt Personen").check()
    button(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text(f"Fassung {number} ist eingereicht").first).to_be_visible()


def file_an_opinion(page: Page, level: int) -> None:
    choose_levels(page, otherwise=level)
    page.get_by_label("Überschrift").fill("Noch ein Schritt")
    page.get_by_label("Brief").fill("Die Ebenen sind klar. Bei den Stufen fehlt uns ein Indiz.")
    button(page, "Einschätzung einreichen").click()


def ask_for_a_revision(page: Page) -> None:
    page.reload()
    page.get_by_label("Überschrift").fill("Noch ein Indiz")
    page.get_by_label("Brief").fill("Bitte ergänzen Sie ein zweites Indiz.")
    button(page, "Überarbeitung erbitten").click()
    expect(heading(page, WRITER)).not_to_be_visible()


def revise(page: Page) -> None:
    page.goto("/mein-weg/")
    link(page, "Rückmeldung lesen").first.click()
    page.goto(TASK)
    link(page, "Rückmeldung lesen").first.click()
    expect(heading(page, "Noch ein Indiz")).to_be_visible()
    assert axe(page) == []
    page.goto(TASK)
    page.get_by_role("link", name=re.compile("Beteiligte und Stufen")).first.click()
    page.get_by_label("Woran Sie das sehen").last.fill("Sie sagt Gespräche ab und sperrt den Weg.")
    button(page, "Speichern").click()
    link(page, "Zur Rückmeldung einreichen").click()


def accept(page: Page) -> None:
    page.reload()
    page.get_by_label("Überschrift").fill("Das trägt")
    page.get_by_label("Brief").fill("Wir haben sie zu zweit gelesen.")
    button(page, "Annehmen").click()
    button(page, "Diese Fassung annehmen").click()
    expect(page.get_by_text("Die Arbeit ist angenommen.")).to_be_visible()
