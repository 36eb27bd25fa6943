"""The one rule of acceptance, and its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.rubric import judge, parse, to_json
from assessments.assignment.words import reasons, summary
from tests.assessments.plans import make_rubric, scores

RUBRIC = make_rubric()
IDS = [criterion.id for criterion in RUBRIC.criteria]
ALL = st.fixed_dictionaries({key: st.integers(1, 4) for key in IDS})


@given(ALL)
def test_accepted_only_with_enough_points_and_no_must_criterion_at_the_lowest(given_scores) -> None:
    verdict = judge(RUBRIC, given_scores)
    assert verdict.may_accept == (
        sum(given_scores.values()) >= 24
        and all(given_scores[f"kriterium-{n}"] > 1 for n in (1, 2, 3))
    )


@given(ALL, st.sampled_from(IDS))
def test_a_better_level_never_takes_acceptance_away(given_scores, key) -> None:
    better = given_scores | {key: min(4, given_scores[key] + 1)}
    assert judge(RUBRIC, better).may_accept >= judge(RUBRIC, given_scores).may_accept


@given(st.dictionaries(st.sampled_from([*IDS, "fremd"]), st.integers(-3, 9)))
def test_levels_outside_the_rubric_count_as_not_given(given_scores) -> None:
    known = {k: v for k, v in given_scores.items() if k in IDS and 1 <= v <= 4}
    verdict = judge(RUBRIC, given_scores)
    assert (verdict.total, len(verdict.unscored)) == (sum(known.values()), 10 - len(known))
    assert not verdict.may_accept or len(known) == 10


@pytest.mark.parametrize(
    ("levels", "allowed"),
    [
        (scores(3), True),
        (scores(2, k1=4, k2=4), True),  # exactly 24
        (scores(2, k1=4, k2=3), False),  # 23
        (scores(4, k3=1), False),  # a must criterion
        (scores(4, k9=1), True),  # not a must criterion
        ({}, False),
    ],
)
def test_the_limit_is_where_the_rubric_says(levels, allowed) -> None:
    assert judge(RUBRIC, levels).may_accept is allowed


def test_the_rule_is_said_in_words() -> None:
    verdict = judge(RUBRIC, scores(3, k2=1))
    assert [(reason.text, reason.note, reason.met) for reason in reasons(verdict)] == [
        ("Das Gesamtbild reicht.", "28 von 40 Punkten, nötig sind 24.", True),
        (
            "Das Pflichtkriterium „Kriterium 2“ ist noch offen.",
            "Sobald es erfüllt ist, kann die Arbeit angenommen werden.",
            False,
        ),
    ]
    assert summary(verdict).endswith("Noch kann sie nicht angenommen werden.")


def test_a_rubric_comes_back_from_its_json_unchanged() -> None:
    assert parse(to_json(RUBRIC)) == RUBRIC


@pytest.mark.parametrize(
    "change",
    [
        {"minimum": 41},
        {"criteria": []},
        {"levels": {"4": "voll"}},
        {"criteria": [to_json(RUBRIC)["criteria"][0]] * 2},
    ],
)
def test_a_rubric_that_cannot_be_applied_is_refused(change) -> None:
    with pytest.raises(ValueError, match=r"rubric|minimum|levels"):
        parse(to_json(RUBRIC) | change)
