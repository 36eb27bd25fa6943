"""What holds for every picture of a plan: well-formed, the same twice, its words sound."""

import re
from dataclasses import fields, is_dataclass
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.diagrams.chain import Chain, Link
from content.diagrams.conflictmap import KINDS, ConflictMap, Node
from content.diagrams.ladder import Ladder, Rung
from content.diagrams.relations import RELATIONS, Relation
from tests.content.diagrams.plan_cases import HARD, ORDINARY, Data, drawn
from tests.content.diagrams.texts import STRANGE

PIECES = [STRANGE, "Wort", "Donaudampfschifffahrtsgesellschaft" * 3, "a\u00adb", "\x0b", ""]
TEXTS = st.text(max_size=90) | st.sampled_from(PIECES)
KEYS = st.sampled_from("abcdef")
PLACES = st.none() | st.floats(-20, 120)
DATA = st.one_of(
    st.builds(
        Ladder,
        TEXTS,
        st.lists(
            st.builds(Rung, st.integers(-2, 9), TEXTS, st.lists(TEXTS, max_size=5).map(tuple)),
            max_size=6,
        ).map(tuple),
    ),
    st.builds(
        Chain, TEXTS, st.lists(st.builds(Link, TEXTS, TEXTS, TEXTS, TEXTS), max_size=6).map(tuple)
    ),
    st.builds(
        ConflictMap,
        TEXTS,
        st.lists(
            st.builds(
                Node,
                KEYS,
                TEXTS,
                st.sampled_from([*KINDS, "?"]),
                st.integers(-1, 9),
                PLACES,
                PLACES,
            ),
            max_size=12,
            unique_by=lambda node: node.key,
        ).map(tuple),
        st.lists(
            st.builds(Relation, KEYS, KEYS, st.sampled_from([*RELATIONS, "?"])), max_size=9
        ).map(tuple),
    ),
)
every = pytest.mark.parametrize("data", [*ORDINARY, *HARD], ids=lambda data: ascii(data.title)[:30])
ordinary = pytest.mark.parametrize("data", ORDINARY, ids=lambda data: data.title)


@given(DATA)
@settings(max_examples=120, deadline=None)
def test_whatever_is_typed_gives_well_formed_pictures_the_same_twice(data: Data) -> None:
    diagram = drawn(data)
    assert diagram == drawn(data)
    tree = ElementTree.fromstring(f"<both>{diagram.svg('x')}</both>")
    assert [svg.get("class") for svg in tree] == ["kd kd-narrow", "kd kd-wide"]
    numbers = " ".join(value for shape in tree.iter() for value in shape.attrib.values())
    assert re.findall(r"\bnan\b|\binf\b", re.sub(r'data-(?:name|node)="[^"]*"', "", numbers)) == []


@every
def test_the_policy_is_content(data: Data) -> None:
    """No style, no script, no address; ids are the page's."""
    svg = drawn(data).svg("x")
    bare = re.sub(r'>[^<]*<|data-\w+="[^"]*"', "><", svg)
    assert re.findall(r"style=|<style|<script|href|url\(|\bon\w+=", bare) == []
    ids = re.findall(r' id="([^"]+)"', svg)
    assert ids == ["x-narrow-t", "x-narrow-d", "x-wide-t", "x-wide-d"]


@ordinary
def test_every_word_is_in_the_words_and_in_the_table(data: Data) -> None:
    alternative = drawn(data).alternative
    table = " ".join(cell for row in alternative.rows for cell in row)
    for text in texts_of(data):
        assert text in alternative.text()
        assert text in table


def texts_of(value: Any) -> list[str]:
    """What people wrote: no titles, no keys, no words that a picture knows."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    if isinstance(value, Relation) or not is_dataclass(value):
        return []
    names = [f.name for f in fields(value) if f.name not in ("title", "key", "kind")]
    return [text for name in names for text in texts_of(getattr(value, name))]


@ordinary
def test_the_words_are_sentences(data: Data) -> None:
    for sentence in drawn(data).alternative.sentences:
        assert sentence[0].isupper() or not sentence[0].isalpha()
        assert sentence[-1] in ".!?…“"
        assert ".." not in sentence
