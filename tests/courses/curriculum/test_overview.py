"""The curriculum at a glance: what serves which outcome, what is missing, who may look."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses.cohorts.domain import grant_provider_role
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.overview.plan import Entry, Lesson, Module, Outcome, numbers_in
from courses.curriculum.overview.queries import load_plan, programmes_edited_by
from courses.curriculum.pages import LessonPage, ModulePage, ProgrammePage
from tests.assessments.reflection.conftest import make_reflection, prompt
from tests.factories import ProviderFactory, UserFactory, make_programme

EDIT = "/cms/pages/1/edit/"
OUTCOMES = (Outcome(1, "erklären", "K2"), Outcome(2, "anwenden", "K3"))


def lesson(number: str = "1.1", *, minutes: int = 20, serves: Any = (1, 2), tested: bool = True):
    return Lesson(Entry("Titel", EDIT, minutes, number), tuple(serves), tested, plain=False)


def module(*lessons: Lesson, outcomes: Any = OUTCOMES, exercises: Any = None) -> Module:
    exercises = (Entry("Reflexion", EDIT, 10),) if exercises is None else exercises
    return Module(Entry("Modul", EDIT, number="1"), tuple(outcomes), lessons, tuple(exercises))


def words(found: Module) -> list[str]:
    return [gap.text for gap in found.gaps]


def test_a_module_that_is_whole_has_no_gaps() -> None:
    assert words(module(lesson())) == []


def test_every_gap_is_a_sentence_with_its_place() -> None:
    found = module(
        lesson("1.1", serves=(), minutes=45),
        lesson("1.2", serves=(1, 7), tested=False),
        exercises=(),
    )
    assert words(found) == [
        "Keine Lerneinheit dient dem Lernergebnis 2.",
        "1.1: Es steht nicht da, welchem Lernergebnis sie dient.",
        "1.1: 45 Minuten. Zwischen zwei Termine passen 15 bis 30.",
        "1.2: Ein Lernergebnis 7 gibt es nicht.",
        "1.2: Der Selbsttest fehlt.",
        "Das Modul hat weder Reflexion noch Übung.",
    ]
    assert {gap.edit_url for gap in found.gaps} == {EDIT}


def test_an_empty_module_says_what_comes_first() -> None:
    assert words(module(outcomes=(), exercises=())) == [
        "Das Modul nennt keine Lernergebnisse.",
        "Das Modul hat keine Lerneinheiten.",
        "Das Modul hat weder Reflexion noch Übung.",
    ]


def test_minutes_are_those_of_lessons_their_prompts_and_exercises() -> None:
    asks = replace(lesson(minutes=20), writing=5)
    assert module(asks, lesson(minutes=25)).minutes == 60
    assert words(module(asks)) == []


@pytest.mark.parametrize(
    ("text", "numbers"), [("1, 3", (1, 3)), ("", ()), ("3;1 und 3", (3, 1)), ("alle", ())]
)
def test_outcomes_are_read_as_authors_write_them(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(text) == numbers


@given(st.lists(st.lists(st.integers(1, 4), max_size=4), max_size=5))
def test_an_outcome_is_covered_or_a_gap_never_both(served: list[list[int]]) -> None:
    outcomes = tuple(Outcome(number, "können", "K3") for number in range(1, 4))
    found = module(*(lesson(serves=numbers) for numbers in served), outcomes=outcomes)
    for outcome, lessons in found.coverage:
        sentence = f"Keine Lerneinheit dient dem Lernergebnis {outcome.number}."
        assert bool(lessons) is not (sentence in words(found))


# — Pages ————————————————————————————————————————————————————————————————————————


@pytest.fixture
def provider(db: None) -> Any:
    return ProviderFactory()


def author_of(provider: Any) -> Any:
    user = UserFactory()
    open_pages_to_authors(provider, provider.programmes.get().page)
    grant_provider_role(provider, user, "author")
    return type(user).objects.get(pk=user.pk)


def home_of(programme: Any) -> ProgrammePage:
    return ProgrammePage.objects.get(pk=programme.page_id)


def test_drafts_are_planned_with(provider: Any) -> None:
    home = home_of(make_programme(provider, modules=1, lessons=2))
    draft = LessonPage.objects.filter(path__startswith=home.path).last()
    draft.unpublish()
    plan = load_plan(home)
    assert [entry.entry.live for entry in plan.modules[0].lessons] == [True, False]


def test_the_prompt_of_a_lesson_takes_time_too(provider: Any) -> None:
    home = home_of(make_programme(provider, modules=1, lessons=2))
    before = load_plan(home).minutes
    page = LessonPage.objects.descendant_of(home).first()
    make_reflection(page, [prompt()])
    assert load_plan(home).minutes - before == 10


def test_a_newer_draft_is_marked(provider: Any) -> None:
    home = home_of(make_programme(provider))
    page = LessonPage.objects.descendant_of(home).get()
    page.title = "Neuer Titel"
    page.save_revision()
    entry = load_plan(home).modules[0].lessons[0].entry
    assert entry.changed


def test_the_screen_names_outcomes_lessons_and_gaps(client: Client, provider: Any) -> None:
    home = home_of(make_programme(provider))
    page = ModulePage.objects.child_of(home).get()
    page.outcomes = [("outcome", {"text": "Stufen erkennen", "level": "K3"})]
    page.save_revision().publish()
    client.force_login(author_of(provider))
    shown = client.get(reverse("lms_curriculum:overview", args=[home.pk])).content.decode()
    assert "Stufen erkennen" in shown
    assert "Keine Lerneinheit dient dem Lernergebnis 1." in shown
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown


def test_one_programme_is_opened_at_once(client: Client, provider: Any) -> None:
    home = home_of(make_programme(provider))
    client.force_login(author_of(provider))
    answer = client.get(reverse("lms_curriculum:programmes"))
    assert answer["Location"] == reverse("lms_curriculum:overview", args=[home.pk])


def test_authors_of_another_provider_find_nothing(client: Client, provider: Any) -> None:
    home = home_of(make_programme(provider))
    other = ProviderFactory()
    make_programme(other, slug="anderswo", as_root=False)
    client.force_login(author_of(other))
    assert client.get(reverse("lms_curriculum:overview", args=[home.pk])).status_code == 404
    assert not programmes_edited_by(AnonymousUser()).exists()


@pytest.mark.parametrize("size", [1, 3])
def test_any_size_takes_the_same_few_statements(
    provider: Any, size: int, django_assert_num_queries: Any
) -> None:
    home = home_of(make_programme(provider, modules=size, lessons=size))
    with django_assert_num_queries(10):
        plan = load_plan(home)
        assert [len(module.lessons) for module in plan.modules] == [size] * size
