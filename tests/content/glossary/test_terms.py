"""What a term may be called, and that it stays what files know it as."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content.glossary.models import Term

pytestmark = pytest.mark.django_db


def problems(term: Term) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        term.full_clean()
    return refused.value.message_dict


def test_the_short_name_is_made_of_the_term(add_term) -> None:
    assert add_term("Große Übergabe").slug == "grosse-uebergabe"


def test_the_short_name_stays(add_term) -> None:
    term = add_term()
    term.slug = "zuspitzung"
    assert problems(term) == {"slug": ["Die Kurzbezeichnung bleibt, wie sie ist."]}


def test_a_renamed_term_keeps_its_short_name(add_term) -> None:
    term = add_term()
    term.term = "Zuspitzung"
    term.full_clean()
    assert term.slug == "eskalation"


@pytest.mark.parametrize(
    ("fields", "field", "name"),
    [
        ({"term": "eskalation", "slug": "x"}, "term", "eskalation"),
        ({"term": "zuspitzung"}, "term", "zuspitzung"),
        ({"term": "Streit", "synonyms": "Zuspitzung"}, "synonyms", "Zuspitzung"),
        ({"term": "Streit", "synonyms": "ESKALATION"}, "synonyms", "ESKALATION"),
    ],
)
def test_a_name_that_is_taken_says_by_whom(add_term, fields, field, name) -> None:
    add_term(synonyms="Zuspitzung\nVerschärfung")
    found = problems(Term(definition="…", **fields))
    assert f"„{name}“ gehört schon zu „Eskalation“." in found[field]


def test_a_synonym_differs_from_its_term() -> None:
    term = Term(term="Streit", definition="…", synonyms="streit")
    assert problems(term) == {"synonyms": ["Ein Synonym muss anders lauten als der Begriff."]}


def test_synonyms_are_tidied(add_term) -> None:
    term = add_term(synonyms="  Zuspitzung \n\nVerschärfung  des  Streits\nZuspitzung")
    assert term.synonym_list == ["Zuspitzung", "Verschärfung des Streits"]


@pytest.mark.database
def test_the_database_knows_a_term_only_once(add_term) -> None:
    add_term()
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(term="ESKALATION", slug="x", definition="…")


@pytest.mark.database
def test_the_database_wants_a_short_name(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(term="Streit", definition="…")
