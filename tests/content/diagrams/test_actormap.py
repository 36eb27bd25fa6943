"""The actor map: who stands where, who stands how to whom, and nobody is lost."""

import re

import pytest

from content.blocks.comparing import in_words
from content.diagrams.actormap import STANCES, Actor, ActorMap, alternative, draw
from content.diagrams.relations import RELATIONS, Relation
from tests.content.diagrams.process_cases import actormap
from tests.content.diagrams.saving import BODY, complaints

THREE = ActorMap(
    "Beteiligte",
    (
        Actor("b", "Bürgermeisterin", 5, 3, "supportive"),
        Actor("j", "Jugendliche", 1, 5),
        Actor("n", "Nachbarn", 3, 4, "opposed"),
    ),
    (Relation("b", "n", "influence"), Relation("n", "j", "conflict")),
)
ROLES = [("Bürgermeisterin", 5, 3, "supportive"), ("Jugendliche", 1, 5, "ambivalent")]


def test_read_aloud() -> None:
    assert alternative(THREE).text() == (
        "Eine Akteurslandkarte mit 3 Rollen. "
        "Bürgermeisterin: Einfluss 5 von 5, Betroffenheit 3 von 5, unterstützend. "
        "Jugendliche: Einfluss 1 von 5, Betroffenheit 5 von 5, ambivalent. "
        "Nachbarn: Einfluss 3 von 5, Betroffenheit 4 von 5, ablehnend. "
        "Leise, aber betroffen: Jugendliche. "
        "Einfluss: Bürgermeisterin auf Nachbarn. Konflikt: Nachbarn und Jugendliche."
    )


def test_read_as_a_table_every_relation_is_said_from_both_sides() -> None:
    assert [(row[0], row[-1]) for row in alternative(THREE).rows] == [
        ("1 Bürgermeisterin", "Einfluss auf: Nachbarn"),
        ("2 Jugendliche", "Konflikt: Nachbarn"),
        ("3 Nachbarn", "beeinflusst von: Bürgermeisterin; Konflikt: Jugendliche"),
    ]


def test_without_actors_it_says_so() -> None:
    assert alternative(ActorMap("x")).text() == "Eine Akteurslandkarte, noch ohne Beteiligte."
    assert "Noch keine Einträge" in draw(ActorMap("x")).narrow.shapes


def test_without_relations_it_says_so() -> None:
    alone = ActorMap("x", (Actor("b", "Bürgermeisterin", 5, 3),))
    assert alternative(alone).sentences[-1] == "Beziehungen sind nicht eingezeichnet."


def test_what_cannot_be_drawn_is_left_out_of_picture_and_words() -> None:
    loose = (Relation("b", "?", "alliance"), Relation("b", "b", "alliance"), Relation("b", "j", ""))
    assert ActorMap("x", THREE.actors, loose).known_relations() == []


def form(kind: str) -> tuple[tuple[bool, bool], ...]:
    """Closed or open, dashed or not: every path that a relation of this kind adds to the map."""
    alone = draw(ActorMap("x", THREE.actors)).wide.shapes
    related = draw(ActorMap("x", THREE.actors, (Relation("b", "j", kind),))).wide.shapes
    paths = [path for path in re.findall(r"<path[^>]+>", related) if path not in alone]
    return tuple(('Z"' in path, "dasharray" in path) for path in paths)


def test_every_relation_has_a_form_of_its_own_whatever_its_colour() -> None:
    assert len({form(kind) for kind in RELATIONS}) == len(RELATIONS)


@pytest.mark.parametrize("stance", STANCES)
def test_a_stance_is_said_in_the_legend(stance: str) -> None:
    shapes = draw(ActorMap("x", (Actor("b", "B", 3, 3, stance),))).narrow.shapes
    assert f">{STANCES[stance]}</tspan>" in shapes


def test_marks_too_close_for_a_line_are_related_by_their_numbers() -> None:
    close = (Actor("a", "A", 3, 3), Actor("b", "B", 3, 3))
    drawn = draw(ActorMap("x", close, (Relation("a", "b", "influence"),)))
    assert ">1 → 2: Einfluss</tspan>" in drawn.narrow.shapes


def test_a_heap_says_who_is_in_it() -> None:
    crowd = tuple(Actor(f"{i}", f"Rolle {i}", 3, 3) for i in range(5))
    assert ">× 5: 1, 2, 3, 4, 5</tspan>" in draw(ActorMap("x", crowd)).narrow.shapes


def test_a_relation_to_a_role_that_is_missing_is_refused_by_name() -> None:
    case = actormap("Karte", ROLES, [("Jugendliche", "Feuerwehr", "alliance")])
    assert complaints(case) == {
        "relations": [
            "„Feuerwehr“ steht oben nicht unter den Rollen und Gruppen. "
            "Ergänzen Sie die Rolle dort, oder schreiben Sie den Namen wie dort."
        ]
    }


def test_capitals_and_stray_spaces_do_not_make_another_role() -> None:
    related = [("jugendliche ", "BÜRGERMEISTERIN", "tension")]
    assert complaints(actormap("Karte", ROLES, related)) == {}
    block = BODY.child_blocks["actormap"]
    drawn = block.draw(block.to_python(actormap("Karte", ROLES, related)[1]))
    assert drawn.alternative.sentences[-1] == "Spannung: Jugendliche und Bürgermeisterin."


@pytest.mark.parametrize(
    ("roles", "relations", "field", "sentence"),
    [
        (
            [*ROLES, ("jugendliche", 2, 2, "opposed")],
            [],
            "actors",
            "„Jugendliche“ steht hier zweimal. Beziehungen brauchen einen Namen je Rolle.",
        ),
        (
            ROLES,
            [("Jugendliche", "Jugendliche", "conflict")],
            "relations",
            "„Jugendliche“ kann keine Beziehung zu sich selbst haben.",
        ),
        (
            ROLES,
            [("Jugendliche", "Bürgermeisterin", kind) for kind in ("conflict", "tension")],
            "relations",
            "Von „Jugendliche“ zu „Bürgermeisterin“ gibt es zwei Beziehungen. "
            "Wählen Sie die wichtigere.",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(roles, relations, field, sentence) -> None:
    assert complaints(actormap("Karte", roles, relations)) == {field: [sentence]}


def test_influence_may_go_both_ways() -> None:
    both = [("Jugendliche", "Bürgermeisterin", "influence")]
    both += [(target, source, kind) for source, target, kind in both]
    assert complaints(actormap("Karte", ROLES, both)) == {}


def test_one_role_and_two_hundred_are_refused() -> None:
    assert complaints(actormap("Karte", ROLES[:1], [])) == {
        "actors": ["Das Bild braucht hier mindestens 2 Einträge."]
    }
    crowd = [(f"Rolle {i}", 3, 3, "opposed") for i in range(200)]
    found = complaints(actormap("Karte", crowd, []))
    assert found["actors"][0].startswith("In einem Bild sind höchstens 30 Einträge lesbar")


def test_a_comparison_names_choices_as_readers_know_them() -> None:
    block = BODY.child_blocks["actormap"]
    related = [("Jugendliche", "Bürgermeisterin", "broken")]
    said = in_words(block, block.to_python(actormap("Karte", ROLES, related)[1]))
    assert "Haltung: unterstützend" in said
    assert "Art: Kontakt abgebrochen" in said
