"""The cohort's page, its list and its history; and the participant's own dates."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.cockpit.matrix import load_matrix
from courses.cockpit.words import rule_of
from courses.cohorts.domain import end_enrolment, invite
from courses.cohorts.models import Cohort, Enrolment, Invitation
from courses.governance import audit
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.queries import own_dates, session_lines
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import cancel_session
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    trainer_of,
)

NOW = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def page_of(cohort: Cohort, name: str = "cohort", *args: Any) -> str:
    return reverse(f"lms_cohorts:{name}", args=[cohort.pk, *args])


def five_seminars(cohort: Cohort) -> list[Any]:
    start = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
    return [
        make_session(cohort, start=start + timedelta(days=60 * index), module_number=index + 1)
        for index in range(5)
    ]


def test_everybodys_state_stands_there_in_words(cohort: Cohort, trainer: Any) -> None:
    seminars = five_seminars(cohort)
    make_session(cohort, kind="deepening", start=datetime(2027, 1, 28, 8, tzinfo=UTC))
    person = enrol(cohort)
    record_attendance(seminars[0], {person.pk: Attendance(State.ATTENDED)}, by=trainer)
    standing = load_matrix(cohort, now=NOW)
    (line,) = standing.everybody
    assert line.open == ["3 Seminare", "1 Online-Vertiefung", "angenommener Plan", "Freigabe"]
    assert (line.minutes, line.completed, line.agreed) == (360, False, True)
    assert rule_of(standing) == (
        "4 von 5 Seminaren, 1 Online-Vertiefung, angenommener Plan, Freigabe"
    )
    lines = session_lines(standing.scheduled, [row.held for row in standing.active], now=NOW)
    assert [row.recorded for row in lines] == [1, 0, 0, 0, 0, 0]


def test_whoever_withdrew_stays_in_the_list_of_names_and_nowhere_else(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    staying, leaving = enrol(cohort), enrol(cohort)
    end_enrolment(leaving, by=coordinator, reason="Stelle gewechselt", withdrawn=True)
    standing = load_matrix(cohort, now=NOW)
    assert [row.enrolment.pk for row in standing.everybody] == [staying.pk, leaving.pk]
    assert [row.enrolment.pk for row in standing.rows] == [staying.pk]
    page = desk.get(page_of(cohort)).content.decode()
    assert leaving.user.last_name in page
    assert page_of(cohort, "person", leaving.pk) not in page


def test_a_cancelled_session_stays_among_the_sessions(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    first, second = five_seminars(cohort)[:2]
    cancel_session(first, by=coordinator, reason="krank")
    standing = load_matrix(cohort, now=NOW)
    assert [row.pk for row in standing.scheduled][:2] == [first.pk, second.pk]
    assert [row.title for row in standing.sessions][:1] == [second.title]


def test_a_rule_out_of_reach_is_said(desk: Client, cohort: Cohort) -> None:
    enrol(cohort)
    assert "so nicht mehr erreichbar" in desk.get(page_of(cohort)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_session_lines_take_two_statements_for_any_number(
    cohort: Cohort, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        make_session(cohort)
    sessions = list(timed_sessions().filter(cohort=cohort))
    with django_assert_num_queries(2):
        assert len(session_lines(sessions, [], now=NOW)) == rows


def statements(client: Client, address: str, counted: Any) -> int:
    client.get(address)  # warms what Wagtail keeps
    with counted() as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def counted() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_the_pages_take_the_same_statements_for_one_and_for_three(
    desk: Client, cohort: Cohort, coordinator: Any, trainer: Any, counted: Any
) -> None:
    def one_more() -> None:
        session, person = make_session(cohort), enrol(cohort)
        record_attendance(session, {person.pk: Attendance(State.ATTENDED)}, by=trainer)
        invite(cohort, UserFactory.build().email, by=coordinator)
        trainer_of(cohort)
        coordinator_of_another(cohort, coordinator)

    addresses = [
        reverse("lms_cohorts:list"),
        page_of(cohort),
        page_of(cohort, "team"),
        page_of(cohort, "history"),
    ]
    one_more()
    with_one = [statements(desk, address, counted) for address in addresses]
    one_more()
    one_more()
    assert [statements(desk, address, counted) for address in addresses] == with_one


def coordinator_of_another(cohort: Cohort, coordinator: Any) -> None:
    other = CohortFactory(programme=cohort.programme)
    other.roles.create(user=coordinator, role="coordinator")


# — invitations on the page ——————————————————————————————————————————————————————


def test_every_pasted_line_gets_an_answer(desk: Client, cohort: Cohort) -> None:
    member = enrol(cohort).user.email
    text = (
        f"neu@quellingen.example\nkein-at-zeichen\n{member}; Neu@Quellingen.example\n"
        "Frau Ay <ay@quellingen.example>"
    )
    answer = desk.post(page_of(cohort, "invite"), {"addresses": text})
    assert [(row.line.address, row.report) for row in answer.context["outcomes"]] == [
        ("neu@quellingen.example", "eingeladen, die E-Mail ist unterwegs"),
        ("kein-at-zeichen", "ist keine E-Mail-Adresse"),
        (member, "nimmt schon teil"),
        ("Neu@Quellingen.example", "steht zweimal in der Liste (zuerst Zeile 1)"),
        ("ay@quellingen.example", "eingeladen, die E-Mail ist unterwegs"),
    ]
    assert answer.context["form"].initial == {"addresses": "kein-at-zeichen"}
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "neu@quellingen.example",
        "ay@quellingen.example",
    }


def test_inviting_again_by_the_form_sends_no_second_link(desk: Client, cohort: Cohort) -> None:
    data = {"addresses": "neu@quellingen.example"}
    desk.post(page_of(cohort, "invite"), data)
    nonce = Invitation.objects.get().nonce
    answer = desk.post(page_of(cohort, "invite"), data)
    assert [row.report for row in answer.context["outcomes"]] == ["ist schon eingeladen"]
    assert Invitation.objects.get().nonce == nonce


def test_more_addresses_than_fit_at_once_stay_in_the_box(
    desk: Client, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courses.cohorts.inviting.INVITED_AT_ONCE", 10)
    text = "\n".join(f"p{number}@quellingen.example" for number in range(13))
    answer = desk.post(page_of(cohort, "invite"), {"addresses": text})
    assert Invitation.objects.count() == 10
    assert answer.context["form"].initial["addresses"].count("@") == 3


def test_an_invitation_is_sent_again_and_withdrawn(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    invitation = invite(cohort, "neu@quellingen.example", by=coordinator, now=yesterday)
    desk.post(page_of(cohort, "renew_invitation", invitation.pk))
    renewed = Invitation.objects.get()
    assert renewed.nonce != invitation.nonce

    address = page_of(cohort, "withdraw_invitation", invitation.pk)
    assert "öffnet dann nichts mehr" in desk.get(address).content.decode()
    assert Invitation.objects.get().revoked_at is None
    desk.post(address)
    assert Invitation.objects.get().revoked_at is not None


# — ending, team, history ————————————————————————————————————————————————————————


def test_a_participation_ends_with_a_reason(desk: Client, cohort: Cohort) -> None:
    enrolment = enrol(cohort)
    address = page_of(cohort, "end", enrolment.pk)
    assert desk.post(address, {"how": "ended", "reason": ""}).status_code == 200
    assert (
        desk.post(address, {"how": "withdrawn", "reason": "Stelle gewechselt"}).status_code == 302
    )
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.WITHDRAWN
    history = desk.get(page_of(cohort, "history")).content.decode()
    assert "Teilnahme zurückgezogen" in history
    assert "Stelle gewechselt" in history
    assert desk.post(address, {"how": "ended", "reason": "x"}).status_code == 404


def test_a_role_is_given_and_taken(desk: Client, cohort: Cohort) -> None:
    person = UserFactory()
    address = page_of(cohort, "team")
    unknown = desk.post(address, {"email": "niemand@nirgends.example", "role": "trainer"})
    assert "Hier hat niemand diese Adresse" in unknown.content.decode()
    desk.post(address, {"email": person.email.upper(), "role": "trainer"})
    role = cohort.roles.get(user=person)
    desk.post(page_of(cohort, "leave_team", role.pk))
    assert not cohort.roles.filter(user=person).exists()


def test_roles_nobody_knows_are_not_given(desk: Client, cohort: Cohort) -> None:
    person = UserFactory()
    desk.post(page_of(cohort, "team"), {"email": person.email, "role": "mayor"})
    assert not cohort.roles.filter(user=person).exists()


def test_the_history_tells_of_this_cohort_alone(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    other = CohortFactory(programme=cohort.programme)
    audit.log(None, "cohort.changed", other, cohort=other, reason="geheim")
    invite(cohort, "neu@quellingen.example", by=coordinator)
    enrolment = enrol(cohort)
    end_enrolment(enrolment, by=coordinator, reason="Umzug")
    page = desk.get(page_of(cohort, "history")).content.decode()
    assert "geheim" not in page
    for words in ("Einladung verschickt", "neu@quellingen.example", "Umzug", "Teilnahme beendet"):
        assert words in page


def test_a_long_history_has_pages(desk: Client, cohort: Cohort) -> None:
    for number in range(51):
        audit.log(None, "cohort.changed", cohort, cohort=cohort, reason=f"Nummer {number}.")
    first = desk.get(page_of(cohort, "history")).content.decode()
    second = desk.get(page_of(cohort, "history") + "?p=2").content.decode()
    assert ("Nummer 50." in first, "Nummer 0." in first) == (True, False)
    assert ("Nummer 50." in second, "Nummer 0." in second) == (False, True)


def test_an_unknown_action_is_shown_as_it_is(desk: Client, cohort: Cohort) -> None:
    audit.log(None, "something.new", cohort, cohort=cohort)
    assert "something.new" in desk.get(page_of(cohort, "history")).content.decode()


# — the empty states —————————————————————————————————————————————————————————————


def test_an_empty_list_says_what_to_do(client: Client, cohort: Cohort) -> None:
    coordinator = coordinator_of(cohort)
    cohort.roles.all().delete()
    client.force_login(coordinator)
    page = client.get(reverse("lms_cohorts:list")).content.decode()
    assert "Sie betreuen noch keinen Durchgang" in page
    assert reverse("lms_cohorts:create") in page


# — the participant's own dates ——————————————————————————————————————————————————

DATES = "/termine/"


def test_own_dates_are_told_apart_by_now(cohort: Cohort, trainer: Any) -> None:
    seminars = five_seminars(cohort)
    person = enrol(cohort)
    record_attendance(seminars[0], {person.pk: Attendance(State.EXCUSED)}, by=trainer)
    dates = own_dates(person.user, now=NOW)
    assert [item.session.pk for item in dates.past] == [seminars[0].pk]
    assert [item.session.pk for item in dates.upcoming] == [row.pk for row in seminars[1:]]
    assert dates.past[0].attendance == State.EXCUSED


def test_attendance_is_said_in_words_and_only_ones_own(
    client: Client, cohort: Cohort, trainer: Any
) -> None:
    past = make_session(cohort, start=timezone.now() - timedelta(days=9), title="Erstes Seminar")
    me, other = enrol(cohort), enrol(cohort)
    record_attendance(
        past,
        {me.pk: Attendance(State.PARTLY, 60), other.pk: Attendance(State.MISSED)},
        by=trainer,
    )
    client.force_login(me.user)
    page = client.get(DATES).content.decode()
    assert "teilweise anwesend" in page
    assert "unentschuldigt" not in page
    assert other.user.last_name not in page


def test_sessions_of_other_cohorts_are_never_there(client: Client, cohort: Cohort) -> None:
    other = CohortFactory(programme=cohort.programme)
    make_session(other, title="Nicht meins", start=timezone.now() + timedelta(days=3))
    make_session(cohort, title="Nicht mehr meins", start=timezone.now() + timedelta(days=3))
    for person in (UserFactory(is_superuser=True), enrol(cohort, state="ended").user):
        client.force_login(person)
        page = client.get(DATES).content.decode()
        assert "Noch steht kein Termin fest" in page
        assert "Nicht me" not in page


def test_a_cancelled_session_is_shown_as_such(
    client: Client, cohort: Cohort, coordinator: Any
) -> None:
    session = make_session(
        cohort, start=timezone.now() + timedelta(days=3), video_url="https://video.example/raum"
    )
    cancel_session(session, by=coordinator, reason="krank")
    client.force_login(enrol(cohort).user)
    page = client.get(DATES).content.decode()
    assert "abgesagt" in page
    assert "video.example" not in page
    assert "krank" not in page


def test_dates_ask_to_sign_in(client: Client, db: None) -> None:
    assert client.get(DATES).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_dates_take_five_statements(
    cohort: Cohort, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        make_session(cohort, days=2)
    user = enrol(cohort).user
    with django_assert_num_queries(5):
        dates = own_dates(user)
    assert len(dates.past + dates.upcoming) == rows
