"""Who sees how much of a page, and in how many statements."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.cohorts.models import Enrolment, ProviderRole
from courses.curriculum.pages import InfoPage, LessonPage, ModulePage
from tests.factories import (
    AgreementFactory,
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_lesson,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db
TEXT = "Nur für Menschen im Durchgang."
BODY = [{"type": "text", "value": f"<p>{TEXT}</p>"}]


@pytest.fixture
def cohort():
    return CohortFactory(programme=make_programme(modules=2, lessons=1))


@pytest.fixture
def lesson(cohort):
    module = cohort.programme.activities.filter(kind="module").first().page.specific
    return make_lesson(module, number="1.2", body=BODY)


def reads(client, user, page) -> bool:
    if user:
        client.force_login(user)
    response = client.get(page.url)
    assert response.status_code == 200
    return TEXT in response.content.decode()


def test_a_participant_reads(client, cohort, lesson) -> None:
    assert reads(client, enrol(cohort).user, lesson)


def test_somebody_whose_participation_ended_reads_on(client, cohort, lesson) -> None:
    module = cohort.programme.activities.filter(kind="module").first()
    cohort.schedule.create(key=module.key, opens_on=date(2999, 1, 1))
    assert reads(client, enrol(cohort, state=Enrolment.State.ENDED).user, lesson)


def test_trainers_coordinators_and_authors_read(client, cohort, lesson) -> None:
    author = UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=author, role="author")
    for user in (trainer_of(cohort), coordinator_of(cohort), author):
        assert reads(client, user, lesson)


def test_others_see_what_it_is_about_and_no_more(client, cohort, lesson) -> None:
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    superuser = UserFactory(is_superuser=True, is_staff=True)
    withdrawn = enrol(cohort, state=Enrolment.State.WITHDRAWN).user
    for user in (None, enrol(elsewhere).user, trainer_of(elsewhere), superuser, withdrawn):
        client.logout()
        assert not reads(client, user, lesson)


def test_a_module_opens_on_its_day(client, cohort, lesson) -> None:
    module = cohort.programme.activities.filter(kind="module").first()
    entry = cohort.schedule.create(
        key=module.key, opens_on=timezone.localdate() + timedelta(days=1)
    )
    user = enrol(cohort).user
    assert not reads(client, user, lesson)
    assert "öffnet" in client.get(lesson.url).content.decode()
    entry.opens_on = timezone.localdate()
    entry.save()
    assert reads(client, user, lesson)


def test_the_agreement_comes_first_and_again_when_it_changes(client, cohort, lesson) -> None:
    enrolment = enrol(cohort)
    cohort.agreement = AgreementFactory(provider=cohort.provider)
    cohort.save()
    client.force_login(enrolment.user)
    response = client.get(lesson.url)
    assert response.headers["Location"] == f"/vertraulichkeit/{cohort.pk}/"


def test_pages_of_people_signed_in_are_not_kept_by_browsers(client, cohort, lesson) -> None:
    client.force_login(enrol(cohort).user)
    assert "no-store" in client.get(lesson.url).headers["Cache-Control"]


def test_pages_carry_the_strict_policy(client, lesson) -> None:
    policy = client.get(lesson.url).headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("lessons", [1, 5, 50])
def test_the_statements_of_a_page_do_not_grow(client, lessons) -> None:
    """At most six beyond an empty page of the same depth for somebody signed in."""
    programme = make_programme(lessons=lessons)
    cohort = CohortFactory(programme=programme)
    home = programme.page.specific
    empty = InfoPage(title="Leer", slug="leer")
    home.add_child(instance=empty)
    deep = InfoPage(title="Leer", slug="leer-tief")
    module = programme.activities.get(kind="module").page.specific
    module.add_child(instance=deep)
    lesson = programme.activities.filter(kind="lesson").first().page
    client.force_login(enrol(cohort).user)
    assert counted(client, module.url) - counted(client, empty.url) <= 6
    assert counted(client, lesson.url) - counted(client, deep.url) <= 6
    assert counted(client, "/mein-weg/") - counted(client, empty.url) <= 6


def counted(client, url: str) -> int:
    client.get(url)  # fills the caches that every later visit finds filled
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_only_steps_and_guides_stand_below_steps() -> None:
    names = {model.__name__ for model in ModulePage.allowed_subpage_models()}
    assert names == {
        "AssignmentPage",
        "FeedbackPage",
        "GuidePage",
        "H5PPage",
        "LessonPage",
        "PlanPage",
        "QuizPage",
        "ReflectionPage",
        "ScenarioPage",
        "SelfAssessmentPage",
    }
    below = {model.__name__ for model in LessonPage.allowed_subpage_models()}
    assert below == {"QuizPage", "ReflectionPage"}
