"""Marks in the admin's rich-text editor: choosing, the words of a citation, storing."""

import json

import pytest
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from content.blocks.text import TEXT_FEATURES
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def choose(client, add_source):
    client.force_login(UserFactory(is_superuser=True))
    name = "wagtailsnippetchoosers_lms_content_source:chosen"
    address = reverse(name, args=[add_source().pk])
    return lambda **asked: json.loads(client.get(address, asked).content)


def test_a_citation_asks_for_the_place(choose) -> None:
    answer = choose(cite=1)
    assert answer["step"] == "place"
    assert "Seite oder Abschnitt" in answer["html"]


@pytest.mark.parametrize(("place", "words"), [("S. 12 ", "Glasl 2020, S. 12"), ("", "Glasl 2020")])
def test_the_place_joins_the_short_form(choose, place, words) -> None:
    answer = choose(cite=1, place=place)
    assert answer["step"] == "chosen"
    assert answer["result"]["words"] == words


def test_a_place_that_is_too_long_is_asked_for_again(choose) -> None:
    assert choose(cite=1, place="x" * 61)["step"] == "place"


def test_a_block_chooses_without_further_questions(choose) -> None:
    assert choose()["step"] == "chosen"


@pytest.mark.parametrize("linktype", ["term", "source"])
def test_the_editor_stores_what_it_was_given(add_source, linktype) -> None:
    pk = add_source().pk
    stored = f'<p data-block-key="abcde">Siehe <a linktype="{linktype}" id="{pk}">Wort</a>.</p>'
    converter = ContentstateConverter(TEXT_FEATURES)
    state = converter.from_database_format(stored)
    entity = json.loads(state)["entityMap"]["0"]
    assert (entity["type"], entity["data"]["id"]) == (linktype.upper(), str(pk))
    swapped = stored.replace(f'linktype="{linktype}" id="{pk}"', f'id="{pk}" linktype="{linktype}"')
    assert converter.to_database_format(state) in {stored, swapped}


def test_the_editor_shows_which_mark_is_lost() -> None:
    stored = '<p data-block-key="abcde"><a id="99" linktype="source">Wort</a></p>'
    entity = json.loads(ContentstateConverter(TEXT_FEATURES).from_database_format(stored))
    assert entity["entityMap"]["0"]["data"]["label"] == ""
