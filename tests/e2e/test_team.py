"""Two people and one draft, from the invitation to the feedback; then a third one is asked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.e2e.browser import Watch, axe, look
from tests.e2e.site import Site
from tests.e2e.test_main_job import button, heading, link

pytestmark = [pytest.mark.e2e]

FOUNDER, MATE, PEER = cast.STEADY, cast.CANNOT_COME, cast.HALFWAY
SAVED = re.compile("^Gespeichert um")
SECTION = "abschnitt/szenario/"
FILL = f"""
from assessments.assignment.models import DraftSection
from tests.e2e.plans import PLAN
work = {{"submission__members__enrolment__user__email": "{FOUNDER.email}"}}
for draft in DraftSection.objects.filter(**work):
    typed = {{k: v for k, v in draft.values.items() if v and isinstance(v, str)}}
    draft.values = PLAN.get(draft.section_id, {{}}) | typed
    draft.save()
"""
DECIDE = f"""
from django.contrib.auth import get_user_model
from assessments.assignment.domain.reviewing import Judgement, decide
from assessments.assignment.models import Revision
revision = Revision.objects.get(submission__members__enrolment__user__email="{FOUNDER.email}")
rubric = revision.submission.rubric_version.parsed()
scores = {{criterion.id: 3 for criterion in rubric.criteria}}
words = Judgement("Ein tragfähiger Plan", "Danke Ihnen beiden.", scores)
trainer = get_user_model().objects.get(email="{cast.TRAINER.email}")
decide(revision, words, outcome="accepted", by=trainer)
"""


def name(part: cast.Part) -> str:
    return f"{part.first_name} {part.last_name}"


def test_two_people_write_one_plan(person: Callable[..., Page], site: Site, watch: Watch) -> None:
    watch.allow(r"status of 409")
    founder, mate = (person(part.email, cast.PASSWORD) for part in (FOUNDER, MATE))
    invite(founder)
    join(mate)
    write_both(founder, mate)
    site.manage("shell", "-c", FILL)
    hand_in(mate)
    site.manage("shell", "-c", DECIDE)
    for page in (founder, mate):
        page.goto("/plan/")
        link(page, "Rückmeldung lesen").first.click()
        expect(heading(page, "Ein tragfähiger Plan")).to_be_visible()
        expect(page.get_by_text("Danke Ihnen beiden.")).to_be_visible()
    peer = person(PEER.email)
    ask(founder)
    answer(peer)
    for page in (founder, mate):
        page.goto("/plan/")
        link(page, "Lesen, was jemand aus Ihrem Durchgang sagt").click()
        expect(page.get_by_text("Wer vertritt die Fachstelle?")).to_be_visible()


def invite(page: Page) -> None:
    page.goto("/plan/")
    button(page, "Plan beginnen").click()
    page.goto("/plan/")
    link(page, "Jemanden zum Mitschreiben einladen").click()
    button(page, "Einladung senden").click()
    expect(page.get_by_text("Bitte wählen Sie eine Person.").first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("radio", name=name(MATE)).check()
    button(page, "Einladung senden").click()
    expect(page.get_by_text("noch keine Antwort")).to_be_visible()
    assert axe(page) == []
    look(page, "team")


def join(page: Page) -> None:
    page.goto("/mein-weg/")
    link(page, "Jemand aus Ihrem Durchgang fragt Sie etwas").click()
    assert axe(page) == []
    link(page, "Krisenpräventionsplan").click()
    expect(heading(page, re.compile(f"^{name(FOUNDER)} möchte"))).to_be_visible()
    assert axe(page) == []
    look(page, "einladung")
    button(page, "Dem Team beitreten").click()
    expect(page.get_by_text("Sie schreiben jetzt gemeinsam.")).to_be_visible()
    assert axe(page) == []


def write_both(founder: Page, mate: Page) -> None:
    for page in (founder, mate):
        page.goto("/plan/")
        page.goto(f"{page.url}{SECTION}")
    founder.get_by_label("Auslöser").fill("Aus dem Ordnungsamt.")
    expect(founder.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    mate.get_by_label("Auslöser").fill("Aus der Fachstelle.")
    box = mate.get_by_role("alert").filter(has_text="beide Texte")
    expect(box).to_contain_text(f"Der andere Text ist von: {name(FOUNDER)}")
    assert axe(mate) == []
    button(box, "Beide hintereinander stellen").click()
    expect(mate.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    founder.reload()
    expect(founder.get_by_label("Auslöser")).to_have_value(
        "Aus der Fachstelle.\n\nAus dem Ordnungsamt."
    )
    expect(founder.get_by_text(f"Zuletzt hat {name(MATE)} hier geschrieben")).to_be_visible()
    assert axe(founder) == []


def hand_in(page: Page) -> None:
    page.goto("/plan/")
    page.goto(f"{page.url}einreichen/")
    page.get_by_label("Diese Arbeit nennt Rollen statt Personen").check()
    button(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text("Sie reichen für alle ein").first).to_be_visible()
    assert axe(page) == []
    page.get_by_label(f"Ich reiche für uns alle ein: {name(FOUNDER)}, {name(MATE)}").check()
    button(page, "Zur Rückmeldung einreichen").click()
    expect(page.get_by_text("Fassung 1 ist eingereicht").first).to_be_visible()
    assert axe(page) == []


def ask(page: Page) -> None:
    page.goto("/plan/")
    link(page, "Um Rückmeldung bitten").click()
    page.get_by_role("radio", name=name(PEER)).check()
    assert axe(page) == []
    button(page, "Um Rückmeldung bitten").click()
    expect(page.get_by_text("Es gibt noch keine Antwort.")).to_be_visible()


def answer(page: Page) -> None:
    page.goto("/gemeinsam/")
    page.get_by_role("main").get_by_role("link", name="Krisenpräventionsplan").click()
    expect(page.get_by_text("Aus der Fachstelle.")).to_be_visible()
    page.get_by_label("Eine erste Stärke").fill("Klare Rollen.")
    expect(page.locator("[data-save-text]", has_text=SAVED)).to_be_visible()
    page.get_by_label("Eine zweite Stärke").fill("Kurze Wege.")
    page.get_by_label("Eine Frage").fill("Wer vertritt die Fachstelle?")
    assert axe(page) == []
    look(page, "kollegial")
    button(page, f"An {name(FOUNDER)} senden").click()
    expect(page.get_by_text("kann Ihre Rückmeldung jetzt lesen")).to_be_visible()
    assert axe(page) == []
