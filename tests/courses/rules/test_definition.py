"""Rules as data: what can be written can be read, and nonsense is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.definition import (
    CountRule,
    HoursRule,
    InvalidRule,
    RequirementKind,
    RuleDefinition,
    ShareRule,
    parse,
    to_json,
)

rules = st.one_of(
    st.builds(
        CountRule,
        kinds=st.lists(st.sampled_from(RequirementKind), min_size=1, max_size=3).map(tuple),
        count=st.none() | st.integers(1, 20),
        modules=st.none() | st.lists(st.integers(1, 9), min_size=1, max_size=4).map(tuple),
    ),
    st.builds(HoursRule, st.integers(1, 9000)),
    st.builds(ShareRule, st.integers(1, 100)),
)
definitions = st.builds(
    RuleDefinition,
    rules=st.lists(rules, min_size=1, max_size=5).map(tuple),
    session_share=st.integers(1, 100),
    makeup_allowed=st.booleans(),
    days_after_end=st.none() | st.integers(0, 400),
)


@given(definitions)
def test_what_is_written_is_read_again(definition: RuleDefinition) -> None:
    assert parse(to_json(definition)) == definition


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"rules": []},
        {"rules": [{"type": "luck"}]},
        {"rules": [{"type": "count", "kinds": ["seminar"], "count": 0}]},
        {"rules": [{"type": "count", "kinds": ["party"]}]},
        {"rules": [{"type": "hours", "minutes": None}]},
        {"rules": [{"type": "hours", "minutes": 0}]},
        {"rules": [{"type": "share", "percent": 101}]},
        {"rules": [{"type": "share", "percent": 80}], "days_after_end": -1},
        {"rules": [{"type": "share", "percent": 80}], "session_share": 0},
        {"rules": [{"type": "share", "percent": 80}], "session_share": 101},
    ],
)
def test_nonsense_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(InvalidRule):
        parse(data)


def test_a_rule_without_a_deadline_is_written_as_it_always_was() -> None:
    rule = RuleDefinition((ShareRule(80),))
    assert "days_after_end" not in to_json(rule)
    assert parse({"rules": [{"type": "share", "percent": 80}]}) == rule
