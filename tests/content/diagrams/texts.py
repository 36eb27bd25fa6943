"""Words that test a drawing."""

from typing import Any

Case = tuple[str, dict[str, Any]]

# Ninety characters, and a word that has to be parted.
LONG = (
    "Zusammenhaltsförderungsmaßnahmenkoordinierung im Oberlindener Gemeinwesenarbeitsverbund von A"
)[:90]
STRANGE = "👩‍👩‍👧 <b>&amp;\x00\x1b שלום عربي \u202egnal\u2066 \ufffe ﷽ 漢字"
