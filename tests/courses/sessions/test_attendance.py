"""Recording who was there: by the rules, and on the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.cohorts.models import Cohort, Enrolment
from courses.progress.enums import EvidenceKind, State
from courses.progress.models import Evidence
from courses.rules.models import RuleSetVersion
from courses.sessions.absences import announce_absence
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.errors import AttendanceChanged, AttendanceRefused
from courses.sessions.making_up import MadeUp
from courses.sessions.models import Session
from courses.sessions.queries import seats
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import cancel_session
from tests.courses.sessions.attending import PRESENT, address, state_of, typed
from tests.factories import (
    RULES,
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    trainer_of,
)
from tests.parallel import at_once

# — the rules ————————————————————————————————————————————————————————————————————


def test_all_present_then_the_exceptions(
    session: Session, people: list[Enrolment], trainer: Any
) -> None:
    a, b, c, d = people
    written = record_attendance(
        session,
        {
            a.pk: PRESENT,
            b.pk: Attendance(State.PARTLY, 120),
            c.pk: Attendance(State.EXCUSED),
            d.pk: Attendance(State.MISSED),
        },
        by=trainer,
    )
    assert written == 4
    assert [state_of(person, session) for person in people] == [
        ("attended", 360),
        ("partly", 120),
        ("excused", 0),
        ("absent", 0),
    ]


def test_enough_of_a_day_counts_as_present(
    session: Session, people: list[Enrolment], trainer: Any
) -> None:
    record_attendance(session, {people[0].pk: Attendance(State.PARTLY, 288)}, by=trainer)
    assert state_of(people[0], session) == ("attended", 288)


def test_saving_the_same_again_writes_nothing(
    session: Session, people: list[Enrolment], trainer: Any
) -> None:
    marks = {person.pk: PRESENT for person in people}
    assert record_attendance(session, marks, by=trainer) == 4
    assert record_attendance(session, marks, by=trainer) == 0


def test_corrections_form_a_chain(
    session: Session, people: list[Enrolment], trainer: Any, coordinator: Any
) -> None:
    person = people[0]
    record_attendance(session, {person.pk: PRESENT}, by=trainer)
    excused = Attendance(State.EXCUSED, reason="hat abgesagt")
    record_attendance(session, {person.pk: excused}, by=coordinator)
    made_up = Attendance(State.MADE_UP, reason="hat abgegeben", made_up=MadeUp(task="Protokoll"))
    record_attendance(session, {person.pk: made_up}, by=coordinator)
    rows = Evidence.objects.filter(enrolment=person, requirement_key=session.key)
    assert list(rows.values_list("seq", "supersedes", "reason", "actor_role")) == [
        (1, None, "", "trainer"),
        (2, 1, "hat abgesagt", "coordinator"),
        (3, 2, "hat abgegeben", "coordinator"),
    ]
    assert state_of(person, session) == ("made_up", 360)


def test_a_correction_needs_a_reason(
    session: Session, people: list[Enrolment], trainer: Any
) -> None:
    record_attendance(session, {people[0].pk: PRESENT}, by=trainer)
    with pytest.raises(AttendanceRefused, match="Grund"):
        record_attendance(session, {people[0].pk: Attendance(State.MISSED)}, by=trainer)


@pytest.mark.parametrize("minutes", [None, 0, -5, 361])
def test_minutes_lie_within_the_session(
    session: Session, people: list[Enrolment], trainer: Any, minutes: int | None
) -> None:
    with pytest.raises(AttendanceRefused, match="360"):
        record_attendance(session, {people[0].pk: Attendance(State.PARTLY, minutes)}, by=trainer)
    assert not Evidence.objects.exists()


def test_people_of_another_cohort_cannot_be_recorded(
    session: Session, people: list[Enrolment], trainer: Any
) -> None:
    stranger = enrol(CohortFactory(programme=session.cohort.programme))
    with pytest.raises(AttendanceRefused, match="gehört nicht zu diesem Durchgang"):
        record_attendance(session, {people[0].pk: PRESENT, stranger.pk: PRESENT}, by=trainer)
    assert not Evidence.objects.exists()


def test_only_those_who_look_after_the_cohort_record(
    session: Session, people: list[Enrolment]
) -> None:
    other = CohortFactory(programme=session.cohort.programme)
    for stranger in (
        people[0].user,
        trainer_of(other),
        coordinator_of(other),
        UserFactory(is_superuser=True),
    ):
        with pytest.raises(AttendanceRefused):
            record_attendance(session, {people[0].pk: PRESENT}, by=stranger)


def test_a_cancelled_session_has_no_attendance(
    session: Session, people: list[Enrolment], coordinator: Any
) -> None:
    cancel_session(session, by=coordinator, reason="krank")
    with pytest.raises(AttendanceRefused, match="abgesagt"):
        record_attendance(session, {people[0].pk: PRESENT}, by=coordinator)


def test_whoever_has_not_seen_the_latest_entry_is_told(
    session: Session, people: list[Enrolment], trainer: Any
) -> None:
    record_attendance(session, {people[0].pk: PRESENT}, by=trainer)
    late = Attendance(State.MISSED, reason="fehlte", seen=0)
    with pytest.raises(AttendanceChanged):
        record_attendance(session, {people[0].pk: late}, by=trainer)
    assert state_of(people[0], session) == ("attended", 360)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_people_saving_at_once_lose_nothing() -> None:
    cohort = CohortFactory()
    session, person = make_session(cohort), enrol(cohort)
    first, second = trainer_of(cohort), coordinator_of(cohort)
    missed = Attendance(State.MISSED, seen=0)
    answers = at_once(
        lambda: record_attendance(
            session, {person.pk: Attendance(State.ATTENDED, seen=0)}, by=first
        ),
        lambda: record_attendance(session, {person.pk: missed}, by=second),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AttendanceChanged", "int"]
    assert Evidence.objects.filter(enrolment=person, kind=EvidenceKind.ATTENDED).count() == 1


# — the page —————————————————————————————————————————————————————————————————————


def test_all_present_ticks_and_records_nothing_yet(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    answer = desk.post(address(session), {"action": "all"})
    assert [row["state"].value() for row in answer.context["rows"]] == ["attended"] * 4
    assert not Evidence.objects.exists()


def test_exceptions_typed_before_all_present_stay(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    typed_before = {f"p{people[1].pk}-state": "partly", f"p{people[1].pk}-minutes": "90"}
    answer = desk.post(address(session), {"action": "all", **typed_before})
    rows = answer.context["rows"]
    assert [row["state"].value() for row in rows] == ["attended", "partly", "attended", "attended"]
    assert rows[1]["minutes"].value() == "90"


def test_the_page_records_all_present_then_exceptions(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    data = typed(desk.post(address(session), {"action": "all"}))
    data |= {f"p{people[1].pk}-state": "partly", f"p{people[1].pk}-minutes": "90"}
    data |= {f"p{people[3].pk}-state": "excused"}
    answer = desk.post(address(session), {**data, "action": "save"}, follow=True)
    assert "4 Einträge gespeichert." in answer.content.decode()
    states = [state_of(person, session)[0] for person in people]
    assert states == ["attended", "partly", "attended", "excused"]


def test_a_double_click_records_once(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    data = typed(desk.post(address(session), {"action": "all"}))
    for _ in range(2):
        assert desk.post(address(session), data).status_code == 302
    assert Evidence.objects.count() == 4


def test_people_without_an_entry_may_stay_open(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    data = typed(desk.get(address(session))) | {f"p{people[0].pk}-state": "attended"}
    desk.post(address(session), data)
    assert list(Evidence.objects.values_list("enrolment", flat=True)) == [people[0].pk]


def test_a_wrong_minute_keeps_everything_else(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    data = typed(desk.post(address(session), {"action": "all"}))
    data |= {f"p{people[1].pk}-state": "partly", f"p{people[1].pk}-minutes": "999"}
    answer = desk.post(address(session), data)
    page = answer.content.decode()
    assert "Bitte zwischen 1 und 359." in page
    assert 'value="999"' in page
    assert not Evidence.objects.exists()


def test_forged_enrolment_ids_are_not_even_read(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    stranger = enrol(CohortFactory(programme=session.cohort.programme))
    data = typed(desk.get(address(session))) | {f"p{stranger.pk}-state": "attended"}
    assert desk.post(address(session), data).status_code == 302
    assert not Evidence.objects.exists()


def test_a_correction_shows_its_history(
    desk: Client, session: Session, people: list[Enrolment], trainer: Any
) -> None:
    record_attendance(session, {people[0].pk: PRESENT}, by=trainer)
    data = typed(desk.get(address(session))) | {f"p{people[0].pk}-state": "excused"}
    refused = desk.post(address(session), data).content.decode()
    assert "Bitte nennen Sie einen Grund für die Korrektur." in refused

    answer = desk.post(address(session), {**data, f"p{people[0].pk}-reason": "Zug"}, follow=True)
    page = answer.content.decode()
    assert "Frühere Einträge" in page
    assert "Grund: Zug" in page
    assert state_of(people[0], session) == ("excused", 0)


def test_two_people_on_the_page_at_once(
    desk: Client, session: Session, people: list[Enrolment], trainer: Any
) -> None:
    data = typed(desk.post(address(session), {"action": "all"}))
    record_attendance(
        session, {people[0].pk: Attendance(State.MISSED), people[1].pk: PRESENT}, by=trainer
    )
    answer = desk.post(address(session), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Inzwischen hat" in page
    assert [row["state"].value() for row in answer.context["rows"]] == ["attended"] * 4
    assert Evidence.objects.count() == 2

    again = typed(answer) | {f"p{people[0].pk}-reason": "kam später"}
    assert desk.post(address(session), again).status_code == 302
    assert [state_of(person, session)[0] for person in people] == ["attended"] * 4


def test_trainers_record_too(
    client: Client, session: Session, people: list[Enrolment], trainer: Any
) -> None:
    client.force_login(trainer)
    data = typed(client.post(address(session), {"action": "all"}))
    client.post(address(session), data)
    assert set(Evidence.objects.values_list("actor_role", flat=True)) == {"trainer"}


def test_where_nothing_is_made_up_it_is_not_offered(
    desk: Client, session: Session, people: list[Enrolment]
) -> None:
    RuleSetVersion.objects.update(definition={**RULES, "makeup_allowed": False})
    data = typed(desk.get(address(session))) | {f"p{people[0].pk}-state": "made_up"}
    assert desk.post(address(session), data).status_code == 200
    assert not Evidence.objects.exists()


def test_who_has_left_is_listed_only_with_an_entry(
    cohort: Cohort, session: Session, people: list[Enrolment], trainer: Any
) -> None:
    record_attendance(session, {people[0].pk: PRESENT}, by=trainer)
    Enrolment.objects.filter(pk__in=[people[0].pk, people[1].pk]).update(state="ended")
    Enrolment.objects.filter(pk=people[2].pk).update(state="withdrawn")
    timed = timed_sessions().select_related("cohort").get(pk=session.pk)
    assert [seat.enrolment.pk for seat in seats(timed)] == [people[0].pk, people[3].pk]


@pytest.mark.parametrize("people_count", [1, 3])
def test_the_list_takes_the_same_statements_for_one_and_for_three(
    session: Session,
    trainer: Any,
    people_count: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(people_count):
        record_attendance(session, {enrol(session.cohort).pk: PRESENT}, by=trainer)
    timed = timed_sessions().select_related("cohort").get(pk=session.pk)
    with django_assert_num_queries(3):
        assert len(seats(timed)) == people_count


# — half-days, announced absences —————————————————————————————————————————————————


@pytest.fixture
def half_days(cohort: Cohort) -> Session:
    return make_session(cohort, days=2, minutes=180)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"parts": ["0"]}, ""),
        ({"parts": ["1"], "minutes": "180"}, ""),
        ({"parts": ["0"], "minutes": "90"}, "nicht beides"),
        ({"parts": ["0", "1"]}, "Alles ist angehakt."),
        ({}, "Bitte zwischen 1 und 359."),
        ({"parts": ["7"]}, "keine gültige Auswahl"),
    ],
)
def test_half_days_are_ticked_instead_of_counting_minutes(
    desk: Client, half_days: Session, people: list[Enrolment], said: dict[str, Any], sentence: str
) -> None:
    prefix = f"p{people[0].pk}"
    data = typed(desk.get(address(half_days))) | {f"{prefix}-state": "partly"}
    data |= {f"{prefix}-{name}": value for name, value in said.items()}
    answer = desk.post(address(half_days), data)
    if sentence:
        assert sentence in answer.content.decode()
        assert not Evidence.objects.exists()
    else:
        assert Evidence.objects.get().minutes == 180


def test_all_present_excuses_those_who_announced_their_absence(
    desk: Client, cohort: Cohort, people: list[Enrolment]
) -> None:
    session = make_session(cohort, start=timezone.now() + timedelta(hours=1))
    announce_absence(session, by=people[1].user, note="Elternabend")
    answer = desk.post(address(session), {"action": "all"})
    states = [row["state"].value() for row in answer.context["rows"]]
    assert states == ["attended", "excused", "attended", "attended"]
    assert "Elternabend" in answer.content.decode()


def test_who_has_an_account_only_since_the_session_is_asked_for_too(
    session: Session, people: list[Enrolment]
) -> None:
    after = timed_sessions().get(pk=session.pk).ends_at + timedelta(minutes=1)
    Enrolment.objects.filter(pk=people[2].pk).update(joined_at=after)
    timed = timed_sessions().select_related("cohort").get(pk=session.pk)
    assert people[2].pk in {seat.enrolment.pk for seat in seats(timed)}
