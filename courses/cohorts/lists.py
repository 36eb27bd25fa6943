"""Lists of people as others keep them: tables from Excel and text files, or pasted lines.

What comes in is read as it stands and never trusted: sizes are bounded, every file that is no list
of addresses is refused with one sentence.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from courses.cohorts.errors import ListRefused
from courses.cohorts.fields import ADDRESS_LENGTH, BETWEEN_ADDRESSES

BYTES_AT_MOST = 1024 * 1024
ROWS_AT_MOST = 5000
COLUMNS_AT_MOST = 50
# What an XLSX file may hold once it is unpacked. `zipfile` reads no more than a file says it has.
UNPACKED_AT_MOST = 20 * 1024 * 1024
NAME_LENGTH = 200
DELIMITERS = ";,\t"
# Headings without signs and spaces: „E-Mail-Adresse“ is `emailadresse`.
ADDRESS_HEADINGS = {
    "email",
    "emails",
    "emailadresse",
    "emailaddress",
    "mail",
    "mailadresse",
    "mailaddress",
}
FIRST_NAME_HEADINGS = {"vorname", "vornamen", "firstname", "givenname", "forename"}
NAME_HEADINGS = {
    "name",
    "nachname",
    "familienname",
    "zuname",
    "lastname",
    "surname",
    "familyname",
    "fullname",
    "vollständigername",
    "vornameundname",
    "vornamename",
    "teilnehmende",
    "person",
}
ZIP_START, OLE_START, PDF_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
BOMS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One person. `number` is the row in the table as Excel counts it, or the line typed."""

    number: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What was found; `cut` says that there were more rows than are read."""

    lines: tuple[Line, ...]
    cut: bool = False


def pasted(text: str) -> PeopleList:
    """Addresses in lines or between commas; „Elif Şahin <elif@…>“ brings a name along."""
    people = []
    for number, row in enumerate(text.splitlines(), start=1):
        for piece in filter(None, map(str.strip, BETWEEN_ADDRESSES.split(row))):
            name, address = parseaddr(piece)
            found = "@" in address
            people.append(_line(number, name if found else "", address if found else piece))
    return PeopleList(tuple(people))


def read_list(content: bytes) -> PeopleList:
    """The people in a CSV or XLSX file. Raises ListRefused with the reason in a sentence.

    What kind of file it is, its bytes tell, not its name. An address is found by the heading of its
    column or, without one, by its @.
    """
    if len(content) > BYTES_AT_MOST:
        raise ListRefused(_("The file is larger than 1 MB. Please leave out what is no list."))
    rows = _rows(content)
    if not any(any(row) for row in rows):
        raise ListRefused(_("The file is empty."))
    return _people(rows)


def _rows(content: bytes) -> list[Row]:
    """One row more than is read, so that it can be told that there are more."""
    if content.startswith(ZIP_START):
        return list(_sheet(content))
    if content.startswith(OLE_START):
        raise ListRefused(
            _(
                "The file has a password or comes from a very old Excel. Please save it without "
                "a password as XLSX or CSV."
            )
        )
    if content.startswith(PDF_START):
        raise ListRefused(_no_table())
    return _table(_decoded(content))


def _no_table() -> str:
    return _("This is no table. Please choose a CSV or XLSX file.")


# — text files ———————————————————————————————————————————————————————————————————


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, and else what Excel writes on a German Windows."""
    if content.startswith(BOMS_OF_UTF_16):
        encodings = ["utf-16"]
    else:
        # Latin-1 knows every byte, also the five that Windows-1252 leaves out.
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListRefused(_no_table())


def _table(text: str) -> list[Row]:
    """The rows by the delimiter that makes the best table of them."""
    try:
        tables = [_split(text, delimiter) for delimiter in DELIMITERS]
    except csv.Error as error:
        raise ListRefused(_no_table()) from error
    return max(tables, key=_worth)


def _split(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = islice(reader, ROWS_AT_MOST + 2)
    return [[_tidy(cell) for cell in row[:COLUMNS_AT_MOST]] for row in rows]


def _worth(rows: list[Row]) -> tuple[bool, int, int]:
    """A known heading says most, then cells that are nothing but an address, then columns."""
    first = next((row for row in rows if any(row)), [])
    addresses = sum(_looks_like_address(cell) for row in rows for cell in row)
    return _is_heading(first), addresses, len(first)


# — Excel ————————————————————————————————————————————————————————————————————————


def _sheet(content: bytes) -> Iterator[Row]:
    """The first sheet's rows; of formulas the values they had when the file was saved."""
    try:
        _check_unpacked(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(
            max_row=ROWS_AT_MOST + 2, max_col=COLUMNS_AT_MOST, values_only=True
        )
        for row in rows:
            yield [_tidy("" if cell is None else str(cell)) for cell in row]
    except ListRefused:
        raise
    except Exception as error:
        # A file that lies about itself makes openpyxl stumble in many ways; all mean the same.
        sentence = _("The file is damaged or no Excel table. Please save it once more.")
        raise ListRefused(sentence) from error


def _check_unpacked(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
    if unpacked > UNPACKED_AT_MOST:
        raise ListRefused(_("Unpacked, the file is far too large for a list of people."))


# — from rows to people ——————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class _Columns:
    address: int
    names: tuple[int, ...]

    def line(self, number: int, row: Row) -> Line:
        name = " ".join(filter(None, (_cell(row, index) for index in self.names)))
        return _line(number, name, _cell(row, self.address))


def _people(rows: list[Row]) -> PeopleList:
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    headed = _is_heading(numbered[0][1])
    columns = _columns(numbered[0][1] if headed else [], [row for _number, row in numbered])
    body = numbered[1:] if headed else numbered
    lines = [columns.line(number, row) for number, row in body]
    # Rows that only hold remarks, such as a sum or a title above the table, are nobody.
    people = [line for line in lines if line.name or line.address]
    return PeopleList(tuple(people[:ROWS_AT_MOST]), cut=len(rows) > ROWS_AT_MOST + headed)


def _columns(heading: Row, rows: Iterable[Row]) -> _Columns:
    words = [_word(cell) for cell in heading]
    address = next((at for at, word in enumerate(words) if word in ADDRESS_HEADINGS), None)
    if address is None:
        address = _column_with_addresses(rows)
    first = [at for at, word in enumerate(words) if word in FIRST_NAME_HEADINGS]
    last = [at for at, word in enumerate(words) if word in NAME_HEADINGS]
    if not heading:
        first = [0 if address else 1]
    return _Columns(address, tuple(first[:1] + last[:1]))


def _column_with_addresses(rows: Iterable[Row]) -> int:
    counted: dict[int, int] = {}
    for row in rows:
        for at, cell in enumerate(row):
            counted[at] = counted.get(at, 0) + ("@" in cell)
    best = max(counted, key=lambda at: counted[at])
    if not counted[best]:
        raise ListRefused(_("There is no column with e-mail addresses in this file."))
    return best


def _is_heading(row: Row) -> bool:
    known = ADDRESS_HEADINGS | FIRST_NAME_HEADINGS | NAME_HEADINGS
    return any(_word(cell) in known for cell in row) and not any("@" in cell for cell in row)


def _word(cell: str) -> str:
    return re.sub(r"[\W_]+", "", cell.casefold())


def _looks_like_address(cell: str) -> bool:
    return re.fullmatch(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+", cell) is not None


def _cell(row: Row, at: int) -> str:
    return row[at] if at < len(row) else ""


def _line(number: int, name: str, address: str) -> Line:
    """Cut to what can be stored. An address that is cut is none any more, and said to be none."""
    return Line(number, _tidy(name)[:NAME_LENGTH], address[: ADDRESS_LENGTH + 1])


def _tidy(cell: str) -> str:
    return " ".join(cell.split())
