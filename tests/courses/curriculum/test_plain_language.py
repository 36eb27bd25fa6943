"""A lesson in two versions: the reader chooses once, and is asked nowhere again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.curriculum.models import ReadingChoice
from courses.progress.models import Evidence
from tests.factories import CohortFactory, UserFactory, enrol, make_lesson, make_programme

pytestmark = pytest.mark.django_db

BODY = [{"type": "text", "value": "<h2>Eskalationsstufen</h2><p>Ausführlich.</p>"}]
PLAIN = [{"type": "text", "value": "<h2>Streit wird lauter</h2><p>Kurz gesagt.</p>"}]
MISSED = "Diese Lerneinheit gibt es noch nicht in einfacher Sprache."


@pytest.fixture
def cohort():
    return CohortFactory(programme=make_programme(lessons=1))


@pytest.fixture
def module(cohort):
    return cohort.programme.activities.get(kind="module").page.specific


@pytest.fixture
def lesson(module):
    return make_lesson(module, number="1.4", body=BODY, plain_body=PLAIN)


@pytest.fixture
def reader(client, cohort):
    user = enrol(cohort).user
    client.force_login(user)
    return user


def text_of(client: Client, page) -> str:
    return client.get(page.url).content.decode()


def choose(client: Client, page, word: str, **headers: str):
    return client.get(f"{page.url}?fassung={word}", headers=headers)


def test_the_standard_version_is_shown_until_somebody_chooses(client, reader, lesson) -> None:
    text = text_of(client, lesson)
    assert "Ausführlich." in text
    assert "Kurz gesagt." not in text
    assert '<a href="?fassung=standard" rel="nofollow" aria-current="true"' in " ".join(
        text.split()
    )


def test_headings_contents_and_language_follow_the_version(client, reader, lesson) -> None:
    choose(client, lesson, "einfach")
    text = text_of(client, lesson)
    assert '<a href="#t-streit-wird-lauter">Streit wird lauter</a>' in text
    assert "t-eskalationsstufen" not in text
    assert 'lang="de-simple"' in text
    assert "Worum es hier geht." not in text, "the introduction belongs to the standard version"


def test_the_links_of_the_switch_lead_to_the_plain_address(client, reader, lesson) -> None:
    assert choose(client, lesson, "einfach").headers["Location"] == lesson.url


def test_the_choice_holds_for_every_lesson_that_has_such_a_version(
    client, reader, module, lesson
) -> None:
    other = make_lesson(module, number="1.5", body=BODY, plain_body=PLAIN)
    choose(client, lesson, "einfach")
    assert "Kurz gesagt." in text_of(client, other)
    choose(client, other, "standard")
    assert "Ausführlich." in text_of(client, lesson)


def test_a_lesson_without_one_says_so_quietly_and_only_to_who_asked(
    client, reader, module, lesson
) -> None:
    only = make_lesson(module, number="1.6", body=BODY)
    assert MISSED not in text_of(client, only)
    assert "ui-switch" not in text_of(client, only)
    choose(client, lesson, "einfach")
    text = text_of(client, only)
    assert MISSED in text
    assert "Ausführlich." in text


def test_the_choice_is_the_persons_not_the_computers(client, cohort, reader, lesson) -> None:
    choose(client, lesson, "einfach")
    client.logout()
    client.force_login(enrol(cohort).user)
    assert "Ausführlich." in text_of(client, lesson)
    elsewhere = Client()
    elsewhere.force_login(reader)
    assert "Kurz gesagt." in text_of(elsewhere, lesson)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Purpose": "prefetch;prerender"}]
)
def test_a_foreign_link_and_a_browser_fetching_ahead_choose_nothing(
    client, reader, lesson, headers
) -> None:
    assert "Ausführlich." in choose(client, lesson, "einfach", **headers).content.decode()
    assert not ReadingChoice.objects.exists()


def test_an_unknown_version_is_passed_over(client, reader, lesson) -> None:
    response = choose(client, lesson, "leicht")
    assert response.status_code == 200
    assert not ReadingChoice.objects.exists()


def test_others_do_not_see_either_version(client, lesson) -> None:
    for user in (None, UserFactory(), UserFactory(is_superuser=True)):
        client.logout()
        if user:
            client.force_login(user)
        choose(client, lesson, "einfach")
        text = text_of(client, lesson)
        assert "Kurz gesagt." not in text
        assert "Ausführlich." not in text


def test_reading_either_version_counts_the_same(client, reader, lesson) -> None:
    choose(client, lesson, "einfach")
    key = lesson.lms_activity.key
    client.post(reverse("courses:confirm_lesson", args=[key]))
    assert Evidence.objects.filter(requirement_key=key, enrolment__user=reader).count() == 1


def test_the_fingerprint_in_the_evidence_covers_both_versions(lesson) -> None:
    before = lesson.content_hash()
    lesson.plain_body = [("text", "<p>Anders gesagt.</p>")]
    assert lesson.content_hash() != before


@pytest.mark.parametrize("lessons", [1, 3])
def test_the_choice_costs_no_statement(client, cohort, module, lesson, lessons) -> None:
    for number in range(lessons):
        make_lesson(module, number=f"2.{number}", body=BODY, plain_body=PLAIN)
    client.force_login(enrol(cohort).user)
    client.get(lesson.url)
    standard = counted(client, lesson)
    choose(client, lesson, "einfach")
    assert counted(client, lesson) == standard


def counted(client: Client, page) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).status_code == 200
    return len(captured)
