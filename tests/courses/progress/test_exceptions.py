"""Exceptions for one person: each a row with a reason, and each can be taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.cockpit.deadlines import dates_of
from courses.cohorts.models import Cohort, Enrolment
from courses.governance.models import AuditEntry
from courses.progress.deadlines import personal_ends
from courses.progress.enums import EvidenceKind, State
from courses.progress.errors import ExceptionRefused
from courses.progress.exceptions import MakeUp, credit_make_up, extend, take_back, waive
from courses.progress.models import Evidence
from courses.progress.queries import load_journey
from courses.progress.sources import completion_key, release_key
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import Session
from courses.sessions.queries import seats
from courses.sessions.requirements import timed_sessions
from tests.factories import (
    RULES,
    CohortFactory,
    RuleSetVersionFactory,
    coordinator_of,
    enrol,
    make_programme,
    make_session,
    trainer_of,
)

pytestmark = pytest.mark.django_db
INSTEAD = MakeUp(300, "Modul 2 in Quellingen besucht")


@pytest.fixture
def cohort() -> Cohort:
    programme = make_programme(lessons=0)
    definition = {**RULES, "days_after_end": 30}
    rules = RuleSetVersionFactory(provider=programme.provider, definition=definition)
    return CohortFactory(programme=programme, rule_version=rules)


@pytest.fixture
def session(cohort: Cohort) -> Session:
    return make_session(cohort)


@pytest.fixture
def coordinator(cohort: Cohort) -> Any:
    return coordinator_of(cohort)


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return enrol(cohort)


def state_of(enrolment: Enrolment, session: Session) -> State:
    return load_journey(enrolment).state_of(session.key)


def seat_of(session: Session) -> Any:
    return seats(timed_sessions().select_related("cohort").get(pk=session.pk))[0]


def test_a_waiver_counts_and_says_who_and_why(enrolment, session, coordinator) -> None:
    assert waive(enrolment, session.key, by=coordinator, reason="Elternzeit")
    assert state_of(enrolment, session) is State.WAIVED
    row = Evidence.objects.get()
    assert (row.kind, row.actor, row.actor_role) == ("waived", coordinator, "coordinator")
    entry = AuditEntry.objects.get(action="requirement.waived")
    assert (entry.reason, entry.cohort, entry.subject_id) == (
        "Elternzeit",
        enrolment.cohort,
        str(enrolment.pk),
    )


def test_a_second_click_changes_nothing(enrolment, session, coordinator) -> None:
    until = timezone.now() + timedelta(days=900)
    key = completion_key(enrolment.cohort)
    for first in (True, False):
        assert waive(enrolment, session.key, by=coordinator, reason="krank") is first
        assert extend(enrolment, key, until, by=coordinator, reason="krank") is first
    other = make_session(enrolment.cohort)
    for first in (True, False):
        assert credit_make_up(enrolment, other.key, INSTEAD, by=coordinator, reason="x") is first
    assert (
        Evidence.objects.count() == AuditEntry.objects.exclude(action__startswith="s").count() + 1
    )


def test_a_waiver_can_be_taken_back_and_given_again(enrolment, session, coordinator) -> None:
    for _round in range(2):
        assert waive(enrolment, session.key, by=coordinator, reason="krank")
        assert state_of(enrolment, session) is State.WAIVED
        seq = Evidence.objects.order_by("-seq").first().seq
        assert take_back(enrolment, seq, by=coordinator, reason="Irrtum")
        assert not take_back(enrolment, seq, by=coordinator, reason="Irrtum")
        assert state_of(enrolment, session) is State.OPEN
    kinds = list(Evidence.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["waived", "revoked", "waived", "revoked"]


def test_a_make_up_follows_the_absence_and_gives_it_back(enrolment, session, coordinator) -> None:
    absent = {enrolment.pk: Attendance(State.EXCUSED)}
    record_attendance(session, absent, by=coordinator)
    credit_make_up(enrolment, session.key, INSTEAD, by=coordinator, reason="nachgeholt")
    journey = load_journey(enrolment)
    assert (journey.state_of(session.key), journey.evaluation.minutes) == (State.MADE_UP, 300)
    assert seat_of(session).entry.state is State.MADE_UP
    take_back(enrolment, 2, by=coordinator, reason="doch nicht")
    assert state_of(enrolment, session) is State.EXCUSED
    assert seat_of(session).entry.state is State.EXCUSED


def test_saving_the_list_again_keeps_the_minutes_that_were_credited(
    enrolment, session, coordinator
) -> None:
    credit_make_up(enrolment, session.key, INSTEAD, by=coordinator, reason="nachgeholt")
    again = {enrolment.pk: Attendance(State.MADE_UP)}
    assert record_attendance(session, again, by=coordinator) == 0
    assert Evidence.objects.get().minutes == 300


def test_after_a_make_up_is_taken_back_attendance_is_asked_for_again(
    enrolment, session, coordinator
) -> None:
    credit_make_up(enrolment, session.key, INSTEAD, by=coordinator, reason="nachgeholt")
    take_back(enrolment, 1, by=coordinator, reason="Irrtum")
    seat = seat_of(session)
    assert (seat.entry, len(seat.earlier)) == (None, 1)
    present = {enrolment.pk: Attendance(State.ATTENDED, seen=0)}
    assert record_attendance(session, present, by=coordinator) == 1
    assert state_of(enrolment, session) is State.ATTENDED


def test_attendance_is_corrected_rightly_after_a_waiver_was_taken_back(
    enrolment, session, coordinator
) -> None:
    record_attendance(session, {enrolment.pk: Attendance(State.PARTLY, 60)}, by=coordinator)
    waive(enrolment, session.key, by=coordinator, reason="krank")
    take_back(enrolment, 2, by=coordinator, reason="Irrtum")
    record_attendance(
        session, {enrolment.pk: Attendance(State.MISSED, reason="vertan")}, by=coordinator
    )
    assert state_of(enrolment, session) is State.MISSED


def test_an_extension_moves_the_end_for_one_person(cohort, enrolment, coordinator) -> None:
    other = enrol(cohort)
    until = datetime(2028, 1, 31, 22, 59, tzinfo=UTC)
    extend(enrolment, completion_key(cohort), until, by=coordinator, reason="Elternzeit")
    regular = datetime(2027, 10, 30, 21, 59, tzinfo=UTC)
    assert personal_ends([enrolment, other]) == {enrolment.pk: until, other.pk: regular}
    assert load_journey(enrolment).deadline == until
    longer = {(enrolment.pk, completion_key(cohort)): until}
    assert dates_of([cohort.pk])[cohort.pk].longer == longer
    take_back(enrolment, 1, by=coordinator, reason="Irrtum")
    assert personal_ends([enrolment]) == {enrolment.pk: regular}
    assert dates_of([cohort.pk])[cohort.pk].longer == {}


def test_trainers_extend_deadlines_and_nothing_else(cohort, enrolment, session) -> None:
    trainer = trainer_of(cohort)
    until = timezone.now() + timedelta(days=900)
    assert extend(enrolment, completion_key(cohort), until, by=trainer, reason="krank")
    with pytest.raises(ExceptionRefused, match="Ihre Rolle"):
        waive(enrolment, session.key, by=trainer, reason="krank")
    with pytest.raises(ExceptionRefused, match="Ihre Rolle"):
        credit_make_up(enrolment, session.key, INSTEAD, by=trainer, reason="krank")
    assert take_back(enrolment, 1, by=trainer, reason="Irrtum")


def test_people_without_a_role_here_decide_nothing(cohort, enrolment, session) -> None:
    other = coordinator_of(CohortFactory(programme=cohort.programme))
    for person in (other, enrolment.user):
        with pytest.raises(ExceptionRefused, match="Ihre Rolle"):
            waive(enrolment, session.key, by=person, reason="krank")


def test_who_has_withdrawn_gets_no_exception(cohort, session, coordinator) -> None:
    gone = enrol(cohort, state=Enrolment.State.WITHDRAWN)
    with pytest.raises(ExceptionRefused, match="zurückgezogen"):
        waive(gone, session.key, by=coordinator, reason="krank")


def test_every_exception_needs_a_reason(enrolment, session, coordinator) -> None:
    with pytest.raises(ExceptionRefused, match="Grund"):
        waive(enrolment, session.key, by=coordinator, reason="  ")


def test_what_this_cohort_does_not_ask_for_gets_no_exception(
    cohort, enrolment, coordinator
) -> None:
    elsewhere = make_session(CohortFactory(programme=cohort.programme))
    cancelled = make_session(cohort, cancelled_at=timezone.now())
    for key in (uuid4(), elsewhere.key, cancelled.key):
        with pytest.raises(ExceptionRefused, match="nicht verlangt"):
            waive(enrolment, key, by=coordinator, reason="krank")


def test_only_trainers_give_the_release(cohort, enrolment, coordinator) -> None:
    with pytest.raises(ExceptionRefused, match="Trainingsteam"):
        waive(enrolment, release_key(cohort), by=coordinator, reason="krank")


def test_what_is_met_is_neither_waived_nor_made_up(enrolment, session, coordinator) -> None:
    record_attendance(session, {enrolment.pk: Attendance(State.ATTENDED)}, by=coordinator)
    with pytest.raises(ExceptionRefused, match="schon erfüllt"):
        waive(enrolment, session.key, by=coordinator, reason="krank")
    with pytest.raises(ExceptionRefused, match="schon erfüllt"):
        credit_make_up(enrolment, session.key, INSTEAD, by=coordinator, reason="krank")


@pytest.mark.parametrize("minutes", [0, 361])
def test_no_more_minutes_are_credited_than_the_session_has(
    enrolment, session, coordinator, minutes
) -> None:
    with pytest.raises(ExceptionRefused, match="360"):
        credit_make_up(
            enrolment, session.key, MakeUp(minutes, "Aufgabe"), by=coordinator, reason="krank"
        )


def test_nothing_is_made_up_where_the_rule_forbids_it(cohort, enrolment, session, coordinator):
    strict = {**RULES, "makeup_allowed": False}
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider, definition=strict)
    cohort.save()
    with pytest.raises(ExceptionRefused, match="nicht nachgeholt"):
        credit_make_up(enrolment, session.key, INSTEAD, by=coordinator, reason="krank")


def test_only_a_deadline_can_be_extended_and_only_forward(
    cohort, enrolment, session, coordinator
) -> None:
    ahead = timezone.now() + timedelta(days=2000)
    with pytest.raises(ExceptionRefused, match="keine Frist"):
        extend(enrolment, session.key, ahead, by=coordinator, reason="krank")
    whole = completion_key(cohort)
    with pytest.raises(ExceptionRefused, match="Zukunft"):
        extend(enrolment, whole, timezone.now() - timedelta(1), by=coordinator, reason="krank")
    with pytest.raises(ExceptionRefused, match="späteres Datum"):
        extend(enrolment, whole, timezone.now() + timedelta(1), by=coordinator, reason="krank")


def test_an_ordinary_entry_is_no_exception(enrolment, session, coordinator) -> None:
    record_attendance(session, {enrolment.pk: Attendance(State.ATTENDED)}, by=coordinator)
    assert Evidence.objects.get().kind == EvidenceKind.ATTENDED
    with pytest.raises(ExceptionRefused, match="keine Ausnahme"):
        take_back(enrolment, 1, by=coordinator, reason="Irrtum")
