"""The confirmation of attendance on paper: a letter with the same marks as the certificate."""

import io

import pytest
from pypdf import PdfReader

from certificates.documents import printing
from certificates.documents.errors import UnprintableError
from certificates.documents.record import ATTENDANCE_LAYOUT, freeze, thaw
from tests.certificates.documents.test_printing import TOWN, elements, sample, text_of

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 44">'
    '<path d="M2 4h30v20z" fill="#2F7D4F" /></svg>'
)


def attendance(**changes):
    data = thaw(sample())
    said = {
        **data,
        "title": "Teilnahmebescheinigung",
        "qualification": {
            **data["qualification"],
            "title": "Kommunales Konfliktmanagement",
            "attended": 62.5,
        },
        "modules": [{**module, "attended": 6.5} for module in data["modules"]],
        "competences": [],
        "facts": [
            ["Zeitraum", "November 2025 bis November 2026"],
            ["Durchgang", "Mittelaue 2, Kreisstadt Quellingen"],
            ["Besucht", "4 von 5 Seminaren, 1 von 2 Online-Vertiefungen"],
            ["Nachgeholt", "1 Seminar"],
        ],
        **changes,
    }
    return freeze(said, layout=ATTENDANCE_LAYOUT)


@pytest.fixture(scope="module")
def pdf():
    return printing.print_record(attendance())


@pytest.fixture(scope="module")
def reader(pdf):
    return PdfReader(io.BytesIO(pdf))


def test_it_is_marked_as_archive_and_accessible_pdf(reader):
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    for mark in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in metadata
    assert root["/Lang"] == "de-DE"
    title = "Teilnahmebescheinigung: Kommunales Konfliktmanagement, Erika Müßig"
    assert reader.metadata.title == title


def test_the_words_come_in_the_order_in_which_they_are_read(pdf):
    text = text_of(pdf)
    words = (
        "Bildungsträger Beispiel",
        "Teilnahmebescheinigung",
        "Erika Müßig",
        "62,5 von 74 Zeitstunden",
        "die Anwesenheit, nicht eine bewertete Leistung",
        "Besucht 4 von 5 Seminaren, 1 von 2 Online-Vertiefungen",
        "Quellingen, 20. November 2026",
        "Reimann Bürgermeisterin Quellingen",
        "Weiß Koordination",
        "keine Mediationsausbildung",
        "Inhalte und Umfang",
        "davon besucht",
        "Summe",
        "So prüfen Sie die Echtheit",
    )
    places = [text.find(part) for part in words]
    assert places == sorted(places)
    assert places[0] >= 0


def test_the_table_has_four_heads_and_the_note_stands_on_both_pages(reader):
    tags = elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    heads = [node for kind, node in tags if kind == "/TH"]
    assert len(heads) == 4
    assert all("/Scope" in repr(node["/A"].get_object()) for node in heads)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert ["keine Mediationsausbildung" in page for page in pages] == [True, True]


def test_a_statement_of_ones_own_replaces_the_standard_sentence():
    text = text_of(printing.print_record(attendance(statement="war an vier Tagen dabei.")))
    assert "war an vier Tagen dabei." in text
    assert "62,5 von 74" not in text


LOGOS = [
    {"issuer": {"name": "Träger", "logo": LOGO.format(width=width)}, "co_issuers": mates}
    for width in (20, 150, 500)
    for mates in ([], [{"name": TOWN, "logo": None}] * 3)
]


@pytest.mark.parametrize("record", [attendance, sample])
@pytest.mark.parametrize("changes", LOGOS)
def test_logos_have_a_name_and_leave_two_pages(record, changes):
    reader = PdfReader(io.BytesIO(printing.print_record(record(**changes))))
    tags = elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    names = [node["/Alt"] for kind, node in tags if kind == "/Figure"]
    assert "Logo: Träger" in names
    assert len(reader.pages) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"person": {"name": "Dr. phil. Maximiliane-Charlotte Musterhausen-Beispielswerth"}},
        {"signatories": [{"name": "Reimann", "function": "x", "organisation": TOWN}] * 3},
        {"issuer": {"name": TOWN}, "co_issuers": [{"name": TOWN, "logo": None}]},
        {"person": {"name": "اسم تجريبي للمثال", "lang": "ar", "dir": "rtl"}},
        {"person": {"name": "שם לדוגמה", "lang": "he", "dir": "rtl"}},
        {"mark": {"kind": "muster"}},
        {"modules": []},
        {"facts": [["Durchgang", TOWN]] * 6},
    ],
)
def test_hard_cases_fit_on_two_pages(changes):
    assert len(PdfReader(io.BytesIO(printing.print_record(attendance(**changes)))).pages) == 2


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(UnprintableError) as refused:
        printing.print_record(attendance(person={"name": "Erika 😀 Beispiel"}))
    assert refused.value.characters == ["😀"]


def test_pictures_of_it_are_its_pages():
    pages = printing.picture_record(attendance(), ppi=20)
    assert [page[:4] for page in pages] == [b"\x89PNG"] * 2
