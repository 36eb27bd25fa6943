"""Pipe tables ⇄ the raw data of a table block with one kind of cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from courses.curriculum.travel.forms import Table
from courses.curriculum.travel.spots import Spot, plain

DASHES = re.compile(r"^:?-+:?$")
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def table_of(form: Table, caption: str, body: list[str], spot: Spot) -> dict[str, Any]:
    """Head, dashes, rows of the same length. `spot` is that of the first line of the body."""
    rows = [(spot.line + n, _cells(text)) for n, text in enumerate(body) if text.strip()]
    (kind,) = form.children
    if not rows:
        return {"caption": caption, "columns": [], "rows": []}
    _check(rows, spot)
    return {
        "caption": caption,
        "columns": [{"type": kind, "heading": heading} for heading in rows[0][1]],
        "rows": [
            {"values": [_cell(form, text, replace(spot, line=line)) for text in cells]}
            for line, cells in rows[2:]
        ],
    }


def _check(rows: list[tuple[int, list[str]]], spot: Spot) -> None:
    wanted = _("A table needs a head, a line of dashes and rows of the same length.")
    if len(rows) < 2 or not all(DASHES.match(cell) for cell in rows[1][1]):
        raise spot.fail(wanted)
    for line, row in rows[1:]:
        if len(row) != len(rows[0][1]):
            raise spot.source.fail(wanted, line=line)


def _cell(form: Table, text: str, spot: Spot) -> str:
    return form.cell.read(text, spot) if text and form.cell else ""


def _cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    cells = BETWEEN_CELLS.split(inner)
    if not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]


def table_lines(data: Mapping[str, Any]) -> Iterator[str]:
    """The written table, nothing where it has no columns."""
    heads = [column["heading"] for column in data["columns"]]
    if heads:
        yield _row(heads)
        yield f"|{'---|' * len(heads)}"
        yield from (_row(row) for row in data["rows"])


def _row(cells: list[str]) -> str:
    told = [" ".join(plain(cell).split("\n")).replace("|", "\\|") for cell in cells]
    return "".join(f"| {cell} " if cell else "| " for cell in told) + "|"
