"""Pictures of plans: what they are tried with, ordinary and hard. A case is a name and its data."""

from collections.abc import Callable
from typing import Any

from content.diagrams import chain, conflictmap, ladder
from content.diagrams.chain import Chain, Link
from content.diagrams.conflictmap import KINDS, ConflictMap, Node
from content.diagrams.diagram import Diagram
from content.diagrams.ladder import Ladder, Rung
from content.diagrams.relations import RELATIONS, Relation
from tests.content.diagrams.texts import LONG, STRANGE

DRAW: dict[type, Callable[[Any], Diagram]] = {
    Ladder: ladder.draw,
    Chain: chain.draw,
    ConflictMap: conflictmap.draw,
}
Data = Ladder | Chain | ConflictMap


def drawn(data: Data) -> Diagram:
    return DRAW[type(data)](data)


def crowd(count: int, *, name: str = "Verein", **more: Any) -> tuple[Node, ...]:
    """Everybody and everything in turn, of every power."""
    kinds = (*KINDS, *["actor"] * 4)
    return tuple(
        Node(f"n{i}", f"{name} {i + 1}", kinds[i % len(kinds)], i % 6, **more) for i in range(count)
    )


def ring(nodes: tuple[Node, ...], step: int = 1) -> tuple[Relation, ...]:
    """A relation from each to the one `step` further."""
    count = len(nodes)
    return tuple(
        Relation(node.key, nodes[(i + step) % count].key, RELATIONS[i % 5])
        for i, node in enumerate(nodes)
    )


SQUARE = (
    Node("b", "Bürgermeisterin", "actor", 5, 50, 5),
    Node("o", "Ordnungsamt", "actor", 4, 80, 22),
    Node("j", "Jugendliche am Brunnenplatz", "actor", 1, 22, 80),
    Node("a", "Anwohnende", "actor", 3, 80, 75),
    Node("i", "Bürgerinitiative „Quellingen hört zu“", "actor", 4, 14, 22),
    Node("w", "PfD-Koordination", "self", 2, 36, 45),
    Node("t", "Nachtruhe und Treffpunkt", "topic", 0, 60, 58),
    Node("g", "Geflüchtete in der Gerberstraße"),
)
BETWEEN = (
    Relation("b", "o", "influence"),
    Relation("i", "b", "tension"),
    Relation("a", "j", "conflict"),
    Relation("o", "j", "broken"),
    Relation("w", "j", "alliance"),
    Relation("a", "t", "tension"),
    Relation("j", "t", "tension"),
)
LEVELS = Ladder(
    "Stufen mit Auslöser und Maßnahmen",
    (
        Rung(0, "Kein Indikator über der Schwelle", ("Lagebild jeden Montag",)),
        Rung(1, "Ein Indikator auf Gelb", ("Gespräche mit allen Gruppen", "Streife am Abend")),
        Rung(
            2,
            "Zwei Indikatoren auf Gelb oder einer auf Orange",
            (
                "Koordinierungsrunde binnen 24 Stunden",
                "Erstaussage veröffentlichen",
                "Schutzraum im Jugendtreff",
                "Sprachmittlung rufen",
                "Mobile Beratung dazuholen",
            ),
        ),
        Rung(3, "Gewalt gegen Menschen oder ein Aufruf dazu", ("Polizei übernimmt",)),
        Rung(4, "Sieben Tage ohne neuen Vorfall", ("Auswertung binnen 14 Tagen",)),
    ),
)
NIGHT = Chain(
    "Meldekette",
    (
        Link("Wer es zuerst bemerkt", "Anruf beim Bereitschaftsdienst", "Notruf", "sofort"),
        Link("Bereitschaftsdienst Ordnungsamt", "Diensthandy", "Funk der Feuerwehr", "15 Minuten"),
        Link("Koordinierungsstelle", "Anruf", "Textnachricht", "30 Minuten"),
        Link("Bürgermeisterin", "Anruf", "Fahrdienst", "eine Stunde, nachts bis sechs Uhr früh"),
    ),
)
ORDINARY: list[Data] = [
    LEVELS,
    NIGHT,
    ConflictMap("Der Streit um den Brunnenplatz", SQUARE, BETWEEN),
    ConflictMap("Noch ohne Orte", crowd(9), ring(crowd(9), 2)),
    ConflictMap("Zwanzig", crowd(20), ring(crowd(20), 3)),
]
HARD: list[Data] = [
    Ladder("Leer"),
    Ladder("Fünf leere", tuple(Rung(n) for n in range(5))),
    Ladder(LONG, tuple(Rung(n, LONG, (LONG,) * n) for n in range(5))),
    Ladder(STRANGE, (Rung(-3, STRANGE, (STRANGE, "")), Rung(99, " ", ("", " ")))),
    Ladder("Viele", tuple(Rung(n % 5, f"Kriterium {n}", ("Kurz",) * 40) for n in range(30))),
    Chain("Keine"),
    Chain("Eine", (Link(""),)),
    Chain(LONG, (Link(LONG, LONG, LONG, LONG),) * 4),
    Chain(STRANGE, (Link(STRANGE, STRANGE, STRANGE, STRANGE), Link(" ", "", "Bote", " "))),
    Chain("Im Kreis", tuple(Link(f"Stelle {n % 3}", "Telefon", "", "1 h") for n in range(150))),
    ConflictMap("Niemand"),
    ConflictMap("Einer", (Node("a", LONG),), (Relation("a", "a", "conflict"),)),
    ConflictMap(STRANGE, (Node(STRANGE, STRANGE, "?", 99, -5, 1e9), Node("", "", "topic")), ()),
    ConflictMap("Lange Namen", crowd(14, name=LONG), ring(crowd(14), 5)),
    ConflictMap("Alle an einem Ort", crowd(30, x=100, y=0), ring(crowd(30), 4)),
    ConflictMap("Sechzig", crowd(60), ring(crowd(60), 7)),
    ConflictMap("Hundertfünfzig", crowd(150), ring(crowd(150), 37)),
    ConflictMap("Hundertfünfzig in einer Ecke", crowd(150, x=0, y=100), ring(crowd(150), 2)),
]
