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


def group(name: str, *items: str, **more: str) -> dict[str, Any]:
    return {"name": name, "items": list(items), **more}


def titled(kind: str, title: str, **value: Any) -> Case:
    return kind, {"title": title, "caption": "", **value}


SQUARE = "Der Brunnenplatz wird von drei Gruppen beansprucht, und niemand handelt Regeln aus"
ORDINARY: list[Case] = [
    *process_cases.ORDINARY,
    stairs(NINE, HELPS, ZONES, []),
    stairs(NINE[:5], HELPS[:2], [], [("Jugendliche am Platz", 3), ("Anwohnende", 4)], "Der Platz"),
    titled(
        "triangle",
        "Das Konfliktdreieck",
        behaviour=["41 Beschwerden in drei Wochen", "Wortgefechte am Abend", "Ein Video kursiert"],
        attitudes=["„Die wollen uns weghaben“", "„Hier gilt keine Regel mehr“", "Misstrauen"],
        matter=["Ein Platz, drei Nutzungen", "Kein anderer Ort für Jugendliche", "Nachtruhe"],
    ),
    titled(
        "iceberg",
        "Der Konflikt-Eisberg",
        visible=["Lärm", "Beschwerden", "Forderung nach Alkoholverbot"],
        layers=[
            group("Interessen", "Nachtruhe", "Umsatz", "ein Ort ohne Aufsicht"),
            group("Gefühle", "Ohnmacht", "Kränkung", "Angst vor Abstieg"),
            group("Werte", "Ordnung", "Freiheit", "Respekt"),
            group("Geschichte", "geschlossenes Jugendhaus", "versprochene Umgestaltung"),
        ],
    ),
    titled(
        "conflicttree",
        "Der Konfliktbaum",
        core=SQUARE,
        effects=[
            "Beschwerden und Anzeigen",
            "Jugendliche weichen in die Unterführung aus",
            "Umsatzverlust der Gastronomie",
            "Polarisierte Ratsdebatte",
            "Vertrauensverlust gegenüber der Verwaltung",
        ],
        causes=[
            "Schließung des Jugendhauses 2023",
            "Keine Zuständigkeit für den Platz am Abend",
            "Sanierung ohne Beteiligung der Jugendlichen",
            "Wohnungsverdichtung ohne Freiräume",
        ],
    ),
    titled(
        "onion",
        "Das Zwiebelmodell",
        layers=[
            group(
                "Positionen",
                "Alkoholverbot jetzt!",
                "Der Platz gehört allen",
                question="Was wird gefordert?",
            ),
            group("Interessen", "Ruhe nach 22 Uhr", "ein Treffpunkt", question="Wozu dient das?"),
            group("Bedürfnisse", "Sicherheit", "Anerkennung", question="Was ist unverzichtbar?"),
        ],
    ),
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
    titled("triangle", "Leer", behaviour=[], attitudes=[], matter=[]),
    titled("triangle", LONG, behaviour=[LONG] * 3, attitudes=[LONG] * 9, matter=["a"]),
    titled("triangle", STRANGE, behaviour=[STRANGE], attitudes=["x"] * 200, matter=[]),
    titled("iceberg", "Leer", visible=[], layers=[]),
    titled(
        "iceberg",
        LONG,
        visible=[LONG] * 3,
        layers=[group(LONG, *[LONG] * (i + 1)) for i in range(5)],
    ),
    titled(
        "iceberg",
        STRANGE,
        visible=[STRANGE] * 9,
        layers=[group(f"Schicht {i}", *["Wort"] * (i % 3)) for i in range(200)],
    ),
    titled("conflicttree", "Leer", core="", effects=[], causes=[]),
    titled("conflicttree", "Einer", core=LONG, effects=[LONG], causes=["Kurz"]),
    titled("conflicttree", "Viele", core="Kern", effects=[LONG, "x"] * 6, causes=[LONG, "b", "c"]),
    titled("conflicttree", STRANGE, core=STRANGE, effects=["x"] * 200, causes=[STRANGE] * 200),
    titled("onion", "Leer", layers=[]),
    titled("onion", "Eine", layers=[group("Einzige Schicht", LONG, question="")]),
    titled(
        "onion",
        LONG,
        layers=[group(LONG if i == 2 else f"Teil {i}", LONG, question=LONG) for i in range(7)],
    ),
    titled("onion", STRANGE, layers=[group(STRANGE, question=STRANGE) for _ in range(200)]),
]
