"""Pictures are made again from what they say, and say it to everybody."""

import io
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image

from certificates.badges.drawing import badge_svg
from certificates.badges.enums import Mark
from certificates.badges.faces import Face, Preview, face_of, preview_of
from certificates.badges.pictures import badge_png, preview_png

FACE = Face("Zertifikat", "Kommunale:r Konfliktmanager:in", "Träger & Söhne", "2026")
PREVIEW = Preview(
    kind="Zertifikat",
    title="Kommunale:r Konfliktmanager:in",
    issuer="Bildungsträger Beispiel",
    month="November 2026",
    mark=Mark.VALID,
    address="nachweis.example/v",
)
SAID = {
    "title": "Zertifikat",
    "issued": "2026-11-29",
    "qualification": {"title": "Kommunale:r Konfliktmanager:in"},
    "issuer": {"name": "Bildungsträger Beispiel"},
    "verification": {"address": "nachweis.example/v"},
}


def image(content):
    return Image.open(io.BytesIO(content))


def test_the_faces_come_from_the_record_and_name_nobody():
    assert face_of(SAID) == replace(FACE, issuer="Bildungsträger Beispiel")
    assert preview_of(SAID, Mark.VALID, name="") == PREVIEW


@pytest.mark.parametrize("pixels", [512, 128, 64])
def test_the_same_face_gives_the_same_badge(pixels):
    badge = badge_png(FACE, pixels=pixels)
    assert badge == badge_png(FACE, pixels=pixels)
    assert image(badge).size == (pixels, pixels)
    assert badge_svg(FACE) == badge_svg(FACE)


def test_the_badge_stands_on_transparent_ground():
    badge = image(badge_png(FACE))
    assert badge.mode == "RGBA"
    assert [badge.getpixel(at)[3] for at in ((2, 2), (509, 509), (2, 509))] == [0, 0, 255]


def test_words_are_left_out_where_nobody_could_read_them():
    other = replace(FACE, title="Etwas anderes", year="2031")
    assert badge_png(FACE, pixels=64) == badge_png(other, pixels=64)
    assert badge_png(FACE, pixels=65) != badge_png(other, pixels=65)


def test_the_drawing_says_in_words_what_it_shows_and_needs_nothing_else():
    drawing = badge_svg(FACE)
    root = fromstring(drawing)
    assert root.get("role") == "img"
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title.text == "Zertifikat: Kommunale:r Konfliktmanager:in, Träger & Söhne, 2026"
    for needed in ("<text", "<style", "<script", "font-family", "http://www.w3.org/1999/xhtml"):
        assert needed not in drawing


@pytest.mark.parametrize("mark", [Mark.SUSPENDED, Mark.REVOKED, Mark.EXPIRED])
def test_what_does_not_count_says_so_in_both_pictures(mark):
    assert badge_png(FACE, mark=mark) != badge_png(FACE)
    assert preview_png(replace(PREVIEW, mark=mark)) != preview_png(PREVIEW)


def test_the_preview_has_the_size_networks_ask_for_and_comes_out_the_same():
    preview = preview_png(PREVIEW)
    assert image(preview).size == (1200, 630)
    assert preview == preview_png(PREVIEW)
    assert len(preview) < 100_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Erika Müßig", "Erika Müßig"),
        ("Ğülçin Şahin-Łęcka", "Ğülçin Şahin-Łęcka"),
        ("Αθηνά Παπαδοπούλου", "Αθηνά Παπαδοπούλου"),
        ("ليلى منصور", ""),
        ("שרה כהן", ""),
    ],
)
def test_a_name_in_letters_the_pictures_do_not_have_is_left_to_the_page(name, shown):
    assert preview_of(SAID, Mark.VALID, name=name).name == shown


@pytest.mark.parametrize(
    "text",
    ["Donaudampfschifffahrtskapitänsmützenabzeichenverordnung " * 6, "x" * 500, "", "Ä " * 40],
)
def test_no_length_of_words_breaks_a_picture(text):
    assert image(badge_png(replace(FACE, title=text, issuer=text))).size == (512, 512)
    long = replace(PREVIEW, title=text, issuer=text, name=text, kind=text)
    assert image(preview_png(long)).size == (1200, 630)
    assert fromstring(badge_svg(replace(FACE, title=text, issuer=text))).tag.endswith("svg")
