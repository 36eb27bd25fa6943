"""What is said to authors, beside a slow search that knows no better."""

from dataclasses import replace

from hypothesis import given

from assessments.scenario.checks import check, decisions, ending_in_sight, reachable
from assessments.scenario.layout import WIDTH, lay_out
from assessments.scenario.story import Effect, Story
from tests.assessments.scenario.stories import (
    START,
    any_stories,
    ending,
    option,
    situation,
    small_story,
)


def errors(story: Story) -> list[tuple[str, str]]:
    return [(finding.node, finding.text) for finding in check(story) if finding.error]


def changed(story: Story, *nodes) -> Story:
    by_id = {node.id: node for node in nodes}
    known = tuple(by_id.pop(node.id, node) for node in story.nodes)
    return Story(story.start, (*known, *by_id.values()))


def test_a_story_without_faults_has_none() -> None:
    assert check(small_story()) == ()
    assert decisions(small_story()) == (2, 2)


def test_each_fault_is_said_where_it_is() -> None:
    story = small_story()
    lost = situation("X", option("x", "A"), option("y", "B"))
    assert errors(changed(story, lost)) == [("X", "Hierher führt kein Weg.")]
    dead = situation("E2")
    assert errors(changed(story, dead)) == [
        ("E2", "Eine Sackgasse: Hier gibt es nichts zu entscheiden."),
        ("A", "Hierher führt kein Weg."),
    ]
    nowhere = situation("E2", option("2a", ""), option("2b", "A"))
    assert errors(changed(story, nowhere)) == [
        ("E2", "Entscheidung a führt nirgends hin: So heißt keine Situation und kein Ende.")
    ]
    circle = situation("E2", option("2a", "E2"), option("2b", "E2"))
    assert ("E2", "Von hier führt kein Weg zu einem Ende, nur im Kreis.") in errors(
        changed(story, circle)
    )
    one = situation("E2", option("2a", "A"))
    assert errors(changed(story, one)) == [
        ("E2", "Eine Situation hat zwei bis vier Entscheidungen.")
    ]


def test_an_option_has_a_consequence_a_gain_and_a_price() -> None:
    idle = option("2a", "A", effect=Effect(), follows="", gain="")
    found = errors(changed(small_story(), situation("E2", idle, option("2b", "B"))))
    assert found == [
        ("E2", "Entscheidung a hat keine Folge: Nichts bewegt sich, nichts geschieht."),
        ("E2", "Entscheidung a muss Gewinn und Preis nennen."),
    ]


def test_three_endings_twelve_nodes_and_names_of_their_own() -> None:
    two = Story(START, tuple(n for n in small_story().nodes if n.id != "C"))
    assert ("", "Bisher gibt es 2 Enden. Erst ab drei lohnt es sich, Wege zu vergleichen.") in (
        errors(two)
    )
    many = changed(small_story(), *(ending(f"Z{n}") for n in range(7)))
    said = "Das sind 13 Situationen und Enden. Mehr als 12 behält niemand im Kopf."
    assert ("", said) in errors(many)
    twice = changed(small_story(), replace(ending("B"), code=" ende  a "))
    assert ("A", "„Ende A“ heißen zwei.") in errors(twice)


def test_an_empty_story_says_what_it_needs() -> None:
    assert errors(Story(START, ())) == [
        ("", "Ein Szenario braucht eine Situation, mit der es beginnt."),
        ("", "Bisher gibt es 0 Enden. Erst ab drei lohnt es sich, Wege zu vergleichen."),
    ]


def _walk(story: Story, node_id: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    node = story.node(node_id)
    if node is None or node_id in seen:
        return seen
    found = seen | {node_id}
    for item in node.options:
        found = _walk(story, item.next, found)
    return found


@given(any_stories())
def test_reaching_agrees_with_walking(story) -> None:
    first = story.first
    walked = _walk(story, first.id) if first else frozenset()
    assert {n for n in reachable(story) if story.node(n)} == walked
    hopeful = {n.id for n in story.nodes if {e.id for e in story.endings} & _walk(story, n.id)}
    assert ending_in_sight(story) == hopeful


@given(any_stories(at_most=12))
def test_every_node_has_a_place_of_its_own_in_the_picture(story) -> None:
    layout = lay_out(story)
    places = [(at.x, at.y) for at in layout.places.values()]
    assert set(layout.places) == {node.id for node in story.nodes}
    assert len(set(places)) == len(places)
    assert all(0 <= x <= WIDTH and 0 <= y <= layout.height for x, y in places)
