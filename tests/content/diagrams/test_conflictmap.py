"""The conflict map: who is on it, how large, how related, and nothing lies on anything."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.diagrams.conflictmap import KINDS, ConflictMap, Node, alternative, draw, laid_out
from content.diagrams.placing import inside, touch
from content.diagrams.relations import RELATIONS, Relation
from content.diagrams.scale import NARROW, WIDE, Scale
from tests.content.diagrams.plan_cases import crowd, ring

THREE = ConflictMap(
    "Landkarte",
    (
        Node("b", "Bürgermeisterin", "actor", 5),
        Node("w", "Beratung", "self", 2),
        Node("t", "Nachtruhe", "topic", 4),
    ),
    (Relation("b", "w", "influence"), Relation("w", "t", "tension")),
)
scales = pytest.mark.parametrize("scale", [WIDE, NARROW], ids=["wide", "narrow"])


def test_read_aloud() -> None:
    assert alternative(THREE).text() == (
        "Eine Konfliktlandkarte mit 3 Einträgen. "
        "Bürgermeisterin: Macht 5 von 5. Beratung (wir selbst): Macht 2 von 5. Thema: Nachtruhe. "
        "Einfluss: Bürgermeisterin auf Beratung (wir selbst). "
        "Spannung: Beratung (wir selbst) und Nachtruhe."
    )


def test_read_as_a_table_every_relation_is_said_from_both_sides() -> None:
    found = alternative(THREE)
    assert found.headers == ("Rolle, Gruppe oder Thema", "Art", "Macht", "Beziehungen")
    assert found.rows == (
        ("1 Bürgermeisterin", "Akteur:in", "5 von 5", "Einfluss auf: Beratung (wir selbst)"),
        (
            "2 Beratung (wir selbst)",
            "Wir selbst",
            "2 von 5",
            "beeinflusst von: Bürgermeisterin; Spannung: Nachtruhe",
        ),
        ("3 Nachtruhe", "Thema", "–", "Spannung: Beratung (wir selbst)"),
    )


def test_without_entries_it_says_so() -> None:
    assert alternative(ConflictMap("x")).text() == "Eine Konfliktlandkarte, noch ohne Einträge."
    assert "Noch keine Einträge" in draw(ConflictMap("x")).narrow.shapes


def radius(power: int) -> float:
    shapes = draw(ConflictMap("x", (Node("a", "A", power=power),))).wide.shapes
    return float(re.search(r'<circle cx="[\d.]+" cy="[\d.]+" r="([\d.]+)"', shapes)[1])


def test_power_is_size_and_unknown_power_is_the_middle() -> None:
    sizes = [radius(power) for power in range(1, 6)]
    assert sizes == sorted(set(sizes))
    assert radius(0) == radius(3)


def form(kind: str) -> list[str]:
    shapes = draw(ConflictMap("x", (Node("a", "A", kind, 3),))).wide.shapes
    return re.findall(r"<(circle|rect)", shapes.split("data-node", 1)[1].split("</g>", 1)[0])


def test_every_kind_has_a_form_of_its_own_whatever_its_colour() -> None:
    assert [form(kind) for kind in KINDS] == [["circle"], ["circle", "circle"], ["rect"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_said_in_the_legend(kind: str) -> None:
    shapes = draw(ConflictMap("x", (Node("a", "A", kind),))).narrow.shapes
    assert f">{KINDS[kind]}</tspan>" in shapes


def test_what_a_script_moves_says_what_it_is() -> None:
    shapes = draw(THREE).wide.shapes
    assert re.findall(r'data-node="(\w)" data-name="([^"]+)"', shapes) == [
        ("b", "Bürgermeisterin"),
        ("w", "Beratung (wir selbst)"),
        ("t", "Nachtruhe"),
    ]
    assert re.findall(r'data-from="(\w)" data-to="(\w)"', shapes) == [("b", "w"), ("w", "t")]


def test_what_cannot_be_drawn_is_left_out_and_twice_is_once() -> None:
    relations = (
        Relation("b", "?", "alliance"),
        Relation("b", "b", "alliance"),
        Relation("b", "t", ""),
        Relation("b", "t", "conflict"),
        Relation("t", "b", "conflict"),
        Relation("b", "w", "influence"),
        Relation("w", "b", "influence"),
    )
    found = ConflictMap("x", THREE.nodes, relations).known_relations()
    assert [(r.source, r.target, r.kind) for r in found] == [
        ("b", "t", "conflict"),
        ("b", "w", "influence"),
        ("w", "b", "influence"),
    ]


def test_marks_too_close_for_a_line_are_related_by_their_numbers() -> None:
    close = (Node("a", "A", x=50, y=50), Node("b", "B", x=50, y=50))
    drawn = draw(ConflictMap("x", close, (Relation("a", "b", "conflict"),)))
    assert ">1 – 2: Konflikt</tspan>" in drawn.wide.shapes


PLACES = st.none() | st.floats(0, 100)
NAMES = st.sampled_from(["Rat", "Jugendliche am Brunnenplatz", "Verein für Nachbarschaft e. V."])


@scales
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_no_name_lies_on_a_mark_or_another_name(scale: Scale, data) -> None:
    count = data.draw(st.integers(1, 30))
    nodes = tuple(
        Node(
            f"{n}",
            data.draw(NAMES),
            data.draw(st.sampled_from(list(KINDS))),
            data.draw(st.integers(0, 5)),
            data.draw(PLACES),
            data.draw(PLACES),
        )
        for n in range(count)
    )
    layout = laid_out(scale, ConflictMap("x", nodes))
    boxes = [spot.box for spot in layout.spots] + [box for box in layout.names if box]
    assert all(inside(layout.frame, box) for box in boxes)
    assert not any(touch(a, b) for a, b in combinations(boxes, 2))


@scales
@pytest.mark.parametrize("count", [1, 8, 12, 40, 150, 190])
def test_every_name_is_on_the_map_or_in_the_key(scale: Scale, count: int) -> None:
    nodes = ConflictMap("x", crowd(count), ring(crowd(count)))
    shapes = getattr(draw(nodes), scale.layout).shapes
    for node in nodes.nodes[:60]:
        assert re.search(rf">(?:\d+ )?{node.name}\b", shapes) or node.label in shapes
    assert not any(touch(a.box, b.box) for a, b in combinations(laid_out(scale, nodes).spots, 2))


def test_every_relation_has_a_form_of_its_own() -> None:
    def forms(kind: str) -> tuple[tuple[bool, bool], ...]:
        drawn = draw(ConflictMap("x", THREE.nodes, (Relation("b", "t", kind),))).wide.shapes
        line = drawn.split("data-from", 1)[1].split("</g>", 1)[0]
        paths = re.findall(r"<path[^>]+>", line)
        return tuple(('Z"' in path, "dasharray" in path) for path in paths)

    assert len({forms(kind) for kind in RELATIONS}) == len(RELATIONS)
