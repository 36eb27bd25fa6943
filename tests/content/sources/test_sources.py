"""What a source of each kind needs, and what it may not say."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from content.sources.models import Source, is_isbn

pytestmark = pytest.mark.django_db


def problems(**fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        Source(**fields).full_clean()
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("book", {"authors": "Bitte nennen Sie, wer das Werk verfasst oder herausgegeben hat."}),
        ("report", {"authors": "Bitte nennen Sie, wer das Werk verfasst oder herausgegeben hat."}),
        (
            "article",
            {
                "authors": "Bitte nennen Sie, wer den Text verfasst hat.",
                "container": "Ein Aufsatz braucht die Zeitschrift, in der er steht.",
            },
        ),
        (
            "chapter",
            {
                "authors": "Bitte nennen Sie, wer den Text verfasst hat.",
                "container": "Ein Beitrag braucht den Sammelband, in dem er steht.",
            },
        ),
        (
            "web",
            {
                "url": "Eine Internetseite braucht ihre Adresse.",
                "accessed_on": "Bitte geben Sie an, wann Sie die Seite gelesen haben.",
            },
        ),
    ],
)
def test_what_a_kind_needs(kind, expected) -> None:
    year = "Bitte geben Sie das Jahr an. Gibt es keines, schreiben Sie „o. J.“"
    found = problems(kind=kind, title="Ohne alles")
    assert found == {name: [text] for name, text in {"year": year, **expected}.items()}


def test_a_law_needs_its_short_form() -> None:
    assert problems(kind="law", title="Grundgesetz") == {
        "shorthand": ["Ein Gesetz braucht seine Kurzform, zum Beispiel GG."]
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("year", "20", "Bitte schreiben Sie das Jahr so: 2020, 2002–2012 oder „o. J.“"),
        ("doi", "zehn", "Eine DOI beginnt so: 10.1177/…"),
        (
            "isbn",
            "978-3-16-148410-1",
            "Diese ISBN stimmt nicht. Bitte vergleichen Sie die Ziffern.",
        ),
    ],
)
def test_what_is_written_wrongly(field, value, sentence) -> None:
    fields = {"authors": "Glasl, Friedrich", "title": "Konflikt", "year": "2020", field: value}
    assert problems(**fields)[field] == [sentence]


@pytest.mark.parametrize(
    "year", ["2020", "2019a", "2002–2012", "2002-2012", "o. J.", "im Erscheinen"]
)
def test_how_years_are_written(add_source, year) -> None:
    assert add_source(year=year).year == year.replace("-", "–")


def test_the_cite_key_is_made_of_name_and_year(add_source) -> None:
    assert add_source("Küpper, Beate", "2021").slug == "kuepper-2021"


def test_a_cite_key_that_is_taken_gets_a_number(add_source) -> None:
    add_source()
    assert [add_source(title=f"Band {n}").slug for n in (2, 3)] == ["glasl-2020-2", "glasl-2020-3"]


def test_the_cite_key_stays(add_source) -> None:
    source = add_source()
    source.slug = "anders"
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    assert refused.value.message_dict == {"slug": ["Das Kürzel bleibt, wie es ist."]}


def test_a_doi_is_stored_without_its_address(add_source) -> None:
    assert add_source(doi=" https://doi.org/10.1000/182 ").doi == "10.1000/182"


def test_a_source_cites_itself(add_source) -> None:
    source = add_source(edition="12", place="Bern", publisher="Haupt", accessed_on=date(2026, 1, 1))
    assert source.full_form == (
        "Glasl, Friedrich (2020): Konfliktmanagement. 12. Aufl., Bern: Haupt."
    )
    assert str(source) == "Glasl 2020: Konfliktmanagement"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("978-3-16-148410-0", True),
        ("9783161484100", True),
        ("3-16-148410-X", True),
        ("3161484101", False),
        ("978", False),
        ("", False),
    ],
)
def test_isbn(text, right) -> None:
    assert is_isbn(text) is right
