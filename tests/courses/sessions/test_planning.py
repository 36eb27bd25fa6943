"""Planning one session: who leads it, how many fit in, what to bring."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ

from courses.cohorts.domain import withdraw_role
from courses.cohorts.models import Cohort
from courses.governance.models import AuditEntry
from courses.sessions.errors import SessionChanged, SessionRefused
from courses.sessions.models import Session, SessionTrainer
from courses.sessions.scheduling import PartPlan, SessionPlan, change_session, plan_of
from courses.sessions.tasks import leave_sessions
from tests.factories import CohortFactory, UserFactory, make_session, person_with_role, trainer_of

START = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)


def plan(*trainers: Any, **fields: Any) -> SessionPlan:
    part = PartPlan(START, START + timedelta(hours=7), 360)
    leading = tuple(user.pk for user in trainers)
    return SessionPlan(kind="seminar", title="Seminar", parts=(part,), trainers=leading, **fields)


def led(session: Session) -> set[Any]:
    return set(SessionTrainer.objects.filter(session=session).values_list("user", flat=True))


def page_of(session: Session) -> str:
    return reverse("lms_cohorts:session", args=[session.cohort_id, session.pk])


def typed(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "seminar",
        "title": "Seminar",
        "d-TOTAL_FORMS": "1",
        "d-INITIAL_FORMS": "0",
        "d-0-day": "2026-09-17",
        "d-0-starts": "09:00",
        "d-0-ends": "16:00",
        "d-0-minutes": "360",
        **fields,
    }


def test_a_session_gets_trainers_places_and_material_on_its_page(
    desk: Client, cohort: Cohort, trainer: Any
) -> None:
    external = person_with_role(cohort, "companion_external")
    session = make_session(cohort)
    data = typed(trainers=[trainer.pk, external.pk], capacity="14", material="Laptop")
    assert desk.post(page_of(session), data).status_code == 302
    session.refresh_from_db()
    assert (session.capacity, session.material) == (14, "Laptop")
    assert led(session) == {trainer.pk, external.pk}

    again = desk.get(page_of(session)).context["setup"].form
    assert set(again["trainers"].value()) == {trainer.pk, external.pk}
    desk.post(page_of(session), typed(trainers=[trainer.pk]))
    assert led(session) == {trainer.pk}


def test_only_those_who_teach_are_offered(
    desk: Client, cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    elsewhere = trainer_of(CohortFactory(programme=cohort.programme))
    session = make_session(cohort)
    form = desk.get(page_of(session)).context["setup"].form
    assert list(form.fields["trainers"].queryset) == [trainer]
    for stranger in (elsewhere, coordinator, UserFactory()):
        assert desk.post(page_of(session), typed(trainers=[stranger.pk])).status_code == 200
        with pytest.raises(SessionRefused, match="aus dem Team"):
            change_session(session, plan(stranger), by=coordinator)
    assert led(session) == set()


def test_a_row_more_keeps_who_leads(desk: Client, cohort: Cohort, trainer: Any) -> None:
    address = reverse("lms_cohorts:session_new", args=[cohort.pk])
    data = typed(trainers=[trainer.pk], material="Laptop", capacity="0", add_day="1")
    form = desk.post(address, data).context["setup"].form
    assert form["trainers"].value() == [str(trainer.pk)]
    assert (form["material"].value(), form["capacity"].value()) == ("Laptop", "0")


@pytest.mark.parametrize("field", ["capacity", "material", "trainers"])
def test_the_fingerprint_covers_everything_that_is_planned(
    cohort: Cohort, coordinator: Any, trainer: Any, field: str
) -> None:
    session = make_session(cohort)
    seen = plan_of(session).fingerprint
    theirs: dict[str, Any] = {"capacity": 9, "material": "Neu", "trainers": (trainer.pk,)}
    part = plan_of(session).parts
    change = SessionPlan(
        **{"kind": "seminar", "title": "Seminar", field: theirs[field]}, parts=part
    )
    change_session(session, change, by=coordinator, seen=seen)
    with pytest.raises(SessionChanged):
        change_session(session, plan(), by=coordinator, seen=seen)


def test_a_complaint_in_between_does_not_hide_a_change(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    session = make_session(cohort)
    seen = desk.get(page_of(session)).context["setup"].fingerprint
    change_session(session, plan(material="Ihres"), by=coordinator)
    wrong = desk.post(page_of(session), typed(seen=seen, capacity="viele"))
    assert wrong.context["setup"].fingerprint == seen
    late = desk.post(page_of(session), typed(seen=seen, material="Meins"))
    page = late.content.decode()
    assert "Ihres" in page
    assert "Meins" in page
    now_seen = late.context["setup"].fingerprint
    assert desk.post(page_of(session), typed(seen=now_seen, material="Meins")).status_code == 302
    session.refresh_from_db()
    assert session.material == "Meins"


def test_a_session_moved_across_daylight_saving_keeps_its_hours(
    desk: Client, cohort: Cohort
) -> None:
    summer, winter = date(2026, 10, 22), date(2026, 10, 29)
    address = reverse("lms_cohorts:session_new", args=[cohort.pk])
    desk.post(address, typed(**{"d-0-day": summer.isoformat()}))
    session = cohort.sessions.get()
    assert session.parts.get().starts_at == datetime(2026, 10, 22, 7, 0, tzinfo=UTC)

    form = desk.get(page_of(session)).context["setup"].days.forms[0]
    hours = {f"d-0-{name}": f"{form.initial[name]:%H:%M}" for name in ("starts", "ends")}
    desk.post(page_of(session), typed(**hours, **{"d-0-day": winter.isoformat()}))
    part = session.parts.get()
    assert part.starts_at == datetime(2026, 10, 29, 8, 0, tzinfo=UTC)
    assert f"{timezone.localtime(part.starts_at):%H:%M}" == "09:00"
    assert f"{timezone.localtime(part.ends_at):%H:%M}" == "16:00"


# — somebody leaves the team —————————————————————————————————————————————————————


def both_sides_of_now(cohort: Cohort, trainer: Any) -> tuple[Session, Session]:
    was = make_session(cohort, start=timezone.now() - timedelta(days=2))
    comes = make_session(cohort, start=timezone.now() + timedelta(days=2))
    for session in (was, comes):
        SessionTrainer.objects.create(session=session, user=trainer)
    return was, comes


def test_who_leaves_the_team_leaves_the_sessions_ahead_alone(
    desk: Client, cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    was, comes = both_sides_of_now(cohort, trainer)
    other = CohortFactory(programme=cohort.programme)
    theirs = make_session(other, start=timezone.now() + timedelta(days=2))
    SessionTrainer.objects.create(session=theirs, user=trainer)
    OrmQ.objects.all().delete()
    withdraw_role(cohort, trainer, "trainer", by=coordinator)
    tasks = [row.task for row in OrmQ.objects.all()]
    assert ("courses.sessions.tasks.leave_sessions", (cohort.pk, trainer.pk)) in [
        (task["func"], task["args"]) for task in tasks
    ]
    for _ in range(2):
        leave_sessions(cohort.pk, trainer.pk)
    assert (led(was), led(comes), led(theirs)) == ({trainer.pk}, set(), {trainer.pk})
    assert AuditEntry.objects.filter(action="session.trainer_left").count() == 1
    page = desk.get(reverse("lms_cohorts:cohort", args=[cohort.pk])).content.decode()
    assert "Leitung: noch niemand" in page
    assert f"Leitung: {trainer.get_full_name()}" in page


def test_who_teaches_in_another_role_still_leads(
    cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    _was, comes = both_sides_of_now(cohort, trainer)
    cohort.roles.create(user=trainer, role="companion_external")
    withdraw_role(cohort, trainer, "trainer", by=coordinator)
    leave_sessions(cohort.pk, trainer.pk)
    assert led(comes) == {trainer.pk}


def test_a_past_session_can_be_corrected_although_its_trainer_has_left(
    desk: Client, cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    was, _comes = both_sides_of_now(cohort, trainer)
    withdraw_role(cohort, trainer, "trainer", by=coordinator)
    leave_sessions(cohort.pk, trainer.pk)
    assert desk.post(page_of(was), typed(trainers=[trainer.pk])).status_code == 302
    assert led(was) == {trainer.pk}
