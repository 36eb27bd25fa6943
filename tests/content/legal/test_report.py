"""The report: who can mend a text is told when it is due, and nobody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.legal.queries import with_legal_status
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.pages import InfoPage
from tests.factories import CohortFactory, UserFactory, coordinator_of, make_lesson, make_programme

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def author(programme):
    user = UserFactory()
    user.groups.add(open_pages_to_authors(programme.provider, programme.page))
    return user


@pytest.fixture
def module(programme):
    return programme.activities.get(kind="module").page.specific


def due(days: int) -> dict:
    return {"as_of": TODAY - timedelta(days=400), "check_by": TODAY + timedelta(days=days)}


def law(day: date) -> list[dict]:
    value = {"land": "Hessen", "date": day.isoformat(), "text": "<p>Recht.</p>"}
    return [{"type": "law", "value": value}]


def titles(client, user, **filters: str) -> list[str]:
    client.force_login(user)
    response = client.get(reverse("lms_legal:report"), filters)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


@pytest.fixture
def pages(programme, module):
    make_lesson(module, number="1.2", land="Thüringen", **due(-1))
    make_lesson(module, number="1.3", land="Hessen", **due(60))
    make_lesson(module, number="1.4", land="Hessen", **due(61))
    info = InfoPage(title="Impressum", slug="impressum", land="Bayern", **due(0))
    programme.page.add_child(instance=info)
    make_lesson(module, number="1.5", body=law(TODAY - timedelta(days=366)))
    make_lesson(module, number="1.6", plain_body=law(TODAY))


def test_it_lists_what_is_overdue_or_due_soon_the_earliest_first(client, author, pages) -> None:
    assert titles(client, author) == ["Einheit 1.2", "Einheit 1.5", "Impressum", "Einheit 1.3"]


def test_it_can_be_narrowed(client, author, pages) -> None:
    assert titles(client, author, due="overdue") == ["Einheit 1.2", "Einheit 1.5"]
    assert titles(client, author, land="Bayern") == ["Impressum"]
    assert titles(client, author, due="all", land="Hessen") == ["Einheit 1.3", "Einheit 1.4"]
    assert "Einheit 1.6" in titles(client, author, due="all")


def test_a_filter_with_nonsense_narrows_nothing(client, author, pages) -> None:
    assert len(titles(client, author, due="'; drop", land="Atlantis")) == 6


def test_it_says_in_words_how_things_stand(client, author, pages) -> None:
    client.force_login(author)
    text = client.get(reverse("lms_legal:report")).content.decode()
    assert "überfällig" in text
    assert "bald fällig" in text


def test_an_empty_report_says_so(client, author) -> None:
    client.force_login(author)
    text = client.get(reverse("lms_legal:report")).content.decode()
    assert "Zurzeit steht keine Prüfung an." in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_can_be_taken_along(client, author, pages, kind) -> None:
    client.force_login(author)
    response = client.get(reverse("lms_legal:report"), {"export": kind})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert f"rechtsstand-{TODAY.isoformat()}.{kind}" in response.headers["Content-Disposition"]
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Seite,Zustand,Prüfen bis,Gilt für,Stand,Adresse"
        assert lines[1].startswith("Einheit 1.2,überfällig,")


def test_authors_from_elsewhere_and_the_coordination_see_nothing_of_it(
    client, programme, pages
) -> None:
    other = make_programme(slug="anderes", as_root=False)
    stranger = UserFactory()
    stranger.groups.add(open_pages_to_authors(other.provider, other.page))
    assert titles(client, stranger, due="all") == []
    client.force_login(coordinator_of(CohortFactory(programme=programme)))
    assert client.get(reverse("lms_legal:report")).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_its_statements_do_not_grow(
    client, author, module, django_assert_num_queries, rows
) -> None:

    for number in range(rows):
        make_lesson(module, number=f"3.{number}", land="Hessen", **due(-1))
        make_lesson(module, number=f"4.{number}", body=law(date(2020, 1, 1)))
    with django_assert_num_queries(3):  # pages, and the two types that may hold callouts
        assert len(with_legal_status(Page.objects.all())) == 2 * rows
