"""A way is what its log says, whatever stands in the log."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.scenario.playing import fold, may_decide
from assessments.scenario.story import ESCALATION, ROOM, TRUST, Dials, as_json, from_json
from tests.assessments.scenario.stories import any_stories, logs, small_story

TO_B = [{"node": "E1", "option": "1a"}, {"node": "E2", "option": "2b"}]


@st.composite
def stories_with_logs(draw: st.DrawFn):
    story = draw(any_stories())
    return story, draw(logs(story))


def test_a_way_is_its_decisions_in_order() -> None:
    way = fold(small_story(), TO_B)
    assert [step.option.id for step in way.steps] == ["1a", "2b"]
    assert way.ended
    assert way.at
    assert way.at.id == "B"
    assert way.dials == Dials(6, 0, 3)


def test_going_back_leaves_the_first_decisions_standing() -> None:
    back = fold(small_story(), [*TO_B, {"back": 1}])
    assert [step.option.id for step in back.steps] == ["1a"]
    assert back.at
    assert back.at.id == "E2"
    assert back.dials == Dials(5, 1, 3)
    assert fold(small_story(), [*TO_B, {"back": 0}]) == fold(small_story(), [])


def test_what_cannot_be_decided_here_changes_nothing() -> None:
    way = fold(small_story(), TO_B[:1])
    assert not may_decide(way, "E1", "1b")
    assert not may_decide(way, "E2", "1b")
    assert fold(small_story(), [*TO_B[:1], {"node": "E3", "option": "3a"}]) == way


@given(stories_with_logs())
def test_any_log_gives_a_way_whose_dials_stay_within_their_ends(case) -> None:
    story, log = case
    way = fold(story, log)
    for dials in (way.dials, *(step.after for step in way.steps)):
        assert ESCALATION[0] <= dials.escalation <= ESCALATION[1]
        assert TRUST[0] <= dials.trust <= TRUST[1]
        assert ROOM[0] <= dials.room <= ROOM[1]
    assert fold(story, log) == way


@given(stories_with_logs())
def test_back_and_the_same_decisions_give_the_same_way(case) -> None:
    story, log = case
    way = fold(story, log)
    again = [{"node": step.node.id, "option": step.option.id} for step in way.steps]
    assert fold(story, [*log, {"back": 0}, *again]) == way


@given(any_stories())
def test_a_story_comes_back_from_its_json(story) -> None:
    assert from_json(as_json(story)) == story
