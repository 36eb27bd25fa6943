"""Taking work along: who may, what is answered, and what is refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.models import Member, Submission
from assessments.assignment.pages import AssignmentPage
from assessments.assignment.sheet.sections import Section
from assessments.assignment.versions import publish_rubric, publish_template
from courses.cohorts.models import Enrolment
from courses.curriculum.models import Activity
from tests.assessments.assignment.export.papers import everything_in, words_of
from tests.assessments.plans import (
    another_cohort,
    begin,
    guard,
    handed_in,
    make_cohort,
    make_rubric,
    plan_of,
    returned,
    scope_of,
    scores,
    write,
)
from tests.factories import (
    CohortFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    person_with_role,
    published,
    trainer_of,
)

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
SUFFIXES = ("pdf", "docx", "json")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": WORD, "json": "application/json"}


@pytest.fixture
def cohort():
    return make_cohort(due=AHEAD)


@pytest.fixture
def place(client, cohort) -> Enrolment:
    place = enrol(cohort)
    client.force_login(place.user)
    return place


@pytest.fixture
def revision(place):
    return handed_in(place, "Unser Text")


def draft_url(place: Enrolment, suffix: str = "pdf") -> str:
    return reverse("assessments:plan_draft_file", args=[place.key, suffix])


def version_url(place: Enrolment, number: int = 1, suffix: str = "pdf") -> str:
    return reverse("assessments:plan_version_file", args=[place.key, number, suffix])


def review_url(revision: Any, suffix: str = "pdf") -> str:
    return reverse("lms_reviews:file", args=[revision.pk, suffix])


def everything(content: bytes, suffix: str) -> str:
    told = {
        "pdf": words_of,
        "docx": everything_in,
        "json": lambda data: json.dumps(json.loads(data)),
    }
    return told[suffix](content)


def ask_again(place: Enrolment, revision: Any, **levels: int) -> None:
    guard(revision.submission)
    revision.submission.refresh_from_db()
    returned(revision, trainer_of(place.cohort), scores=scores(3, **levels))


# — What is answered ——————————————————————————————————————————————————————————————


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_version_is_a_file_that_stays_in_no_cache_and_no_search(
    client, place, revision, suffix
) -> None:
    answer = client.get(version_url(place, suffix=suffix))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TYPES[suffix])
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    name = f"krisenpraeventionsplan-fassung-1.{suffix}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Unser Text in abschnitt-1" in everything(answer.content, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_draft_is_taken_along_as_it_stands(client, place, suffix) -> None:
    write(begin(place), "Mein Entwurf")
    answer = client.get(draft_url(place, suffix))
    assert f"plan-entwurf-der-fassung-1.{suffix}" in answer.headers["Content-Disposition"]
    assert "Mein Entwurf in abschnitt-0" in everything(answer.content, suffix)


def test_a_later_draft_does_not_change_a_version(client, place, revision) -> None:
    returned(revision, trainer_of(place.cohort))
    write(revision.submission, "Neuer Text")
    assert "Neuer Text" not in words_of(client.get(version_url(place)).content)
    text = words_of(client.get(draft_url(place)).content)
    assert "Neuer Text" in text
    assert "Entwurf der Fassung 2" in text


def test_what_is_not_there_is_not_found(client, place, revision) -> None:
    for url in (version_url(place, 2), version_url(place, suffix="exe"), draft_url(place, "html")):
        assert client.get(url).status_code == 404
    assert client.post(version_url(place)).status_code == 405


def test_what_cannot_be_set_is_said_where_one_came_from(client, place) -> None:
    write(begin(place), "Text 😀")
    answer = client.get(draft_url(place), follow=True)
    assert answer.redirect_chain == [(reverse("assessments:plan", args=[place.key]), 302)]
    text = answer.content.decode()
    assert (
        "„0. Abschnitt 0“ enthält ein Zeichen, das sich in einer PDF nicht setzen lässt: 😀" in text
    )
    assert client.get(draft_url(place, "docx")).status_code == 200


def test_a_practice_task_is_taken_along_in_the_same_way(client, enrolment, task, filled) -> None:
    keys = [enrolment.key, task]
    url = reverse("assessments:task_draft_file", args=[*keys, "pdf"])
    assert "Zwei Gruppen" in words_of(client.get(url).content)
    hand_in(scope_of(filled), by=enrolment.user)
    url = reverse("assessments:task_version_file", args=[*keys, 1, "docx"])
    assert "Zwei Gruppen" in everything_in(client.get(url).content)


@pytest.fixture
def task(db):
    programme = make_programme(modules=1, slug="aufgaben")
    module = programme.activities.get(kind="module").page.specific
    page = AssignmentPage(
        title="Mini-Analyse",
        slug="mini",
        intro="Sehen Sie hin.",
        template_version=publish_template(
            programme.provider, "mini", title="Mini", sections=(Section("eins", 1, "Eins"),)
        ),
        rubric_version=publish_rubric(
            programme.provider, "mini", title="Raster", rubric=make_rubric()
        ),
    )
    published(module, page)
    return activity_of(page).key


@pytest.fixture
def enrolment(client, task) -> Enrolment:
    programme = Activity.objects.get(key=task).programme
    enrolment = enrol(CohortFactory(programme=programme))
    client.force_login(enrolment.user)
    return enrolment


@pytest.fixture
def filled(client, enrolment, task) -> Submission:
    client.post(reverse("assessments:task_begin", args=[enrolment.key, task]))
    submission = Submission.objects.get(enrolment=enrolment)
    write(submission, "Zwei Gruppen")
    return submission


# — Who may ———————————————————————————————————————————————————————————————————————


def people(place: Enrolment) -> dict[str, Any]:
    elsewhere = another_cohort(plan_of(place.cohort))
    return {
        "a participant of the same cohort": enrol(place.cohort).user,
        "a participant elsewhere": enrol(elsewhere).user,
        "a trainer elsewhere": trainer_of(elsewhere),
        "the coordination": coordinator_of(place.cohort),
        "a local companion": person_with_role(place.cohort, "companion_local"),
        "the technicians": UserFactory(is_superuser=True, is_staff=True),
        "nobody": None,
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nobody_else_gets_a_word_of_it(client, place, revision, suffix) -> None:
    urls = (draft_url(place, suffix), version_url(place, suffix=suffix))
    for who, person in people(place).items():
        client.force_login(person) if person else client.logout()
        for url in (*urls, review_url(revision, suffix)):
            answer = client.get(url)
            wanted = {404} if person and url in urls else {302, 404}
            assert answer.status_code in wanted, (who, url)
            assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_who_teaches_the_cohort_takes_a_version_along_but_no_draft(
    client, place, revision, suffix
) -> None:
    client.force_login(trainer_of(place.cohort))
    answer = client.get(review_url(revision, suffix))
    assert "Unser Text in abschnitt-1" in everything(answer.content, suffix)
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(draft_url(place, suffix)).status_code == 404
    assert client.get(version_url(place, suffix=suffix)).status_code == 404


def test_a_team_takes_its_work_along_until_somebody_leaves(client, place, revision) -> None:
    mate = enrol(place.cohort)
    key = revision.submission.activity_key
    joined = Member.objects.create(submission=revision.submission, enrolment=mate, activity_key=key)
    client.force_login(mate.user)
    assert client.get(version_url(mate)).status_code == 200
    joined.left_at = AHEAD
    joined.save()
    assert client.get(version_url(mate)).status_code == 404


def test_the_way_there_stands_on_the_pages(client, place, revision) -> None:
    text = client.get(reverse("assessments:plan", args=[place.key])).content.decode()
    assert all(draft_url(place, suffix) in text for suffix in SUFFIXES)
    text = client.get(reverse("assessments:plan_version", args=[place.key, 1])).content.decode()
    assert all(version_url(place, suffix=suffix) in text for suffix in SUFFIXES)
    client.force_login(trainer_of(place.cohort))
    text = client.get(reverse("lms_reviews:review", args=[revision.pk])).content.decode()
    assert all(review_url(revision, suffix) in text for suffix in SUFFIXES)


# — Kept back —————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_is_handed_out_while_the_latest_decision_keeps_it_back(
    client, place, revision, suffix
) -> None:
    ask_again(place, revision, k3=1)
    for url in (draft_url(place, suffix), version_url(place, suffix=suffix)):
        answer = client.get(url, follow=True)
        assert "Content-Disposition" not in answer.headers
        assert "sieht die Arbeit bei „Kriterium 3“ auf der untersten" in answer.content.decode()
    client.force_login(trainer_of(place.cohort))
    answer = client.get(review_url(revision, suffix))
    assert answer.url == reverse("lms_reviews:review", args=[revision.pk])


def test_the_pages_say_so_instead_of_leading_there(client, place, revision) -> None:
    ask_again(place, revision, k3=1)
    for name, *more in (("plan",), ("plan_version", 1)):
        page = client.get(reverse(f"assessments:{name}", args=[place.key, *more]))
        text = page.content.decode()
        assert "Sobald über sie anders entschieden ist" in text
        assert draft_url(place) not in text
        assert version_url(place) not in text


def test_a_level_that_is_not_the_lowest_keeps_nothing_back(client, place, revision) -> None:
    ask_again(place, revision, k3=2)
    assert client.get(version_url(place)).status_code == 200
    assert client.get(draft_url(place)).status_code == 200


# — Statements ————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("sections", [1, 20])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_takes_the_same_few_statements(client, sections: int, suffix: str) -> None:
    """Session and user take two; the door of the admin three more."""
    place = enrol(make_cohort(due=AHEAD, sections=sections))
    client.force_login(place.user)
    revision = handed_in(place)
    found = [_statements(client, draft_url(place, suffix))]
    found.append(_statements(client, version_url(place, suffix=suffix)))
    client.force_login(trainer_of(place.cohort))
    found.append(_statements(client, review_url(revision, suffix)))
    assert found == [5, 4, 8]


def _statements(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)
