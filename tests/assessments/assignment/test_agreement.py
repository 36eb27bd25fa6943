"""Two opinions on one version: what is agreed, what has to be talked about. Never an average."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.agreement import Filed, Stand, stand, together
from tests.assessments.plans import make_rubric

RUBRIC = make_rubric(3, musts=1, minimum=6)
IDS = [criterion.id for criterion in RUBRIC.criteria]
START = datetime(2027, 7, 1, tzinfo=UTC)
LEVELS = st.fixed_dictionaries({key: st.integers(1, 4) for key in IDS})
ONE, TWO = "Frau Eins", "Herr Zwei"


def levels(*given_levels: int) -> dict[str, int]:
    return dict(zip(IDS, given_levels, strict=True))


def led_to(*filed: tuple[str, dict]) -> Stand:
    """Everything filed in its order: who, and levels or a whole content."""
    rows = []
    for n, (who, said) in enumerate(filed):
        content = said if "scores" in said else {"scores": said}
        rows.append(Filed(who, content, START + timedelta(hours=n), who))
    return stand(RUBRIC, rows)


def agreed(own: dict[str, int], **said: tuple[int, str]) -> dict:
    words = {IDS[int(k[1:]) - 1]: {"level": lv, "reason": why} for k, (lv, why) in said.items()}
    return {"scores": own, "agreed": words}


def test_one_opinion_decides_nothing() -> None:
    here = led_to((ONE, levels(3, 3, 3)))
    assert (here.both, here.may_decide, here.compared) == (False, False, ())


@given(LEVELS, LEVELS)
def test_more_than_one_level_apart_starts_a_talk_and_nothing_else_does(one, two) -> None:
    here = led_to((ONE, one), (TWO, two))
    apart = [key for key in IDS if abs(one[key] - two[key]) > 1]
    assert [row.criterion.id for row in here.open] == apart
    assert here.may_decide == (not apart)


@given(LEVELS, LEVELS, LEVELS)
def test_a_decision_says_only_levels_somebody_gave(one, two, decided) -> None:
    here = led_to((ONE, one), (TWO, two))
    said = all(decided[key] in (one[key], two[key]) for key in IDS)
    assert here.allows(decided) == (here.may_decide and said)


@given(st.lists(st.tuples(st.sampled_from([ONE, TWO]), LEVELS), min_size=2, max_size=8))
def test_nothing_far_apart_is_ever_decided(filed) -> None:
    here = led_to(*filed)
    if here.may_decide:
        assert all(max(row.levels) - min(row.levels) <= 1 for row in here.compared)


def test_after_a_talk_both_file_again() -> None:
    far = [(ONE, levels(4, 3, 3)), (TWO, levels(1, 3, 3))]
    moved = led_to(*far, (ONE, levels(2, 3, 3)))
    assert ([o.name for o in moved.waits_for], moved.may_decide) == ([TWO], False)
    again = led_to(*far, (ONE, levels(2, 3, 3)), (TWO, levels(1, 3, 3)))
    assert (again.waits_for, again.may_decide) == ((), True)


def test_who_stays_far_apart_goes_on_talking() -> None:
    far = [(ONE, levels(4, 3, 3)), (TWO, levels(1, 3, 3))]
    assert led_to(*far, *far).may_decide is False


def test_an_agreed_level_with_its_reason_ends_the_talk() -> None:
    one, two = levels(4, 3, 3), levels(1, 3, 2)
    here = led_to((ONE, one), (TWO, two), (TWO, agreed(two, k1=(3, "Der Kern steht da."))))
    assert here.may_decide
    assert [row.choices for row in here.compared] == [(3,), (3,), (3, 2)]
    assert here.allows(levels(3, 3, 2))
    assert not here.allows(levels(4, 3, 2))


def test_every_criterion_that_is_far_apart_needs_its_word() -> None:
    one, two = levels(4, 4, 3), levels(1, 1, 3)
    here = led_to((ONE, one), (TWO, two), (ONE, agreed(one, k1=(3, "Nach dem Gespräch."))))
    assert [row.criterion.id for row in here.open] == [IDS[1]]
    assert here.may_decide is False


def test_who_thinks_anew_takes_the_recorded_word_back() -> None:
    one, two = levels(4, 3, 3), levels(1, 3, 3)
    recorded = (ONE, agreed(one, k1=(3, "Nach dem Gespräch.")))
    assert led_to((ONE, one), (TWO, two), recorded, (ONE, one)).may_decide is False


def test_a_joint_decision_starts_from_both_peoples_words() -> None:
    one = {"scores": levels(3, 3, 3), "headline": "Gut.", "section_comments": {"a": "Eins"}}
    two = {"scores": levels(3, 2, 3), "letter": "Brief", "section_comments": {"a": "Zwei"}}
    start = together(led_to((ONE, one), (TWO, two)), TWO)
    assert start == {
        "headline": "Gut.",
        "letter": "Brief",
        "due_on": "",
        "scores": {IDS[0]: 3, IDS[2]: 3},
        "criterion_comments": {},
        "section_comments": {"a": "Zwei\n\nEins"},
        "joint": True,
    }
