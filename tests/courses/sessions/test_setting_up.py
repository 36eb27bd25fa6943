"""Setting up a cohort on one page, and changing it afterwards."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.cohorts.errors import NotAllowed
from courses.cohorts.models import Cohort, CohortRole, ProviderRole, ScheduleEntry
from courses.curriculum.models import Activity
from courses.governance.models import AuditEntry
from courses.sessions.errors import CohortRefused, SessionChanged, SessionRefused
from courses.sessions.models import Session
from courses.sessions.scheduling import (
    PartPlan,
    SessionPlan,
    cancel_session,
    change_session,
    plan_of,
    schedule_session,
)
from courses.sessions.setup import CohortPlan, Timetable, set_up_cohort
from tests.factories import (
    AgreementFactory,
    ProviderFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    trainer_of,
)

START = datetime(2026, 9, 17, 7, 0, tzinfo=UTC)


def part(start: datetime = START, hours: int = 7, minutes: int = 360) -> PartPlan:
    return PartPlan(start, start + timedelta(hours=hours), minutes)


def seminar(*parts: PartPlan, **fields: Any) -> SessionPlan:
    return SessionPlan(
        **{"kind": "seminar", "title": "Seminar Modul 1", "module_number": 1, **fields},
        parts=parts or (part(),),
    )


def another(cohort: Cohort, **fields: Any) -> Cohort:
    """Not saved, of the same provider."""
    return Cohort(
        **{
            "provider": cohort.provider,
            "programme": cohort.programme,
            "rule_version": cohort.rule_version,
            "agreement": cohort.agreement,
            "title": "Der nächste",
            "municipalities": ["Quellingen"],
            "starts_on": date(2026, 9, 1),
            "ends_on": date(2027, 9, 1),
            **fields,
        }
    )


# — the one domain call ——————————————————————————————————————————————————————————


def test_a_cohort_comes_with_sessions_dates_and_team(cohort: Cohort, coordinator: Any) -> None:
    trainer = UserFactory()
    due = datetime(2027, 7, 30, 21, 59, tzinfo=UTC)
    made = set_up_cohort(
        CohortPlan(
            cohort=another(cohort),
            sessions=(seminar(part(), part(START + timedelta(days=1))),),
            timetable=Timetable({1: date(2026, 9, 3)}, due),
            team={"trainer": (trainer, trainer), "companion_local": (trainer,)},
        ),
        by=coordinator,
    )
    session = made.sessions.get()
    assert [row.minutes for row in session.parts.all()] == [360, 360]
    assert set(made.roles.values_list("user", "role")) == {
        (coordinator.pk, "coordinator"),
        (trainer.pk, "trainer"),
        (trainer.pk, "companion_local"),
    }
    module = Activity.objects.get(programme=made.programme, kind="module", number="1")
    assert made.schedule.get(key=module.key).opens_on == date(2026, 9, 3)


def test_nothing_is_made_when_one_session_is_impossible(cohort: Cohort, coordinator: Any) -> None:
    plan = CohortPlan(another(cohort), sessions=(seminar(), seminar(part(minutes=900))))
    with pytest.raises(SessionRefused):
        set_up_cohort(plan, by=coordinator)
    assert not Cohort.objects.filter(title="Der nächste").exists()
    assert not Session.objects.exists()


def test_a_title_is_taken_once_a_provider(cohort: Cohort, coordinator: Any) -> None:
    with pytest.raises(CohortRefused, match="gibt es schon"):
        set_up_cohort(CohortPlan(another(cohort, title=cohort.title)), by=coordinator)


def test_only_coordinators_of_the_provider_set_up(cohort: Cohort) -> None:
    for stranger in (trainer_of(cohort), UserFactory(is_superuser=True)):
        with pytest.raises(NotAllowed):
            set_up_cohort(CohortPlan(another(cohort)), by=stranger)


# — sessions —————————————————————————————————————————————————————————————————————


def test_changing_sessions_judges_everybody_anew(
    cohort: Cohort, coordinator: Any, run_queue: Any
) -> None:
    running = {enrol(cohort).pk, enrol(cohort).pk}
    enrol(cohort, state="ended")
    session = schedule_session(cohort, seminar(), by=coordinator)
    run_queue()
    for change in (
        lambda: change_session(session, seminar(part(START + timedelta(days=7))), by=coordinator),
        lambda: cancel_session(session, by=coordinator, reason="krank"),
    ):
        asked_at = timezone.now()
        change()
        run_queue()
        assert (
            set(cohort.enrolments.filter(recounted_at__gte=asked_at).values_list("pk", flat=True))
            == running
        )


def test_cancelling_twice_is_once_and_says_why(cohort: Cohort, coordinator: Any) -> None:
    session = make_session(cohort)
    cancel_session(session, by=coordinator, reason="krank")
    cancel_session(session, by=coordinator, reason="noch einmal")
    assert AuditEntry.objects.get(action="session.cancelled").reason == "krank"


def test_cancelling_needs_a_reason(cohort: Cohort, coordinator: Any) -> None:
    with pytest.raises(SessionRefused):
        cancel_session(make_session(cohort), by=coordinator, reason="  ")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ((), "mindestens einen Tag"),
        ((PartPlan(START, START, 1),), "nach dem Beginn"),
        ((part(minutes=421),), "mehr Minuten"),
        ((part(minutes=0),), "mehr Minuten"),
        ((part(), part(START + timedelta(hours=3))), "überschneiden"),
    ],
)
def test_impossible_times_are_refused(
    cohort: Cohort, coordinator: Any, parts: tuple[PartPlan, ...], sentence: str
) -> None:
    plan = SessionPlan(kind="seminar", title="x", parts=parts)
    with pytest.raises(SessionRefused, match=sentence):
        schedule_session(cohort, plan, by=coordinator)


def test_nobody_overwrites_what_somebody_else_has_just_moved(
    cohort: Cohort, coordinator: Any
) -> None:
    session = schedule_session(cohort, seminar(), by=coordinator)
    seen = plan_of(session).fingerprint
    change_session(session, seminar(title="Verlegt"), by=coordinator, seen=seen)
    with pytest.raises(SessionChanged):
        change_session(session, seminar(title="Anders"), by=coordinator, seen=seen)
    session.refresh_from_db()
    assert session.title == "Verlegt"


def test_only_the_coordination_plans_sessions(cohort: Cohort) -> None:
    session = make_session(cohort)
    for stranger in (trainer_of(cohort), UserFactory(is_superuser=True), enrol(cohort).user):
        with pytest.raises(SessionRefused):
            schedule_session(cohort, seminar(), by=stranger)
        with pytest.raises(SessionRefused):
            change_session(session, seminar(), by=stranger)
        with pytest.raises(SessionRefused):
            cancel_session(session, by=stranger, reason="weil")


# — the page —————————————————————————————————————————————————————————————————————

CREATE = "/cms/durchgaenge/neu/"


def filled(desk: Client) -> dict[str, Any]:
    """The form as it comes, with the days filled in."""
    setup = desk.get(CREATE).context["setup"]
    data: dict[str, Any] = {
        field.html_name: field.value() or ""
        for form in (setup.cohort, setup.timetable, *setup.rows.forms)
        for field in form
    }
    data |= {field.html_name: field.value() for field in setup.rows.management_form}
    data |= {"title": "Der nächste", "municipalities": "Quellingen", "kind": "local"}
    data |= {"starts_on": "2026-09-01", "ends_on": "2027-09-30", "t-plan_due_on": "2027-07-30"}
    for index in range(len(setup.rows.forms)):
        data[f"s-{index}-day"] = (date(2026, 9, 17) + timedelta(days=30 * index)).isoformat()
    return {name: value for name, value in data.items() if value is not None}


def test_the_form_comes_with_five_seminars_and_two_deepenings(desk: Client) -> None:
    setup = desk.get(CREATE).context["setup"]
    kinds = [row.initial["kind"] for row in setup.rows.forms]
    assert kinds == ["seminar"] * 5 + ["deepening"] * 2
    (rule,) = setup.cohort.fields["rule_version"].choices
    assert "4 von 5 Seminaren, 1 Online-Vertiefung, angenommener Plan, Freigabe" in rule[1]


def test_the_page_makes_everything_at_once(desk: Client, cohort: Cohort) -> None:
    trainer = UserFactory()
    answer = desk.post(
        CREATE, {**filled(desk), "trainers": trainer.email, "s-4-second_day": "2027-01-16"}
    )
    made = Cohort.objects.get(title="Der nächste")
    assert (answer.status_code, answer["Location"]) == (302, f"/cms/durchgaenge/{made.pk}/")
    assert made.sessions.count() == 7
    assert made.sessions.get(module_number=5).parts.count() == 2
    assert made.roles.filter(user=trainer, role="trainer").exists()
    first = made.sessions.get(module_number=1).parts.get()
    assert first.starts_at == datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
    opens = dict(
        Activity.objects.filter(kind="module", programme=made.programme).values_list(
            "key", "number"
        )
    )
    entries = {opens[e.key]: e.opens_on for e in made.schedule.filter(key__in=opens)}
    assert entries["1"] == date(2026, 9, 3)
    assert entries["2"] == date(2026, 10, 3)


def test_everything_typed_survives_an_error(desk: Client) -> None:
    data = filled(desk)
    data |= {"title": "", "s-2-place": "Kreishaus, Saal 3", "trainers": "niemand@nirgends.example"}
    data |= {"s-3-day": "morgen", "t-plan_due_on": "bald"}
    answer = desk.post(CREATE, data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Kreishaus, Saal 3" in page
    assert "niemand@nirgends.example" in page
    assert 'value="2026-09-17"' in page
    assert "Hier hat niemand diese Adresse: niemand@nirgends.example" in page
    links = re.findall(r'<li><a href="#(\S+)">(.+)</a></li>', page)
    assert links == [
        ("id_title", "Titel"),
        ("id_s-3-day", "Termin 4: Tag"),
        ("id_t-plan_due_on", "Abgabe des Plans bis"),
        ("id_trainers", "Trainingsteam"),
    ]
    assert all(page.count(f'id="{target}"') == 1 for target, _ in links)
    assert not Cohort.objects.filter(municipalities=["Quellingen"]).exists()


@pytest.mark.parametrize(
    ("wish", "rows"), [({"add_row": "1"}, 8), ({"remove_row": "1"}, 6), ({"remove_row": "x"}, 8)]
)
def test_rows_come_and_go_without_losing_or_complaining(
    desk: Client, wish: dict[str, str], rows: int
) -> None:
    data = {**filled(desk), **wish, "title": "", "s-0-place": "Saal 1", "s-2-place": "Saal 3"}
    answer = desk.post(CREATE, data)
    page = answer.content.decode()
    assert len(answer.context["setup"].rows.forms) == rows
    assert "Saal 1" in page
    assert "Saal 3" in page
    assert "error-message" not in page


def test_a_row_more_is_saved_too(desk: Client) -> None:
    more = desk.post(CREATE, {**filled(desk), "add_row": "1"}).context["setup"]
    data: dict[str, Any] = {
        field.html_name: field.value() or ""
        for form in (more.cohort, more.timetable, *more.rows.forms)
        for field in form
    }
    data |= {field.html_name: field.value() for field in more.rows.management_form}
    data |= {"s-7-day": "2027-06-01", "s-7-title": "Präsentation", "s-7-kind": "presentation"}
    desk.post(CREATE, data)
    assert Session.objects.filter(title="Präsentation").exists()


def test_a_double_click_makes_one_cohort(desk: Client) -> None:
    data = filled(desk)
    desk.post(CREATE, data)
    answer = desk.post(CREATE, data)
    assert "gibt es schon" in answer.content.decode()
    assert Cohort.objects.filter(title="Der nächste").count() == 1


def test_whoever_coordinates_for_several_providers_picks_one(
    desk: Client, coordinator: Any
) -> None:
    other = ProviderFactory(name="Volkshochschule")
    ProviderRole.objects.create(provider=other, user=coordinator, role="coordinator")
    assert "Für welchen Träger?" in desk.get(CREATE).content.decode()
    page = desk.get(CREATE, {"provider": other.pk}).content.decode()
    assert "fehlt beim Träger noch" in page


def test_a_foreign_provider_cannot_be_picked(desk: Client) -> None:
    foreign = ProviderFactory(name="Fremder Träger")
    assert foreign.name not in desk.get(CREATE, {"provider": foreign.pk}).content.decode()


def test_a_new_agreement_is_chosen_later_and_noted(desk: Client, cohort: Cohort) -> None:
    newer = AgreementFactory(provider=cohort.provider, version=cohort.agreement.version + 1)
    address = reverse("lms_cohorts:edit", args=[cohort.pk])
    context = desk.get(address).context
    data = {
        field.html_name: field.value() or ""
        for form in (context["form"], context["dates"])
        for field in form
    }
    answer = desk.post(address, {**data, "agreement": newer.pk, "title": "Neuer Name"})
    assert answer.status_code == 302
    cohort.refresh_from_db()
    assert (cohort.agreement, cohort.title) == (newer, "Neuer Name")
    assert AuditEntry.objects.filter(action="agreement.changed", cohort=cohort).count() == 1


def test_opening_dates_are_changed_afterwards(desk: Client, cohort: Cohort) -> None:
    make_session(cohort, module_number=1)
    address = reverse("lms_cohorts:edit", args=[cohort.pk])
    context = desk.get(address).context
    data = {
        field.html_name: field.value() or ""
        for form in (context["form"], context["dates"])
        for field in form
    }
    desk.post(address, {**data, "t-opens_2": "2026-12-01"})
    numbers = dict(Activity.objects.filter(kind="module").values_list("key", "number"))
    entries = {
        numbers[row.key]: row.opens_on for row in ScheduleEntry.objects.filter(cohort=cohort)
    }
    assert (entries["1"], entries["2"]) == (date(2026, 9, 3), date(2026, 12, 1))


def test_a_session_is_planned_and_moved_on_its_page(desk: Client, cohort: Cohort) -> None:
    address = reverse("lms_cohorts:session_new", args=[cohort.pk])
    facts = {"kind": "seminar", "module_number": "1", "title": "Seminar", "place": "Saal 1"}
    days = {
        "d-TOTAL_FORMS": "1",
        "d-INITIAL_FORMS": "0",
        "d-0-day": "2026-09-17",
        "d-0-starts": "09:00",
        "d-0-ends": "16:00",
        "d-0-minutes": "360",
    }
    more = desk.post(address, {**facts, **days, "add_day": "1"})
    assert len(more.context["setup"].days.forms) == 2
    assert "Saal 1" in more.content.decode()
    assert desk.post(address, {**facts, **days}).status_code == 302
    session = cohort.sessions.get()

    edit = reverse("lms_cohorts:session", args=[cohort.pk, session.pk])
    seen = desk.get(edit).context["setup"].fingerprint
    moved = {**facts, **days, "d-0-day": "2026-09-18", "seen": seen}
    assert desk.post(edit, moved).status_code == 302
    assert session.parts.get().starts_at.date() == date(2026, 9, 18)

    late = desk.post(edit, {**moved, "d-0-day": "2026-09-25", "place": "Anderswo"})
    page = late.content.decode()
    assert late.status_code == 200
    assert "Inzwischen hat jemand anders diesen Termin geändert." in page
    assert "Anderswo" in page
    assert "18. September 2026" in page


def test_a_session_is_called_off_with_a_reason(desk: Client, cohort: Cohort) -> None:
    session = make_session(cohort)
    address = reverse("lms_cohorts:cancel", args=[cohort.pk, session.pk])
    assert desk.post(address, {"reason": ""}).status_code == 200
    assert desk.post(address, {"reason": "Trainerin krank"}).status_code == 302
    session.refresh_from_db()
    assert session.cancelled_at is not None
    assert desk.get(address).status_code == 404


def test_coordinator_of_stays_in_the_team(cohort: Cohort, desk: Client, coordinator: Any) -> None:
    role = CohortRole.objects.get(user=coordinator)
    desk.post(reverse("lms_cohorts:leave_team", args=[cohort.pk, role.pk]))
    assert cohort.roles.filter(pk=role.pk).exists()
    coordinator_of(cohort)
    desk.post(reverse("lms_cohorts:leave_team", args=[cohort.pk, role.pk]))
    assert not cohort.roles.filter(pk=role.pk).exists()
