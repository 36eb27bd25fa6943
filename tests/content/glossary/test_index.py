"""The glossary as readers see it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.foundation.german import letter_of, slug_of
from content.glossary.queries import letters

pytestmark = pytest.mark.django_db


def tidy(response) -> str:
    """The page without any space, because templates break lines inside tags."""
    return re.sub(r"\s+", "", response.content.decode())


def words(asked: str = "") -> list[tuple[str, list[str]]]:
    return [(one.sign, [entry.word for entry in one.entries]) for one in letters(asked)]


def test_words_stand_in_german_order(add_term) -> None:
    for term in ("Zorn", "Ärger", "Aufgabe", "Übergabe", "Ultimatum", "§ 5"):
        add_term(term, slug=f"x{ord(term[0])}{len(term)}")
    assert words() == [
        ("#", ["§ 5"]),
        ("A", ["Ärger", "Aufgabe"]),
        ("U", ["Übergabe", "Ultimatum"]),
        ("Z", ["Zorn"]),
    ]


def test_a_synonym_refers_to_its_term(add_term, client) -> None:
    add_term(synonyms="Zuspitzung")
    assert words() == [("E", ["Eskalation"]), ("Z", ["Zuspitzung"])]
    page = tidy(client.get("/glossar/"))
    assert 'siehe<ahref="#begriff-eskalation">Eskalation</a>' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("zuspitz", [("E", ["Eskalation"]), ("Z", ["Zuspitzung"])]),
        ("ESKAL", [("E", ["Eskalation"])]),
        ("arger", [("A", ["Ärger"])]),
        ("meint", [("A", ["Ärger"]), ("E", ["Eskalation"])]),
        ("fehlt", []),
    ],
)
def test_the_filter_looks_at_word_synonym_and_meaning(add_term, asked, found) -> None:
    add_term(synonyms="Zuspitzung")
    add_term("Ärger")
    assert words(asked) == found


def test_the_page_says_what_to_do_when_nothing_fits(add_term, client) -> None:
    add_term()
    page = client.get("/glossar/", {"q": "<b>fehlt"}).content.decode()
    assert "Kein Begriff passt" in page
    assert "<b>fehlt" not in page


def test_an_empty_glossary_says_so(client) -> None:
    assert "Noch gibt es keine Begriffe" in client.get("/glossar/").content.decode()


def test_see_also_and_paragraphs(add_term, client) -> None:
    term = add_term(more="Erster.\n\nZweiter.")
    term.see_also.add(add_term("Konflikt"))
    page = tidy(client.get("/glossar/"))
    assert 'Sieheauch:<ahref="/glossar/#begriff-konflikt">Konflikt</a>' in page
    assert "<p>Erster.</p>" in page


def test_every_id_of_the_page_is_there_once(add_term, client) -> None:
    add_term(synonyms="Zuspitzung\nEngführung")
    add_term("Engpass")
    ids = re.findall(r'\bid="([^"]+)"', client.get("/glossar/").content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("count", [1, 3])
def test_the_index_takes_two_statements(add_term, count) -> None:
    for number in range(count):
        add_term(f"Begriff {number}").see_also.add(add_term(f"Anderer {number}"))
    with CaptureQueriesContext(connection) as queries:
        for letter in letters():
            for entry in letter.entries:
                assert len(entry.see_also) in {0, 1}
    assert len(queries) == 2


@pytest.mark.parametrize(
    ("text", "letter"), [("ähnlich", "A"), (" Öl", "O"), ("ßa", "S"), ("3D", "#"), ("", "#")]
)
def test_letter(text, letter) -> None:
    assert letter_of(text) == letter


@pytest.mark.parametrize(
    ("text", "slug"), [("Größe & Maß", "groesse-mass"), ("Überblick", "ueberblick"), ("?", "")]
)
def test_slug(text, slug) -> None:
    assert slug_of(text) == slug
