"""The crisis curve: it goes through its values and nowhere else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from content.blocks.body import LessonBody
from content.diagrams.crisiscurve import STEPS, CrisisCurve, Phase, alternative, draw, wave
from tests.content.diagrams.process_cases import crisiscurve
from tests.content.diagrams.saving import complaints

TWO = CrisisCurve(
    "Krise",
    (Phase("Latent", 1, 40, ("Signale prüfen", "Gespräche suchen")), Phase("Akut", 3, 100)),
)
STRAINS = st.lists(st.integers(0, 100), min_size=1, max_size=12)


def test_read_aloud() -> None:
    assert alternative(TWO).text() == (
        "Eine Krisenkurve mit 2 Phasen. Die Belastung ist am höchsten in Phase 2, Akut. "
        "Phase 1, Latent: Stufe 1, gelb, Belastung 40 von 100. "
        "Zu tun: Signale prüfen und Gespräche suchen. "
        "Phase 2, Akut: Stufe 3, rot, Belastung 100 von 100."
    )


def test_read_as_a_table() -> None:
    found = alternative(TWO)
    assert found.headers == ("Phase", "Stufe", "Belastung", "Was zu tun ist")
    assert found.rows == (
        ("Latent", "Stufe 1, gelb", "40 von 100", "Signale prüfen; Gespräche suchen"),
        ("Akut", "Stufe 3, rot", "100 von 100", "–"),
    )


def test_two_phases_equally_high_have_no_summit() -> None:
    level = CrisisCurve("Krise", (Phase("Eins", 1, 40), Phase("Zwei", 2, 40)))
    assert alternative(level).sentences[1].startswith("Phase 1, Eins")


def test_without_phases_it_says_so() -> None:
    assert alternative(CrisisCurve("Leer")).text() == "Eine Krisenkurve, noch ohne Phasen."
    assert "Noch keine Einträge" in draw(CrisisCurve("Leer")).wide.shapes


@given(STRAINS)
def test_the_curve_meets_every_value_in_the_middle_of_its_phase(strains: list[int]) -> None:
    middles = [round(samples[STEPS // 2], 6) for samples in wave(strains)]
    assert middles == strains


@given(STRAINS)
def test_the_curve_has_no_summit_and_no_dip_of_its_own(strains: list[int]) -> None:
    curve = [value for samples in wave(strains) for value in samples]
    assert min(curve) >= -1e-9
    assert max(curve) <= max(strains) + 1e-9


@given(STRAINS)
def test_phases_join_without_a_step(strains: list[int]) -> None:
    for before, after in pairwise(wave(strains)):
        assert round(before[-1], 6) == round(after[0], 6)


def test_a_colour_that_is_none_is_drawn_as_calm() -> None:
    block = LessonBody().child_blocks["crisiscurve"]
    value = block.to_python(crisiscurve("Krise", ("Eins", "purple", 1, []))[1])
    assert "Stufe 0, grün" in block.draw(value).alternative.text()


def test_no_phase_and_two_hundred_are_refused() -> None:
    assert complaints(crisiscurve("Krise")) == {
        "phases": ["Das Bild braucht hier mindestens 2 Einträge."]
    }
    found = complaints(crisiscurve("Krise", *[("Eins", "green", 1, [])] * 200))
    assert found["phases"][0].startswith("In einem Bild sind höchstens 6 Einträge lesbar")


def test_a_strain_above_a_hundred_is_refused() -> None:
    phases = ("Eins", "green", 1, []), ("Zwei", "red", 101, [])
    assert list(complaints(crisiscurve("Krise", *phases))) == ["phases"]
