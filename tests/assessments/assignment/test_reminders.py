"""Deadlines ahead, work that waits, and feedback by mail or not."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assessments.assignment.deadlines_ahead import open_deadlines
from assessments.assignment.domain.deadlines import Extension, extend
from assessments.assignment.domain.reviewing import decide
from assessments.assignment.models import Submission
from courses.cohorts.models import Cohort, CohortRole
from courses.governance.choices import choose
from courses.governance.models import MailChoice, OutgoingMail
from courses.progress.enums import State
from courses.reminders.reminding import remind
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import AbsenceNotice
from tests.assessments.plans import begin, handed_in, judgement, make_cohort, plan_of
from tests.factories import activity_of, enrol, make_session, person_with_role, trainer_of

BERLIN = ZoneInfo("Europe/Berlin")
LONG_AGO = datetime(2026, 8, 1, tzinfo=UTC)
# A Friday in Berlin.
DUE = datetime(2027, 7, 30, 21, 59, tzinfo=UTC)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=BERLIN)


@pytest.fixture
def cohort(db: None) -> Cohort:
    return make_cohort(due=DUE)


@pytest.fixture
def person(cohort: Cohort) -> Any:
    return enrol(cohort, joined_at=LONG_AGO)


def mails(kind: str) -> Any:
    return OutgoingMail.objects.filter(kind=f"reminder.{kind}").order_by("pk")


# — deadlines —————————————————————————————————————————————————————————————————————


def test_a_deadline_is_said_two_weeks_and_three_days_before(person: Any) -> None:
    for day in (15, 16, 17, 26, 27, 28):
        remind(now=at(7, day))
    assert mails("deadline_far").count() == mails("deadline_near").count() == 1
    far, near = mails("deadline_far").get(), mails("deadline_near").get()
    assert far.key.endswith(":2027-07-16")
    assert (far.not_after, near.not_after) == (at(7, 27, 7), DUE)
    assert "am Freitag, 30. Juli 2027, 23:59 Uhr, endet eine Frist für Sie" in near.body


def test_the_mail_does_not_say_what_is_due(person: Any) -> None:
    remind(now=at(7, 27))
    mail = mails("deadline_near").get()
    assert plan_of(person.cohort).title not in mail.subject + mail.body


@pytest.mark.parametrize("outcome", ["handed in", "accepted"])
def test_whoever_has_handed_in_hears_nothing(person: Any, outcome: str) -> None:
    revision = handed_in(person, now=at(7, 1))
    if outcome == "accepted":
        decide(revision, judgement(), outcome="accepted", by=trainer_of(person.cohort))
    remind(now=at(7, 16))
    remind(now=at(7, 27))
    assert not mails("deadline_far").exists()
    assert not mails("deadline_near").exists()


def test_more_time_moves_the_reminder_for_this_person_alone(cohort: Cohort, person: Any) -> None:
    other = enrol(cohort, joined_at=LONG_AGO)
    key = activity_of(plan_of(cohort)).key
    longer = Extension(key, DUE + timedelta(days=14), "krank")
    extend(person, longer, by=trainer_of(cohort), now=at(7, 1))
    remind(now=at(7, 27))
    assert [mail.recipient for mail in mails("deadline_near")] == [other.user]
    remind(now=at(8, 10))
    assert [mail.recipient for mail in mails("deadline_near")] == [other.user, person.user]
    assert "krank" not in mails("deadline_near").last().body


def test_deadlines_can_be_switched_off(person: Any) -> None:
    MailChoice.objects.create(user=person.user, deadlines=False)
    remind(now=at(7, 27))
    assert not mails("deadline_near").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_deadlines_take_four_statements_for_any_number_of_people(
    cohort: Cohort, people: int, django_assert_num_queries: Any
) -> None:
    places = [enrol(cohort) for _ in range(people)]
    with django_assert_num_queries(4):
        assert len(list(open_deadlines(places))) == people


# — work that waits ———————————————————————————————————————————————————————————————


def test_work_that_waits_for_more_than_a_week_is_said_once_a_week(
    cohort: Cohort, person: Any
) -> None:
    trainer, companion = trainer_of(cohort), person_with_role(cohort, "companion_external")
    person_with_role(cohort, CohortRole.Role.COORDINATOR)
    handed_in(person, "Streit am Marktplatz", now=at(6, 1))
    remind(now=at(6, 8, 8))
    assert not mails("reviews").exists()
    # From Wednesday to Friday; then the next week.
    for day in (9, 10, 11, 14, 15):
        remind(now=at(6, day))
    assert [mail.recipient for mail in mails("reviews")] == [trainer, companion] * 2
    body = mails("reviews")[0].body
    assert "eine Fassung wartet seit mehr als einer Woche auf Rückmeldung." in body
    for word in ("Marktplatz", person.user.last_name, plan_of(cohort).title):
        assert word not in body


def test_reviewed_work_is_not_waiting(cohort: Cohort, person: Any) -> None:
    revision = handed_in(person, now=at(6, 1))
    decide(revision, judgement(), outcome="accepted", by=trainer_of(cohort))
    remind(now=at(6, 15))
    assert not mails("reviews").exists()


# — feedback ——————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("wanted", [True, False])
def test_feedback_comes_by_mail_to_whoever_wants_that(
    cohort: Cohort, person: Any, wanted: bool
) -> None:
    trainer = trainer_of(cohort)
    for user in (person.user, trainer):
        choose(user, feedback=wanted)
    revision = handed_in(person, now=at(6, 1))
    decide(revision, judgement(), outcome="accepted", by=trainer)
    found = OutgoingMail.objects.filter(kind__startswith="feedback.").order_by("pk")
    told = [(mail.kind, mail.recipient, mail.cohort) for mail in found]
    everybody = [("feedback.wanted", trainer, cohort), ("feedback.given", person.user, cohort)]
    assert told == (everybody if wanted else [])


# — no content ————————————————————————————————————————————————————————————————————


def test_no_mail_of_half_a_year_holds_a_word_that_is_meant_for_few(
    cohort: Cohort, person: Any
) -> None:
    """Every day at nine: not the texts, not what they are called, not why somebody was away."""
    trainer = trainer_of(cohort)
    person_with_role(cohort, CohortRole.Role.COORDINATOR)
    away, writer = person, enrol(cohort, joined_at=LONG_AGO)
    seminar = make_session(cohort, start=at(6, 10).astimezone(UTC), module_number=1)
    AbsenceNotice.objects.create(enrolment=away, session=seminar, note="Operation am Knie")
    states = {away.pk: Attendance(State.EXCUSED), writer.pk: Attendance(State.ATTENDED)}
    record_attendance(seminar, states, by=trainer, now=at(6, 10, 18))
    handed_in(writer, "Streit am Marktplatz", now=at(6, 20))
    begin(away)
    for day in range(120):
        remind(now=at(5, 1) + timedelta(days=day))
    bodies = "\n".join(
        f"{mail.subject}\n{mail.body}" for mail in OutgoingMail.objects.exclude(kind="")
    )
    assert OutgoingMail.objects.values("kind").distinct().count() >= 6
    title = Submission.objects.filter(enrolment=writer).get().title
    for word in ("Operation", "Knie", "Marktplatz", "Abschnitt", title, "entschuldigt"):
        assert word not in bodies
