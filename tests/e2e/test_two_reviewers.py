"""Two look at a plan on their own, see it differently, talk, and accept it together."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import cast
from tests.e2e.browser import axe, look
from tests.e2e.reviewing import choose_levels, open_queue, open_work
from tests.e2e.site import Site
from tests.e2e.test_main_job import button, hand_in, heading, link

# A group of its own, so that it may run beside the other browser tests.
pytestmark = pytest.mark.e2e

WRITER = f"{cast.RETURNED.first_name} {cast.RETURNED.last_name}"
CASE = "Ausgangslage und Szenario"
FOR_TWO = f"""
from django.contrib.auth import get_user_model
from assessments.assignment.models import Submission
from courses.cohorts.models import CohortRole, Enrolment
people = get_user_model().objects
place = Enrolment.objects.get(user__email="{cast.RETURNED.email}")
second = people.get(email="{cast.AUTHOR.email}")
CohortRole.objects.create(cohort=place.cohort, user=second, role="trainer")
Submission.objects.filter(enrolment=place).update(reviewers_wanted=2)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, on which two are wanted for one plan."""
    site = Site.prepared("site-two-reviewers", tmp_path_factory)
    site.start()
    site.manage("shell", "-c", FOR_TWO)
    yield site
    assert site.stop() == 0


@pytest.mark.usefixtures("watch")
def test_two_reviewers_talk_and_agree(person: Callable[..., Page]) -> None:
    writer = person(cast.RETURNED.email)
    writer.goto("/plan/")
    link(writer, "Rückmeldung lesen").click()
    writer.get_by_role("link", name=re.compile(r"^Abschnitt \d+ öffnen$")).first.click()
    writer.get_by_label("Entscheidungsbefugnis").fill("Nachts entscheidet die Bereitschaft.")
    button(writer, "Speichern").click()
    link(writer, "Zur Rückmeldung einreichen").click()
    hand_in(writer, 2)
    one, two = person(cast.TRAINER.email), person(cast.AUTHOR.email)
    open_review(one)
    file_an_opinion(one, {CASE: 4}, "Für mich trägt es")
    expect(heading(one, "Ihre Einschätzung ist eingereicht")).to_be_visible()
    open_review(two)
    expect(two.get_by_text("Die andere Einschätzung liegt schon vor.")).to_be_visible()
    expect(two.get_by_text("Für mich trägt es")).not_to_be_visible()
    file_an_opinion(two, {CASE: 2}, "Mir fehlt das Szenario")
    talk(two)
    decide_together(one)
    writer.goto("/plan/")
    expect(writer.get_by_text("angenommen").first).to_be_visible()


def open_review(page: Page) -> None:
    open_queue(page)
    assert axe(page) == []
    look(page, "warteschlange")
    open_work(page, WRITER)


def file_an_opinion(page: Page, levels: dict[str, int], headline: str) -> None:
    choose_levels(page, levels, otherwise=3)
    page.get_by_label("Überschrift").fill(headline)
    assert axe(page) == []
    look(page, "einschaetzung")
    button(page, "Einschätzung einreichen").click()


def talk(page: Page) -> None:
    """The server says that there is something to talk about; the agreed level gets its reason."""
    expect(heading(page, "Bitte sprechen Sie zuerst darüber")).to_be_visible()
    row = page.get_by_role("row", name=re.compile(f"^{CASE}"))
    expect(row).to_contain_text("mehr als eine Stufe auseinander")
    expect(button(page, "Annehmen")).not_to_be_visible()
    page.reload()  # the word about filing has been read
    agreed = page.get_by_role("group", name=CASE)
    agreed.get_by_role("radio", name=re.compile("^3 ·")).check()
    agreed.get_by_label("Warum diese Stufe").fill("Das Szenario steht im Anhang.")
    assert axe(page) == []
    look(page, "gespraech")
    button(page, "Vereinbarung festhalten").click()
    expect(row).to_contain_text("vereinbart: 3")


def decide_together(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("Das Szenario steht im Anhang.")).to_be_visible()
    page.get_by_label("Überschrift").fill("Ihr Plan trägt")
    page.get_by_label("Brief").fill("Wir haben ihn zu zweit gelesen.")
    assert axe(page) == []
    look(page, "gemeinsam-entscheiden")
    button(page, "Annehmen").click()
    button(page, "Diese Fassung annehmen").click()
    expect(page.get_by_text("Die Arbeit ist angenommen.")).to_be_visible()
