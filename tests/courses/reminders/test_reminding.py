"""What people are reminded of: when, once, and never with more words than needed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_q.models import Schedule

from assessments.reflection.pages import ReflectionPage
from courses.cohorts.domain import end_enrolment
from courses.cohorts.models import Cohort, ScheduleEntry
from courses.curriculum.pages import ModulePage
from courses.governance import audit
from courses.governance.models import MailChoice, OutgoingMail
from courses.progress.enums import State
from courses.reminders import registry
from courses.reminders.digest import digests
from courses.reminders.reminding import remind
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import AbsenceNotice, SessionPart
from courses.sessions.scheduling import cancel_session
from tests.factories import (
    AgreementFactory,
    CohortFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_session,
)
from tests.parallel import at_once

BERLIN = ZoneInfo("Europe/Berlin")
CHOICES = ("calendar", "sessions", "deadlines", "feedback", "intentions", "digest")
LONG_AGO = datetime(2026, 8, 1, tzinfo=UTC)
# A Thursday in Berlin, at nine.
START = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def without_the_week(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weekly digest has tests of its own."""
    sources = [source for source in registry._sources if source is not digests]
    monkeypatch.setattr(registry, "_sources", sources)


def at(day: int, hour: int = 9, minute: int = 0, *, month: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def member(cohort: Cohort, **fields: Any) -> Any:
    return enrol(cohort, **{"joined_at": LONG_AGO, **fields})


def kinds() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("kind", flat=True))


def keys() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("key", flat=True))


# — sessions ——————————————————————————————————————————————————————————————————————


def test_a_session_is_announced_a_week_before_and_the_day_before(
    cohort: Cohort,
) -> None:
    session, person = make_session(cohort, title="Präsenzmodul 1", start=START), member(cohort)
    assert [remind(now=at(day)) for day in (9, 10, 11, 15, 16, 17)] == [0, 1, 0, 0, 1, 0]
    prefix = f"{person.pk}:{session.key}"
    assert keys() == [
        f"reminder:session_eve:{prefix}:2026-09-16",
        f"reminder:session_week:{prefix}:2026-09-10",
    ]
    mail = OutgoingMail.objects.get(kind="reminder.session_week")
    assert mail.subject == "Ihr Termin am 17. September 2026"
    assert "Präsenzmodul 1\nDonnerstag, 17. September 2026, 9 bis 16 Uhr\nKreishaus\n" in mail.body
    assert f"weil Sie am Durchgang „{cohort.title}“ teilnehmen" in mail.body
    assert mail.body.count("/mitteilungen/") == 1
    assert (mail.recipient, mail.cohort) == (person.user, cohort)


def test_days_are_said_together_where_a_session_has_several(cohort: Cohort) -> None:
    make_session(cohort, start=START, days=2)
    member(cohort)
    remind(now=at(10))
    assert "17. und 18. September 2026, ab 9 Uhr" in OutgoingMail.objects.get().body


def test_nobody_is_reminded_of_a_cancelled_session(cohort: Cohort) -> None:
    session = make_session(cohort, start=START)
    member(cohort)
    cancel_session(session, by=coordinator_of(cohort), reason="Raum fehlt")
    assert remind(now=at(10)) == 0


def test_whoever_said_they_will_not_come_hears_nothing_until_they_take_it_back(
    cohort: Cohort,
) -> None:
    session, person = make_session(cohort, start=START), member(cohort)
    notice = AbsenceNotice.objects.create(enrolment=person, session=session, note="Kur")
    assert remind(now=at(10)) == 0
    notice.withdrawn_at = at(10, 10)
    notice.save()
    assert remind(now=at(10, 11)) == 1


@pytest.mark.parametrize("withdrawn", [True, False])
def test_people_whose_participation_is_over_hear_nothing(cohort: Cohort, withdrawn: bool) -> None:
    make_session(cohort, start=START)
    person = member(cohort)
    end_enrolment(person, by=coordinator_of(cohort), reason="Umzug", withdrawn=withdrawn)
    assert remind(now=at(10)) == 0


def test_the_inactive_and_the_erased_hear_nothing(cohort: Cohort) -> None:
    make_session(cohort, start=START)
    inactive, erased = member(cohort), member(cohort)
    type(inactive.user).objects.filter(pk=inactive.user_id).update(is_active=False)
    type(erased).objects.filter(pk=erased.pk).update(user=None)
    assert remind(now=at(10)) == 0


def test_whoever_joins_later_is_not_reminded_of_what_was_due_before(cohort: Cohort) -> None:
    make_session(cohort, start=START)
    member(cohort, joined_at=at(12))
    assert remind(now=at(13)) == 0
    assert remind(now=at(16)) == 1


def test_a_session_that_moves_to_another_day_is_announced_anew(cohort: Cohort) -> None:
    session = make_session(cohort, start=START)
    member(cohort)
    assert remind(now=at(10)) == 1
    SessionPart.objects.filter(session=session).update(
        starts_at=START + timedelta(hours=2), ends_at=START + timedelta(hours=9)
    )
    assert remind(now=at(10, 11)) == 0
    SessionPart.objects.filter(session=session).update(
        starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=7)
    )
    assert remind(now=at(11)) == 1


@pytest.mark.parametrize("early", [at(26, 8, month=10), at(29, 8, month=3, year=2027)])
def test_the_day_before_is_the_calendar_day_also_when_the_clocks_change(
    cohort: Cohort, early: datetime
) -> None:
    """The Sundays before have 25 and 23 hours; a Monday's session cannot wait for Monday."""
    make_session(cohort, start=early.astimezone(UTC))
    member(cohort)
    sunday = early - timedelta(days=1)
    assert remind(now=sunday.replace(hour=6, minute=59)) == 0
    assert remind(now=sunday.replace(hour=7)) == 1
    assert kinds() == ["reminder.session_eve"]
    assert OutgoingMail.objects.get().not_after == early


# — quiet hours ———————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("hour", "minute", "posted"), [(0, 0, 0), (6, 59, 0), (7, 0, 1), (19, 59, 1), (20, 0, 0)]
)
def test_nothing_goes_out_in_the_evening_and_at_night(
    cohort: Cohort, hour: int, minute: int, posted: int
) -> None:
    make_session(cohort, start=START)
    member(cohort)
    assert remind(now=at(10, hour, minute)) == posted


def test_what_can_wait_for_monday_waits(cohort: Cohort) -> None:
    make_session(cohort, start=at(20, month=9))  # a Sunday: the week before begins on a Sunday
    member(cohort)
    assert remind(now=at(13)) == 0
    assert remind(now=at(14)) == 1


# — once ——————————————————————————————————————————————————————————————————————————


def test_twice_is_once_and_midnight_changes_nothing(cohort: Cohort) -> None:
    make_session(cohort, start=START)
    member(cohort)
    moments = [at(10, 19, 59), at(10, 19, 59), at(11, 7), at(11, 7, 1), at(12)]
    assert [remind(now=moment) for moment in moments] == [1, 0, 0, 0, 0]
    assert OutgoingMail.objects.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_post_it_once(
    run_queue: Callable[[], Any], mailoutbox: list[Any]
) -> None:
    cohort = CohortFactory()
    start = timezone.now() + timedelta(days=6)
    make_session(cohort, start=start)
    member(cohort)
    now = timezone.localtime().replace(hour=9)
    if now.weekday() == 6:
        now += timedelta(days=1)
    answers = at_once(*[lambda: remind(now=now)] * 3)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert OutgoingMail.objects.count() == 1
    run_queue()
    assert len(mailoutbox) == 1


# — the worker stood ——————————————————————————————————————————————————————————————


def test_after_a_day_without_worker_what_still_helps_comes_once(
    cohort: Cohort,
) -> None:
    make_session(cohort, start=START)
    member(cohort)
    assert remind(now=at(12)) == 1
    assert remind(now=at(12, 10)) == 0
    assert kinds() == ["reminder.session_week"]


def test_what_has_come_too_late_is_dropped_with_a_note(
    cohort: Cohort, run_queue: Callable[[], Any], mailoutbox: list[Any]
) -> None:
    """Yesterday's session: both mails are late, the later one by a day."""
    now = timezone.localtime().replace(hour=9, minute=0)
    if now.weekday() == 6:
        now += timedelta(days=1)
    make_session(cohort, start=now - timedelta(hours=3))
    member(cohort)
    remind(now=now)
    OutgoingMail.objects.update(not_after=timezone.now() - timedelta(minutes=1))
    run_queue()
    assert mailoutbox == []
    assert set(OutgoingMail.objects.values_list("given_up_because", flat=True)) == {
        "Sie wäre zu spät gekommen."
    }
    assert remind(now=now) == 0


def test_each_mail_knows_until_when_it_helps(cohort: Cohort) -> None:
    make_session(cohort, start=START)
    member(cohort)
    remind(now=at(16))
    found = dict(OutgoingMail.objects.values_list("kind", "not_after"))
    assert found == {"reminder.session_week": at(16, 7), "reminder.session_eve": START}


# — choices ———————————————————————————————————————————————————————————————————————


def test_who_has_switched_it_off_gets_none_and_may_switch_it_on_again(cohort: Cohort) -> None:
    make_session(cohort, start=START)
    person = member(cohort)
    choice = MailChoice.objects.create(user=person.user, sessions=False)
    assert remind(now=at(10)) == 0
    choice.sessions = True
    choice.save()
    assert remind(now=at(10, 10)) == 1


# — modules and the four weeks ————————————————————————————————————————————————————


def module_of(cohort: Cohort, number: int) -> Any:
    return activity_of(ModulePage.objects.get(number=number))


def test_a_module_that_opens_is_said_on_that_day(cohort: Cohort) -> None:
    member(cohort)
    ScheduleEntry.objects.create(
        cohort=cohort, key=module_of(cohort, 2).key, opens_on=date(2026, 9, 10)
    )
    assert [remind(now=at(9)), remind(now=at(10)), remind(now=at(11))] == [0, 1, 0]
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Modul 2 ist offen"
    assert "/modul-2/" in mail.body


def test_four_weeks_after_the_last_day_those_who_were_there_are_asked(
    cohort: Cohort, trainer: Any
) -> None:
    session = make_session(cohort, start=START, days=2, module_number=2)
    there, away = member(cohort), member(cohort)
    record_attendance(
        session,
        {there.pk: Attendance(State.ATTENDED), away.pk: Attendance(State.EXCUSED)},
        by=trainer,
        now=at(18, 18),
    )
    friday = at(16, month=10)
    assert [remind(now=friday - timedelta(days=1)), remind(now=friday)] == [0, 1]
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.kind) == (there.user, "reminder.intention")
    assert "Vor vier Wochen war Modul 2. Was ist aus Ihrem Vorhaben geworden?" in mail.body
    assert mail.subject == "Vier Wochen nach Modul 2"


def test_a_seminar_in_two_sessions_is_asked_about_once(cohort: Cohort, trainer: Any) -> None:
    first = make_session(cohort, start=START, module_number=2)
    second = make_session(cohort, start=START + timedelta(days=4), module_number=2)
    person = member(cohort)
    for session in (first, second):
        attended = {person.pk: Attendance(State.ATTENDED)}
        record_attendance(session, attended, by=trainer, now=at(28))
    assert remind(now=at(16, month=10)) == 0
    assert remind(now=at(19, month=10)) == 1


def test_the_question_leads_to_the_reflection_of_the_module(cohort: Cohort, trainer: Any) -> None:
    page = ReflectionPage(title="Mein Vorhaben", slug="mein-vorhaben")
    module_of(cohort, 2).page.specific.add_child(instance=page)
    page.save_revision().publish()
    session, person = make_session(cohort, start=START, module_number=2), member(cohort)
    attended = {person.pk: Attendance(State.ATTENDED)}
    record_attendance(session, attended, by=trainer, now=at(18))
    remind(now=at(15, month=10))
    body = OutgoingMail.objects.get().body
    assert "/modul-2/mein-vorhaben/" in body
    assert "Mein Vorhaben" not in body


# — what waits for an answer ——————————————————————————————————————————————————————


def test_an_unconfirmed_agreement_is_asked_for_after_three_days_whatever_was_chosen(
    cohort: Cohort,
) -> None:
    person = member(cohort, agreed=False, joined_at=at(7))
    MailChoice.objects.create(user=person.user, **dict.fromkeys(CHOICES, False))
    assert [remind(now=at(9)), remind(now=at(10)), remind(now=at(11))] == [0, 1, 0]
    mail = OutgoingMail.objects.get()
    assert f"/vertraulichkeit/{cohort.pk}/" in mail.body


def test_a_new_version_of_the_agreement_is_asked_for_three_days_later(cohort: Cohort) -> None:
    member(cohort)
    cohort.agreement = AgreementFactory(provider=cohort.provider)
    cohort.save()
    entry = audit.log(None, "agreement.changed", cohort, cohort=cohort)
    type(entry).objects.filter(pk=entry.pk).update(at=at(21))
    assert [remind(now=at(23)), remind(now=at(24))] == [0, 1]


# — speed —————————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("people", [1, 3])
def test_the_statements_do_not_grow_with_the_people(
    cohort: Cohort, trainer: Any, people: int, django_assert_num_queries: Any
) -> None:
    make_session(cohort, start=START, module_number=1)
    earlier = make_session(cohort, start=START - timedelta(days=35), module_number=2)
    ScheduleEntry.objects.create(
        cohort=cohort, key=module_of(cohort, 2).key, opens_on=date(2026, 9, 10)
    )
    attended = {
        member(cohort, agreed=False, joined_at=at(7)).pk: Attendance(State.ATTENDED)
        for _ in range(people)
    }
    record_attendance(earlier, attended, by=trainer, now=at(1))
    with django_assert_num_queries(28):
        assert remind(now=at(10)) == 4 * people


def test_the_schedules_are_there(db: None) -> None:
    found = dict(
        Schedule.objects.filter(name__startswith="lms-courses").values_list("name", "func")
    )
    assert found["lms-courses-remind"] == "courses.reminders.tasks.remind"
    assert found["lms-courses-letters"] == "courses.reminders.tasks.send_letters"
    first = Schedule.objects.get(name="lms-courses-remind")
    assert (first.schedule_type, first.next_run.minute) == ("H", 0)
