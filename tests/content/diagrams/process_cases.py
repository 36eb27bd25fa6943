"""Cases for what moves: forces, time, actors and crises."""

from tests.content.diagrams.texts import LONG, STRANGE, Case

Forces = list[tuple[str, int]]
STANCES = ("supportive", "ambivalent", "opposed", "destructive")
RELATIONS = ("alliance", "tension", "conflict", "broken", "influence")
KINDS = ("event", "trigger", "turn", "measure")
LEVELS = ("green", "yellow", "orange", "red", "blue")


def forcefield(title: str, goal: str, driving: Forces, restraining: Forces) -> Case:
    def forces(found: Forces) -> list[dict[str, object]]:
        return [{"name": name, "strength": strength} for name, strength in found]

    sides = {"driving": forces(driving), "restraining": forces(restraining)}
    return "forcefield", {"title": title, "caption": "", "goal": goal, **sides}


def timeline(title: str, *entries: tuple[str, str, str, str]) -> Case:
    names = ("when", "name", "kind", "note")
    filled = [dict(zip(names, entry, strict=True)) for entry in entries]
    return "timeline", {"title": title, "caption": "", "entries": filled}


def actormap(
    title: str, actors: list[tuple[str, int, int, str]], relations: list[tuple[str, str, str]]
) -> Case:
    fields = ("name", "influence", "affected", "stance")
    return "actormap", {
        "title": title,
        "caption": "",
        "actors": [dict(zip(fields, actor, strict=True)) for actor in actors],
        "relations": [
            {"source": source, "target": target, "kind": kind} for source, target, kind in relations
        ],
    }


def crisiscurve(title: str, *phases: tuple[str, str, int, list[str]]) -> Case:
    names = ("name", "level", "strain", "tasks")
    filled = [dict(zip(names, phase, strict=True)) for phase in phases]
    return "crisiscurve", {"title": title, "caption": "", "phases": filled}


ACTORS = [
    ("Bürgermeisterin", 5, 3, "supportive"),
    ("Ordnungsamt", 4, 3, "ambivalent"),
    ("Jugendtreff", 2, 4, "supportive"),
    ("Jugendliche am Brunnenplatz", 1, 5, "ambivalent"),
    ("Anwohnende", 3, 5, "opposed"),
    ("Gastronomie", 3, 4, "opposed"),
    ("Bürgerinitiative „Quellingen hört zu“", 4, 2, "destructive"),
    ("Polizei", 4, 2, "ambivalent"),
    ("PfD-Koordination", 2, 2, "supportive"),
    ("Geflüchtete in der Gerberstraße", 1, 4, "ambivalent"),
]
BETWEEN = [
    ("Bürgermeisterin", "Ordnungsamt", "influence"),
    ("Jugendtreff", "Jugendliche am Brunnenplatz", "alliance"),
    ("Anwohnende", "Jugendliche am Brunnenplatz", "conflict"),
    ("Anwohnende", "Gastronomie", "alliance"),
    ("Bürgerinitiative „Quellingen hört zu“", "Bürgermeisterin", "tension"),
    ("Bürgerinitiative „Quellingen hört zu“", "Polizei", "tension"),
    ("Ordnungsamt", "Jugendliche am Brunnenplatz", "broken"),
    ("PfD-Koordination", "Jugendtreff", "alliance"),
]

ORDINARY: list[Case] = [
    forcefield(
        "Kraftfeld Brunnenplatz",
        "Eine Nutzungsvereinbarung auf Probe bis zum Sommer",
        [
            ("Jugendtreff vermittelt täglich", 4),
            ("Rückhalt der Bürgermeisterin", 5),
            ("Gastronomie sucht Ruhe vor der Saison", 2),
        ],
        [
            ("Ratsfraktion fordert Alkoholverbot", 4),
            ("Keine Mittel für bauliche Änderungen", 3),
            ("Misstrauen nach der Sanierung", 1),
        ],
    ),
    timeline(
        "Der Streit um den Brunnenplatz",
        ("März 2023", "Jugendhaus schließt", "event", "Ein Ersatz wird angekündigt."),
        ("Juni 2024", "Sanierung des Brunnenplatzes", "event", ""),
        ("April 2026", "Erste Beschwerden", "trigger", "41 in drei Wochen"),
        ("12. Mai 2026", "Video vom Platz kursiert", "turn", "300-mal geteilt"),
        ("20. Mai 2026", "Einzelgespräche mit allen Gruppen", "measure", ""),
        ("Juli 2026", "Vereinbarung auf Probe", "measure", "Mit Ansprechperson und Bänken"),
    ),
    actormap("Wer am Brunnenplatz beteiligt ist", ACTORS, BETWEEN),
    crisiscurve(
        "Vier Phasen einer Krise",
        ("Potenzielle Krise", "green", 14, ["Plan pflegen", "Beziehungen aufbauen", "Üben"]),
        ("Latente Krise", "yellow", 46, ["Signale prüfen", "Erste Botschaft vorbereiten"]),
        ("Akute Krise", "red", 100, ["Menschen schützen", "Mit einer Stimme sprechen"]),
        ("Nachkrise", "blue", 32, ["Entlasten", "Auswerten ohne Schuldsuche"]),
    ),
]


def crowd(count: int, each: str = "Verein") -> list[tuple[str, int, int, str]]:
    return [
        (
            f"{i + 1} {LONG if i % 9 == 0 else each}",
            1 + i * 7 % 5,
            1 + i * 3 % 5 if i % 4 else 3,
            STANCES[i % 4],
        )
        for i in range(count)
    ]


def ring(actors: list[tuple[str, int, int, str]], step: int) -> list[tuple[str, str, str]]:
    """A relation from every actor to the one `step` further."""
    names = [name for name, *_rest in actors]
    return [
        (name, names[(i + step) % len(names)], RELATIONS[i % 5]) for i, name in enumerate(names)
    ]


HARD: list[Case] = [
    forcefield("Kraftfeld leer", "", [], []),
    forcefield(STRANGE, STRANGE, [(STRANGE, -7)], [(STRANGE, 900)]),
    forcefield(LONG, LONG, [(LONG, i) for i in range(7)], [("kurz", 1)]),
    forcefield("Kräfte", "Ziel", [(f"Kraft {i}", i % 5 + 1) for i in range(200)], []),
    timeline("Zeit leer"),
    timeline(STRANGE, (STRANGE, STRANGE, "event", STRANGE), ("", "", "turn", "")),
    timeline("Lang", *((f"{i}. Mai", LONG, KINDS[i % 4], LONG * (i % 2)) for i in range(1, 9))),
    timeline("Zeiten", *((f"Jahr {i}", f"Ding {i}", KINDS[i % 4], "") for i in range(200))),
    actormap("Niemand", [], []),
    actormap("Eine", [(LONG, 5, 5, "opposed")], [(LONG, LONG, "alliance")]),
    actormap(STRANGE, [(STRANGE, 0, 99, "opposed"), (STRANGE, 1, 1, "")], [(STRANGE, "?", "")]),
    actormap("Sechzehn", crowd(16), ring(crowd(16), 7)),
    actormap("Zweihundert", crowd(200), ring(crowd(200), 37)),
    actormap("Ein Feld", [(f"Rolle {i}", 5, 1, "supportive") for i in range(9)], []),
    crisiscurve("Keine Krise"),
    crisiscurve(STRANGE, (STRANGE, "orange", -5, [STRANGE]), ("", "red", 700, [])),
    crisiscurve("Eine Phase", (LONG, "orange", 50, [LONG])),
    crisiscurve("Lange", *((LONG, LEVELS[i], i * 25, [LONG, "kurz"]) for i in range(5))),
    crisiscurve("Phasen", *((f"Nr. {i}", LEVELS[i % 5], i % 101, ["x"]) for i in range(200))),
]
