"""Terms as plain data and back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.foundation.folder import EntriesRefused
from content.glossary.models import Term
from content.glossary.travel import FIELDS, as_data, take_in

pytestmark = pytest.mark.django_db

ENTRIES = {
    "eskalation": {
        "term": "Eskalation",
        "synonyms": ["Zuspitzung"],
        "module": 1,
        "definition": "Ein Konflikt verschärft sich.",
        "more": "Erster Absatz.\n\nZweiter Absatz.",
        "see_also": ["konflikt"],
    },
    "konflikt": {"term": "Konflikt", "definition": "Etwas passt nicht zusammen."},
}


def stored() -> dict[str, dict]:
    return {term.slug: as_data(term) for term in Term.objects.order_by("slug")}


def complaints(entries) -> list[tuple[str, str, str]]:
    with pytest.raises(EntriesRefused) as refused:
        take_in(entries)
    return [(one.slug, one.field, one.sentence) for one in refused.value.complaints]


def test_what_goes_in_comes_out() -> None:
    take_in(ENTRIES)
    assert stored() == ENTRIES


def test_the_order_of_the_names_is_always_the_same() -> None:
    take_in({"a": dict(reversed(ENTRIES["eskalation"].items())) | {"see_also": []}})
    names = list(as_data(Term.objects.get()))
    assert names == [name for name in FIELDS if name in names]


def test_taking_in_twice_changes_nothing() -> None:
    take_in(ENTRIES)
    before = list(Term.objects.values_list("pk", "slug"))
    take_in(ENTRIES)
    assert list(Term.objects.values_list("pk", "slug")) == before
    assert stored() == ENTRIES


def test_the_file_is_the_whole_truth() -> None:
    take_in(ENTRIES)
    shorter = {"term": "Eskalation", "definition": "Kürzer."}
    take_in({"eskalation": shorter})
    assert stored()["eskalation"] == shorter


def test_terms_without_a_file_stay() -> None:
    take_in(ENTRIES)
    take_in({"streit": {"term": "Streit", "definition": "…"}})
    assert set(stored()) == {"eskalation", "konflikt", "streit"}


def test_two_terms_may_change_their_names_with_each_other() -> None:
    take_in(ENTRIES)
    one, two = ENTRIES["eskalation"], ENTRIES["konflikt"]
    take_in(
        {
            "konflikt": {**two, "term": "Eskalation", "synonyms": ["Zuspitzung"]},
            "eskalation": {**one, "term": "konflikt", "synonyms": []},
        }
    )
    assert [row["term"] for row in stored().values()] == ["konflikt", "Eskalation"]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"term": ""}, "term", "Dieses Feld darf nicht leer sein."),
        ({"term": ["a"]}, "term", "Hier wird ein Text erwartet."),
        ({"synonyms": "Zuspitzung"}, "synonyms", "Hier wird eine Liste von Texten erwartet."),
        ({"module": "eins"}, "module", "Hier wird eine ganze Zahl erwartet."),
        ({"module": True}, "module", "Hier wird eine ganze Zahl erwartet."),
        (
            {"meaning": "…"},
            "meaning",
            "Diesen Namen gibt es nicht. Es gibt: "
            "term, synonyms, module, definition, more, see_also.",
        ),
        (
            {"see_also": ["fehlt"]},
            "see_also",
            "Diese Kurzbezeichnung gibt es im Glossar nicht: fehlt.",
        ),
        ({"term": "konflikt"}, "term", "„konflikt“ gehört schon zu „Konflikt“."),
    ],
)
def test_a_broken_entry_is_named_and_nothing_is_taken_in(change, field, sentence) -> None:
    entries = {**ENTRIES, "eskalation": {**ENTRIES["eskalation"], **change}}
    assert (("eskalation", field, sentence)) in complaints(entries)
    assert stored() == {}


def test_an_entry_that_is_no_mapping_is_refused() -> None:
    assert complaints({"a": ["Konflikt"]}) == [
        ("a", "", "Hier werden Namen und Werte erwartet, je Zeile ein Paar.")
    ]


def test_a_slug_that_is_none_is_refused() -> None:
    assert [slug for slug, *_rest in complaints({"Große Not": ENTRIES["konflikt"]})] == [
        "Große Not"
    ]


WORDS = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.fixed_dictionaries(
        {"term": WORDS, "definition": WORDS},
        optional={
            "synonyms": st.lists(WORDS, max_size=3),
            "module": st.integers(0, 5),
            "more": WORDS,
        },
    )
)
def test_anything_that_is_taken_in_round_trips(data) -> None:
    Term.objects.all()._raw_delete("default")
    try:
        term = take_in({"begriff": data})[0]
    except EntriesRefused:
        return
    out = as_data(term)
    take_in({"begriff": out})
    assert as_data(Term.objects.get()) == out
