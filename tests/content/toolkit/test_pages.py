"""The shelf and the cards, as everybody sees them."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from content.toolkit.queries import cards_of_module

pytestmark = pytest.mark.django_db


def titles(client, address: str) -> list[str]:
    text = client.get(address).content.decode()
    return re.findall(r'<h3>\s*<a href="[^"]*">([^<]*)</a>', text)


def statements(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


# — The shelf ———————————————————————————————————————————————————————————————————


def test_cards_stand_by_title_as_in_a_german_dictionary(client, add_card) -> None:
    for title in ("Zwiebel", "Ämterlotse", "Timeline", "eisberg", "Auftragskarussell"):
        add_card(title)
    expected = ["Ämterlotse", "Auftragskarussell", "eisberg", "Timeline", "Zwiebel"]
    assert titles(client, "/methoden/") == expected


def test_drafts_are_not_on_the_shelf(client, add_card) -> None:
    add_card("Fishbowl")
    draft = add_card("Noch nicht", live=False)
    assert titles(client, "/methoden/") == ["Fishbowl"]
    assert client.get(f"/methoden/{draft.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("modul=1", ["Eisberg"]),
        ("modul=2", ["Zwiebel"]),
        ("modul=9", []),
        ("modul=", ["Eisberg", "Ohne", "Zwiebel"]),
        ("modul=alle", ["Eisberg", "Ohne", "Zwiebel"]),
        ("modul=²", ["Eisberg", "Ohne", "Zwiebel"]),
        ("modul=99999999999999999999", ["Eisberg", "Ohne", "Zwiebel"]),
    ],
)
def test_the_shelf_is_narrowed_by_module(client, add_card, asked, expected) -> None:
    add_card("Eisberg", module=1)
    add_card("Zwiebel", module=2)
    add_card("Ohne", module=None)
    assert titles(client, f"/methoden/?{asked}") == expected


def test_only_modules_with_cards_are_offered(client, add_card) -> None:
    add_card("Eisberg", module=1)
    add_card("Zwiebel", module=4)
    add_card("Entwurf", module=5, live=False)
    text = client.get("/methoden/?modul=4").content.decode()
    assert re.findall(r'name="modul"\s*value="(\d)"\s*(checked)?', text) == [
        ("1", ""),
        ("4", "checked"),
    ]


def test_an_empty_shelf_says_so(client, toolkit) -> None:
    text = client.get("/methoden/").content.decode()
    assert "Hier gibt es noch keine Karten" in text


def test_the_shelf_takes_as_many_statements_for_three_cards_as_for_one(client, add_card) -> None:
    add_card("Eins")
    one = statements(client, "/methoden/")
    add_card("Zwei")
    add_card("Drei")
    assert statements(client, "/methoden/") == one


# — A card ————————————————————————————————————————————————————————————————————————


def test_a_card_says_everything_at_a_glance(client, add_card) -> None:
    add_card(
        online="adapted",
        online_note="Mit Punkten.",
        pitfalls=[{"type": "item", "value": "Bekenntnisdruck"}],
        sources=[{"type": "item", "value": "Eigener Entwurf."}],
        preparation="Etwa 15 Minuten.",
    )
    text = client.get("/methoden/haltungslinie/").content.decode()
    for part in (
        "Wozu Haltungslinie gut ist.",
        "Stufe 1 bis 5",
        "6–20 Personen",
        "Klebeband",
        "Etwa 15 Minuten.",
        "Aufstellen",
        "10 Min.",
        "Bekenntnisdruck",
        "Nur für Teams.",
        "Mit Punkten.",
        "Eigener Entwurf.",
    ):
        assert part in text, part


def test_a_card_leads_back_to_its_shelf(client, add_card) -> None:
    add_card()
    text = client.get("/methoden/haltungslinie/").content.decode()
    assert '<a href="/methoden/">Methodenkoffer</a>' in text


def test_a_group_of_one_size_is_said_once(client, add_card) -> None:
    add_card(group_min=5, group_max=5)
    text = client.get("/methoden/haltungslinie/").content.decode()
    assert "5 Personen" in text
    assert "5–5" not in text


def test_what_authors_write_is_shown_as_text(client, add_card) -> None:
    add_card(
        do_no_harm="<script>alert(1)</script>",
        pitfalls=[{"type": "item", "value": "<img src=x onerror=alert(1)>"}],
    )
    text = client.get("/methoden/haltungslinie/").content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_a_card_takes_as_many_statements_for_three_steps_as_for_one(client, add_card) -> None:
    def steps(count: int) -> list[dict[str, object]]:
        value = {"title": "Schritt", "text": "Text.", "minutes": 5}
        return [{"type": "step", "value": value}] * count

    add_card("Kurz", steps=steps(1), minutes=5)
    add_card("Lang", steps=steps(3), minutes=15)
    assert statements(client, "/methoden/kurz/") == statements(client, "/methoden/lang/")


# — For other pages —————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("count", [1, 3])
def test_cards_of_a_module_come_in_one_statement(
    add_card, count, django_assert_num_queries
) -> None:
    for number in range(count):
        add_card(f"Karte {number}", module=2)
    add_card("Andere", module=1)
    cache.clear()
    Site.get_site_root_paths()
    with django_assert_num_queries(1):
        cards = cards_of_module(2, AnonymousUser())
    assert [card.title for card in cards] == [f"Karte {number}" for number in range(count)]
    assert cards[0].url == "/methoden/karte-0/"
