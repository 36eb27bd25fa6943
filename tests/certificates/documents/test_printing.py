"""The paper: same record, same bytes; archive and accessibility marks; every fact survives."""

import hashlib
import io
import json
import subprocess
import sys

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from certificates.documents import printing
from certificates.documents.errors import UnprintableError
from certificates.documents.qr import qr_svg
from certificates.documents.record import digest, freeze, thaw

URL = "https://nachweis.example/v/7K3M9QRX2VTD9"
MODULES = [
    ("1 Konflikt, Demokratie und Haltung", "Konfliktbegriff, neun Eskalationsstufen", 17),
    ("2 Systemisch analysieren", "Akteure und Macht, Positionen und Bedürfnisse", 12.5),
    ("3 Rolle, Auftrag, Struktur", "Beratungsrollen, systemische Fragen", 12.5),
    ("4 Dialog und Vermittlung", "Formatwahl, Deeskalation, Moderation großer Gruppen", 18.5),
    ("5 Vorbeugen und vorbereitet sein", "Frühwarnung mit Schwellen, Nachsorge", 13.5),
]
TOWN = "Verbandsgemeinde Langenmusterhausen-Beispielsbrunn an der Unteren Mittelaue"


def sample(**changes):
    data = {
        "title": "Zertifikat",
        "number": "2026-0017",
        "issued": "2026-11-20",
        "place": "Quellingen",
        "person": {"name": "Erika Müßig"},
        "qualification": {
            "title": "Kommunale:r Konfliktmanager:in",
            "programme": "Qualifizierung Kommunales Konfliktmanagement",
            "hours": 74,
            "unit": "Zeitstunden",
        },
        "statement": "",
        "facts": [
            ["Zeitraum", "November 2025 bis November 2026"],
            ["Durchgang", "Mittelaue 2, Kreisstadt Quellingen"],
            ["Abschlussarbeit", "Krisenpräventionsplan „Gerücht am Freitag“"],
        ],
        "issuer": {"name": "Bildungsträger Beispiel", "logo": None},
        "signatories": [
            {"name": "Reimann", "function": "Bürgermeisterin", "organisation": "Quellingen"},
            {"name": "Weiß", "function": "Koordination", "organisation": ""},
        ],
        "modules": [{"title": t, "contents": c, "hours": h} for t, c, h in MODULES],
        "competences": ["ordnet Konflikte ein", "klärt Aufträge", "moderiert"],
        "verification": {
            "code": "7K3M9QRX2VTD9",
            "url": URL,
            "address": "nachweis.example/v",
            "qr": qr_svg(URL),
        },
        "credential": json.dumps({"proof": "Ä"}),
    }
    return freeze({**data, **changes})


@pytest.fixture(scope="module")
def pdf():
    return printing.print_record(sample())


@pytest.fixture(scope="module")
def reader(pdf):
    return PdfReader(io.BytesIO(pdf))


def elements(node, found):
    """Every structure element in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            elements(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], node))
        if "/K" in node:
            elements(node["/K"], found)
    return found


def text_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_same_record_gives_the_same_bytes_in_another_process(pdf, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(sample())
    program = (
        "import hashlib, pathlib, sys\n"
        "from certificates.documents.printing import print_record\n"
        "record = pathlib.Path(sys.argv[1]).read_text()\n"
        "print(hashlib.sha256(print_record(record)).hexdigest())\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_the_record_says_the_same_whatever_the_order_of_its_keys():
    data = thaw(sample())
    assert digest(freeze(dict(reversed(data.items())))) == digest(sample())


def test_it_is_marked_as_archive_and_accessible_pdf(reader):
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    for mark in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in metadata
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/OutputIntents" in root
    assert reader.metadata.title == "Zertifikat: Kommunale:r Konfliktmanager:in, Erika Müßig"


def test_figures_have_alternatives_and_table_heads_a_scope(reader):
    tags = elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    figures = [node for kind, node in tags if kind == "/Figure"]
    heads = [node for kind, node in tags if kind == "/TH"]
    assert len(figures) == 1
    assert all(node.get("/Alt") for node in figures)
    assert len(heads) == 3
    assert all("/Scope" in repr(node["/A"].get_object()) for node in heads)
    assert next(kind for kind, _ in tags if kind in {"/H1", "/H2"}) == "/H1"


def test_every_word_survives_into_the_extracted_text(pdf):
    text = text_of(pdf)
    for words in (
        "Erika Müßig",
        "Zertifikat",
        "74 Zeitstunden",
        "Durchgang Mittelaue 2, Kreisstadt Quellingen",
        "„Gerücht am Freitag“",
        "Reimann Bürgermeisterin Quellingen",
        "Weiß Koordination",
        "20. November 2026",
        "Nr. 2026-0017",
        "7K3M-9QRX-2VTD-9",
        "12,5",
        "klärt Aufträge",
    ):
        assert words in text


def test_the_first_page_can_be_read_alone(reader):
    first = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 2
    assert "7K3M-9QRX-2VTD-9" in first
    assert "keine Mediationsausbildung" in first


def test_the_credential_is_attached_unchanged(reader):
    [attached] = reader.trailer["/Root"]["/AF"]
    file = attached.get_object()
    assert (file["/UF"], file["/AFRelationship"]) == ("nachweis.json", "/Supplement")
    assert file["/EF"]["/F"].get_object().get_data() == json.dumps({"proof": "Ä"}).encode()


def test_the_qr_code_on_paper_leads_to_the_verification_page():
    compiler = typst.Compiler(
        str(printing.LAYOUTS / "v1/certificate.typ"),
        root=str(printing.LAYOUTS),
        font_paths=printing.font_paths(),
        ignore_system_fonts=True,
    )
    data = json.dumps(thaw(sample()))
    pages = compiler.compile(sys_inputs={"data": data}, format="png", ppi=150)
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(pages[1])).convert("L"))
    assert found.text == URL.upper()


@pytest.mark.parametrize(
    "changes",
    [
        {"person": {"name": "Dr. phil. Maximiliane-Charlotte Musterhausen-Beispielswerth"}},
        {"signatories": [{"name": "Reimann", "function": "x", "organisation": TOWN}] * 3},
        {"issuer": {"name": TOWN}, "co_issuers": [{"name": TOWN}]},
        {"person": {"name": "اسم تجريبي للمثال", "lang": "ar", "dir": "rtl"}},
        {"person": {"name": "שם לדוגמה", "lang": "he", "dir": "rtl"}},
        {"mark": {"kind": "korrektur", "date": "2026-12-04", "replaces": "2026-0016"}},
        {"modules": [], "competences": []},
        {"ink": "sparse"},
        {"facts": [["Durchgang", TOWN]] * 6},
    ],
)
def test_hard_cases_fit_on_two_pages(changes):
    assert len(PdfReader(io.BytesIO(printing.print_record(sample(**changes)))).pages) == 2


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(UnprintableError) as refused:
        printing.print_record(sample(person={"name": "Erika 😀 中 Beispiel"}))
    assert refused.value.characters == ["😀", "中"]
    assert "😀 中" in str(refused.value)


def test_printable_names_are_told_from_others():
    assert printing.unprintable("Łucja-Ágnes Đorđević-Nguyễn Şahin Ωμέγα Юлия") == []
    assert printing.unprintable("A中B中") == ["中"]
