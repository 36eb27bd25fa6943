"""Reading tables and pasted text into people."""

import csv
import io
import zipfile
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import Workbook

from courses.cohorts.errors import ListRefused
from courses.cohorts.fields import is_address
from courses.cohorts.lists import BYTES_AT_MOST, ROWS_AT_MOST, Line, pasted, read_list

ELIF, UWE = "elif@quellingen.example", "uwe@mittelaue.example"
BOTH = [Line(2, "Elif Şahin", ELIF), Line(3, "Uwe Groß", UWE)]


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal_of(content: bytes) -> str:
    with pytest.raises(ListRefused) as refused:
        read_list(content)
    return str(refused.value)


# — text files ———————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_headings_tell_the_columns_in_any_order(delimiter: str, encoding: str) -> None:
    rows = [
        ["Nachname", "E-Mail-Adresse", "Amt", "Vorname"],
        ["Şahin", ELIF, "Integration", "Elif"],
        ["Groß", UWE, "", "Uwe"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert list(read_list(text.encode(encoding)).lines) == BOTH


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_what_excel_writes_on_a_german_windows_is_read(encoding: str) -> None:
    content = f"Name;E-Mail\r\nJörg Müßig;{UWE}\r\n".encode(encoding)
    assert read_list(content).lines == (Line(2, "Jörg Müßig", UWE),)


@pytest.mark.parametrize("heading", ["Email", "e-mail address", "Mail", "E-MAIL", "E-Mailadresse"])
def test_the_address_goes_by_many_names(heading: str) -> None:
    content = f"Full name,{heading}\nElif,{ELIF}\n".encode()
    assert read_list(content).lines == (Line(2, "Elif", ELIF),)


def test_without_headings_the_column_with_at_signs_is_the_address() -> None:
    content = f"Elif Şahin;{ELIF}\nUwe Groß;uwe(at)mittelaue\n".encode()
    assert read_list(content).lines == (
        Line(1, "Elif Şahin", ELIF),
        Line(2, "Uwe Groß", "uwe(at)mittelaue"),
    )


def test_one_column_is_a_list_too() -> None:
    assert [line.address for line in read_list(f"{ELIF}\n{UWE}\n".encode()).lines] == [ELIF, UWE]


def test_quotes_hold_delimiters_and_line_breaks_and_numbers_count_rows() -> None:
    content = f'Name;E-Mail\n"Şahin; ""Elif""\nIntegration";{ELIF}\n\n;{UWE}\n'.encode()
    assert read_list(content).lines == (
        Line(2, 'Şahin; "Elif" Integration', ELIF),
        Line(4, "", UWE),
    )


NAMES = st.text(st.characters(codec="cp1252", exclude_categories=("C", "Z")), max_size=30)
ADDRESSES = st.from_regex(r"[a-z]{1,12}@[a-z]{1,8}\.example", fullmatch=True)
PEOPLE = st.lists(st.tuples(NAMES, ADDRESSES), min_size=1, max_size=8)


@given(
    people=PEOPLE,
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    swapped=st.booleans(),
)
def test_every_table_written_by_csv_comes_back(
    people: list[tuple[str, str]], delimiter: str, encoding: str, quoting: int, swapped: bool
) -> None:
    table = [("Name", "E-Mail"), *people]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
    writer.writerows([row[::-1] if swapped else row for row in table])
    content = file.getvalue().encode(encoding)
    # Signs that make sense in UTF-8 by chance are read as UTF-8; nobody could tell.
    assume(encoding != "cp1252" or content.isascii() or not _is_utf_8(content))
    assert [(line.name, line.address) for line in read_list(content).lines] == people


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_refused_in_words(content: bytes) -> None:
    try:
        read_list(content)
    except ListRefused as refused:
        assert str(refused)


# — Excel ————————————————————————————————————————————————————————————————————————


def test_a_workbook_is_read_from_its_first_sheet() -> None:
    book = Workbook()
    book.active.append(["Vorname", "Name", "E-Mail"])
    book.active.append(["Elif", "Şahin", ELIF])
    book.create_sheet("Andere").append(["Uwe", "Groß", UWE])
    file = io.BytesIO()
    book.save(file)
    assert read_list(file.getvalue()).lines == (BOTH[0],)


def test_numbers_and_empty_cells_of_a_workbook_are_text() -> None:
    content = workbook(["Name", "E-Mail"], [4711, ELIF], [None, None], [None, UWE])
    assert read_list(content).lines == (Line(2, "4711", ELIF), Line(4, "", UWE))


def test_a_formula_is_never_worked_out() -> None:
    """Saved by a program that worked nothing out, it has no value."""
    content = workbook(["Name", "E-Mail"], ['=HYPERLINK("http://x")', ELIF])
    assert read_list(content).lines == (Line(2, "", ELIF),)


def test_a_zip_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"0" * 10_000_000)
    assert len(file.getvalue()) < BYTES_AT_MOST
    assert "viel zu groß" in refusal_of(file.getvalue())


def test_a_cell_far_below_ends_the_reading_all_the_same() -> None:
    book = Workbook()
    book.active["A1"] = ELIF
    book.active["A1048576"] = UWE
    file = io.BytesIO()
    book.save(file)
    found = read_list(file.getvalue())
    assert ([line.address for line in found.lines], found.cut) == ([ELIF], True)


# — what is no list ——————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"\n \n\n", "Die Datei ist leer."),
        (b"%PDF-1.7 ...", "keine Tabelle"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "keine Tabelle"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Passwort"),
        (b"PK\x03\x04 und dann nichts", "beschädigt"),
        (b"Name;Ort\nElif;Quellingen\n", "keine Spalte mit E-Mail-Adressen"),
        (b"x" * (BYTES_AT_MOST + 1), "größer als 1 MB"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal_of(content)


def test_a_broken_workbook_is_refused() -> None:
    content = workbook(["E-Mail"], [ELIF])
    assert "beschädigt" in refusal_of(content[: len(content) // 2])


def test_an_archive_of_something_else_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "beschädigt" in refusal_of(file.getvalue())


@pytest.mark.parametrize(("rows", "cut"), [(ROWS_AT_MOST, False), (ROWS_AT_MOST + 1, True)])
def test_five_thousand_rows_are_read_and_more_are_told(rows: int, cut: bool) -> None:
    content = "E-Mail\n" + "".join(f"p{n}@quellingen.example\n" for n in range(rows))
    found = read_list(content.encode())
    assert (len(found.lines), found.cut) == (ROWS_AT_MOST, cut)


def test_endless_names_and_addresses_are_cut_and_such_addresses_are_none() -> None:
    content = f"Name;E-Mail\n{'ä' * 900};{'a' * 900}@quellingen.example\n".encode()
    (line,) = read_list(content).lines
    assert len(line.name) == 200
    assert not is_address(line.address)


# — pasted text ——————————————————————————————————————————————————————————————————


def test_pasted_lines_may_bring_names_and_hold_several() -> None:
    text = f"Elif Şahin <{ELIF}>\n\n{UWE}; keine adresse\n"
    assert pasted(text).lines == (
        Line(1, "Elif Şahin", ELIF),
        Line(3, "", UWE),
        Line(3, "", "keine adresse"),
    )
