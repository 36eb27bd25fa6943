"""What is written is read again as the same, and always written in the same way."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.curriculum.travel.source import yaml_of
from courses.curriculum.travel.yaml import dump

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab :#-\"'\n\t|>[]{}&*!%@`,?1.=äß„ \\~")),
        st.characters(blacklist_categories=["Cs"]),
    ),
    max_size=12,
)
LONG = st.lists(
    st.sampled_from(["Wort", "Verwaltungsvorschrift", "", "#", "- x", "a:", "„so“"]), max_size=20
).map(" ".join)
NAMES = st.sampled_from(["text", "alt", "no", "1a", "titel.jpg"])
DATA = st.recursive(
    st.one_of(
        TEXTS,
        LONG,
        st.sampled_from(
            ["yes", "null", "1.4", "12", "2026-10-01", "~", "", "a: b", "x #y", "1_000"]
        ),
        st.booleans(),
        st.integers(),
        st.none(),
    ),
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(NAMES, below, max_size=4)),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(NAMES, DATA, min_size=1, max_size=4))
def test_what_is_written_is_read_again(data) -> None:
    text = dump(data)
    assert yaml_of("x.yaml", text, 0) == data
    assert dump(yaml_of("x.yaml", text, 0)) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Hilfe", "a: Hilfe\n"),
        ("Eskalation: neun Stufen", 'a: "Eskalation: neun Stufen"\n'),
        ("1.4", 'a: "1.4"\n'),
        ("yes", 'a: "yes"\n'),
        ("eins\n\nzwei", "a: |-\n  eins\n\n  zwei\n"),
        ("x " * 60 + "y", f"a: >-\n  {'x ' * 48}x\n  {'x ' * 10}x y\n"),
        ([1, 2], "a: [1, 2]\n"),
        (["eins", {"b": 1, "c": "d"}], "a:\n  - eins\n  - b: 1\n    c: d\n"),
        (date(2026, 10, 1), "a: 2026-10-01\n"),
        (True, "a: true\n"),
        ([], "a: []\n"),
    ],
)
def test_each_value_has_its_form(value, written) -> None:
    assert dump({"a": value}) == written
