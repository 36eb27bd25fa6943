"""Templates and earlier cohorts: how dates are carried to a new beginning."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.cohorts.errors import NotAllowed
from courses.cohorts.models import Cohort, CohortTemplate
from courses.governance.models import AuditEntry
from courses.sessions.blueprints import (
    Blueprint,
    Meeting,
    Part,
    delete_template,
    from_json,
    rename_template,
    save_template,
    to_json,
    usual,
)
from courses.sessions.errors import CohortRefused
from courses.sessions.models import SessionPart
from courses.sessions.setup import Timetable, change_cohort
from tests.factories import (
    CohortFactory,
    ProviderFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    person_with_role,
    trainer_of,
)

CREATE = "/cms/durchgaenge/neu/"
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def _foreign_cohort(cohort: Cohort) -> Cohort:
    """Of another provider that runs the same programme."""
    return CohortFactory(
        programme=cohort.programme, provider=ProviderFactory(), title="Fremder Durchgang"
    )


# — pure —————————————————————————————————————————————————————————————————————————


def test_the_usual_year_has_what_the_programme_asks_for() -> None:
    by_kind: dict[str, list[int]] = {}
    for meeting in usual().meetings:
        by_kind.setdefault(meeting.kind, []).append(len(meeting.parts))
    assert by_kind == {
        "seminar": [2, 1, 1, 2, 2],
        "deepening": [1, 1, 1, 1],
        "consultation": [1, 1],
        "supervision": [1],
        "presentation": [1],
    }


@given(DAYS)
def test_the_usual_year_begins_in_time_and_never_on_a_weekend(start: date) -> None:
    zero = usual().day_zero(start)
    days = [zero + timedelta(days=part.day) for item in usual().meetings for part in item.parts]
    assert start <= min(days) < start + timedelta(days=7)
    assert max(day.weekday() for day in days) <= 4


@given(was=DAYS, start=DAYS, first=st.integers(-20, 40))
def test_a_copy_keeps_the_weekday_and_goes_to_the_nearest_week(
    was: date, start: date, first: int
) -> None:
    part = Part(first, time(9), time(16), 360)
    blueprint = Blueprint(was.weekday(), 300, (Meeting("seminar", "Seminar", (part,)),))
    zero = blueprint.day_zero(start)
    assert zero.weekday() == was.weekday()
    before_the_beginning = 0 <= first < (start - (zero - timedelta(days=7))).days
    assert abs((zero - start).days) <= (6 if before_the_beginning else 3)
    assert first < 0 or zero + timedelta(days=first) >= start


PARTS = st.builds(
    Part,
    day=st.integers(-30, 400),
    starts=st.times(max_value=time(11)).map(lambda at: at.replace(second=0, microsecond=0)),
    ends=st.times(min_value=time(12)).map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 600),
)
MEETINGS = st.builds(
    Meeting,
    kind=st.sampled_from(["seminar", "deepening"]),
    title=st.text(max_size=20),
    parts=st.lists(PARTS, min_size=1, max_size=4).map(tuple),
    module_number=st.none() | st.integers(1, 5),
)


@given(st.lists(MEETINGS, max_size=4), st.none() | st.integers(0, 400))
def test_what_is_stored_comes_back(meetings: list[Meeting], due: int | None) -> None:
    blueprint = Blueprint(2, 365, tuple(meetings), {1: -14, 5: 200}, due, rule_set=7, places=12)
    assert from_json(to_json(blueprint)) == blueprint


# — templates ————————————————————————————————————————————————————————————————————


def test_a_template_knows_the_dates_and_nobody(cohort: Cohort, coordinator: Any) -> None:
    make_session(cohort, days=2, module_number=1)
    make_session(cohort, title="Abgesagt", cancelled_at=timezone.now())
    change_cohort(cohort, Timetable({1: date(2026, 9, 3)}), by=coordinator)
    due = datetime(2027, 7, 30, 21, 59, tzinfo=UTC)
    cohort.schedule.create(key=uuid4(), due_at=due)
    template = save_template(cohort, "Wie immer", by=coordinator)
    kept = from_json(template.plan)
    assert kept.weekday == 3
    assert (kept.opens, kept.plan_due) == ({1: -14}, 316)
    (meeting,) = kept.meetings
    assert [(part.day, part.starts) for part in meeting.parts] == [(0, time(9)), (1, time(9))]
    assert AuditEntry.objects.filter(action="template.saved", cohort=cohort).count() == 1


def test_titles_of_templates_are_taken_once_a_provider(cohort: Cohort, coordinator: Any) -> None:
    save_template(cohort, "Wie immer", by=coordinator)
    other = save_template(cohort, "Anders", by=coordinator)
    with pytest.raises(CohortRefused, match="gibt schon"):
        save_template(cohort, "Wie immer", by=coordinator)
    with pytest.raises(CohortRefused, match="gibt schon"):
        rename_template(other, "Wie immer", by=coordinator)


def test_only_the_providers_coordination_keeps_templates(cohort: Cohort, coordinator: Any) -> None:
    template = save_template(cohort, "Wie immer", by=coordinator)
    for stranger in (
        trainer_of(cohort),
        person_with_role(cohort, "coordinator"),
        coordinator_of(_foreign_cohort(cohort)),
        UserFactory(is_superuser=True),
    ):
        for act in (
            lambda by: save_template(cohort, "Neu", by=by),
            lambda by: rename_template(template, "Neu", by=by),
            lambda by: delete_template(template, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(stranger)
    assert list(CohortTemplate.objects.values_list("title", flat=True)) == ["Wie immer"]


# — the page —————————————————————————————————————————————————————————————————————


def filled(desk: Client, **chosen: str) -> dict[str, Any]:
    """What the form posts as it comes, without anything typed."""
    setup = desk.get(CREATE, chosen).context["setup"]
    data: dict[str, Any] = {
        field.html_name: field.value() or ""
        for form in (setup.cohort, setup.timetable, *setup.rows.forms)
        for field in form
    }
    data["municipalities"] = data["municipalities"] or "Quellingen"
    data["rule_version"] = getattr(data["rule_version"], "pk", data["rule_version"])
    return data | {field.html_name: field.value() for field in setup.rows.management_form}


def parts_of(cohort: Cohort) -> list[tuple[str, str, int]]:
    rows = SessionPart.objects.filter(session__cohort=cohort).order_by("starts_at")
    return [
        (
            row.session.title,
            f"{timezone.localtime(row.starts_at):%a %d.%m.%Y %H:%M}",
            row.minutes,
        )
        for row in rows.select_related("session")
    ]


def test_the_usual_year_fills_the_form_and_is_saved_as_it_comes(
    desk: Client, cohort: Cohort
) -> None:
    data = filled(desk, vorlage="fuenf-module", beginn="2026-09-14") | {"title": "Neu"}
    answer = desk.post(f"{CREATE}?vorlage=fuenf-module&beginn=2026-09-14", data)
    made = Cohort.objects.get(title="Neu")
    assert answer.status_code == 302
    assert (made.starts_on, made.ends_on) == (date(2026, 9, 14), date(2027, 9, 16))
    assert made.sessions.count() == 13
    assert parts_of(made)[:2] == [
        ("Seminar Modul 1", "Thu 17.09.2026 09:00", 360),
        ("Seminar Modul 1", "Fri 18.09.2026 09:00", 360),
    ]
    # Also in winter it begins at nine.
    assert all(at.endswith("09:00") for _title, at, _minutes in parts_of(made))


def test_a_copy_of_a_cohort_keeps_long_sessions_hours_and_team(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    cohort.places, cohort.unit = 12, "teaching_unit"
    cohort.save()
    trainer, companion = trainer_of(cohort), person_with_role(cohort, "companion_local")
    make_session(cohort, days=4, module_number=1, title="Woche", place="Kreishaus")
    halves = make_session(
        cohort, start=datetime(2026, 12, 3, 8, 0, tzinfo=UTC), minutes=180, title="Zwei Hälften"
    )
    afternoon = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
    SessionPart.objects.create(
        session=halves, starts_at=afternoon, ends_at=afternoon + timedelta(hours=2), minutes=120
    )
    data = filled(desk, vorlage=f"c{cohort.pk}", beginn="2027-03-22") | {"title": "Kopie"}
    assert data["trainers"] == trainer.email
    assert data["companions_local"] == companion.email
    assert data["coordinators"] == ""
    desk.post(f"{CREATE}?vorlage=c{cohort.pk}&beginn=2027-03-22", data)
    made = Cohort.objects.get(title="Kopie")
    # From summer into summer, and from winter into summer time: the clock shows the same.
    assert parts_of(made) == [
        ("Woche", "Thu 25.03.2027 09:00", 360),
        ("Woche", "Fri 26.03.2027 09:00", 360),
        ("Woche", "Sat 27.03.2027 09:00", 360),
        ("Woche", "Sun 28.03.2027 09:00", 360),
        ("Zwei Hälften", "Thu 10.06.2027 09:00", 180),
        ("Zwei Hälften", "Thu 10.06.2027 13:30", 120),
    ]
    assert (made.places, made.unit, made.municipalities) == (
        12,
        "teaching_unit",
        cohort.municipalities,
    )
    assert set(made.roles.values_list("user", "role")) == {
        (coordinator.pk, "coordinator"),
        (trainer.pk, "trainer"),
        (companion.pk, "companion_local"),
    }


def test_a_template_is_offered_and_fills_the_form(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    make_session(cohort, module_number=1, title="Auftakt")
    template = save_template(cohort, "Wie immer", by=coordinator)
    page = desk.get(CREATE, {"vorlage": f"t{template.pk}", "beginn": "2027-09-16"})
    (row,) = page.context["setup"].rows.forms
    assert (row["title"].value(), row["day"].value()) == ("Auftakt", date(2027, 9, 16))
    assert "Wie immer" in page.content.decode()


def test_things_of_a_foreign_provider_are_no_choice(desk: Client, cohort: Cohort) -> None:
    foreign = _foreign_cohort(cohort)
    template = save_template(foreign, "Fremde Vorlage", by=coordinator_of(foreign))
    for choice in (f"c{foreign.pk}", f"t{template.pk}"):
        page = desk.get(CREATE, {"vorlage": choice, "beginn": "2027-09-16"})
        assert len(page.context["setup"].rows.forms) == 7
        assert foreign.title not in page.content.decode()
        assert "Fremde Vorlage" not in page.content.decode()


@pytest.mark.parametrize("beginn", ["", "gestern"])
def test_a_beginning_that_is_no_day_is_said_beside_the_field(
    desk: Client, cohort: Cohort, beginn: str
) -> None:
    answer = desk.get(CREATE, {"vorlage": "fuenf-module", "beginn": beginn})
    assert answer.status_code == 200
    assert answer.context["start"].errors.keys() == {"beginn"}


def test_a_weekend_is_allowed_and_pointed_at(desk: Client, cohort: Cohort) -> None:
    make_session(cohort, start=datetime(2026, 9, 19, 7, 0, tzinfo=UTC))
    page = desk.get(CREATE, {"vorlage": f"c{cohort.pk}", "beginn": "2027-09-16"})
    assert "Samstag, 18. September 2027 liegt am Wochenende." in " ".join(
        page.content.decode().split()
    )


def test_a_further_day_that_is_none_is_complained_about_and_kept(
    desk: Client, cohort: Cohort
) -> None:
    make_session(cohort, days=4)
    data = filled(desk, vorlage=f"c{cohort.pk}", beginn="2027-03-22") | {"title": "Kopie"}
    answer = desk.post(CREATE, {**data, "s-0-further": "am Freitag danach"})
    page = answer.content.decode()
    assert "„am Freitag danach“ ist kein Tag" in page
    assert not Cohort.objects.filter(title="Kopie").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_more_templates_cost_no_more_statements(
    desk: Client, cohort: Cohort, coordinator: Any, count: int
) -> None:
    for number in range(count):
        save_template(cohort, f"Vorlage {number}", by=coordinator)
    counted = []
    for address in (reverse("lms_cohorts:templates"), CREATE):
        desk.get(address)
        with CaptureQueriesContext(connection) as asked:
            desk.get(address)
        counted.append(len(asked))
    assert counted == [18, 39]


def test_templates_are_saved_renamed_and_deleted_on_their_screens(
    desk: Client, cohort: Cohort
) -> None:
    desk.post(reverse("lms_cohorts:save_template", args=[cohort.pk]), {"title": "Wie immer"})
    template = CohortTemplate.objects.get(title="Wie immer")
    desk.post(reverse("lms_cohorts:rename_template", args=[template.pk]), {"title": "Neu"})
    assert "Neu" in desk.get(reverse("lms_cohorts:templates")).content.decode()
    address = reverse("lms_cohorts:delete_template", args=[template.pk])
    assert desk.get(address).status_code == 200
    assert CohortTemplate.objects.exists()
    desk.post(address)
    assert not CohortTemplate.objects.exists()


@pytest.fixture
def addresses(cohort: Cohort, coordinator: Any) -> list[str]:
    template = save_template(cohort, "Wie immer", by=coordinator)
    return [
        reverse("lms_cohorts:save_template", args=[cohort.pk]),
        reverse("lms_cohorts:rename_template", args=[template.pk]),
        reverse("lms_cohorts:delete_template", args=[template.pk]),
    ]


@pytest.mark.parametrize(
    ("stranger", "status"),
    [
        (lambda cohort: coordinator_of(_foreign_cohort(cohort)), 404),
        (trainer_of, 404),
        (lambda cohort: enrol(cohort).user, 302),
        (lambda _cohort: UserFactory(is_superuser=True), 404),
    ],
)
def test_foreign_templates_do_not_exist(
    client: Client,
    cohort: Cohort,
    addresses: list[str],
    stranger: Callable[[Cohort], Any],
    status: int,
) -> None:
    client.force_login(stranger(cohort))
    assert {client.get(address).status_code for address in addresses} == {status}
    assert {client.post(address, {"title": "x"}).status_code for address in addresses} == {status}
    assert list(CohortTemplate.objects.values_list("title", flat=True)) == ["Wie immer"]
