"""Pipe tables to the raw data of a table block."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from courses.curriculum.travel.source import Source

DASHES = re.compile(r"^:?-+:?$")
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
Line = Callable[..., str]


def table(source: Source, body: list[str], caption: str, at: int, line: Line) -> dict[str, Any]:
    """Head, dashes, rows of the same length. `at` is the line of the file the body begins in."""
    rows = [(at + n, _cells(text)) for n, text in enumerate(body) if text.strip()]
    wanted = _("A table needs a head, a line of dashes and rows of the same length.")
    if len(rows) < 3 or not all(DASHES.match(cell) for cell in rows[1][1]):
        raise source.fail(wanted, line=at)
    head = rows[0][1]
    for number, row in rows[1:]:
        if len(row) != len(head):
            raise source.fail(wanted, line=number)
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in head],
        "rows": [
            {"values": [line(source, cell, at=number) if cell else "" for cell in row]}
            for number, row in rows[2:]
        ],
    }


def _cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    cells = BETWEEN_CELLS.split(inner)
    if not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]
