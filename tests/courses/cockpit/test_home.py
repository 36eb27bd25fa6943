"""The lines on the admin's first page, and what the local process companion sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.cockpit.home import home_lines
from courses.cockpit.oversight import oversight_of
from courses.cohorts.models import Cohort, CohortRole
from courses.cohorts.policies import programmes_taught_by
from courses.progress.enums import State
from courses.progress.queries import readable_activities
from courses.sessions.domain import Attendance, record_attendance
from tests.courses.cockpit.conftest import NOW, five_seminars
from tests.factories import CohortFactory, UserFactory, enrol, make_session, person_with_role

HOME = "/cms/"


@pytest.fixture
def companion(cohort: Cohort) -> Any:
    return person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL)


def test_every_cohort_has_its_line(cohort: Cohort, coordinator: Any) -> None:
    other = CohortFactory(programme=cohort.programme, title="Zweiter")
    other.roles.create(user=coordinator, role=CohortRole.Role.TRAINER)
    five_seminars(cohort)
    enrol(cohort, agreed=False)
    first, second = sorted(home_lines(coordinator, now=NOW), key=lambda line: line.title)
    assert first.next_date is not None
    assert (first.next_date.title, first.needs) == ("Seminar 2", 1)
    assert first.awards is not None
    assert (second.title, second.next_date, second.awards) == ("Zweiter", None, None)


def test_a_cohort_leaves_the_home_page_a_while_after_its_end(
    cohort: Cohort, coordinator: Any
) -> None:
    end = NOW.date() - timedelta(days=92)
    Cohort.objects.update(starts_on=end, ends_on=end)
    assert len(home_lines(coordinator, now=NOW)) == 1
    assert home_lines(coordinator, now=NOW + timedelta(days=1)) == []


def test_the_home_page_stays_what_it_was_without_a_role(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert "Ihre Durchgänge" not in client.get(HOME).content.decode()


def test_the_home_page_shows_the_lines(desk: Client, cohort: Cohort) -> None:
    page = desk.get(HOME).content.decode()
    assert "Ihre Durchgänge" in page
    assert reverse("lms_cohorts:cohort", args=[cohort.pk]) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lines_take_twelve_statements_for_any_number_of_cohorts(
    cohort: Cohort, coordinator: Any, companion: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        other = CohortFactory(programme=cohort.programme)
        other.roles.create(user=coordinator, role=CohortRole.Role.COORDINATOR)
        enrol(other)
        make_session(other)
        accompanied = CohortFactory(programme=cohort.programme)
        accompanied.roles.create(user=coordinator, role=CohortRole.Role.COMPANION_LOCAL)
        make_session(accompanied, start=timezone.now() + timedelta(days=9))
    with django_assert_num_queries(12):
        assert len(home_lines(coordinator)) == 1 + 2 * rows


def test_without_a_role_the_lines_take_two_statements(
    db: None, django_assert_num_queries: Any
) -> None:
    user = UserFactory()
    with django_assert_num_queries(2):
        assert home_lines(user) == []


# — the local process companion ——————————————————————————————————————————————————


def attendance_of(cohort: Cohort, trainer: Any, people: int) -> Any:
    """All were there but one, who was excused."""
    session = make_session(cohort, title="Seminar eins")
    places = [enrol(cohort) for _ in range(people)]
    entries = {place.pk: Attendance(State.ATTENDED) for place in places}
    entries[places[0].pk] = Attendance(State.EXCUSED)
    record_attendance(session, entries, by=trainer)
    return places


def test_a_companion_sees_sums_and_dates_and_no_name(
    client: Client, cohort: Cohort, trainer: Any, companion: Any
) -> None:
    places = attendance_of(cohort, trainer, 5)
    ahead = timezone.now() + timedelta(days=3)
    make_session(cohort, start=ahead, title="Seminar zwei")
    client.force_login(companion)
    page = client.get(reverse("lms_cohorts:oversight", args=[cohort.pk])).content.decode()
    for words in ("Seminar eins", "4 von 5", "80 Prozent", "Seminar zwei"):
        assert words in " ".join(page.split())
    for place in places:
        assert place.user.last_name not in page
    assert "entschuldigt" not in page


def test_a_sum_over_few_people_is_not_shown(cohort: Cohort, trainer: Any) -> None:
    attendance_of(cohort, trainer, 4)
    sums = oversight_of(cohort)
    assert (sums.told, sums.percent) == (False, None)
    assert [(line.there, line.recorded) for line in sums.sessions] == [(0, 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_sums_take_four_statements(
    cohort: Cohort, trainer: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        attendance_of(cohort, trainer, 5)
    with django_assert_num_queries(4):
        assert len(oversight_of(cohort).sessions) == rows


def test_a_companion_finds_the_cohort_in_list_menu_and_home_page(
    client: Client, cohort: Cohort, companion: Any
) -> None:
    client.force_login(companion)
    oversight = reverse("lms_cohorts:oversight", args=[cohort.pk])
    home = client.get(HOME).content.decode()
    assert reverse("lms_cohorts:list") in home
    assert oversight in home
    page = client.get(reverse("lms_cohorts:list")).content.decode()
    assert oversight in page
    assert reverse("lms_cohorts:cohort", args=[cohort.pk]) not in page.replace(oversight, "")


def test_a_companion_reads_no_more_of_the_curriculum_than_anybody(
    client: Client, cohort: Cohort, companion: Any
) -> None:
    assert not programmes_taught_by(companion).exists()
    assert not readable_activities(companion).exists()
    client.force_login(companion)
    lesson = cohort.programme.activities.filter(kind="lesson").first().page
    for address in (f"/cms/pages/{lesson.pk}/edit/", f"/cms/pages/{lesson.pk}/view_draft/"):
        assert client.get(address).status_code in {302, 403}


def test_a_companion_is_offered_no_draft_to_choose(
    client: Client, cohort: Cohort, companion: Any
) -> None:
    lessons = cohort.programme.activities.filter(kind="lesson").order_by("number")
    draft = lessons[0].page
    draft.unpublish()
    client.force_login(companion)
    offered = client.get(f"/cms/choose-page/{draft.get_parent().pk}/").content.decode()
    assert ("Einheit 1.1" in offered, "Einheit 1.2" in offered) == (False, True)
