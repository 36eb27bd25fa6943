"""Tables as files: CSV for German Excel, and XLSX with typed cells.

What comes from people is text and stays text: nothing typed into a name becomes a formula.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from courses.cockpit.exports.tables import Table, Value

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a spreadsheet takes for the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_XLSX = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NARROWEST, WIDEST = 10, 44
DAY = "DD.MM.YYYY"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what has to be known about it: cohort, date, filter, who made it."""

    title: str
    table: Table
    about: tuple[tuple[str, str], ...]


def written(sheet: Sheet, form: str) -> bytes:
    return _csv(sheet) if form == CSV else _xlsx(sheet)


# — CSV ——————————————————————————————————————————————————————————————————————————


def _csv(sheet: Sheet) -> bytes:
    """UTF-8 with a mark at the beginning, semicolons, and what it is about above the head."""
    text = StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerows([_told(label), _told(value)] for label, value in sheet.about)
    lines.writerow([])
    lines.writerow([_told(title) for title in sheet.table.head])
    lines.writerows([_told(value) for value in row] for row in sheet.table.rows)
    return text.getvalue().encode("utf-8-sig")


def _told(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, int | float):
        return number_format(value, use_l10n=True)
    return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value


# — XLSX —————————————————————————————————————————————————————————————————————————


def _xlsx(sheet: Sheet) -> bytes:
    """The table with a frozen head, and a second sheet that says what it is."""
    book = Workbook(write_only=True)
    _fill(book, sheet.title, [sheet.table.head, *sheet.table.rows], frozen="B2")
    _fill(book, _("About this file"), sheet.about)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(
    book: Any, title: str, rows: Sequence[Sequence[Value]], *, frozen: str | None = None
) -> None:
    page = book.create_sheet(title[:31])
    page.freeze_panes = frozen
    for index, width in enumerate(_widths(rows), start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows):
        page.append([_cell(page, value, bold=bool(frozen) and number == 0) for value in row])


def _widths(rows: Sequence[Sequence[Value]]) -> Iterable[int]:
    columns = zip(*rows, strict=True)
    return (min(WIDEST, max(NARROWEST, *map(_length, column)) + 2) for column in columns)


def _length(value: Value) -> int:
    return len(DAY) if isinstance(value, date) else len(str(value or ""))


def _cell(page: Any, value: Value, *, bold: bool) -> Any:
    text = NOT_IN_XLSX.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(page, value=text)
    if isinstance(value, str):
        cell.data_type = "s"  # a text, whatever it begins with
    elif isinstance(value, date):
        cell.number_format = DAY
    if bold:
        cell.font = Font(bold=True)
    return cell
