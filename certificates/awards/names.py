"""Names as they stand on certificates, and as strangers type them. Pure.

Names are printed as people write them. Only what cannot be seen is taken out: control characters
and direction overrides, which compile, print and mislead.
"""

import unicodedata

from django.utils.translation import gettext as _

from certificates.awards.errors import NameRefusedError

LONGEST_NAME = 120
# A longer unbroken word leaves the edge of the paper.
LONGEST_PART = 40
# Needed inside words of some scripts, harmless elsewhere.
JOINERS = {"\u200c", "\u200d"}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Letters that Unicode does not take apart into a base letter and a mark.
PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def cleaned_name(typed: str) -> str:
    """The spelling to print. Raises NameRefusedError with what has to change."""
    composed = unicodedata.normalize("NFC", typed)
    visible = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in composed
        if unicodedata.category(c) not in INVISIBLE - {"Cc", "Zl", "Zp"} or c in JOINERS
    )
    name = " ".join(visible.split())
    if not any(character.isalpha() for character in name):
        raise NameRefusedError(_("Please enter your name."))
    if len(name) > LONGEST_NAME:
        raise NameRefusedError(
            _("The name has more than %(n)d characters. Please shorten it.") % {"n": LONGEST_NAME}
        )
    if any(len(part) > LONGEST_PART for part in name.replace("-", " ").split()):
        raise NameRefusedError(
            _("A part of the name has more than %(n)d letters. Please divide it.")
            % {"n": LONGEST_PART}
        )
    return name


def comparable_name(name: str) -> str:
    """For comparing: without regard to case, accents, hyphens, full stops and spacing."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(PLAIN)
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def writing(name: str) -> dict[str, str]:
    """`lang` and `dir` for a name in a script that runs from right to left; else nothing."""
    strong = next((b for b in map(unicodedata.bidirectional, name) if b in {"L", "R", "AL"}), "L")
    if strong == "L":
        return {}
    return {"lang": "ar" if strong == "AL" else "he", "dir": "rtl"}
