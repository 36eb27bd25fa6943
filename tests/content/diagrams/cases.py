"""What the diagrams are tried with: ordinary data, and data nobody should fill in.

A case is what a block holds: (name of the block, its value as JSON). The ordinary ones pass
`clean`; the hard ones need not, but drawing must not break, overlap or leave the picture.
"""

from typing import Any

from tests.content.diagrams import process_cases
from tests.content.diagrams.texts import LONG, STRANGE, Case

NINE = [
    ("Verhärtung", "Standpunkte prallen aufeinander"),
    ("Debatte, Polemik", "Es geht ums Rechthaben"),
    ("Taten statt Worte", "Vollendete Tatsachen"),
    ("Image und Koalitionen", "Verbündete werden gesucht"),
    ("Gesichtsverlust", "Das Gegenüber wird bloßgestellt"),
    ("Drohstrategien", "Ultimaten bestimmen das Handeln"),
    ("Begrenzte Vernichtungsschläge", "Eigener Schaden zählt kaum noch"),
    ("Zersplitterung", "Das Umfeld wird zerstört"),
    ("Gemeinsam in den Abgrund", "Kein Weg zurück"),
]
HELPS = [
    ("Moderation", 1, 3),
    ("Prozessbegleitung", 3, 5),
    ("Soziotherapeutische Begleitung", 4, 6),
    ("Vermittlung, Mediation", 5, 7),
    ("Schiedsverfahren", 6, 8),
    ("Machteingriff", 7, 9),
]
ZONES = [("Alle können gewinnen", 1, 3), ("Eine Seite gewinnt", 4, 6), ("Alle verlieren", 7, 9)]


def stairs(
    steps: list[tuple[str, str]],
    helps: list[tuple[str, int, int]],
    zones: list[tuple[str, int, int]],
    parties: list[tuple[str, int]],
    title: str = "Stufen der Eskalation und passende Hilfe",
) -> Case:
    def spans(found: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
        return [{"name": name, "first": first, "last": last} for name, first, last in found]

    return "stairs", {
        "title": title,
        "caption": "Neun Stufen nach Glasl, in eigenen Worten.",
        "steps": [{"name": name, "hint": hint} for name, hint in steps],
        "helps": spans(helps),
        "zones": spans(zones),
        "parties": [{"name": name, "step": step} for name, step in parties],
    }


ORDINARY: list[Case] = [
    *process_cases.ORDINARY,
    stairs(NINE, HELPS, ZONES, []),
    stairs(NINE[:5], HELPS[:2], [], [("Jugendliche am Platz", 3), ("Anwohnende", 4)], "Der Platz"),
]

HARD: list[Case] = [
    *process_cases.HARD,
    stairs([], [], [], [], "Leer"),
    stairs([(STRANGE, STRANGE)], [(STRANGE, 1, 1)], [(STRANGE, 1, 1)], [(STRANGE, 1)], STRANGE),
    stairs(
        [(f"{LONG} {i}", LONG) for i in range(4)],
        [(LONG, 1, 2), ("Kurz", 2, 3), (LONG, 2, 4), ("Weg", 3, 9), (LONG, 3, 4)],
        [(LONG, 1, 2), (LONG, 3, 4)],
        [(LONG, 2), ("Kurz", 2)],
        LONG,
    ),
    stairs(
        [(f"Stufe {i}", "") for i in range(200)],
        [(f"Hilfe {i}", i % 190 + 1, i % 190 + 9) for i in range(200)],
        ZONES,
        [(f"Wir {i}", i + 1) for i in range(200)],
        "Zweihundert",
    ),
]
