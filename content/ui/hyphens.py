"""Soft hyphens for the long words of the trade; headings, tables and cards need them."""

import re

WORDS = [
    "Akteurs|landkarte",
    "Anforderungs|profil",
    "Ausstellungs|datum",
    "Barriere|freiheit",
    "Beschwerde|management",
    "Beteiligungs|formate",
    "Bewertungs|raster",
    "Daten|schutz|erklärung",
    "demokratie|gefährdend",
    "diversitäts|sensibel",
    "Ersatz|zertifikat",
    "Erst|aussage",
    "Eskalations|check",
    "Eskalations|stufe",
    "Eskalations|treppe",
    "Fall|beratung",
    "Frühwarn|indikator",
    "Frühwarn|zeichen",
    "Gemein|wesen|arbeit",
    "Herbst|ferien",
    "Integrations|beauftragte",
    "Integrations|zentrum",
    "Konflikt|analyse",
    "Konflikt|bearbeitung",
    "Konflikt|beteiligte",
    "Konflikt|landkarte",
    "Konflikt|management",
    "Konflikt|manager",
    "Konflikt|prävention",
    "Kooperations|partner",
    "Krisen|kommunikation",
    "Krisen|präventions|plan",
    "Methoden|koffer",
    "Nachbarschafts|fonds",
    "Orts|bürger|meisterin",
    "Pendel|gespräch",
    "Perspektiv|wechsel",
    "Praxis|aufgabe",
    "Prozess|begleitung",
    "Präsenz|modul",
    "Qualifizierungs|reihe",
    "Rücken|deckung",
    "Schieds|verfahren",
    "Schutz|gespräch",
    "Schutz|konzept",
    "Seminar|bestätigung",
    "Sozio|therapeutisch",
    "Teilnahme|bescheinigung",
    "Telefon|nummer",
    "Unterrichts|einheiten",
    "Veranstaltungs|sicherheit",
    "Verantwort|lichkeit",
    "Vertraulichkeits|vereinbarung",
    "Verwaltungs|mitarbeitende",
    "Verwaltungs|stab",
    "Widerrufs|verzeichnis",
    "Zeit|stunden",
    "Zeugnis|verweigerungs|recht",
    "Zuständig|keit",
    "Öffentlichkeits|arbeit",
]

SOFT_HYPHEN = "\u00ad"
_PARTS = {word.replace("|", "").lower(): word.split("|") for word in WORDS}
_FIND = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)), re.IGNORECASE)


def _broken(match: re.Match[str]) -> str:
    word, pieces, start = match.group(), [], 0
    for part in _PARTS[word.lower()]:
        pieces.append(word[start : start + len(part)])
        start += len(part)
    return SOFT_HYPHEN.join(pieces)


def shy(text: str) -> str:
    """The same words, breakable where a German reader would break them."""
    return _FIND.sub(_broken, text)
