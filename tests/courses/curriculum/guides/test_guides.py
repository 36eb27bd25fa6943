"""Who reads the guides for trainers, and where they are not: on nobody's way, in no search."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.cohorts.models import CohortRole, Enrolment, ProviderRole
from courses.curriculum.guides.blocks import DayPlanBlock
from courses.curriculum.guides.pages import GuidePage
from courses.curriculum.guides.queries import guides_beside
from courses.curriculum.models import Activity
from courses.curriculum.travel.exporter import export_curriculum
from courses.curriculum.travel.importer import import_curriculum
from courses.progress.queries import load_journey
from courses.search.models import SearchEntry
from tests.courses.curriculum.travel.trees import files, pages, wipe
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    make_session,
    make_toolkit,
    published,
    trainer_of,
)

pytestmark = pytest.mark.django_db
Kind = GuidePage.Kind
SECRET = "Hier wird es laut."


@pytest.fixture
def cohort():
    return CohortFactory(programme=make_programme(modules=2, lessons=1))


@pytest.fixture
def module(cohort):
    return cohort.programme.activities.get(kind="module", number="1").page.specific


def make_guide(module, kind: str = Kind.SEMINAR, *, slug: str = "", days=()) -> GuidePage:
    body = [{"type": "text", "value": f"<p>{SECRET}</p>"}]
    body += [{"type": "dayplan", "value": day} for day in days]
    title = f"Modul {module.number}, {kind}"
    guide = GuidePage(title=title, slug=slug or kind, kind=kind, lead="Wozu.", body=body)
    published(module, guide)
    return guide


def day(*rows, start: str = "09:00") -> dict:
    return {
        "title": "Tag 1",
        "start": start,
        "rows": [{"title": "Ankommen", "pause": False, "page": None, **row} for row in rows],
    }


def test_people_who_teach_coordinate_or_write_read(client, cohort, module) -> None:
    guide = make_guide(module)
    author, companion = UserFactory(), UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=author, role="author")
    role = CohortRole.Role.COMPANION_EXTERNAL
    CohortRole.objects.create(cohort=cohort, user=companion, role=role)
    editor = UserFactory(is_superuser=True, is_staff=True)
    for user in (trainer_of(cohort), coordinator_of(cohort), author, companion, editor):
        client.force_login(user)
        response = client.get(guide.url)
        assert SECRET in response.content.decode()
        assert "no-store" in response.headers["Cache-Control"]


def test_for_everybody_else_there_is_no_such_page(client, cohort, module) -> None:
    guide = make_guide(module)
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    local = UserFactory()
    role = CohortRole.Role.COMPANION_LOCAL
    CohortRole.objects.create(cohort=cohort, user=local, role=role)
    people = (
        None,
        UserFactory(),
        enrol(cohort).user,
        enrol(cohort, state=Enrolment.State.ENDED).user,
        enrol(elsewhere).user,
        trainer_of(elsewhere),
        coordinator_of(elsewhere),
        local,
    )
    for user in people:
        client.logout()
        if user:
            client.force_login(user)
        response = client.get(guide.url)
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


def test_the_module_names_its_guides_to_those_who_teach_alone(client, cohort, module) -> None:
    guide = make_guide(module)
    client.force_login(trainer_of(cohort))
    assert guide.title in client.get(module.url).content.decode()
    for user in (enrol(cohort).user, UserFactory()):
        client.force_login(user)
        assert guide.title not in client.get(module.url).content.decode()


def test_a_guide_counts_for_nothing_and_is_found_by_no_search(cohort, module) -> None:
    place = enrol(cohort)
    before = load_journey(place), Activity.objects.count(), SearchEntry.objects.count()
    make_guide(module)
    after = load_journey(place), Activity.objects.count(), SearchEntry.objects.count()
    assert after == before


@pytest.mark.parametrize("screen", ["attendance", "papers"])
def test_a_session_leads_to_its_outline_and_the_guide(client, cohort, module, screen) -> None:
    for kind in Kind.values:
        make_guide(module, kind)
    session = make_session(cohort, module_number=1)
    client.force_login(trainer_of(cohort))
    address = reverse(f"lms_cohorts:{screen}", args=[cohort.pk, session.pk])
    page = client.get(address).content.decode()
    shown = [kind for kind in Kind.values if f"Modul 1, {kind}" in page]
    assert shown == [Kind.GUIDE, Kind.SEMINAR]


def test_a_session_without_a_module_leads_nowhere(cohort, module) -> None:
    make_guide(module)
    assert list(guides_beside(cohort.programme_id, None, Kind.SEMINAR)) == []
    assert list(guides_beside(cohort.programme_id, 2, Kind.SEMINAR)) == []


def test_an_outline_says_its_times_and_leads_to_the_cards(client, cohort, module) -> None:
    card = make_toolkit(cohort.programme.page, cards=1).get_children().get()
    rows = ({"minutes": 20}, {"minutes": 15, "pause": True}, {"minutes": 40, "page": card.pk})
    guide = make_guide(module, days=[day(*rows)])
    client.force_login(trainer_of(cohort))
    page = " ".join(client.get(guide.url).content.decode().split())
    assert "9:00 bis 10:15, 1 Stunde ohne Pausen" in page
    assert [time in page for time in ("9:00–9:20", "9:20–9:35", "9:35–10:15")] == [True] * 3
    assert f'<a href="{card.url}">{card.title}</a>' in page


def test_a_card_that_is_not_published_leaves_no_dead_link(client, cohort, module) -> None:
    card = make_toolkit(cohort.programme.page, cards=1).get_children().get()
    guide = make_guide(module, days=[day({"minutes": 20, "page": card.pk})])
    card.unpublish()
    client.force_login(trainer_of(cohort))
    assert card.title not in client.get(guide.url).content.decode()


@pytest.mark.parametrize("cards", [1, 3])
def test_the_statements_of_an_outline_do_not_grow(client, cohort, module, cards) -> None:
    shelf = make_toolkit(cohort.programme.page, cards=cards)
    rows = [{"minutes": 20, "page": card.pk} for card in shelf.get_children()]
    guide = make_guide(module, days=[day(*rows)] * cards)
    client.force_login(trainer_of(cohort))
    client.get(guide.url)
    with CaptureQueriesContext(connection) as captured:
        client.get(guide.url)
    assert len(captured) == 19


@pytest.mark.parametrize("guides", [1, 3])
def test_the_statements_of_a_module_do_not_grow_with_its_guides(
    client, cohort, module, guides
) -> None:
    client.force_login(trainer_of(cohort))
    for kind in Kind.values[:guides]:
        make_guide(module, kind)
    client.get(module.url)
    with CaptureQueriesContext(connection) as captured:
        client.get(module.url)
    assert len(captured) == 20


def test_a_day_ends_before_midnight() -> None:
    block = DayPlanBlock()
    late = block.to_python(day({"minutes": 61}, start="23:00"))
    with pytest.raises(ValidationError) as caught:
        block.clean(late)
    said = caught.value.block_errors["rows"].messages
    assert said == ["Diese Teile enden nicht vor Mitternacht."]


@pytest.mark.parametrize("start", ["9:00", "24:00", "09:60", "früh"])
def test_a_time_is_written_in_four_figures(start: str) -> None:
    block = DayPlanBlock()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(day({"minutes": 5}, start=start)))
    assert caught.value.block_errors["start"].messages == ["Schreiben Sie die Zeit wie 09:00."]


def test_guides_travel_with_their_module(cohort, module, tmp_path) -> None:
    card = make_toolkit(cohort.programme.page, cards=1).get_children().get()
    rows = ({"minutes": 20, "page": card.pk, "aim": "Alle sind da."}, {"minutes": 5, "pause": True})
    make_guide(module, days=[day(*rows)])
    provider, before = cohort.provider, pages()

    export_curriculum(cohort.programme, tmp_path / "draussen")
    assert (
        files(tmp_path / "draussen")["modul-1/leitung/seminar.md"]
        .decode()
        .endswith(
            'Wozu.\n\nHier wird es laut.\n\n:::dayplan\ntitle: Tag 1\nstart: "09:00"\nrows:\n'
            "  - minutes: 20\n    title: Ankommen\n    aim: Alle sind da.\n"
            "    page: /methoden/karte-000/\n  - minutes: 5\n    title: Ankommen\n    pause: true\n"
            ":::\n"
        )
    )
    cohort.delete()
    wipe()
    import_curriculum(tmp_path / "draussen", provider=provider)
    assert pages() == before
