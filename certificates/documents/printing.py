"""From the frozen record to PDF/A-3a with PDF/UA-1."""

import json
from pathlib import Path

from certificates.documents.errors import PrintingError, UnprintableError
from content.foundation import typesetting
from content.foundation.typesetting import font_paths, printed_text, typeset, unprintable

__all__ = ["LAYOUTS", "font_paths", "print_record", "unprintable"]

LAYOUTS = Path(__file__).parent / "typst"
STANDARDS = ("a-3a", "ua-1")
# What stands in a record and is not set in type.
UNSEEN = frozenset({"qr", "credential", "logo"})


def print_record(record: str) -> bytes:
    """The PDF of a record. Same record, same bytes.

    Raises UnprintableError naming the characters that no font has.
    """
    parsed = json.loads(record)
    data = json.dumps(parsed["data"], ensure_ascii=False, sort_keys=True)
    try:
        return typeset(LAYOUTS / f"{parsed['layout']}.typ", standards=STANDARDS, data=data)
    except typesetting.UnprintableError as error:
        # The name is set in other type than the rest, so the words typst names are the last resort.
        text = printed_text(parsed["data"], UNSEEN)
        raise UnprintableError(unprintable(text) or error.characters) from error
    except typesetting.TypesettingError as error:
        raise PrintingError(error.detail) from error
