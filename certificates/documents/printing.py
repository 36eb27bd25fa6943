"""From the frozen record to PDF/A-3a with PDF/UA-1."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from certificates.documents.errors import PrintingError, UnprintableError
from content.foundation import typesetting
from content.foundation.typesetting import (
    font_paths,
    pictured,
    printed_text,
    typeset,
    unprintable,
)

__all__ = ["LAYOUTS", "font_paths", "picture_record", "print_record", "unprintable"]

LAYOUTS = Path(__file__).parent / "typst"
STANDARDS = ("a-3a", "ua-1")
# What stands in a record and is not set in type.
UNSEEN = frozenset({"qr", "credential", "logo"})


def print_record(record: str) -> bytes:
    """The PDF of a record. Same record, same bytes.

    Raises UnprintableError naming the characters that no font has.
    """
    layout, said = _opened(record)
    with _clear_words(said):
        return typeset(layout, standards=STANDARDS, data=_sent(said))


def picture_record(record: str, *, ppi: int) -> list[bytes]:
    """Its pages as PNG, to look at. Raises as `print_record` does."""
    layout, said = _opened(record)
    with _clear_words(said):
        return pictured(layout, ppi=ppi, data=_sent(said))


def _opened(record: str) -> tuple[Path, dict[str, Any]]:
    parsed = json.loads(record)
    return LAYOUTS / f"{parsed['layout']}.typ", parsed["data"]


def _sent(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


@contextmanager
def _clear_words(said: dict[str, Any]) -> Iterator[None]:
    try:
        yield
    except typesetting.UnprintableError as error:
        # The name is set in other type than the rest, so the words typst names are the last resort.
        text = printed_text(said, UNSEEN)
        raise UnprintableError(unprintable(text) or error.characters) from error
    except typesetting.TypesettingError as error:
        raise PrintingError(error.detail) from error
