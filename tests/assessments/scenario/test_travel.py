"""Reading szenario.yaml: what could not be played is refused with its line."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given

from assessments.scenario.blocks import sketch_block
from assessments.scenario.checks import check, decisions
from assessments.scenario.reading import story_of
from assessments.scenario.story import Dials, Story
from assessments.scenario.travel import FORM
from courses.curriculum.travel.source import BrokenFile, read
from tests.assessments.scenario.stories import (
    START,
    any_stories,
    as_stream,
    ending,
    option,
    situation,
    small_story,
)

CURRICULUM = Path(__file__).resolve().parents[3] / "lms" / "curriculum"
FILES = sorted(CURRICULUM.glob("modul-*/szenario*.yaml"))


def told(story: Story) -> dict[str, Any]:
    return {
        "title": "Brunnenplatz",
        "slug": "szenario",
        "role": "Sie begleiten.",
        "intro": "Es ist laut.",
        "minutes": 15,
        "escalation": story.start.escalation,
        "trust": story.start.trust,
        "room": story.start.room,
        "nodes": as_stream(story),
    }


def written(story: Story) -> str:
    [text] = FORM.write(str(uuid4()), "scenario", told(story), "szenario.yaml").values()
    return text


def reading(folder: Path, text: str) -> dict[str, Any]:
    path = folder / "szenario.yaml"
    path.write_text(text, encoding="utf-8")
    return FORM.read(read(folder, path))


def read_back(values: dict[str, Any]) -> Story:
    dials = Dials(values["escalation"], values["trust"], values["room"])
    return story_of(sketch_block().to_python(values["nodes"]), dials)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_scenario_of_the_curriculum_is_as_authors_are_asked(path: Path) -> None:
    story = read_back(FORM.read(read(CURRICULUM, path)))
    assert [finding.text for finding in check(story)] == []
    assert decisions(story)[1] == 3
    assert all(option.follows and option.detail for n in story.nodes for option in n.options)


def test_there_are_scenarios_to_look_at() -> None:
    assert FILES


def test_a_scenario_comes_back_byte_for_byte(tmp_path) -> None:
    text = written(small_story())
    values = reading(tmp_path, text)
    [again] = FORM.write(_key(text), "scenario", values, "szenario.yaml").values()
    assert again == text
    assert [node.code for node in read_back(values).nodes] == [
        node.code for node in small_story().nodes
    ]


def _key(text: str) -> str:
    return re.findall(r"^key: (.+)$", text, re.MULTILINE)[0]


BROKEN = [
    ("next: E2", "next: E9", "führt nirgends hin"),
    ("code: Ende C", "code: Ende B", "führt nirgends hin"),
    ("type: ending", "type: ende", "„type“ ist eines von: situation, ending."),
    ("gain: ein Gewinn", "gain: ''", "Gewinn und Preis"),
    ("escalation: 1", "escalation: viel", "„escalation“"),
]


@pytest.mark.parametrize(("good", "bad", "said"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_broken_file_is_told_with_its_line(tmp_path, good, bad, said) -> None:
    text = written(small_story())
    assert good in text
    with pytest.raises(BrokenFile) as refused:
        reading(tmp_path, text.replace(good, bad, 1))
    assert said in str(refused.value)
    assert refused.value.complaint.line > 1


@given(any_stories())
def test_blocks_hold_what_a_story_says(story) -> None:
    read = story_of(sketch_block().to_python(as_stream(story)), story.start)
    assert [n.title for n in read.nodes] == [n.title for n in story.nodes]
    targets = [[o.next and read.node(o.next).title for o in n.options] for n in read.nodes]
    assert targets == [
        [o.next and story.node(o.next).title for o in n.options] for n in story.nodes
    ]
    assert [[o.effect for o in n.options] for n in read.nodes] == [
        [o.effect for o in n.options] for n in story.nodes
    ]


# Decisions and options of the seven scenarios of the programme, in their order.
SEVEN = {
    "S1 Brunnenplatz": (
        "Verbotszone Hingehen Tisch",
        "Einordnen Einzeln Abwarten",
        "Probe Streetwork Ordnung",
    ),
    "S2 Jugendtreff West": (
        "Amtsleitung Getrennt Öffentlich",
        "Notieren Grenzen Ignorieren",
        "Zitate Muster Mündlich",
    ),
    "S3 Windpark Oberlinden": (
        "Annehmen Verhandeln Ablehnen",
        "Investor Kommune Offenlegen",
        "Vortrag Faktenklärung Abwehren",
    ),
    "S4 Gerberstraße": (
        "Abend Nachbarschaft Website",
        "Ausreden Regel Abbruch",
        "Schluss Begleitgruppe Presse",
    ),
    "S5 Gebetshaus Südring": (
        "Gutachten Trennen Vertagen",
        "Intern Anzeige Veröffentlichen",
        "Fest Vereinbarung Auflage",
    ),
    "S6 Montagabend": (
        "Egal Schutz Skandal",
        "Einzeln Kollegial Schweigen",
        "Podium Gespräche Absage",
    ),
    "S7 Freitag, 18.40 Uhr": (
        "Alarm Prüfen Warten",
        "Botschaft Schutz Mobilisieren",
        "Nachsorge Bericht Ende",
    ),
}


@pytest.mark.parametrize("name", SEVEN)
def test_each_of_the_seven_can_be_entered_without_a_field_missing(name) -> None:
    first, second, third = (list(row.split()) for row in SEVEN[name])
    story = Story(
        START,
        (
            _asks("E1", first, ["E2", "E2", "E2"]),
            _asks("E2", second, ["E3", "E3", "E3"]),
            _asks("E3", third, ["A", "B", "C"]),
            *(ending(end, text="Auswertung mit Theorie.") for end in "ABC"),
        ),
    )
    assert [finding for finding in check(story) if finding.error] == []
    read = story_of(sketch_block().to_python(as_stream(story)), story.start)
    assert [[o.text for o in n.options] for n in read.nodes[:3]] == [first, second, third]


def _asks(code: str, words: list[str], targets: list[str]) -> Any:
    rows = zip(words, targets, strict=True)
    return situation(
        code,
        *(
            option(f"{code}{n}", to, text=word, detail="Was das hieße.", lesson=None)
            for n, (word, to) in enumerate(rows)
        ),
    )
