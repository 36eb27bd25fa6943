"""The week in numbers: on Monday, to those with something to say, and nothing but numbers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from courses.cohorts.models import Cohort, CohortRole, ScheduleEntry
from courses.curriculum.pages import ModulePage
from courses.governance.models import MailChoice, OutgoingMail
from courses.progress.enums import State
from courses.reminders.reminding import remind
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import AbsenceNotice, SessionFile
from tests.assessments.plans import handed_in, make_cohort
from tests.factories import (
    RULES,
    CohortFactory,
    RuleSetVersionFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    make_session,
    person_with_role,
)

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 9, 7, 7, tzinfo=BERLIN)
SOON = datetime(2026, 9, 17, 7, tzinfo=UTC)
LONG_AGO = datetime(2026, 8, 1, tzinfo=UTC)


def member(cohort: Cohort, **fields: Any) -> Any:
    return enrol(cohort, joined_at=LONG_AGO, **fields)


def digest_for(user: Any) -> str:
    return OutgoingMail.objects.get(kind="reminder.digest", recipient=user).body


def digests() -> int:
    return OutgoingMail.objects.filter(kind="reminder.digest").count()


def test_it_counts_dates_modules_and_files(cohort: Cohort) -> None:
    person = member(cohort)
    session = make_session(cohort, start=SOON, title="Geheimtreffen")
    make_session(cohort, start=SOON + timedelta(days=1))
    make_session(cohort, start=SOON + timedelta(days=30))
    key = activity_of(ModulePage.objects.get(number=2)).key
    ScheduleEntry.objects.create(cohort=cohort, key=key, opens_on=date(2026, 9, 3))
    SessionFile.objects.create(
        session=session, title="Protokoll zu Fall 7", file="x.pdf", added_at=MONDAY
    )
    remind(now=MONDAY)
    body = digest_for(person.user)
    assert (
        "– 2 Termine in den nächsten zwei Wochen\n"
        "– 1 Modul hat geöffnet\n"
        "– 1 neue Datei zu einem Termin\n"
    ) in body
    assert "Geheimtreffen" not in body
    assert "Fall 7" not in body
    assert "/mitteilungen/" in body


def test_a_week_without_news_is_a_week_without_a_mail(cohort: Cohort) -> None:
    member(cohort)
    coordinator_of(cohort)
    cohort.rule_version = RuleSetVersionFactory(
        provider=cohort.provider,
        definition={**RULES, "rules": [{"type": "count", "kinds": ["release"], "count": 1}]},
    )
    cohort.save()
    make_session(cohort, start=SOON + timedelta(days=30))
    assert remind(now=MONDAY) == 0


def test_a_date_one_will_not_come_to_is_not_counted(cohort: Cohort) -> None:
    person, session = member(cohort), make_session(cohort, start=SOON)
    AbsenceNotice.objects.create(enrolment=person, session=session)
    remind(now=MONDAY)
    assert digests() == 0


def test_two_cohorts_are_one_mail(cohort: Cohort) -> None:
    other = CohortFactory(programme=make_programme(slug="zweites", as_root=False))
    person = member(cohort)
    member(other, user=person.user)
    for here in (cohort, other):
        make_session(here, start=SOON)
    remind(now=MONDAY)
    assert "– 2 Termine" in digest_for(person.user)


def test_it_comes_on_monday_at_seven_and_on_tuesday_if_the_worker_stood(cohort: Cohort) -> None:
    member(cohort)
    make_session(cohort, start=SOON + timedelta(days=1))
    assert remind(now=MONDAY - timedelta(minutes=1)) == 0
    assert remind(now=MONDAY + timedelta(days=1)) == 1
    assert remind(now=MONDAY + timedelta(days=1, hours=1)) == 0
    assert OutgoingMail.objects.get().not_after == datetime(2026, 9, 8, 20, tzinfo=BERLIN)


def test_later_in_the_week_the_next_one_says_it_all(cohort: Cohort) -> None:
    member(cohort)
    make_session(cohort, start=SOON + timedelta(days=5))
    assert remind(now=MONDAY + timedelta(days=2)) == 0


def test_who_does_not_want_it_gets_none(cohort: Cohort) -> None:
    person = member(cohort)
    make_session(cohort, start=SOON)
    MailChoice.objects.create(user=person.user, digest=False)
    remind(now=MONDAY)
    assert digests() == 0


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (CohortRole.Role.COORDINATOR, True),
        (CohortRole.Role.TRAINER, True),
        (CohortRole.Role.COMPANION_EXTERNAL, True),
        (CohortRole.Role.COMPANION_LOCAL, False),
        (CohortRole.Role.SUPERVISOR, False),
    ],
)
def test_who_looks_after_people_hears_how_many_need_a_hand_and_not_who(
    cohort: Cohort, trainer: Any, role: str, told: bool
) -> None:
    user, person = person_with_role(cohort, role), member(cohort)
    session = make_session(cohort, start=LONG_AGO)
    record_attendance(session, {person.pk: Attendance(State.MISSED)}, by=trainer)
    remind(now=MONDAY)
    mine = OutgoingMail.objects.filter(recipient=user)
    assert mine.exists() is told
    if told:
        body = mine.get().body
        assert "– 1 Person in Ihren Durchgängen braucht vielleicht Unterstützung" in body
        assert person.user.last_name not in body
        assert "/cms/durchgaenge/" in body


def test_waiting_work_is_a_number_for_those_who_review(db: None) -> None:
    cohort = make_cohort(due=None)
    trainer = person_with_role(cohort, CohortRole.Role.TRAINER)
    person = member(cohort)
    handed_in(person, "Streit am Marktplatz", now=MONDAY - timedelta(days=1))
    remind(now=MONDAY)
    body = digest_for(trainer)
    assert "– 1 Fassung wartet auf Ihre Rückmeldung" in body
    assert "Marktplatz" not in body


@pytest.mark.parametrize("people", [1, 3])
def test_its_statements_do_not_grow_with_the_people(
    cohort: Cohort, people: int, django_assert_num_queries: Any
) -> None:
    coordinator_of(cohort)
    make_session(cohort, start=SOON)
    for _ in range(people):
        member(cohort)
    with django_assert_num_queries(39):
        assert remind(now=MONDAY) == people
