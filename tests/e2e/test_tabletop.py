"""A group of two plays its plan, a trainer leads; one of them drops out and comes back."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, connection, look
from tests.e2e.site import Site
from tests.e2e.test_main_job import button, heading, link

# A group of its own, so that it may run beside the other browser tests.
pytestmark = pytest.mark.e2e

ONE, TWO = cast.RETURNED, cast.HALFWAY
MEASURE, FUNCTION = "Rundruf der Fachstelle", "Rufbereitschaft Ordnung"
SAVED = re.compile("^Gespeichert um")
PLAN = f"""
from assessments.assignment.models import DraftSection, Member, Submission
from assessments.assignment.sheet.sections import parse
from assessments.assignment.versions import publish_template
from courses.cohorts.models import Enrolment
rows = lambda key, column: {{"id": key, "label": key, "kind": "rows",
    "columns": [{{"id": column, "label": column, "kind": "line"}}]}}
parts = parse([
    {{"id": "massnahmen", "number": 7, "title": "Maßnahmen", "fields": [rows("liste", "was")]}},
    {{"id": "zustaendigkeiten", "number": 8, "title": "Wer",
        "fields": [rows("funktionen", "wer")]}},
])
mate = Enrolment.objects.get(user__email="{TWO.email}")
work = Submission.objects.get(enrolment__user__email="{ONE.email}")
provider = mate.cohort.provider
work.template_version = publish_template(provider, "uebung", title="Übung", sections=parts)
work.save()
work.draft_sections.all().delete()
DraftSection.objects.bulk_create([
    DraftSection(submission=work, section_id="massnahmen",
        values={{"liste": [{{"id": "a1", "was": "{MEASURE}"}}]}}),
    DraftSection(submission=work, section_id="zustaendigkeiten",
        values={{"funktionen": [{{"id": "b2", "wer": "{FUNCTION}"}}]}}),
])
Member.objects.create(submission=work, enrolment=mate, activity_key=work.activity_key)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, on which two people write a plan with measures and functions."""
    site = Site.prepared("site-tabletop", tmp_path_factory)
    site.start()
    site.manage("shell", "-c", PLAN)
    yield site
    assert site.stop() == 0


def test_a_group_plays_its_plan(person: Callable[..., Page], watch: Watch) -> None:
    watch.allow(r"status of 409")
    watch.allow(r"ERR_INTERNET_DISCONNECTED")
    watch.allow(r"^console at \S+/karte/1/: .* status of 400")
    trainer, one, two = (person(part.email) for part in (cast.TRAINER, ONE, TWO))
    prepare(trainer)
    for page in (one, two):
        page.goto("/plan/")
        link(page, "Zur Übung").click()
        expect(page.get_by_text("Es hat noch nicht begonnen")).to_be_visible()
    assert axe(one) == []
    button(trainer, "Uhr starten").click()
    lay_down_the_first(trainer)
    for page in (one, two):
        expect(heading(page, "Lagekarte 1")).to_be_visible()
    write_together(one, two)
    drop_out(two, trainer, one)
    decide(two)
    look(two, "uebung-gruppe")
    follow(trainer)
    evaluate(trainer, one, two)
    close(trainer, one)


def prepare(page: Page) -> None:
    page.goto("/cms/")
    link(page, "Tabletop-Übungen").click()
    assert axe(page) == []
    look(page, "uebungen")
    row = page.get_by_role("row").filter(has_text=ONE.last_name)
    row.get_by_role("link", name="Übung vorbereiten").click()
    assert axe(page) == []
    look(page, "uebung-vorbereiten")
    page.get_by_label("Titel").fill("Freitagabend")
    button(page, "Vorbereiten").click()
    expect(page.get_by_text("Gerberstraße").first).to_be_visible()
    assert axe(page) == []


def lay_down_the_first(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Hinlegen")).first.click()
    expect(page.get_by_text("Noch keine Antwort").first).to_be_visible()


def answer(page: Page, number: int = 1) -> object:
    return page.get_by_role("form", name=f"Antwort auf Lagekarte {number}")


def saved(page: Page) -> None:
    state = answer(page).locator("[data-save-text]")
    expect(state.filter(has_text=SAVED)).to_be_visible()


def write_together(one: Page, two: Page) -> None:
    """What one writes stands in the other's form a little later, without a reload."""
    answer(one).get_by_label("Welche Maßnahme ergreifen Sie?").select_option(label=MEASURE)
    answer(one).get_by_label("Welche Botschaft").fill("Wir prüfen und melden uns um 19 Uhr.")
    saved(one)
    message = answer(two).get_by_label("Welche Botschaft")
    expect(message).to_have_value("Wir prüfen und melden uns um 19 Uhr.")
    expect(answer(two).get_by_label("Welche Maßnahme ergreifen Sie?")).to_have_value("a1")
    assert axe(one) == []


def drop_out(two: Page, trainer: Page, one: Page) -> None:
    """Without connection nothing is lost; what came meanwhile comes, and both texts are shown."""
    connection(two, up=False)
    answer(two).get_by_label("Welche Botschaft").fill("Bitte bleiben Sie zu Hause.")
    expect(two.get_by_text("Die Verbindung ist unterbrochen.")).to_be_visible()
    trainer.get_by_role("textbox", name=re.compile("^Was die Gruppe erfährt")).fill(
        "18:50 Uhr. Eine Nachfrage der Zeitung."
    )
    button(trainer, "Jetzt hinlegen").click()
    expect(heading(one, "Lagekarte 2")).to_be_visible()
    expect(heading(two, "Lagekarte 2")).not_to_be_visible()
    answer(one).get_by_label("Welche Botschaft").fill("Wir melden uns um 20 Uhr.")
    saved(one)
    connection(two, up=True)
    expect(two.get_by_text("Die Verbindung ist wieder da.")).to_be_visible()
    two.reload()
    expect(heading(two, "Lagekarte 2")).to_be_visible()
    box = two.get_by_role("alert").filter(has_text="beide Texte")
    expect(box).to_contain_text(f"{ONE.first_name} {ONE.last_name}")
    expect(box).to_contain_text("Bitte bleiben Sie zu Hause.")
    assert axe(two) == []
    button(box, "Beide hintereinander stellen").click()
    saved(two)
    expect(answer(one).get_by_label("Welche Botschaft")).to_have_value(
        "Bitte bleiben Sie zu Hause.\n\nWir melden uns um 20 Uhr."
    )


def decide(page: Page) -> None:
    """A level is all it needs; the sentence says so."""
    button(answer(page), "Entscheidung festhalten").click()
    expect(page.get_by_text("Bitte wählen Sie eine Stufe.").first).to_be_visible()
    assert axe(page) == []
    answer(page).get_by_label("Welche Stufe ist das?").select_option("2")
    answer(page).get_by_label("Welche Funktion kümmert sich?").select_option(label=FUNCTION)
    button(answer(page), "Entscheidung festhalten").click()
    expect(page.get_by_text("Ihre Entscheidung ist festgehalten.")).to_be_visible()
    assert axe(page) == []


def follow(page: Page) -> None:
    """The trainer sees the decision come in and notes something."""
    expect(page.get_by_text("steht im Plan").first).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^Beobachtung")).fill(
        "Die Vertretung wurde nicht genannt."
    )
    page.reload()
    expect(page.get_by_role("textbox", name=re.compile("^Beobachtung"))).to_have_value(
        "Die Vertretung wurde nicht genannt."
    )
    button(page, "Notieren").click()
    expect(page.get_by_text("Die Vertretung wurde nicht genannt.").first).to_be_visible()
    assert axe(page) == []
    look(page, "uebung-leiten")


def evaluate(trainer: Page, one: Page, two: Page) -> None:
    button(trainer, "Zur Auswertung").click()
    for page in (one, two):
        expect(heading(page, "Auswertung")).to_be_visible()
        expect(page.get_by_text("Die Vertretung wurde nicht genannt.")).to_be_visible()
    one.get_by_label("Was war geplant?").fill("Ein Rundruf binnen 30 Minuten.")
    for page in (two, trainer):
        expect(page.get_by_label("Was war geplant?")).to_have_value(
            "Ein Rundruf binnen 30 Minuten."
        )
    two.get_by_label("Wo im Plan?").select_option(label="8. Wer")
    two.get_by_label("Was soll sich ändern?").fill("Eine Vertretung nennen.")
    button(two, "Diese Änderung aufnehmen").click()
    for page in (one, two, trainer):
        expect(page.get_by_text("Eine Vertretung nennen.").first).to_be_visible()
        assert axe(page) == []
    look(two, "uebung-auswertung")
    look(trainer, "uebung-auswertung-leiten")


def close(trainer: Page, one: Page) -> None:
    button(trainer, "Abschließen und die Änderungen in den Plan stellen").click()
    expect(one.get_by_label("Was war geplant?")).not_to_be_visible()
    assert axe(trainer) == []
    one.goto("/plan/")
    assert axe(one) == []
    look(one, "uebung-plan")
    one.goto(f"{one.url}abschnitt/zustaendigkeiten/")
    note = one.get_by_role("region", name=re.compile("^Aus der Übung vom"))
    expect(note).to_contain_text("Eine Vertretung nennen.")
    look(one, "uebung-abschnitt")
    button(note, "Als erledigt markieren").click()
    expect(note).to_contain_text("erledigt am")
    assert axe(one) == []
