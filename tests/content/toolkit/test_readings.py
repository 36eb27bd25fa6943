"""Lessons beside a card: a link only where the lesson may be read."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page, Site

from content.toolkit.pages import MethodPage
from content.toolkit.readers import Reading, readings_for
from courses.curriculum.models import Programme
from tests.factories import CohortFactory, UserFactory, enrol, make_programme, make_toolkit
from tests.factories import trainer_of as trainer

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db: None) -> Programme:
    programme = make_programme(modules=2, lessons=2)
    make_toolkit(Page.objects.get(pk=programme.page_id), cards=2)
    return programme


@pytest.fixture
def cohort(programme: Programme) -> Any:
    return CohortFactory(programme=programme)


def beside(user: Any, module: int | None = 2) -> list[Reading]:
    return list(readings_for(user, MethodPage.objects.get(module=module)))


LESSONS = [
    Reading("2.1 Einheit 2.1", "/modul-2/einheit-2-1/", 20),
    Reading("2.2 Einheit 2.2", "/modul-2/einheit-2-2/", 20),
]


def test_participants_and_trainers_find_the_lessons_of_the_module(cohort) -> None:
    assert beside(enrol(cohort).user) == LESSONS
    assert beside(trainer(cohort)) == LESSONS


def test_nobody_else_finds_a_link(cohort) -> None:
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    for user in (
        AnonymousUser(),
        UserFactory(),
        UserFactory(is_superuser=True),
        enrol(elsewhere).user,
        enrol(cohort, agreed=False).user,
    ):
        assert beside(user) == []


def test_a_card_without_a_module_or_of_an_unknown_one_has_none(cohort) -> None:
    user = enrol(cohort).user
    for module in (None, 9):
        MethodPage.objects.filter(slug="karte-001").update(module=module)
        assert beside(user, module) == []


@pytest.mark.parametrize("count", [0, 1])
def test_it_takes_as_many_statements_for_two_lessons_as_for_one(
    cohort, count, django_assert_num_queries
) -> None:
    user = enrol(cohort).user
    card = MethodPage.objects.get(module=2)
    for lesson in list(Programme.objects.get().activities.filter(number="2.2"))[:count]:
        lesson.page.specific.unpublish()
    Site.get_site_root_paths()
    with django_assert_num_queries(5):
        assert len(readings_for(user, card)) == 2 - count
