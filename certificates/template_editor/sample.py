"""Somebody who does not exist, for looking at a template: a short name and a long one.

German like the documents themselves.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import Kind

SHORT, LONG = "kurz", "lang"
NAMES = {
    SHORT: "Erika Müßig",
    LONG: "Dr. phil. Maximiliane-Charlotte Musterhausen-Beispielswerth",
}
LABELS = {SHORT: _("Example with a short name"), LONG: _("Example with a long name")}
TOWNS = {
    SHORT: "Kreisstadt Quellingen",
    LONG: "Verbandsgemeinde Langenmusterhausen-Beispielsbrunn an der Unteren Mittelaue",
}
MODULES = (
    ("1 Konflikt, Demokratie und Haltung", "Konfliktbegriff, neun Eskalationsstufen", 17.0, 17.0),
    ("2 Systemisch analysieren", "Akteure und Macht, Positionen und Bedürfnisse", 12.5, 12.5),
    ("3 Rolle, Auftrag, Struktur", "Beratungsrollen, Auftragsklärung", 12.5, 6.5),
    ("4 Dialog und Vermittlung", "Formatwahl, Moderation großer Gruppen", 18.5, 18.5),
    ("5 Vorbeugen und vorbereitet sein", "Frühwarnung mit Schwellen, Nachsorge", 13.5, 13.5),
)


def sample_facts(kind: str, which: str) -> dict[str, Any]:
    """What the cohort would say: hours, contents and facts of a whole year."""
    is_certificate = kind == Kind.CERTIFICATE
    cohort = ["Durchgang", f"Mittelaue 2, {TOWNS[which]}"]
    facts = [["Zeitraum", "November 2025 bis November 2026"], cohort]
    if is_certificate:
        facts += [
            ["Besucht", "4 Seminare, 2 Online-Vertiefungen"],
            ["Voraussetzungen", "4 von 5 Seminaren, 1 von 4 Online-Vertiefungen, Plan"],
            ["Abschlussarbeit", "Krisenpräventionsplan, angenommen am 6. November 2026"],
        ]
    else:
        facts += [["Besucht", "4 von 5 Seminaren, 2 von 2 Online-Vertiefungen"]]
    return {"facts": facts, **_hours(is_certificate)}


def _hours(is_certificate: bool) -> dict[str, Any]:
    """A certificate speaks of the hours spent; attendance sets them beside those planned."""
    planned = sum(hours for _title, _contents, hours, _attended in MODULES)
    spent = sum(attended for _title, _contents, _hours, attended in MODULES)
    rows = [
        {"title": title, "contents": contents, "hours": attended}
        if is_certificate
        else {"title": title, "contents": contents, "hours": hours, "attended": attended}
        for title, contents, hours, attended in MODULES
    ]
    sums = {"hours": spent} if is_certificate else {"hours": planned, "attended": spent}
    return {"modules": rows, **sums}
