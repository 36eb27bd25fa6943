"""The force field: arrows grow with their forces, and the words say the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.diagrams.canvas import Canvas
from content.diagrams.forcefield import Force, ForceField, alternative, draw, picture
from content.diagrams.scale import NARROW, WIDE
from tests.content.diagrams.process_cases import forcefield
from tests.content.diagrams.saving import complaints

FIELD = ForceField(
    "Kraftfeld",
    "Ein Gespräch bis Mitte Dezember",
    driving=(Force("Amtsleitung unterstützt", 2),),
    restraining=(Force("Team fühlt sich beschuldigt.", 5), Force("Wenig Zeit", 2)),
)


def test_read_aloud() -> None:
    assert alternative(FIELD).text() == (
        "Ein Kraftfeld zum Ziel: Ein Gespräch bis Mitte Dezember. "
        "Eine treibende Kraft: Amtsleitung unterstützt (Stärke 2 von 5). "
        "2 hemmende Kräfte: Team fühlt sich beschuldigt (Stärke 5 von 5). "
        "Wenig Zeit (Stärke 2 von 5)."
    )


def test_read_as_a_table() -> None:
    found = alternative(FIELD)
    assert found.headers == ("Kraft", "Richtung", "Stärke")
    assert found.rows == (
        ("Ein Gespräch bis Mitte Dezember", "Ziel", "–"),
        ("Amtsleitung unterstützt", "treibend", "2 von 5"),
        ("Team fühlt sich beschuldigt.", "hemmend", "5 von 5"),
        ("Wenig Zeit", "hemmend", "2 von 5"),
    )


def test_without_anything_it_says_so() -> None:
    assert alternative(ForceField("Kraftfeld")).text() == (
        "Ein Kraftfeld, noch ohne Ziel. Noch keine treibenden Kräfte. Noch keine hemmenden Kräfte."
    )
    assert draw(ForceField("Kraftfeld")).wide.shapes.count("Noch keine Einträge") == 3


def reach(force: Force, layout: str) -> float:
    """How far the arrow of a driving force reaches, in units."""
    canvas = Canvas()
    picture(canvas, NARROW if layout == "narrow" else WIDE, ForceField("x", "y", (force,)))
    path = re.findall(r'<path d="M([^"]+)Z"', canvas.shapes())[0]
    across = [float(point.split()[0]) for point in path.split("L")]
    return max(across) - min(across)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@given(strength=st.integers(1, 4))
def test_a_stronger_force_has_a_longer_arrow(layout: str, strength: int) -> None:
    assert reach(Force("a", strength), layout) < reach(Force("a", strength + 1), layout)


@given(st.integers())
def test_a_strength_beyond_the_five_is_said_as_it_is_drawn(strength: int) -> None:
    (force,) = alternative(ForceField("x", driving=(Force("a", strength),))).rows
    assert force[2] in {"1 von 5", "2 von 5", "3 von 5", "4 von 5", "5 von 5"}


def test_a_side_without_forces_and_one_with_two_hundred_are_refused() -> None:
    crowd = [(f"Kraft {i}", 3) for i in range(200)]
    assert complaints(forcefield("Kraftfeld", "Ziel", [], crowd)) == {
        "driving": ["Das Bild braucht hier mindestens einen Eintrag."],
        "restraining": [
            "In einem Bild sind höchstens 12 Einträge lesbar, hier sind es 200. "
            "Bitte kürzen Sie die Liste oder nutzen Sie zwei Bilder."
        ],
    }


def test_a_strength_of_nine_is_refused() -> None:
    found = complaints(forcefield("Kraftfeld", "Ziel", [("a", 9)], [("b", 1)]))
    assert list(found) == ["driving"]
    assert "5" in found["driving"][0]
