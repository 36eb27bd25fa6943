"""Four weeks later: a mail that knows nothing, and a line for the author alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assessments.feedback.domain import give
from assessments.reflection.domain import Typed, write
from courses.cockpit.registry import figures
from courses.governance.models import OutgoingMail
from courses.progress.enums import State
from courses.reminders.reminding import remind
from courses.sessions.domain import Attendance, record_attendance
from lms.learning.queries import load_my_way
from tests.assessments.feedback.conftest import SECRET, key_of, make_feedback, many, said
from tests.factories import CohortFactory, enrol, make_programme, make_session, trainer_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 9, 17, 7, tzinfo=UTC)
WRITTEN = datetime(2026, 9, 18, 15, tzinfo=UTC)
LATER = WRITTEN + timedelta(days=28)


def intend(enrolment: Any, page: Any, *, now: datetime = WRITTEN) -> None:
    write(enrolment.user, key=key_of(page), prompt_id="vorhaben", typed=Typed(SECRET, 0), now=now)


def line(enrolment: Any, now: datetime) -> str:
    """The title of the page that the person's own way leads to; empty where there is no line."""
    step = load_my_way(enrolment.user, now=now).intention
    return step.title if step else ""


def test_the_line_comes_after_four_weeks_and_goes_after_two_months(enrolment, page) -> None:
    intend(enrolment, page)
    assert line(enrolment, LATER - timedelta(minutes=1)) == ""
    assert line(enrolment, LATER) == "Rückmeldung"
    assert line(enrolment, LATER + timedelta(days=60)) == "Rückmeldung"
    assert line(enrolment, LATER + timedelta(days=62)) == ""


def test_only_the_author_has_the_line(cohort, enrolment, page) -> None:
    intend(enrolment, page)
    assert line(enrol(cohort), LATER) == ""


def test_a_place_elsewhere_does_not_lead_there(cohort, enrolment, page) -> None:
    intend(enrolment, page)
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    other = enrol(elsewhere, enrolment.user)
    way = load_my_way(enrolment.user, chosen=str(other.key), now=LATER)
    assert way.intention is None


def test_other_private_texts_do_not_come_back(enrolment, page) -> None:
    write(enrolment.user, key=key_of(page), prompt_id="anders", typed=Typed(SECRET, 0), now=WRITTEN)
    assert line(enrolment, LATER) == ""


def test_a_page_taken_away_has_no_line(enrolment, page) -> None:
    intend(enrolment, page)
    page.unpublish()
    assert line(enrolment, LATER) == ""


def test_the_page_shows_the_line_and_not_the_text(client, enrolment, page) -> None:
    intend(enrolment, page, now=datetime.now(UTC) - timedelta(days=29))
    client.force_login(enrolment.user)
    shown = client.get("/mein-weg/").content.decode()
    assert "Das hatten Sie sich vor vier Wochen vorgenommen" in shown
    assert f"{page.url}#vorhaben" in shown
    assert SECRET not in shown


def test_the_mail_leads_to_the_feedback_of_the_module_whether_one_wrote_or_not(
    cohort, module
) -> None:
    page = make_feedback(module)
    session = make_session(cohort, start=START, module_number=1)
    wrote, silent = enrol(cohort), enrol(cohort)
    there = {place.pk: Attendance(State.ATTENDED) for place in (wrote, silent)}
    record_attendance(session, there, by=trainer_of(cohort), now=WRITTEN)
    give(wrote, key_of(page), said(), intention=Typed(SECRET, 0))
    assert remind(now=datetime(2026, 10, 15, 7, tzinfo=UTC)) == 2
    mails = OutgoingMail.objects.filter(kind="reminder.intention")
    assert {mail.recipient for mail in mails} == {wrote.user, silent.user}
    for mail in mails:
        assert f"{page.url}" in mail.body
        assert SECRET not in mail.body
    bodies = {mail.body.replace(mail.recipient.last_name, "") for mail in mails}
    assert len(bodies) == 1


def test_figures_for_the_funder_count_answers_of_pools_that_may_be_shown(cohort, module) -> None:
    page = make_feedback(module)
    many(cohort, page, 4)
    told = dict(figures(cohort))
    assert told["Rückmeldungen zu Modulen (ab fünf Antworten)"] == 0
    many(cohort, page, 2, benefit=2)
    told = dict(figures(cohort))
    assert told["Rückmeldungen zu Modulen (ab fünf Antworten)"] == 6
    assert told["Rückmeldung: großer oder sehr großer Nutzen für die Arbeit"] == 4
