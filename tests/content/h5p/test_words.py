"""The report in plain sentences. Nothing here needs a database."""

from typing import Any

import pytest
from django.utils import translation

from content.h5p.words import parts_of

REPORT: dict[str, Any] = {
    "title": "Zuhören",
    "language": "de",
    "type": "Test.Scored 1.0",
    "type_title": "Test scored",
    "languages": ["de", "en"],
    "license": "CC BY",
    "license_version": "4.0",
    "authors": ["Elif Şahin"],
    "source": "",
    "files": 0,
    "bytes": 0,
    "new": [],
    "newer": [],
    "older": [],
    "withheld": [],
    "same": 0,
    "missing": [],
    "hosts": [],
    "needs_eval": [],
    "missing_media": [],
    "ballast": 0,
}
LIBRARY = {"title": "Test base", "version": "1.0.2"}


@pytest.fixture(autouse=True)
def in_german() -> Any:
    with translation.override("de"):
        yield


def lines(heading: str, **changes: Any) -> list[str]:
    parts = parts_of({**REPORT, **changes}, note="Hinweis.", installers=["Kim Falk"])
    return [line for part in parts if part.heading == heading for line in part.lines]


def test_a_package_that_is_well_says_what_it_is() -> None:
    parts = parts_of(REPORT, note="Hinweis.", installers=[])
    assert [(part.heading, part.lines) for part in parts] == [
        (
            "Was es ist",
            (
                "Inhaltstyp: Test scored (Test.Scored 1.0).",
                "Sprache des Inhalts: Deutsch.",
                "Die Texte des Inhaltstyps gibt es auf Deutsch und in 1 weiterer Sprache.",
            ),
        ),
        ("Barrierefreiheit", ("Hinweis.",)),
        ("Rechte", ("Lizenz: CC BY 4.0.", "Autor:innen: Elif Şahin.")),
    ]


def test_nothing_is_said_before_something_was_found() -> None:
    assert parts_of({}, note="", installers=[]) == []


def test_what_is_missing_comes_first_with_a_way_to_get_it() -> None:
    missing = [{"name": "A 1.0", "brought": True}, {"name": "B 1.0", "brought": False}]
    first = parts_of({**REPORT, "missing": missing}, note="", installers=["Kim Falk"])[0]
    assert (first.heading, first.is_serious) == ("Was fehlt", True)
    assert first.lines[0].endswith("nicht installiert: A 1.0.")
    assert first.lines[1].endswith("unter „H5P“: Kim Falk.")
    assert first.lines[2].endswith("noch installiert: B 1.0.")
    assert "Als .h5p-Datei herunterladen" in first.lines[3]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"new": [LIBRARY]}, "Neu: Test base 1.0.2."),
        ({"newer": [{**LIBRARY, "here": "1.0.1"}]}, "Neuer: Test base 1.0.2 ersetzt 1.0.1."),
        (
            {"older": [{**LIBRARY, "here": "1.0.5"}]},
            "Test base: Das Paket bringt 1.0.2 mit, die neuere 1.0.5 bleibt.",
        ),
        (
            {"withheld": [LIBRARY]},
            "Nicht aus dem Paket übernommen: Test base 1.0.2. Es spielt mit dem, was installiert "
            "ist.",
        ),
        ({"same": 1}, "1 Bibliothek war schon da."),
        ({"same": 3}, "3 Bibliotheken waren schon da."),
    ],
)
def test_what_becomes_of_libraries(changes: dict[str, Any], sentence: str) -> None:
    assert lines("Bibliotheken", **changes) == [sentence]


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"hosts": ["www.youtube.com"]}, "niemand erlaubt: www.youtube.com."),
        ({"missing_media": ["images/a.png"]}, "die er nicht mitbringt: images/a.png."),
        ({"needs_eval": ["Test base"]}, "in einem abgeschlossenen Rahmen: Test base."),
        ({"ballast": 2}, "2 Dateien, die zum Spielen niemand braucht, wurden weggelassen."),
    ],
)
def test_what_somebody_should_look_at(changes: dict[str, Any], end: str) -> None:
    (line,) = lines("Bitte ansehen", **changes)
    assert line.endswith(end)


@pytest.mark.parametrize("license_word", ["", "U"])
def test_a_licence_that_is_not_given(license_word: str) -> None:
    assert lines("Rechte", license=license_word)[0].startswith("Es ist keine Lizenz angegeben.")


def test_a_type_that_does_not_speak_the_readers_language() -> None:
    told = lines("Was es ist", languages=["en"])[-1]
    assert told == "Die Texte des Inhaltstyps gibt es nicht auf Deutsch."


def test_files_are_counted_with_their_size() -> None:
    assert lines("Was es ist", files=2, bytes=3 * 1024 * 1024)[-1] == (
        "2 Bilder, Aufnahmen oder Dokumente, 3,0\xa0MB."
    )
