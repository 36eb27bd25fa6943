"""What a screen reader finds in both documents, printed and signed, and what a camera finds."""

import io
import json
import re
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from certificates.documents.printing import picture_record, print_record
from certificates.documents.record import thaw
from certificates.pades.files import Pkcs12Signer
from certificates.pades.signing import sign_pdf
from tests.certificates.documents.test_attendance import LOGO, attendance
from tests.certificates.documents.test_printing import URL, elements, sample, text_of

RECORDS = {"Zertifikat": sample, "Teilnahmebescheinigung": attendance}
LOGOS = {
    "issuer": {"name": "Bildungsträger Beispiel", "logo": LOGO.format(width=150)},
    "co_issuers": [{"name": "Stadt Quellingen", "logo": LOGO.format(width=44)}],
}
CELLS = {"/TH", "/TD"}
# What stands in front of what, on both: who issues, who did what, who says so, how to check it.
ORDER = (
    "{title}",
    "Erika Müßig",
    "74 Zeitstunden",
    "Durchgang Mittelaue 2, Kreisstadt Quellingen",
    "Quellingen, 20. November 2026",
    "Reimann Bürgermeisterin Quellingen",
    "Weiß Koordination",
    "keine Mediationsausbildung",
    "1 Konflikt, Demokratie und Haltung",
    "5 Vorbeugen und vorbereitet sein",
    "So prüfen Sie die Echtheit",
)


@pytest.fixture(params=list(RECORDS))
def title(request):
    return request.param


@pytest.fixture(params=["printed", "signed", "stamped"])
def pdf(request, title, signer_file):
    """Each document as printed, with a signature, and with a time stamp as well."""
    printed = print_record(RECORDS[title](**LOGOS))
    if request.param == "stamped":
        request.getfixturevalue("stamped")
    return printed if request.param == "printed" else sign_pdf(printed, Pkcs12Signer()).pdf


@pytest.fixture
def reader(pdf):
    return PdfReader(io.BytesIO(pdf))


@pytest.fixture
def tags(reader):
    return elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])


def kinds(tags):
    return [kind for kind, _node in tags]


def test_language_title_and_marks_are_there(reader, title):
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert root["/MarkInfo"]["/Marked"].value
    assert not root["/MarkInfo"]["/Suspects"].value
    assert reader.metadata.title.startswith(f"{title}: ")
    assert reader.metadata.title.endswith(", Erika Müßig")
    assert re.search(rf"<dc:title[^>]*>.*{title}: .*Erika Müßig.*</dc:title>", metadata)
    # As an element or, once a signature has rewritten it, as an attribute.
    for mark in ("pdfaid:part{}3", "pdfaid:conformance{}A", "pdfuaid:part{}1"):
        assert mark.format(">") in metadata or mark.format('="') in metadata


def test_headings_begin_at_the_first_level_and_leave_none_out(tags):
    levels = [int(kind[2]) for kind in kinds(tags) if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_table_has_rows_and_heads_with_a_scope(tags, title):
    columns = 4 if title == "Teilnahmebescheinigung" else 3
    heads = [node for kind, node in tags if kind == "/TH"]
    assert kinds(tags).count("/Table") == 1
    assert kinds(tags).count("/TR") >= 6
    assert len(heads) == columns
    assert all("/Scope" in repr(node["/A"].get_object()) for node in heads)
    rows = [elements(node["/K"], []) for kind, node in tags if kind == "/TR"]
    assert {sum(_columns(node) for kind, node in row if kind in CELLS) for row in rows} == {columns}


def _columns(cell):
    """A cell stands in one column unless it says more."""
    said = cell["/A"].get_object() if "/A" in cell else []
    attributes = said if isinstance(said, list) else [said]
    return max([1, *(found.get_object().get("/ColSpan", 1) for found in attributes)])


def test_every_picture_says_what_it_shows(tags):
    """The QR code, and two logos."""
    alternatives = [node.get("/Alt") for kind, node in tags if kind == "/Figure"]
    assert len(alternatives) == 3
    assert all(alternatives)
    assert any("Bildungsträger Beispiel" in words for words in alternatives)
    assert any("Stadt Quellingen" in words for words in alternatives)


def test_words_are_extracted_in_the_order_in_which_they_are_read(pdf, title):
    text = text_of(pdf)
    places = [text.find(words.format(title=title)) for words in ORDER]
    assert places == sorted(places)
    assert places[0] >= 0


def test_the_tab_key_follows_the_structure_and_links_have_words(reader):
    for page in reader.pages:
        assert page["/Tabs"] == "/S"
    annotations = [note.get_object() for page in reader.pages for note in page.get("/Annots") or []]
    links = [note for note in annotations if note["/Subtype"] == "/Link"]
    assert [note["/Contents"] for note in links] == [URL]
    widgets = [note for note in annotations if note["/Subtype"] == "/Widget"]
    assert all(note["/TU"] and max(note["/Rect"]) < 0 for note in widgets)
    assert len(links) + len(widgets) == len(annotations)


def test_the_credential_is_attached_unchanged(reader, title):
    [attached] = reader.trailer["/Root"]["/AF"]
    content = attached.get_object()["/EF"]["/F"].get_object().get_data().decode()
    assert content == thaw(RECORDS[title]())["credential"] == json.dumps({"proof": "Ä"})


def test_a_camera_finds_the_address_on_paper(title):
    found = [
        code.text
        for page in picture_record(RECORDS[title](), ppi=110)
        for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)).convert("L"))
    ]
    assert found == [URL.upper()]
