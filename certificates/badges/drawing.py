"""The badge as SVG, its words as outlines. Same facts, same text."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from xml.sax.saxutils import escape

from certificates.badges.faces import LANGUAGE, Face
from content.foundation.typesetting import outlined

LAYOUT = Path(__file__).parent / "typst" / "badge.typ"
ROOT = LAYOUT.parents[2]  # the layout borrows the certificate's identity
OPENING = re.compile(r"<svg[^>]*>")


def badge_svg(face: Face) -> str:
    """No font, script or style inside; title for those who do not see it."""
    drawn = outlined(LAYOUT, root=ROOT, data=json.dumps(asdict(face)))
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 512 512" role="img" lang="{LANGUAGE}" aria-labelledby="badge-title">'
        f'<title id="badge-title">{escape(face.alternative)}</title>'
    )
    return OPENING.sub(lambda _match: opening, drawn, count=1)
