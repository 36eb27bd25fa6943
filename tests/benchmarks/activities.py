"""Every kind of activity, short and long, beside an empty page: opening it, and saving in it."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

from django.test import Client
from wagtail.models import Page

from tests.benchmarks.measuring import Figure, get, measure

EMPTY_ADMIN = "/cms/leer/"
WAITING = 200
TYPED = {"X-Autosave": "1"}

# What a kind is measured by: its name, the page to open, and one saving.
Measured = tuple[str, str, Callable[[], object]]


def activity_figures(size: int) -> tuple[Figure, list[Figure]]:
    """An empty page, then every kind with `size` questions, texts, statements or fields."""
    from courses.curriculum.pages import InfoPage
    from tests.factories import CohortFactory, enrol, make_programme

    programme = make_programme(modules=1, lessons=1, slug=f"bench-activities-{size}")
    module = programme.activities.get(kind="module").page.specific
    empty = InfoPage(title="Leer", slug="leer")
    module.add_child(instance=empty)
    place = enrol(CohortFactory(programme=programme))
    client = Client()
    client.force_login(place.user)
    figures = []
    for kind in (_quiz, _scenario, _reflection, _assessment, _sheet):
        name, address, saving = kind(client, type(module).objects.get(pk=module.pk), place, size)
        figures += [
            measure(f"{name}, opening", get(client, address)),
            measure(f"{name}, saving", saving),
        ]
    return measure("empty Wagtail page", get(client, empty.url)), figures


def queue_figures() -> tuple[Figure, list[Figure]]:
    """An empty screen of the admin, and the trainer's queue with WAITING submissions in it."""
    from tests.assessments.plans import handed_in, make_cohort
    from tests.factories import enrol, trainer_of

    cohort = make_cohort(due=None, sections=1, slug="bench-queue")
    for _person in range(WAITING):
        handed_in(enrol(cohort))
    client = Client()
    client.force_login(trainer_of(cohort))
    visits = {"queue": "", "queue, filtered": f"?cohort={cohort.pk}&older=1"}
    return measure("empty admin page", get(client, EMPTY_ADMIN)), [
        measure(name, get(client, f"/cms/rueckmeldungen/{query}")) for name, query in visits.items()
    ]


def _quiz(client: Client, module: Page, _place: Any, size: int) -> Measured:
    from tests.assessments.quiz.conftest import address, filled, make_quiz, mixed

    page = make_quiz(module, mixed(size))
    return "self-test", page.url, lambda: client.post(address(page), filled(page))


def _scenario(client: Client, module: Page, _place: Any, size: int) -> Measured:
    """Deciding and going back by turns; the story has as many situations as it may have."""
    from assessments.scenario.reading import read_story
    from tests.assessments.scenario.stories import address, ending, make_scenario, option, situation

    story = _story(min(size, 9), option, situation, ending)
    page = make_scenario(module, story)
    first = read_story(page).first
    client.post(address(page), {"begin": "1"})
    version = count()

    def save() -> object:
        number = next(version)
        sent: dict[str, Any] = {"run": 1, "version": number}
        if number % 2:
            sent["back"] = 0
        else:
            sent |= {"node": first.id, "option": first.options[0].id}
        return client.post(address(page), sent)

    return "scenario", page.url, save


def _story(situations: int, option: Any, situation: Any, ending: Any) -> Any:
    from assessments.scenario.story import Story
    from tests.assessments.scenario.stories import START

    names = [f"E{n}" for n in range(1, situations + 1)]
    rows = [
        situation(name, option(f"{name}a", following), option(f"{name}b", "C"))
        for name, following in zip(names, [*names[1:], "A"], strict=True)
    ]
    return Story(START, (*rows, ending("A"), ending("B"), ending("C")))


def _reflection(client: Client, module: Page, _place: Any, size: int) -> Measured:
    from tests.assessments.reflection.conftest import address, make_reflection, prompt

    page = make_reflection(module, [prompt(f"Frage {n}") for n in range(size)])
    first = page.prompt_list[0].id
    version = _Version(client, address(page, first), f"text-{first}", number=0)
    return "reflection", page.url, version.save


def _assessment(client: Client, module: Page, _place: Any, size: int) -> Measured:
    from tests.assessments.self_assessment.conftest import (
        address,
        filled,
        make_assessment,
        statements,
    )

    page = make_assessment(module, statements=statements(size))
    steps: Iterator[int] = count()
    return (
        "self-assessment",
        page.url,
        lambda: client.post(address(page), filled(page, 1 + next(steps) % 5, token=str(uuid4()))),
    )


def _sheet(client: Client, module: Page, place: Any, size: int) -> Measured:
    """A section of a practice task with so many fields."""
    from django.urls import reverse

    from assessments.assignment.pages import AssignmentPage
    from assessments.assignment.sheet.fields import Field, FieldKind
    from assessments.assignment.sheet.sections import Section
    from assessments.assignment.versions import publish_rubric, publish_template
    from tests.assessments.plans import make_rubric
    from tests.factories import activity_of

    slug = f"bench-sheet-{size}"
    fields = tuple(Field(f"feld-{n}", f"Feld {n}", FieldKind.TEXT) for n in range(size))
    sections = (Section("analyse", 1, "Analyse", fields=fields),)
    provider = place.cohort.programme.provider
    page = AssignmentPage(
        title="Aufgabe",
        slug=slug,
        number="P1",
        intro="Sehen Sie genau hin.",
        template_version=publish_template(provider, slug, title="Bogen", sections=sections),
        rubric_version=publish_rubric(provider, slug, title="Raster", rubric=make_rubric()),
    )
    module.add_child(instance=page)
    page.save_revision().publish()
    keys = [place.key, activity_of(page).key]
    client.post(reverse("assessments:task_begin", args=keys))
    section = reverse("assessments:task_section", args=[*keys, "analyse"])
    return "practice task", section, _Version(client, section, "feld-0", number=1).save


class _Version:
    """Autosave as the script does it: each goes on from the version the last one made."""

    def __init__(self, client: Client, address: str, field: str, *, number: int) -> None:
        self.client, self.address, self.field = client, address, field
        self.number = number

    def save(self) -> object:
        text = f"Nach Fassung {self.number}."
        sent = {self.field: text, "version": self.number}
        response = self.client.post(self.address, sent, headers=TYPED)
        self.number = response.json()["version"]
        return response
