"""Cards on paper: accessible files, in German, for those who may read them."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from content.toolkit.kept.domain import Typed, keep, write_note
from content.toolkit.models import RelatedCard
from content.toolkit.printing import Sheet, UnprintableCard, print_card, print_koffer
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def full_card(add_card):
    return add_card(
        "Fishbowl",
        preparation="Etwa 15 Minuten.\n\nStühle stellen.",
        online="adapted",
        online_note="Mit Punkten.",
        pitfalls=[{"type": "item", "value": "Bekenntnisdruck"}],
        sources=[{"type": "item", "value": "Eigener Entwurf."}],
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def test_a_card_is_a_tagged_german_file_with_a_title(full_card) -> None:
    root = (reader := read(print_card(full_card, on=TODAY))).trailer["/Root"]
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Fishbowl"
    assert "/StructTreeRoot" in root
    assert len(reader.pages) == 1


def test_everything_on_the_card_is_on_paper(full_card) -> None:
    text = text_of(print_card(full_card, on=TODAY))
    for words in (
        "Wozu Fishbowl gut ist.",
        "Stufe 1 bis 5",
        "6–20 Personen",
        "15 Minuten",
        "Etwa 15 Minuten.",
        "Stühle stellen.",
        "Klebeband",
        "Aufstellen",
        "10 Min.",
        "Transfer",
        "Bekenntnisdruck",
        "Nur für Teams.",
        "Mit Punkten.",
        "Eigener Entwurf.",
    ):
        assert words in text, words


def test_the_same_card_gives_the_same_bytes(full_card) -> None:
    assert print_card(full_card, on=TODAY) == print_card(full_card, on=TODAY)


@pytest.mark.parametrize("times", [1, 40])
def test_long_and_odd_cards_are_printed(add_card, times) -> None:
    step = {"title": "Sammeln " * 12, "text": "Donaudampfschifffahrt " * 30, "minutes": 1}
    steps = [{"type": "step", "value": {**step, "title": step["title"][:120]}}] * times
    card = add_card(
        "#let x = 1 $a$ *fett*", slug="odd", steps=steps, minutes=times, do_no_harm="\x07\u202eAha"
    )
    text = text_of(print_card(card, on=TODAY))
    assert "#let x = 1 $a$ *fett*" in text
    assert "Aha" in text


def test_a_character_no_font_has_is_named_with_its_card(add_card) -> None:
    card = add_card("Fishbowl", do_no_harm="Nur 😀 mit 中 allen.")
    with pytest.raises(UnprintableCard) as refused:
        print_koffer([Sheet(add_card("Eisberg")), Sheet(card)], on=TODAY)
    assert (refused.value.title, refused.value.characters) == ("Fishbowl", ["😀", "中"])
    assert str(refused.value).startswith("„Fishbowl“ enthält Zeichen, die sich nicht setzen lassen")


def test_somebody_who_asks_for_such_a_card_gets_a_sentence(client, add_card) -> None:
    card = add_card("Fishbowl", do_no_harm="Nur 😀.")
    answer = client.get(f"/methodenkarten/{card.pk}.pdf", follow=True)
    assert answer.redirect_chain == [("/methoden/fishbowl/", 302)]
    assert "lässt: 😀. Bitte drucken Sie stattdessen die Seite." in answer.content.decode()


def test_the_file_follows_the_visibility_of_the_card(client, add_card) -> None:
    card = add_card("Fishbowl", visibility="enrolled")
    assert client.get(f"/methodenkarten/{card.pk}.pdf").url == "/methoden/fishbowl/"
    assert client.get(f"/methodenkarten/{add_card('Neu', live=False).pk}.pdf").status_code == 404
    answer = client.get(f"/methodenkarten/{add_card('Offen').pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "methodenkarte-offen.pdf" in answer["Content-Disposition"]


# — The Koffer —————————————————————————————————————————————————————————————————————————————


@pytest.fixture
def user(client, add_card):
    somebody = UserFactory()
    for title in ("Zwiebel", "Eisberg"):
        write_note(keep(somebody, add_card(title)), Typed(f"Notiz zu {title}", 0))
    client.force_login(somebody)
    return somebody


def test_a_koffer_is_a_list_and_a_sheet_a_card_in_ones_own_order(client, user) -> None:
    reader = read(client.get("/koffer/koffer.pdf").content)
    assert reader.metadata.title == "Mein Koffer"
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) == 3
    assert re.search(r"2 Karten.*Zwiebel.*2.*Eisberg.*3", pages[0])
    assert "Wozu Zwiebel gut ist." in pages[1]
    assert "Wozu Eisberg gut ist." in pages[2]


def test_notes_are_printed_only_when_asked_for(client, user) -> None:
    assert "Notiz zu Eisberg" not in text_of(client.get("/koffer/koffer.pdf").content)
    assert "Notiz zu Eisberg" in text_of(client.get("/koffer/koffer.pdf?notizen=1").content)


def test_the_koffer_of_somebody_else_is_not_printed(client, user) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/koffer/koffer.pdf?notizen=1").url == "/koffer/"
    assert "Zwiebel" not in client.get("/koffer/drucken/").content.decode()


def test_a_huge_koffer_says_what_was_left_out(full_card) -> None:
    pdf = print_koffer([Sheet(full_card)] * 3, on=TODAY, left_out=2)
    assert "2 weitere Karten passen nicht hinein." in text_of(pdf)


def test_the_page_for_printing_holds_all_cards_whole(client, user) -> None:
    text = client.get("/koffer/drucken/").content.decode()
    assert text.count("Aufstellen.") == 2
    assert text.index("Wozu Zwiebel") < text.index("Wozu Eisberg")
    assert "Notiz zu" not in text


def test_a_circle_of_relatives_does_not_go_round_on_paper(add_card) -> None:
    one, two = add_card("Eins"), add_card("Zwei")
    for here, there in ((one, two), (two, one)):
        here.related = [RelatedCard(card=there)]
        here.save()
    assert len(read(print_koffer([Sheet(one), Sheet(two)], on=TODAY)).pages) == 3
