"""Work as PDF: accessible, marked on every page, and nothing typed can break it."""

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.assignment.errors import NotPrintable
from assessments.assignment.export import pdf as module
from assessments.assignment.export.pdf import print_pdf
from assessments.assignment.sheet.sections import Picture, Section
from content.diagrams import timeline
from tests.assessments.assignment.export.papers import (
    SECTIONS,
    one_text,
    pages_of,
    paper,
    read,
    tags_of,
    words_of,
)
from tests.assessments.filled import LARGE, filled, plan_sections

MARK = "Übungsdokument – vertraulich"
PLAN = plan_sections()
# What means something in type, in a browser or to a shell, and what is hard to set.
ODD = (
    "#let x = 1 #panic()",
    "$ sum_(i=1)^n i $",
    "@verweis <label> *fett* _kursiv_ `code` ```",
    "\\ \\n \\u{0} // /* Kommentar */",
    "= Überschrift\n- Liste\n+ Liste\n/ Wort: mehr",
    "[Klammer] {Klammer} \"Anführung\" 'eine'",
    "<b>fett</b> &amp; %(name)s {0} %s",
    "שלום עולם und سلام",
    "Straßenbahn\u200bhaltestelle\u00ad\ufeff",
    "a" * 400,
    "https://quellingen.example/" + "sehr-lang/" * 30,
)


@pytest.fixture(scope="module")
def plan() -> bytes:
    return print_pdf(paper(PLAN, filled(PLAN), title="Krisenpräventionsplan"))


def test_it_is_a_tagged_german_file_with_a_title(plan) -> None:
    root = (reader := read(plan)).trailer["/Root"]
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Titel des Plans 1, Fassung 2"
    assert reader.metadata.author == "Bildungsträger Mittelaue"


def test_table_heads_have_a_scope_and_headings_begin_at_the_top(plan) -> None:
    tags = tags_of(plan)
    heads = [node for kind, node in tags if kind == "/TH"]
    assert len(heads) > 40
    assert all("/Scope" in repr(node["/A"].get_object()) for node in heads)
    headings = [kind for kind, _node in tags if kind in {"/H1", "/H2", "/H3"}]
    assert headings[0] == "/H1"
    assert "/H3" not in headings


def test_every_page_says_what_it_is_and_which_it_is(plan) -> None:
    pages = pages_of(plan)
    assert all(MARK in page for page in pages)
    count = len(pages)
    for number, page in enumerate(pages[1:], start=2):
        assert f"Seite {number} von {count}" in page


def test_the_cover_says_what_people_wrote_there(plan) -> None:
    cover = pages_of(plan)[0]
    for words in (
        "Titel des Plans 1",
        "Worum es geht 1",
        "Krisenpräventionsplan",
        "Fassung 2",
        "29. November 2026",
        "Bildungsträger Mittelaue",
        "A, fiktive Kommune",
        "nur Gruppe und Trainer:innen",
        "15. Januar 2027",
        "Nachsorge",
    ):
        assert words in cover, words


def test_a_table_of_contents_leads_to_every_section(plan) -> None:
    contents = pages_of(plan)[1]
    assert contents.index("Inhalt") < contents.index("1 Ausgangslage")
    for section in PLAN[1:]:
        assert section.title in contents
    assert len(read(plan).outline) == len(PLAN) - 1


def test_every_word_of_a_plan_is_in_it(plan) -> None:
    text = words_of(plan).replace("-", "").replace(" ", "")
    for section in PLAN[1:]:
        for field in section.fields:
            assert field.label.replace("-", "").replace(" ", "") in text, field.label


def test_a_small_sheet_needs_no_cover_and_no_contents() -> None:
    [page] = pages_of(print_pdf(paper(SECTIONS[1:], title="Mini-Analyse", number=None)))
    assert page.count(MARK) == 2
    assert "Mini-Analyse Entwurf der Fassung 3 · Stand 29. November 2026" in page
    assert "Inhalt" not in page
    assert "3 Rest Hier steht noch nichts." in page


def test_an_empty_work_can_be_set() -> None:
    assert "Hier steht noch nichts." in words_of(print_pdf(paper(PLAN, {})))


def test_it_is_german_whatever_the_reader_has_chosen() -> None:
    with override("en"):
        text = words_of(print_pdf(paper()))
    assert "2. August 2027" in text
    assert "Fassung 2" in text
    assert "Orange" in text


def test_the_same_work_gives_the_same_bytes() -> None:
    assert print_pdf(paper()) == print_pdf(paper())


def test_a_large_plan_repeats_the_heads_of_its_tables() -> None:
    pages = pages_of(print_pdf(paper(PLAN, filled(PLAN, LARGE))))
    assert sum("Rolle oder Gruppe 60" in page for page in pages) > 0
    heads = [page for page in pages if "Rolle oder Gruppe Position Interesse" in page]
    assert len(heads) > 3


def test_pictures_have_words_beside_them(monkeypatch) -> None:
    entry = timeline.Entry("im Mai", "Erstes Treffen")
    drawn = timeline.draw(timeline.Timeline("Verlauf", (entry,)))
    found = {"leute": [(Picture("timeline", "Verlauf", {"events": "leute/liste"}), drawn)]}
    monkeypatch.setattr(module, "draw_pictures", lambda sections: found)
    made = print_pdf(paper())
    [alternative] = [node.get("/Alt") for kind, node in tags_of(made) if kind == "/Figure"]
    assert alternative == drawn.alternative.text()
    assert "Abbildung 1: Verlauf" in words_of(made)


# — Nothing typed breaks it ———————————————————————————————————————————————————————


@pytest.mark.parametrize("typed", ODD)
def test_what_means_something_in_type_is_printed_as_it_was_typed(typed) -> None:
    values = {
        "huelle": {"name": typed, "worum": typed, "bis": typed},
        "leute": {
            "kern": typed,
            "lage": typed,
            "liste": [{"id": "r1", "wer": typed, "haltung": typed, "stufe": typed, "ort": typed}],
        },
        "rest": {"text": typed},
    }
    text = words_of(print_pdf(paper(SECTIONS, values)))
    word = typed.split()[0][:20]
    assert word in text or not typed.isascii()


def test_controls_and_directions_are_left_out() -> None:
    text = words_of(print_pdf(one_text("Vor\x00\x07\u202e\u2066her\x85")))
    assert "Vorher" in text


def test_a_character_no_font_has_is_named_with_its_place() -> None:
    values = {"leute": {"lage": "Gut.", "liste": [{"id": "r1", "wer": "Anna 😀 中"}]}}
    with pytest.raises(NotPrintable) as refused:
        print_pdf(paper(SECTIONS, values))
    assert str(refused.value) == (
        "„1. Leute, Wer da ist“ enthält Zeichen, die sich in einer PDF nicht setzen lassen: 😀 中. "
        "Bitte ersetzen Sie sie, oder nehmen Sie die Word-Datei."
    )


@pytest.mark.parametrize("place", ["name", "worum"])
def test_a_cover_that_cannot_be_set_is_named_too(place) -> None:
    with pytest.raises(NotPrintable, match="ein Zeichen, das sich in einer PDF"):
        print_pdf(paper(SECTIONS, {"huelle": {"name": "Plan", place: "😀"}}))


@pytest.mark.parametrize("length", [500, 50_000])
def test_long_words_and_long_texts_find_room(length) -> None:
    long = "Wort " * (length // 5)
    values = {
        "huelle": {"name": long[:500], "worum": long[:500], "bis": long[:500]},
        "leute": {"lage": long, "liste": [{"id": "r1", "wer": long[:500]}]},
        "aufgaben": {"stufen": [{"stufe": "0", "tun": long}]},
    }
    assert words_of(print_pdf(paper(SECTIONS, values))).count("Wort") >= 2 * length // 5


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="latin-1"), max_size=60))
def test_any_western_text_is_set(typed) -> None:
    print_pdf(one_text(f"Anfang {typed} Ende"))


def test_a_section_without_fields_is_one_text() -> None:
    section = (Section("eins", 7, "Eins"),)
    assert "7 Eins Ein Text." in words_of(
        print_pdf(paper(section, {"eins": {"text": "Ein Text."}}))
    )
