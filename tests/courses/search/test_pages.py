"""The page „Suche“, as everybody meets it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import CohortFactory, enrol

pytestmark = pytest.mark.django_db


def page(client, **asked) -> str:
    response = client.get("/suche/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_head_of_every_page_leads_to_the_search(client, add_card) -> None:
    add_card("Streit")
    assert 'href="/suche/"' in client.get("/methoden/").content.decode()


def test_an_empty_field_explains_itself(client, add_card) -> None:
    text = page(client)
    assert "Ein oder zwei Wörter genügen" in text
    assert 'role="search"' in text


def test_hits_are_shown_with_their_place(client, add_lesson) -> None:
    lesson = add_lesson("Streit verstehen", "Ein Streit zeigt sich früh.", number="1.4")
    user = enrol(CohortFactory(programme=lesson.lms_activity.programme)).user
    client.force_login(user)
    text = re.sub(r"\s+", " ", page(client, q="Streit"))
    assert "1 Treffer für „Streit“" in text
    assert "Modul 1 › 1.4" in text
    assert f'href="{lesson.url}"' in text
    assert "Ein <mark >Streit</mark> zeigt sich früh." in text


def test_what_was_typed_stays_in_the_field(client, add_card) -> None:
    assert 'value="Gespräch &amp; &lt;b&gt;"' in page(client, q="Gespräch & <b>")


def test_nothing_typed_or_written_becomes_markup(client, add_card) -> None:
    add_card("Streit <script>alert(1)</script>", preparation="<img src=x onerror=alert(1)> Streit")
    text = page(client, q='streit "><script>alert(2)</script>')
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<script>alert" not in page(client, q="Streit")
    assert "&lt;img src=x onerror=alert(1)&gt;" in page(client, q="streit")


def test_kinds_are_links_with_their_number(client, add_card, add_lesson) -> None:
    add_card("Streit")
    add_lesson("Streit")
    text = re.sub(r"\s+", " ", page(client, q="Streit", art="method"))
    assert 'href="?q=Streit&amp;art=lesson"' in text
    assert text.count('class="ui-hit"') == 1


def test_a_kind_without_hits_says_so_and_leads_back(client, add_card) -> None:
    add_card("Streit")
    text = page(client, q="Streit", art="lesson")
    assert "Davon ist nichts dabei" in text
    assert 'href="?q=Streit"' in text


def test_unknown_kinds_and_pages_are_overlooked(client, add_card) -> None:
    add_card("Streit")
    assert 'class="ui-hit"' in page(client, q="Streit", art="zauberei", seite="-3")


def test_nothing_found_is_no_dead_end(client, add_card) -> None:
    add_card("Eskalation")
    text = page(client, q="Eskallation Zwiebel")
    assert "Nichts gefunden" in text
    assert 'href="?q=Eskalation"' in text


@pytest.mark.parametrize("typed", ["???", "und", "a", "Streit " * 2000, "\x00", '"*" OR NEAR('])
def test_no_input_is_an_error(client, add_card, typed: str) -> None:
    page(client, q=typed)


@pytest.mark.parametrize("number", [1, 3])
def test_statements_for_a_stranger(client, add_card, number: int) -> None:
    for index in range(number):
        add_card(f"Streit {index}")
    page(client, q="Streit")
    with CaptureQueriesContext(connection) as caught:
        page(client, q="Streit")
    assert len(caught) == 5
