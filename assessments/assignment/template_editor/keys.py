"""Ids of sections, fields and choices: made from a label once, and never changed afterwards. Pure.

What people write is kept under these ids, so a label can be reworded without losing anything.
"""

from collections.abc import Collection

from django.utils.text import slugify

# Names a section's form and addresses use themselves, and the text of sections without fields.
RESERVED = frozenset({"go", "id", "keep", "neu", "rows", "text", "version"})
AT_MOST = 40
UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def new_key(label: str, taken: Collection[str], *, dash: str = "_") -> str:
    """An id of its own. `dash` parts words: no hyphens in fields, names of rows have them."""
    plain = slugify(label.translate(UMLAUTS)).replace("-", dash)[:AT_MOST].strip("-_")
    base = plain if plain[:1].isalpha() else f"nr{dash}{plain}".strip("-_")
    used = {*taken, *RESERVED}
    names = [base, *(f"{base}{dash}{n}" for n in range(2, len(used) + 3))]
    return next(name for name in names if name not in used)
