"""The index is in step with what is published, whoever publishes."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page

from content.toolkit.pages import MethodPage
from courses.search.models import SearchEntry
from tests.courses.search.conftest import results, titles
from tests.factories import make_module

pytestmark = pytest.mark.django_db


def test_a_draft_is_not_found(add_card) -> None:
    card = add_card("Zwiebel")
    card.title = "Artischocke"
    card.save_revision()
    assert titles("Artischocke") == []
    assert titles("Zwiebel") == ["Zwiebel"]


def test_what_is_published_again_is_found_in_its_new_words(add_card) -> None:
    card = add_card("Zwiebel")
    card.title = "Artischocke"
    card.save_revision().publish()
    assert titles("Artischocke") == ["Artischocke"]
    assert titles("Zwiebel") == []


def test_what_is_unpublished_is_gone(add_card) -> None:
    add_card("Zwiebel").unpublish()
    assert SearchEntry.objects.count() == 0


def test_what_is_deleted_with_its_parent_is_gone(add_lesson, add_card) -> None:
    add_lesson("Zwiebel", "Schichten.")
    add_card("Zwiebel")
    assert SearchEntry.objects.count() == 3
    Page.objects.get(slug="modul-1").delete()
    Page.objects.get(slug="methoden").delete()
    assert SearchEntry.objects.count() == 0


def test_what_sql_took_away_is_not_found_though_its_entry_is_left(add_card) -> None:
    card = add_card("Zwiebel")
    MethodPage.objects.filter(pk=card.pk).update(live=False)
    assert SearchEntry.objects.count() == 1
    assert results("Zwiebel").total == 0


def test_a_moved_lesson_stands_where_it_is_now(programme, add_lesson) -> None:
    lesson = add_lesson("Zwiebel")
    home = Page.objects.get(pk=programme.page_id)
    other = make_module(home, number=2, lessons=0)
    lesson.move(other, pos="last-child")
    (result,) = results("Zwiebel").results
    assert result.place.trail[0] == "Modul 2"
    assert result.place.url == "/modul-2/einheit-1-1/"


def test_pages_without_an_address_are_not_found(programme, add_card) -> None:
    card = add_card("Zwiebel")
    root = Page.objects.get(depth=1)
    aside = root.add_child(instance=Page(title="Abseits", slug="abseits"))
    card.get_parent().move(aside, pos="last-child")
    assert titles("Zwiebel") == []


def test_rebuilding_makes_the_same_index(add_lesson, add_card) -> None:
    add_lesson("Zwiebel", "Schichten.")
    add_card("Zwiebel")
    fields = ("kind", "object_id", "edition", "title", "title_index", "text", "text_index")
    before = set(SearchEntry.objects.values_list(*fields))
    SearchEntry.objects.create(kind="method", object_id=10**6, title="Rest", title_index="rest")
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert set(SearchEntry.objects.values_list(*fields)) == before
    assert "1 × lesson" in said.getvalue()
