"""Who is told when, and that nothing is lost while nobody works."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django_q.models import OrmQ, Schedule

from courses.cohorts.domain import accept_invitation, end_enrolment, invite, withdraw_role
from courses.cohorts.models import Cohort, Enrolment
from courses.governance.models import MailChoice, OutgoingMail
from courses.sessions.calendar.domain import sync_calendar
from courses.sessions.calendar.queries import behind, sessions_of
from courses.sessions.calendar.tasks import announce, catch_up, sweep
from courses.sessions.models import Session, SessionTrainer
from courses.sessions.scheduling import (
    PartPlan,
    SessionPlan,
    cancel_session,
    change_session,
    schedule_session,
)
from tests.courses.sessions.calendar.reading import (
    LASTS,
    NOW,
    SEMINAR,
    calendar_of,
    in_short,
    replan,
    told,
)
from tests.factories import CohortFactory, UserFactory, enrol, make_session, trainer_of

WEEK = timedelta(days=7)
Run = Callable[..., list[Exception]]


def plan(*starts: Any) -> SessionPlan:
    parts = tuple(PartPlan(start, start + LASTS, 360) for start in starts or (SEMINAR,))
    return SessionPlan(kind="seminar", title="Seminar Modul 2", place="Kreishaus", parts=parts)


def queued() -> list[tuple[str, tuple[Any, ...]]]:
    return [
        (row.task["func"].rpartition(".")[2], row.task["args"])
        for row in OrmQ.objects.order_by("pk")
        if row.task["func"].startswith("courses.sessions.calendar")
    ]


# — what sets it off ——————————————————————————————————————————————————————————————


def test_planning_moving_and_cancelling_tells_everybody_once_each(
    cohort: Cohort, coordinator: Any, person: Any, run_queue: Run
) -> None:
    other = enrol(cohort).user
    session = schedule_session(cohort, plan(), by=coordinator)
    run_queue()
    change_session(session, plan(SEMINAR + WEEK), by=coordinator)
    run_queue()
    cancel_session(session, by=coordinator, reason="krank")
    run_queue()
    for user in (person, other):
        assert in_short(user) == [
            ("REQUEST", 0, "14.01.2027 09:00"),
            ("REQUEST", 1, "21.01.2027 09:00"),
            ("CANCEL", 2, "21.01.2027 09:00"),
        ]
    assert told(coordinator) == []
    assert len(mail.outbox) == 6


def test_moving_queues_one_task_and_that_one_a_person(
    cohort: Cohort, coordinator: Any, seminar: Session
) -> None:
    people = [enrol(cohort).user.pk for _each in range(2)]
    change_session(seminar, plan(SEMINAR + WEEK), by=coordinator)
    assert queued() == [("announce", (seminar.pk,))]
    OrmQ.objects.all().delete()
    assert announce(seminar.pk) == 2
    assert queued() == [("sync", (pk, seminar.pk)) for pk in people]


def test_moved_twice_while_the_worker_sleeps_is_told_once(
    cohort: Cohort, coordinator: Any, seminar: Session, person: Any, run_queue: Run
) -> None:
    sync_calendar(person.pk, seminar.pk)
    for weeks in (1, 2):
        change_session(seminar, plan(SEMINAR + weeks * WEEK), by=coordinator)
    run_queue()
    assert in_short(person)[1:] == [("REQUEST", 1, "28.01.2027 09:00")]


def test_moved_back_while_the_worker_sleeps_is_not_told(
    cohort: Cohort, coordinator: Any, seminar: Session, person: Any, run_queue: Run
) -> None:
    sync_calendar(person.pk, seminar.pk)
    for start in (SEMINAR + WEEK, SEMINAR):
        change_session(seminar, plan(start), by=coordinator)
    run_queue()
    assert len(told(person)) == 1


def test_joining_tells_what_lies_ahead_and_leaving_takes_it_out(
    cohort: Cohort, coordinator: Any, run_queue: Run
) -> None:
    make_session(cohort, start=NOW - WEEK)
    for weeks in (0, 4):
        make_session(cohort, start=SEMINAR + weeks * WEEK)
    cancelled = make_session(cohort, start=SEMINAR)
    Session.objects.filter(pk=cancelled.pk).update(cancelled_at=NOW)
    newcomer = UserFactory()
    enrolment = accept_invitation(invite(cohort, newcomer.email, by=coordinator), user=newcomer)
    run_queue()
    assert in_short(newcomer) == [
        ("REQUEST", 0, "14.01.2027 09:00"),
        ("REQUEST", 0, "11.02.2027 09:00"),
    ]
    end_enrolment(enrolment, by=coordinator, reason="Umzug")
    run_queue()
    assert calendar_of(told(newcomer)) == {}


def test_leaving_one_cohort_leaves_the_other_in_the_calendar(
    cohort: Cohort, coordinator: Any, person: Any, seminar: Session, run_queue: Run
) -> None:
    other = enrol(CohortFactory(programme=cohort.programme), person).cohort
    there = make_session(other, start=SEMINAR + WEEK)
    sweep()
    run_queue()
    assert len(calendar_of(told(person))) == 2
    end_enrolment(Enrolment.objects.get(user=person, cohort=cohort), by=coordinator, reason="—")
    run_queue()
    (held,) = calendar_of(told(person)).values()
    assert held.summary == f"{there.title} · {other.title}"


def test_who_leaves_the_team_and_its_sessions_is_told(
    cohort: Cohort, coordinator: Any, seminar: Session, run_queue: Run
) -> None:
    trainer = trainer_of(cohort)
    leading = SessionTrainer.objects.create(session=seminar, user=trainer)
    sync_calendar(trainer.pk, seminar.pk)
    withdraw_role(cohort, trainer, "trainer", by=coordinator)
    leading.delete()
    run_queue()
    assert [said.method for said in told(trainer)] == ["REQUEST", "CANCEL"]


def test_an_erased_person_is_nobody_to_tell(cohort: Cohort, coordinator: Any) -> None:
    enrolment = enrol(cohort)
    enrolment.user = None
    enrolment.save()
    make_session(cohort, start=SEMINAR)
    end_enrolment(enrolment, by=coordinator, reason="gelöscht")
    assert queued() == []
    assert sweep() == 0


# — while nobody worked ———————————————————————————————————————————————————————————


def test_what_is_over_when_the_worker_is_back_is_dropped(
    cohort: Cohort, coordinator: Any, person: Any, clock: Any, run_queue: Run
) -> None:
    days = (NOW + timedelta(hours=1), NOW + timedelta(days=7))
    schedule_session(cohort, plan(*days), by=coordinator)
    clock.move_to(NOW + timedelta(days=2), tick=False)
    run_queue()
    assert in_short(person) == [("REQUEST", 0, "06.12.2026 10:00")]


def test_a_mail_that_waited_too_long_is_not_sent(
    cohort: Cohort, person: Any, clock: Any, run_queue: Run
) -> None:
    session = make_session(cohort, start=NOW + timedelta(hours=1))
    sync_calendar(person.pk, session.pk)
    clock.move_to(NOW + timedelta(days=1), tick=False)
    run_queue()
    assert mail.outbox == []
    assert OutgoingMail.objects.get().given_up_because
    assert sweep() == 0


def test_the_sweep_finds_what_got_lost_and_nothing_else(
    seminar: Session, person: Any, run_queue: Run
) -> None:
    assert sweep() == 1
    run_queue()
    assert sweep() == 0
    replan(seminar, SEMINAR + WEEK)
    assert sweep() == 1
    run_queue()
    assert [said.sequence for said in told(person)] == [0, 1]


def test_who_wants_dates_by_mail_again_gets_them(
    seminar: Session, person: Any, run_queue: Run
) -> None:
    choice = MailChoice.objects.create(user=person, calendar=False)
    assert catch_up(person.pk) == 0
    choice.calendar = True
    choice.save()
    assert catch_up(person.pk) == 1
    run_queue()
    assert len(told(person)) == 1


def test_the_sweep_leaves_closed_accounts_alone(seminar: Session, person: Any) -> None:
    person.is_active = False
    person.save()
    assert sweep() == 0


def test_catching_up_is_about_one_person(seminar: Session, person: Any) -> None:
    enrol(seminar.cohort)
    assert catch_up(person.pk) == 1


def test_both_ways_of_asking_agree_on_who_is_expected(cohort: Cohort, seminar: Session) -> None:
    elsewhere = make_session(CohortFactory(programme=cohort.programme), start=SEMINAR)
    people = [
        enrol(cohort).user,
        enrol(cohort, state="ended").user,
        enrol(elsewhere.cohort, enrol(cohort).user).user,
        trainer_of(cohort),
        UserFactory(),
    ]
    SessionTrainer.objects.create(session=elsewhere, user=people[0])
    SessionTrainer.objects.create(session=seminar, user=people[3])
    one_by_one = {(user.pk, session.pk) for user in people for session in sessions_of(user.pk)}
    assert set(behind(now=NOW)) == one_by_one


@pytest.mark.parametrize("count", [1, 3])
def test_who_is_behind_is_found_in_seven_statements(
    cohort: Cohort, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        enrol(cohort)
        session = make_session(cohort, start=SEMINAR + number * WEEK)
        SessionTrainer.objects.create(session=session, user=trainer_of(cohort))
    with django_assert_num_queries(7):
        assert len(behind(now=NOW)) == count * count + count


def test_it_is_looked_for_every_night(db: None) -> None:
    row = Schedule.objects.get(func="courses.sessions.calendar.tasks.sweep")
    assert row.schedule_type == Schedule.DAILY
