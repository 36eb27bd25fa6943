"""The shelf page: facets, words, chips, ways out; and what it costs."""

import gzip
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.toolkit.kept.queries import kept_of
from content.toolkit.pages import MethodIndexPage
from courses.curriculum.models import Programme
from courses.curriculum.pages import InfoPage
from tests.factories import CohortFactory, enrol, make_toolkit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards(add_card) -> None:
    add_card("Fishbowl", module=4, phase="dialogue", phase_to=4, group_min=12, group_max=60)
    add_card("Eisberg", module=1, phase="understand", online="yes")
    add_card("Konfliktbaum", module=1, phase="understand", moderation="low")


def shelf(client, query: str = ""):
    return client.get(f"/methoden/{query}").context["shelf"]


def found(client, query: str = "") -> list[str]:
    return [card.title for card in shelf(client, query).cards]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Eisberg", "Fishbowl", "Konfliktbaum"]),
        ("?wofuer=dialogue", ["Fishbowl"]),
        ("?wofuer=dialogue&wofuer=understand", ["Eisberg", "Fishbowl", "Konfliktbaum"]),
        ("?stufe=2", ["Eisberg", "Fishbowl", "Konfliktbaum"]),
        ("?stufe=3", []),
        ("?gruppe=4", ["Fishbowl"]),
        ("?dauer=1", ["Eisberg", "Fishbowl", "Konfliktbaum"]),
        ("?online=ja&modul=1", ["Eisberg"]),
        ("?moderation=gering", ["Konfliktbaum"]),
        ("?q=Bäume", ["Konfliktbaum"]),
        ("?q=eisberg&modul=4", []),
    ],
)
def test_facets_and_words_narrow_the_shelf(client, cards, query, expected) -> None:
    assert found(client, query) == expected


def test_counts_take_the_other_facets_into_account(client, cards) -> None:
    facets = {facet.name: facet for facet in shelf(client, "?modul=1").facets}
    counts = {choice.label: choice.count for choice in facets["wofuer"].choices}
    assert (counts["Verstehen und analysieren"], counts["Ins Gespräch kommen"]) == (2, 0)
    assert [choice.count for choice in facets["modul"].choices] == [2, 1]


def test_every_applied_filter_can_be_taken_away_by_a_link(client, cards) -> None:
    text = client.get("/methoden/?modul=1&wofuer=understand&q=Baum").content.decode()
    chips = re.findall(r'class="ui-chip" href="([^"]*)">([^<]*)<', text)
    assert [(url.replace("&amp;", "&"), label.strip()) for url, label in chips] == [
        ("?modul=1&wofuer=understand", "„Baum“"),
        ("?q=Baum&wofuer=understand", "Modul 1"),
        ("?q=Baum&modul=1", "Verstehen und analysieren"),
        ("/methoden/", "Alle entfernen"),
    ]


def test_an_empty_result_offers_the_nearest_and_what_to_leave_out(client, cards) -> None:
    text = client.get("/methoden/?q=Eisberg&gruppe=4").content.decode()
    assert "Keine Karte passt zu allem zugleich" in text
    assert "Ohne mehr als 20 Personen: 1 Karte" in text
    assert "Ohne „Eisberg“: 1 Karte" in text
    assert 'href="?q=Eisberg"' in text
    assert [card.title for card in shelf(client, "?q=Eisberg&gruppe=4").nearest] == [
        "Eisberg",
        "Fishbowl",
    ]


def test_a_word_that_is_misspelt_leads_to_the_card_that_was_meant(client, cards) -> None:
    assert [card.title for card in shelf(client, "?q=Fischbowl").nearest] == ["Fishbowl"]


def test_what_somebody_types_is_shown_as_text(client, cards) -> None:
    text = client.get('/methoden/?q="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in text


def test_the_shelf_says_how_many_cards_are_closed(client, cards, add_card) -> None:
    add_card("Zu", visibility="enrolled")
    text = client.get("/methoden/").content.decode()
    assert "1 weitere Karte ist für Teilnehmende" in text
    assert "/konto/anmelden/?next=%2Fmethoden%2F" in text


@pytest.mark.parametrize(("number", "first"), [("1", 0), ("2", 24), ("99", 24), ("x", 0)])
def test_a_long_shelf_has_pages(client, add_card, number, first) -> None:
    for n in range(30):
        add_card(f"Karte {n:02}")
    cards = found(client, f"?seite={number}&modul=1")
    assert cards[0] == f"Karte {first:02}"
    text = client.get("/methoden/?modul=1").content.decode()
    assert 'href="?modul=1&amp;seite=2"' in text


# — What it costs ——————————————————————————————————————————————————————————————————————

QUERIES = ["", "?stufe=1", "?gruppe=2&dauer=2", "?q=Gespräch", "?q=Gespräch&modul=3&seite=2"]


@pytest.fixture
def reader(client, toolkit: MethodIndexPage):
    """Somebody signed in who takes part, with an empty page beside the shelf."""
    user = enrol(CohortFactory(programme=Programme.objects.get())).user
    toolkit.get_parent().add_child(instance=InfoPage(title="Leer", slug="leer"))
    client.force_login(user)
    return user


def statements(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_five_hundred_cards_take_six_statements_and_under_100_kb(client, reader, toolkit) -> None:
    home = toolkit.get_parent()
    toolkit.delete()
    make_toolkit(home.specific_class.objects.get(pk=home.pk), cards=500)
    cache.clear()
    empty = statements(client, "/leer/")
    for query in QUERIES:
        address = f"/methoden/{query}"
        assert statements(client, address) - empty <= 6, query
        assert len(gzip.compress(client.get(address).content)) < 100_000, query


@pytest.mark.parametrize("count", [1, 3])
def test_a_shelf_takes_five_statements_beyond_an_empty_page(
    client, reader, add_card, count
) -> None:
    """Facts, fronts, who the reader is, what they keep, how many cards there are in all."""
    for n in range(count):
        add_card(f"Karte {n}")
    assert statements(client, "/methoden/") - statements(client, "/leer/") == 5


def test_nothing_is_asked_about_the_anonymous(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert kept_of(AnonymousUser()) == {}
