"""What is found, in which form and in which order; on both databases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.glossary.models import Term
from content.sources.models import Source
from courses.search.models import SearchEntry
from tests.courses.search.conftest import results, said, titles
from tests.factories import CohortFactory, enrol

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Gespräche", "Das Gespräch"),
        ("gespraech", "Das Gespräch"),
        ("GESPRÄCHS", "Das Gespräch"),
        ("Haus", "Häuser bauen"),
        ("eskalieren", "Eskalation"),
        ("eskaliert", "Eskalation"),
        ("Eskalation", "Wenn es eskaliert"),
        ("Stufe", "Stufen der Eskalation"),
        ("Strasse", "Auf der Straße"),
        ("Konflikt", "Konfliktfelder"),
        ("Verhandlun", "Verhandlungen"),
        ("Teilnehmer", "Teilnehmer:innen"),
        ("der Streit und die Stadt", "Streit in der Stadt"),
        ("Vier-Augen-Gespräch", "Gespräch unter vier Augen"),
    ],
)
def test_german_forms(add_card, typed: str, title: str) -> None:
    add_card(title)
    add_card("Zwiebelmodell")
    assert titles(typed) == [title]


@pytest.mark.parametrize("typed", ["Rat", "Kontrolle", "Zwiebel Streit", "flikt"])
def test_other_words_are_not_found(add_card, typed: str) -> None:
    add_card("Rathaus und Konflikt")
    add_card("Zwiebelmodell", purpose="Zeigt Schichten.")
    assert titles(typed) == []


def test_lessons_are_found_by_number(add_lesson) -> None:
    add_lesson("Eskalation", number="1.4")
    add_lesson("Haltung", number="1.45")
    assert titles("1.4") == ["Eskalation"]


def test_the_name_stands_before_the_text_and_the_word_before_its_forms(add_card) -> None:
    add_card("Im Text", pitfalls=[("item", "Die Stufe wird verwechselt.")])
    add_card("Beim Zweck", purpose="Die Stufe erkennen.")
    add_card("Stufen erkennen")
    add_card("Die Stufe finden")
    add_card("Stufe")
    assert titles("Stufe") == [
        "Stufe",
        "Die Stufe finden",
        "Stufen erkennen",
        "Beim Zweck",
        "Im Text",
    ]


def test_in_texts_the_word_stands_before_its_forms(add_card) -> None:
    add_card("A", preparation="Häuser stehen dort.")
    add_card("B", preparation="Haus stehen dort.")
    assert titles("Haus") == ["B", "A"]
    assert titles("Häuser") == ["A", "B"]


def test_all_words_have_to_stand_in_it_and_the_nearest_are_offered(add_card) -> None:
    add_card("Streit in der Stadt")
    add_card("Streit im Dorf")
    assert titles("Streit Dorf") == ["Streit im Dorf"]
    found = results("Streit Gebirge")
    assert found.total == 0
    assert [r.place.title for r in found.nearest] == ["Streit im Dorf", "Streit in der Stadt"]


def test_a_slip_is_mended(add_card) -> None:
    add_card("Eskalation erkennen")
    found = results("eskallation ERKENEN")
    assert found.suggestion == "Eskalation erkennen"
    assert results(found.suggestion).total == 1
    assert results("eskallation Zwiebelturm").suggestion == "Eskalation"
    assert results("Xylophon").suggestion == ""


def test_the_excerpt_shows_the_words(add_card) -> None:
    add_card("Eisberg", preparation="Zeichnen Sie vorher einen Eisberg mit drei Schichten.")
    (result,) = results("Schicht").results
    assert "mit drei «Schichten»." in said(result.excerpt)
    (result,) = results("Eisberge").results
    assert said(result.title) == "«Eisberg»"


def test_hits_are_counted_by_kind_and_narrowed(add_card, add_lesson) -> None:
    add_card("Streit")
    add_card("Streitbar")
    add_lesson("Streit")
    found = results("Streit", kind="method")
    assert [(count.label, count.number) for count in found.counts] == [
        ("Lerneinheiten", 1),
        ("Methodenkarten", 2),
    ]
    assert [result.kind for result in found.results] == ["method", "method"]
    assert found.total == 3


def test_ten_hits_a_page(add_card) -> None:
    for number in range(12):
        add_card(f"Streit {number:02}")
    assert len(titles("Streit")) == 10
    assert titles("Streit", page=2) == ["Streit 10", "Streit 11"]
    assert titles("Streit", page="viele") == titles("Streit")
    assert titles("Streit", page=99) == titles("Streit", page=2)


HOSTILE = [
    '"',
    "'",
    "* OR *",
    "NEAR(a b)",
    "title_index:streit",
    "{title_index}: streit",
    "^streit",
    "streit & !stadt",
    "streit:*",
    "streit' | 'a",
    "\\",
    "\x00streit",
    "-- ; DROP TABLE x",
    "%s %(a)s",
    "streit" * 2000,
    "😀 👩‍👩‍👧",
    "½ ² ﬁ ŉ",
    "a'b\\'c",
    "\ud800",
    "1.2.3,4",
    "ıİ",
]


def test_hostile_input_finds_or_does_not(add_card) -> None:
    add_card("Streit in der Stadt")
    for typed in HOSTILE:
        assert results(typed).total in (0, 1), typed


# — Terms and sources ———————————————————————————————————————————————————————————————


def make_term(term: str = "Allparteilichkeit", **fields: str) -> Term:
    definition = "Für alle Konfliktbeteiligten zugleich da sein."
    return Term.objects.create(**{"term": term, "slug": "t", "definition": definition, **fields})


def make_source(**fields: str) -> Source:
    values = {
        "slug": "q",
        "authors": "Glasl, Friedrich",
        "year": "2020",
        "title": "Streit",
        **fields,
    }
    return Source.objects.create(**values)


def test_terms_are_found_by_word_synonym_and_meaning(programme) -> None:
    make_term(synonyms="Mehrparteilichkeit")
    for typed in ("Allparteilichkeit", "Mehrparteilichkeit", "Konfliktbeteiligte zugleich"):
        (result,) = results(typed).results
        assert (result.kind, result.place.url) == ("term", "/glossar/#begriff-t")


def test_sources_are_found_by_title_name_and_year(programme) -> None:
    make_source()
    for typed in ("Streite", "Glasl", "glasl 2020"):
        (result,) = results(typed).results
        assert (result.kind, result.place.url) == ("source", "/quellen/#quelle-q")


def test_a_term_is_found_in_its_new_words_and_gone_when_deleted(programme) -> None:
    term = make_term()
    term.term = "Neutralität"
    term.save()
    assert (titles("Allparteilichkeit"), titles("Neutralität")) == ([], ["Neutralität"])
    term.delete()
    assert (SearchEntry.objects.count(), titles("Neutralität")) == (0, [])


def test_a_row_that_was_deleted_past_its_model_is_not_found(programme) -> None:
    make_source()
    Source.objects.all().delete()
    assert SearchEntry.objects.count() == 1
    assert titles("Glasl") == []


# — Statements ——————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("number", [1, 3, 50])
def test_statements_do_not_grow_with_the_hits(add_card, add_lesson, number: int) -> None:
    # These stand first, so all kinds are on the page.
    lesson = add_lesson("Streit", "Ein Streit.")
    add_card("Streit")
    make_term("Streit")
    make_source()
    person = enrol(CohortFactory(programme=lesson.lms_activity.programme)).user
    for index in range(1, number):
        add_card(f"Streit {index}")
        add_lesson(f"Streit {index}", "Ein Streit.")
    results("Streit", person)
    with CaptureQueriesContext(connection) as caught:
        assert results("Streit", person).total == 2 * number + 2
    assert len(caught) == 11


# — The index ——————————————————————————————————————————————————————————————————————


def fulltext_rows(word: str) -> int:
    """How many rows of the database's own index hold a word."""
    sql = "SELECT count(*) FROM lms_search WHERE lms_search MATCH %s"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT count(*) FROM lms_courses_searchentry "
            "WHERE lms_vector @@ to_tsquery('german', %s)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [word])
        return cursor.fetchone()[0]


def test_the_full_text_follows_every_change_of_an_entry(add_card) -> None:
    card = add_card("Zwiebel")
    assert fulltext_rows("zwiebel") == 1
    SearchEntry.objects.update(title_index="eisberg")
    assert (fulltext_rows("zwiebel"), fulltext_rows("eisberg")) == (0, 1)
    card.delete()
    assert (SearchEntry.objects.count(), fulltext_rows("eisberg")) == (0, 0)
