"""All sources, and where each is used."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, ReferenceIndex

from content.sources.queries import all_sources
from tests.factories import make_lesson, make_programme

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def add_lesson(db):
    module = make_programme(lessons=0).page.get_children().get()

    def add(source, title: str, **fields):
        text = f'<p><a linktype="source" id="{source.pk}">x</a></p>'
        lesson = make_lesson(module, title=title, slug=title.casefold(), body=[("text", text)])
        ReferenceIndex.create_or_update_for_object(lesson)
        return lesson

    return add


def shown(user=NOBODY, asked: str = "") -> list[tuple[str, list[str]]]:
    found = all_sources(user, asked)
    return [(one.entry.source.slug, [page.title for page in one.places]) for one in found]


def test_sources_stand_in_order_with_their_pages(add_source, add_lesson) -> None:
    zick, glasl = add_source("Zick, Andreas", "2021"), add_source()
    add_lesson(glasl, "Stufen")
    add_lesson(glasl, "Haltung")
    assert shown() == [("glasl-2020", ["Stufen", "Haltung"]), ("zick-2021", [])]
    assert zick.slug == "zick-2021"


def test_a_page_that_is_not_published_is_not_named(add_source, add_lesson) -> None:
    lesson = add_lesson(add_source(), "Stufen")
    lesson.unpublish()
    assert shown() == [("glasl-2020", [])]


def test_a_page_that_is_not_for_everybody_is_not_named(add_source, add_lesson) -> None:
    lesson = add_lesson(add_source(), "Stufen")
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    assert shown() == [("glasl-2020", [])]


def test_the_page_names_title_and_address_but_no_text(add_source, add_lesson, client) -> None:
    add_lesson(add_source(), "Stufen")
    page = client.get("/quellen/").content.decode()
    assert "Stufen" in page
    assert 'id="quelle-glasl-2020"' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("glasl", ["glasl-2020"]),
        ("KÜPPER", ["zick-2021"]),
        ("kupper", ["zick-2021"]),
        ("2020", ["glasl-2020"]),
        ("fehlt", []),
    ],
)
def test_the_filter_looks_at_the_whole_entry(add_source, asked, found) -> None:
    add_source()
    add_source("Zick, Andreas\nKüpper, Beate", "2021", title="Die Mitte")
    assert [slug for slug, _pages in shown(asked=asked)] == found


def test_empty_pages_say_what_to_do(add_source, client) -> None:
    assert "Noch gibt es keine Quellen" in client.get("/quellen/").content.decode()
    add_source()
    assert "Keine Quelle passt" in client.get("/quellen/", {"q": "fehlt"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_index_takes_a_constant_number_of_statements(add_source, add_lesson, count) -> None:
    for number in range(count):
        source = add_source(f"Name{number}, A.")
        add_lesson(source, f"Stufen{number}")
    shown()
    with CaptureQueriesContext(connection) as queries:
        shown()
    assert len(queries) == 4
