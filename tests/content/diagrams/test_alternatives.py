"""What each diagram says to those who do not see it, word for word."""

from content.diagrams import conflicttree, iceberg, onion, stairs, triangle
from content.diagrams.parts import Group


def test_stairs() -> None:
    alternative = stairs.alternative(
        stairs.Stairs(
            "Treppe",
            (stairs.Step("Verhärtung", "Es knirscht."), stairs.Step("Debatte")),
            helps=(stairs.Span("Moderation", 1, 2), stairs.Span("Nirgends", 2, 9)),
            zones=(stairs.Span("Alle können gewinnen", 1, 1),),
            parties=(stairs.Party("Chor", 2), stairs.Party("Verein", 2)),
        )
    )
    assert alternative.text() == (
        "Eine Treppe der Eskalation mit 2 Stufen, von der leichtesten zur schwersten. "
        "Stufe 1: Alle können gewinnen. Stufe 1: Verhärtung. Es knirscht. "
        "Stufe 2: Debatte. Hier stehen: Chor und Verein. "
        "Auf den Stufen 1 bis 2 hilft: Moderation."
    )
    assert alternative.headers == (
        "Stufe",
        "Kennzeichen",
        "Bereich",
        "Formen der Hilfe",
        "Beteiligte",
    )
    assert alternative.rows == (
        ("1 Verhärtung", "Es knirscht.", "Alle können gewinnen", "Moderation", "–"),
        ("2 Debatte", "", "–", "Moderation", "Chor; Verein"),
    )


def test_triangle() -> None:
    alternative = triangle.alternative(
        triangle.Triangle("Dreieck", ("Lärm", "Streit"), ("Angst",), ("Ein Platz, drei Gruppen",))
    )
    assert alternative.text() == (
        "Ein Dreieck aus Verhalten, Einstellungen und Widerspruch. "
        "Jede Ecke verstärkt die anderen. Nur das Verhalten ist sichtbar. "
        "Verhalten. Was ist zu sehen und zu hören? Lärm und Streit. "
        "Einstellungen. Was denken und fühlen die Beteiligten übereinander? Angst. "
        "Widerspruch. Was passt in der Sache nicht zusammen? Ein Platz, drei Gruppen."
    )
    assert alternative.headers == ("Ecke", "Frage", "Im Fall", "Sichtbarkeit")
    assert alternative.rows == (
        ("B Verhalten", "Was ist zu sehen und zu hören?", "Lärm; Streit", "sichtbar"),
        (
            "A Einstellungen",
            "Was denken und fühlen die Beteiligten übereinander?",
            "Angst",
            "verdeckt",
        ),
        (
            "C Widerspruch",
            "Was passt in der Sache nicht zusammen?",
            "Ein Platz, drei Gruppen",
            "verdeckt",
        ),
    )


def test_iceberg() -> None:
    layers = (Group("Gefühle", ("Angst", "Wut")), Group("Werte"))
    alternative = iceberg.alternative(iceberg.Iceberg("Eisberg", ("Lärm",), layers))
    assert alternative.text() == (
        "Ein Eisberg: oben eine kleine sichtbare Spitze, unter Wasser 2 verdeckte Schichten. "
        "Über Wasser, für alle sichtbar: Lärm. Unter Wasser, von oben nach unten. "
        "Gefühle: Angst und Wut. Werte: Noch keine Einträge."
    )
    assert alternative.headers == ("Schicht", "Lage", "Inhalte")
    assert alternative.rows == (
        ("Sichtbar", "über Wasser", "Lärm"),
        ("Gefühle", "unter Wasser", "Angst; Wut"),
        ("Werte", "unter Wasser", "–"),
    )


def test_conflict_tree() -> None:
    alternative = conflicttree.alternative(
        conflicttree.ConflictTree("Baum", "Niemand regelt etwas", ("Streit",), ("Enge", "Geld"))
    )
    assert alternative.text() == (
        "Ein Baum: Ursachen an den Wurzeln, das Kernproblem am Stamm, Folgen in der Krone. "
        "Das Kernproblem: Niemand regelt etwas. "
        "Es hat 2 Ursachen: Enge. Geld. Es hat 1 Folge: Streit."
    )
    assert alternative.headers == ("Teil", "Inhalte")
    assert alternative.rows == (
        ("Folge", "Streit"),
        ("Kernproblem", "Niemand regelt etwas"),
        ("Ursache", "Enge"),
        ("Ursache", "Geld"),
    )


def test_onion() -> None:
    layers = (
        Group("Positionen", ("Weg damit!",), "Was wird gefordert?"),
        Group("Bedürfnisse", ("Ruhe", "Sicherheit")),
    )
    alternative = onion.alternative(onion.Onion("Zwiebel", layers))
    assert alternative.text() == (
        "Eine Zwiebel mit 2 Schichten, von außen nach innen. "
        "Schicht 1: Positionen. Was wird gefordert? Weg damit! "
        "Schicht 2: Bedürfnisse. Ruhe und Sicherheit."
    )
    assert alternative.headers == ("Schicht", "Frage", "Im Fall")
    assert alternative.rows == (
        ("1 Positionen", "Was wird gefordert?", "Weg damit!"),
        ("2 Bedürfnisse", "", "Ruhe; Sicherheit"),
    )


def test_nothing_filled_in_is_said_as_well() -> None:
    assert [
        stairs.alternative(stairs.Stairs("")).text(),
        onion.alternative(onion.Onion("")).text(),
        iceberg.alternative(iceberg.Iceberg("")).text(),
    ] == [
        "Eine Treppe der Eskalation, noch ohne Stufen.",
        "Eine Zwiebel, noch ohne Schichten.",
        "Ein Eisberg, unter Wasser noch ohne Schichten. "
        "Über Wasser, für alle sichtbar: Noch keine Einträge.",
    ]
