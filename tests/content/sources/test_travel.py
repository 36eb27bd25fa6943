"""Sources as plain data and back."""

from datetime import date

import pytest

from content.foundation.folder import EntriesRefused
from content.sources.models import Source
from content.sources.travel import FIELDS, as_data, take_in

pytestmark = pytest.mark.django_db

ENTRIES = {
    "fisher-2000": {
        "kind": "book",
        "authors": ["Fisher, Simon", "Abdi, Dekha"],
        "year": "2000",
        "title": "Working with Conflict",
        "place": "London",
        "publisher": "Zed",
    },
    "gg": {
        "kind": "law",
        "shorthand": "GG",
        "title": "Grundgesetz für die Bundesrepublik Deutschland",
        "url": "https://www.gesetze-im-internet.de/gg/",
        "accessed_on": date(2026, 10, 1),
    },
}


def stored() -> dict[str, dict]:
    return {source.slug: as_data(source) for source in Source.objects.order_by("slug")}


def test_what_goes_in_comes_out() -> None:
    take_in(ENTRIES)
    assert stored() == ENTRIES
    assert [list(data) for data in stored().values()] == [
        [name for name in FIELDS if name in data] for data in ENTRIES.values()
    ]


def test_taking_in_twice_changes_nothing() -> None:
    take_in(ENTRIES)
    before = list(Source.objects.values())
    take_in(ENTRIES)
    assert list(Source.objects.values()) == before


def test_a_bare_number_is_a_text() -> None:
    take_in({"a": {**ENTRIES["fisher-2000"], "year": 2000, "edition": 2}})
    assert stored()["a"] == {**ENTRIES["fisher-2000"], "edition": "2"}


def test_the_file_is_the_whole_truth() -> None:
    take_in({"a": {**ENTRIES["fisher-2000"], "note": "Vergriffen"}})
    take_in({"a": ENTRIES["fisher-2000"]})
    assert "note" not in stored()["a"]


def test_every_broken_entry_is_named_and_nothing_is_taken_in() -> None:
    entries = {
        **ENTRIES,
        "a": {"kind": "book", "title": "Ohne Namen", "year": "2000"},
        "b": {"kind": "film", "title": "x"},
        "c": {**ENTRIES["gg"], "accessed_on": "gestern"},
        "d": {"titel": "x"},
    }
    with pytest.raises(EntriesRefused) as refused:
        take_in(entries)
    assert [(one.slug, one.field) for one in refused.value.complaints] == [
        ("a", "authors"),
        ("b", "kind"),
        ("b", "year"),
        ("c", "accessed_on"),
        ("d", "titel"),
    ]
    assert stored() == {}
