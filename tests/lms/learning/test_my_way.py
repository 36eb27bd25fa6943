"""Mein Weg: where I am, the next step, the next date, what is still open and why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.assignment.domain.deadlines import Extension, extend
from assessments.reflection.pages import ReflectionPage
from courses.cohorts.models import Enrolment
from courses.curriculum.models import Activity
from courses.progress.actions import confirm_reading
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind, State
from courses.sessions.absences import announce_absence, withdraw_absence
from courses.sessions.domain import Attendance, record_attendance
from lms.learning.queries import load_my_way
from tests.assessments.scenario.stories import make_scenario
from tests.factories import (
    CohortFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    make_session,
    published,
    trainer_of,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def cohort():
    cohort = CohortFactory(programme=make_programme(modules=2, lessons=2))
    for number in range(1, 6):
        make_session(cohort, title=f"Seminar {number}", module_number=number, start=start(number))
    make_session(cohort, kind="deepening", title="Gespräche", start=start(6), minutes=180)
    return cohort


def start(number: int) -> datetime:
    return NOW + timedelta(days=7 * (number - 2))


def test_without_a_place_it_says_how_to_get_one(client) -> None:
    client.force_login(UserFactory())
    assert "Link in Ihrer Einladung" in client.get("/mein-weg/").content.decode()


def test_strangers_are_asked_to_sign_in(client) -> None:
    assert client.get("/mein-weg/").headers["Location"].startswith("/konto/anmelden/")


def test_the_agreement_comes_before_everything(client, cohort) -> None:
    client.force_login(enrol(cohort, agreed=False).user)
    assert client.get("/mein-weg/").headers["Location"] == f"/vertraulichkeit/{cohort.pk}/"


def test_the_next_step_is_the_first_unread_lesson(cohort) -> None:
    enrolment = enrol(cohort)
    keys = list(
        cohort.programme.activities.filter(kind="lesson")
        .order_by("page__path")
        .values_list("key", flat=True)
    )
    assert load_my_way(enrolment.user, now=NOW).next_step.title == "Einheit 1.1"
    confirm_reading(enrolment.user, keys[0])
    way = load_my_way(enrolment.user, now=NOW)
    assert (way.next_step.title, way.next_step.button) == ("Einheit 1.2", "Weiterlesen")
    assert [later.title for later in way.later] == ["2.1 Einheit 2.1", "2.2 Einheit 2.2"]


def test_a_finished_module_is_done_and_the_next_one_is_here(cohort) -> None:
    enrolment = enrol(cohort)
    for activity in cohort.programme.activities.filter(kind="lesson", number__startswith="1."):
        confirm_reading(enrolment.user, activity.key)
    way = load_my_way(enrolment.user, now=NOW)
    assert [stop.state for stop in way.stops] == ["done", "here"]
    assert way.modules_done == 1


def test_the_exercises_of_a_module_come_before_the_next_one(client, cohort) -> None:
    module = cohort.programme.activities.get(kind="module", number="1").page.specific
    scenario = make_scenario(module)
    published(module, ReflectionPage(title="Nur für mich", slug="reflexion", minutes=10))
    user = enrol(cohort).user
    for activity in cohort.programme.activities.filter(kind="lesson", number__startswith="1."):
        confirm_reading(user, activity.key)
    way = load_my_way(user, now=NOW)
    assert (way.next_step.title, way.next_step.button) == ("Brunnenplatz", "Zur Übung")
    assert way.next_step.meta == ("Modul 1, Szenarioübung", "etwa 15 Minuten")
    assert [later.title for later in way.later] == ["2.1 Einheit 2.1", "2.2 Einheit 2.2"]
    assert [stop.state for stop in way.stops] == ["here", "open"]
    assert way.modules_done == 1, "read, with an exercise still open"
    client.force_login(user)
    assert client.get("/mein-weg/").content.decode().count("ui-row--next") == 1
    assert "Mit Brunnenplatz weitermachen" in client.get(module.url).content.decode()
    played = Fact(activity_of(scenario).key, EvidenceKind.ANSWERED)
    record(played, enrolments=Enrolment.objects.all(), actor=user, role="participant")
    assert load_my_way(user, now=NOW).next_step.title == "Einheit 2.1"
    assert "weitermachen" not in client.get(module.url).content.decode()


def test_the_next_date_is_the_first_that_is_not_over(cohort) -> None:
    way = load_my_way(enrol(cohort).user, now=NOW)
    assert way.next_session.title == "Seminar 2"


def test_what_is_missing_is_said_in_words(cohort) -> None:
    enrolment = enrol(cohort)
    session = cohort.sessions.get(title="Seminar 1")
    record_attendance(
        session, {enrolment.pk: Attendance(State.ATTENDED)}, by=coordinator_of(cohort), now=NOW
    )
    way = load_my_way(enrolment.user, now=NOW)
    assert [(item.text, item.met) for item in way.missing] == [
        ("Noch drei Präsenzmodule.", False),
        ("Noch eine Online-Vertiefung.", False),
        ("Ihr Krisenpräventionsplan muss angenommen sein.", False),
        ("Die Freigabe fehlt noch.", False),
    ]
    assert way.stops[0].meta == "Seminar am 7. Januar 2027, anwesend"


def test_nothing_to_do_says_what_comes_by_itself(cohort) -> None:
    enrolment = enrol(cohort)
    for module in cohort.programme.activities.filter(kind="module"):
        cohort.schedule.create(key=module.key, opens_on=(NOW + timedelta(days=20)).date())
    step = load_my_way(enrolment.user, now=NOW).next_step
    assert (step.url, step.text) == ("", "Das nächste Modul öffnet am 3. Februar 2027.")


def test_nobody_sees_another_persons_way(client, cohort) -> None:
    other, mine = enrol(cohort), enrol(CohortFactory(programme=cohort.programme))
    client.force_login(mine.user)
    page = client.get("/mein-weg/", {"durchgang": str(other.key)}).content.decode()
    assert mine.cohort.title in page
    assert other.cohort.title not in page


def test_an_ended_cohort_stays_readable(client, cohort) -> None:
    client.force_login(enrol(cohort, state=Enrolment.State.ENDED).user)
    assert "Dieser Durchgang ist beendet" in client.get("/mein-weg/").content.decode()


def test_two_cohorts_are_both_reachable(client, cohort) -> None:
    user = UserFactory()
    first = enrol(cohort, user)
    second = enrol(CohortFactory(programme=cohort.programme), user)
    client.force_login(user)
    for enrolment in (first, second):
        page = client.get("/mein-weg/", {"durchgang": str(enrolment.key)}).content.decode()
        assert f"Durchgang {enrolment.cohort.title} ·" in page


def test_the_greeting_uses_the_form_of_address(client, cohort) -> None:
    user = UserFactory(form_of_address="frau", last_name="Şahin")
    enrol(cohort, user)
    client.force_login(user)
    page = client.get("/mein-weg/").content.decode()
    assert "Guten Tag, Frau Şahin" in page
    assert timezone.localdate().strftime("%Y") in page


# — the next date and deadlines ——————————————————————————————————————————————————


def test_an_announced_absence_stands_beside_the_next_date(cohort) -> None:
    enrolment = enrol(cohort)
    session = load_my_way(enrolment.user, now=NOW).next_session
    announce_absence(session, by=enrolment.user, now=NOW - timedelta(days=1))
    assert load_my_way(enrolment.user, now=NOW).absent
    assert not load_my_way(enrol(cohort).user, now=NOW).absent
    withdraw_absence(session, by=enrolment.user, now=NOW - timedelta(days=1))
    assert not load_my_way(enrolment.user, now=NOW).absent


def test_an_absence_from_a_later_session_says_nothing_about_the_next(cohort) -> None:
    enrolment = enrol(cohort)
    later = cohort.sessions.get(title="Seminar 4")
    announce_absence(later, by=enrolment.user, now=NOW)
    assert not load_my_way(enrolment.user, now=NOW).absent


def test_the_next_date_leads_to_its_page(client, cohort) -> None:
    session = make_session(cohort, start=timezone.now() + timedelta(hours=1), title="Heute noch")
    enrolment = enrol(cohort)
    announce_absence(session, by=enrolment.user)
    client.force_login(enrolment.user)
    page = client.get("/mein-weg/").content.decode()
    assert reverse("courses:session", args=[session.key]) in page
    assert "Sie können nicht kommen" in page


def plan_with_deadline(cohort, due: datetime):
    plan = cohort.programme.activities.filter(kind="lesson").last()
    Activity.objects.filter(pk=plan.pk).update(kind=Activity.Kind.PLAN)
    cohort.schedule.create(key=plan.key, due_at=due)
    return plan


def test_the_later_deadline_counts_and_is_called_extended(
    cohort, django_assert_num_queries
) -> None:
    plan = plan_with_deadline(cohort, datetime(2027, 2, 1, 22, 59, tzinfo=UTC))
    enrolment, usual = enrol(cohort), enrol(cohort)
    trainer = trainer_of(cohort)
    until = datetime(2027, 2, 15, 22, 59, tzinfo=UTC)
    extend(enrolment, Extension(plan.key, until, "Elternzeit"), by=trainer)
    load_my_way(usual.user, now=NOW)  # warms what Wagtail keeps
    with django_assert_num_queries(8):
        (extended,) = load_my_way(enrolment.user, now=NOW).deadlines
    assert (extended.due_at, extended.words) == (until, "verlängert bis 15. Februar 2027")
    with django_assert_num_queries(7):
        (same,) = load_my_way(usual.user, now=NOW).deadlines
    assert same.words == "Abgabe bis 1. Februar 2027"


def test_an_extension_that_ends_earlier_changes_nothing(cohort) -> None:
    due = datetime(2027, 2, 15, 22, 59, tzinfo=UTC)
    plan = plan_with_deadline(cohort, due)
    enrolment = enrol(cohort)
    earlier = Extension(plan.key, due - timedelta(days=3), "Elternzeit")
    extend(enrolment, earlier, by=trainer_of(cohort))
    (deadline,) = load_my_way(enrolment.user, now=NOW).deadlines
    assert (deadline.due_at, deadline.extended) == (due, False)


@pytest.mark.parametrize("lessons", [5, 50])
def test_my_way_takes_seven_statements_however_long_the_programme_is(
    lessons, django_assert_num_queries
) -> None:
    cohort = CohortFactory(programme=make_programme(lessons=lessons))
    make_session(cohort, start=NOW + timedelta(days=1))
    user = enrol(cohort).user
    load_my_way(user, now=NOW)  # warms what Wagtail keeps
    with django_assert_num_queries(7):
        load_my_way(user, now=NOW)
