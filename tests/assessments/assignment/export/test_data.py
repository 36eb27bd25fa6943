"""Work as data: what was written comes back word by word, and a stranger's file does no harm."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.assignment.errors import FileRefused
from assessments.assignment.export.data import BYTES_AT_MOST, print_json, read_json
from assessments.assignment.sheet.moving import moved
from assessments.assignment.sheet.sections import Section
from tests.assessments.assignment.export.papers import SECTIONS, VALUES, paper
from tests.assessments.filled import LARGE, filled, plan_sections

PLAN = plan_sections()
BROKEN = "Diese Datei ist beschädigt"
STRANGE = "Diese Datei kommt von anderswo."
NO_DATA = "Das ist keine Datei mit Daten."


def file(**changes: Any) -> bytes:
    return json.dumps(json.loads(print_json(paper())) | changes).encode()


def changed(at: int, **changes: Any) -> bytes:
    """With something else said of one section."""
    sections = json.loads(print_json(paper()))["sections"]
    sections[at] |= changes
    return file(sections=sections)


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_json(content)
    return str(refused.value)


def taken(content: bytes, after: tuple[Section, ...] = SECTIONS) -> dict[str, Any]:
    found = read_json(content)
    return moved(found.sections, after, found.values)


def test_it_says_where_it_comes_from() -> None:
    told = json.loads(print_json(paper()))
    assert {name: told[name] for name in told if name != "sections"} == {
        "format": "lms.written-work",
        "version": 1,
        "title": "Plan",
        "revision": 2,
        "day": "2026-11-29",
        "template": {"slug": "plan", "version": 4},
    }
    assert [section["id"] for section in told["sections"]] == [
        "huelle",
        "leute",
        "aufgaben",
        "rest",
    ]


@pytest.mark.parametrize("counts", [None, LARGE])
def test_a_plan_comes_back_word_by_word(counts) -> None:
    values = filled(PLAN, counts)
    assert taken(print_json(paper(PLAN, values)), PLAN) == values


def test_a_work_of_one_text_a_section_comes_back_too() -> None:
    sections = (Section("eins", 1, "Eins"), Section("zwei", 2, "Zwei"))
    content = print_json(paper(sections, {"eins": {"text": "Erstens.\n\nZweitens."}}))
    assert taken(content, sections)["eins"] == {"text": "Erstens.\n\nZweitens."}


def test_what_has_no_place_any_more_becomes_text() -> None:
    rest = Section("rest", 3, "Rest", required=False)
    found = taken(print_json(paper()), (SECTIONS[0], rest))
    assert found["huelle"] == VALUES["huelle"]
    for words in ("1. Leute", "Der Kern: Beide wollen den Platz.", "Anwohnende", "Stühle"):
        assert words in found["rest"]["text"]


def test_what_nobody_has_described_becomes_text_as_well() -> None:
    values = {"name": "Platzfrieden", "neu": "Ein Wort", "liste": [{"a": "Eins", "b": ["zwei"]}]}
    text = taken(changed(0, values=values))["huelle"]["text"]
    assert text == "neu: Ein Wort\n\nliste: Eins · zwei"


def test_rows_get_ids_of_their_own_and_only_known_columns() -> None:
    rows = [
        {"id": "r1", "wer": "A"},
        {"id": "r1", "wer": "B"},
        {"id": "<x>", "wer": "C", "z": 1},
        7,
    ]
    found = taken(changed(1, values={"liste": rows}))["leute"]["liste"]
    assert [(row["id"], row["wer"]) for row in found] == [("r1", "A"), ("r1-1", "B"), ("e2", "C")]
    assert set(found[2]) == {"id", "wer", "haltung", "stufe", "ort"}


def test_rows_that_are_always_there_stay_in_their_order() -> None:
    rows = [{"stufe": "1", "tun": "Zwei"}, {"stufe": "9", "tun": "Neun"}]
    found = taken(changed(2, values={"stufen": rows}))["aufgaben"]["stufen"]
    assert found == [{"stufe": "0"}, {"stufe": "1", "tun": "Zwei"}]


def test_what_no_database_stores_is_left_out() -> None:
    content = changed(3, values={"text": "Vor\x00her\ud800\r\nnachher"})
    assert taken(content)["rest"] == {"text": "Vorher\nnachher"}


# — Refused, with a sentence ——————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", NO_DATA),
        (b"%PDF-1.7 ...", NO_DATA),
        (b"\xff\xfe\x00", NO_DATA),
        (b"[" * 500_000, NO_DATA),
        (b'{"a":' * 100_000, NO_DATA),
        (b"1" * 10_000, NO_DATA),
        (changed(1, number=float("inf")), NO_DATA),
        (b'{"a": 1e999}', NO_DATA),
        (b"null", STRANGE),
        (b"[]", STRANGE),
        (b'{"type": "plan", "sections": []}', STRANGE),
        (file(version=2), "Diese Datei kommt von einer neueren Ausgabe"),
        (file(version="1"), BROKEN),
        (file(version=0), BROKEN),
        (file(sections=[]), BROKEN),
        (file(sections=None), BROKEN),
        (file(sections=[7]), BROKEN),
        (file(sections={"a": 1}), BROKEN),
        (file(sections=[{"id": "a", "number": "x", "title": "A"}]), BROKEN),
        (file(sections=[{"id": f"a{n}", "number": n, "title": "A"} for n in range(101)]), BROKEN),
        (changed(0, values=[]), ""),
        (changed(0, values=7), BROKEN),
        (changed(0, fields=7), BROKEN),
        (changed(0, fields=[{"id": "a", "label": "A", "kind": "magic"}]), BROKEN),
        (changed(2, fields=[{"id": "a", "label": "A", "kind": "pick", "of": "x/y"}]), BROKEN),
        (b" " * (BYTES_AT_MOST + 1), "Diese Datei ist zu groß: Höchstens 2 MB lassen sich lesen."),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(content, words) -> None:
    if words:
        assert refusal(content).startswith(words)
    else:
        read_json(content)


def test_more_than_anybody_could_have_typed_is_refused_with_its_place() -> None:
    assert refusal(changed(0, values={"name": "a" * 501})) == (
        "„0. Umschlag, Wie es heißt“ ist in dieser Datei länger als erlaubt (500 Zeichen)."
    )
    rows = [{"wer": str(n)} for n in range(101)]
    assert refusal(changed(1, values={"liste": rows})) == (
        "„1. Leute, Wer da ist“ hat in dieser Datei mehr Zeilen als erlaubt (100)."
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from(["sections", "fields", "values", "id", "number", "title"]))
def test_whatever_a_file_says_is_read_or_refused(value, name) -> None:
    content = file(sections=value) if name == "sections" else changed(1, **{name: value})
    try:
        found = read_json(content)
        json.dumps(moved(found.sections, SECTIONS, found.values))
    except FileRefused:
        pass
