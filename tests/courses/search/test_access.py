"""Each person finds what they may see, and no word gives away what they may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.toolkit.enums import Visibility
from courses.cohorts.models import Enrolment, ProviderRole, ScheduleEntry
from courses.curriculum.readers import readable_activities, visit
from tests.courses.search.conftest import results, said, titles
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_module,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(add_lesson) -> Any:
    return add_lesson("Haltung", "Das Geheimwort steht nur hier.")


@pytest.fixture
def cohort(lesson) -> Any:
    return CohortFactory(programme=lesson.lms_activity.programme)


def locked(cohort: Any, lesson: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    key = lesson.get_parent().lms_activity.key
    ScheduleEntry.objects.create(cohort=cohort, key=key, opens_on=tomorrow)


def elsewhere() -> Any:
    programme = make_programme(slug="anderswo", as_root=False)
    return CohortFactory(programme=programme)


def author_of(cohort: Any) -> Any:
    user = UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=user, role=ProviderRole.Role.AUTHOR)
    return user


READERS = {
    "participant": lambda cohort: enrol(cohort).user,
    "somebody whose participation ended": lambda cohort: (
        enrol(cohort, state=Enrolment.State.ENDED).user
    ),
    "trainer": trainer_of,
    "coordinator": coordinator_of,
    "author": author_of,
}
OTHERS = {
    "anonymous": lambda cohort: AnonymousUser(),
    "stranger": lambda cohort: UserFactory(),
    "participant elsewhere": lambda cohort: enrol(elsewhere()).user,
    "trainer elsewhere": lambda cohort: trainer_of(elsewhere()),
    "coordinator elsewhere": lambda cohort: coordinator_of(elsewhere()),
    "superuser": lambda cohort: UserFactory(is_superuser=True, is_staff=True),
    "participant who has not agreed": lambda cohort: enrol(cohort, agreed=False).user,
    "somebody who withdrew": lambda cohort: enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
}


@pytest.mark.parametrize("role", READERS)
def test_readers_find_words_of_the_text(cohort, role: str) -> None:
    person = READERS[role](cohort)
    (result,) = results("Geheimwort", person).results
    assert "Das «Geheimwort» steht" in said(result.excerpt)
    assert not result.protected
    assert titles("Haltung", person) == ["Haltung"]


@pytest.mark.parametrize("role", OTHERS)
def test_others_find_the_title_alone(cohort, role: str) -> None:
    person = OTHERS[role](cohort)
    assert titles("Geheimwort", person) == []
    assert titles("Haltung Geheimwort", person) == []
    assert results("Geheimwort", person).suggestion == ""
    (result,) = results("Haltung", person).results
    assert result.protected
    assert list(result.excerpt) == []
    assert [r.excerpt for r in results("Haltung Geheimwort", person).nearest] == [()]


def test_a_module_that_opens_later_is_closed_to_search_too(cohort, lesson) -> None:
    locked(cohort, lesson)
    participant = enrol(cohort).user
    assert titles("Geheimwort", participant) == []
    assert titles("Haltung", participant) == ["Haltung"]
    assert titles("Geheimwort", trainer_of(cohort)) == ["Haltung"]
    ended = enrol(cohort, state=Enrolment.State.ENDED).user
    assert titles("Geheimwort", ended) == ["Haltung"]


def test_the_running_place_decides_where_somebody_has_two(cohort, lesson) -> None:
    earlier = CohortFactory(programme=cohort.programme)
    person = enrol(earlier, state=Enrolment.State.ENDED).user
    enrol(cohort, person, agreed=False)
    assert titles("Geheimwort", person) == []


@pytest.mark.parametrize("role", [*READERS, *OTHERS])
@pytest.mark.parametrize("with_lock", [False, True])
def test_search_and_page_agree(programme, cohort, lesson, role: str, with_lock: bool) -> None:
    """The list of what one may read says the same as each page."""
    if with_lock:
        locked(cohort, lesson)
    make_module(programme.page.specific, number=2, lessons=2)
    person = (READERS | OTHERS)[role](cohort)
    pages = programme.activities.available().with_page()
    may = {row.pk for row in pages if visit(person, row.page).may_read}
    within = readable_activities(person).filter(programme=programme)
    assert set(within.values_list("pk", flat=True)) == may


def test_a_section_that_wagtail_keeps_private_is_not_searched(cohort, lesson) -> None:
    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="login")
    assert titles("Haltung", enrol(cohort).user) == []


def test_a_word_of_one_text_is_not_found_in_another_programme(cohort, lesson) -> None:
    """Somebody reads their own programme, and of the other they find the titles."""
    person = enrol(elsewhere()).user
    assert titles("Haltung", person) == ["Haltung"]
    assert titles("Geheimwort", person) == []


# — Cards ——————————————————————————————————————————————————————————————————————————

SEES = {
    "anonymous": ["Offen"],
    "stranger": ["Angemeldet", "Offen"],
    "participant": ["Angemeldet", "Offen", "Teilnehmend"],
    "participant elsewhere": ["Angemeldet", "Offen", "Teilnehmend"],
    "trainer": ["Angemeldet", "Offen", "Teilnehmend"],
    "superuser": ["Angemeldet", "Offen"],
}


@pytest.mark.parametrize("role", SEES)
def test_cards_are_found_by_those_who_may_read_them(cohort, add_card, role: str) -> None:
    for title, visibility in (
        ("Offen", Visibility.PUBLIC),
        ("Angemeldet", Visibility.SIGNED_IN),
        ("Teilnehmend", Visibility.ENROLLED),
    ):
        add_card(title, purpose="Zwiebeln schneiden.", visibility=visibility)
    assert sorted(titles("Zwiebel", (READERS | OTHERS)[role](cohort))) == SEES[role]
