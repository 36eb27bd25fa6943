"""What comes in as a logo is a drawing and nothing else when it is kept."""

import io
import zlib

import pytest
from PIL import Image

from certificates.awards.errors import LogoRefusedError
from certificates.awards.logos import assert_printable_logo, cleaned_svg, logo_from_file

CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 44">'
    '<path d="M2 4h30v20a15 15 0 0 1-30 0z" fill="#2F7D4F" /></svg>'
)


def svg(inside, attributes='viewBox="0 0 40 20"', before=""):
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {attributes}>{inside}</svg>".encode()


def png(size=(300, 90), mode="RGBA"):
    out = io.BytesIO()
    Image.new(mode, size, "#2F7D4F").save(out, "PNG")
    return out.getvalue()


def bomb():
    """A few bytes that claim to be 60,000 × 60,000 pixels."""
    raw = bytearray(png((1, 1)))
    raw[16:24] = (60_000).to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    return bytes(raw)


def test_a_drawing_stays_as_it_is():
    assert logo_from_file(CREST.encode()) == CREST
    assert_printable_logo(CREST)


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<script>alert(1)</script><path d='M0 0h9'/>", '<path d="M0 0h9" />'),
        ("<path onclick='alert(1)' d='M0 0h9'/>", '<path d="M0 0h9" />'),
        ("<!-- Entwurf 3 --><title>Logo</title><path d='M0 0h9'/>", '<path d="M0 0h9" />'),
        ("<e xmlns='urn:editor'/><path data-x='1' d='M0 0h9'/>", '<path d="M0 0h9" />'),
        (
            "<path id='a' d='M0 0h9'/><use xlink:href='#a'/>",
            '<path id="a" d="M0 0h9" /><use href="#a" />',
        ),
        (
            "<style>.a{fill:#0A4D5C}</style><path class='a' d='M0 0h9'/>",
            '<style>.a{fill:#0A4D5C}</style><path class="a" d="M0 0h9" />',
        ),
    ],
)
def test_what_does_not_draw_is_taken_out(inside, kept):
    clean = logo_from_file(svg(inside))
    assert clean == f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{kept}</svg>'
    assert cleaned_svg(clean) == clean


ELSEWHERE = "außerhalb der Datei"
FORBIDDEN = "nicht erlaubt"
DETAILED = "zu detailliert"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (svg("<image href='https://example.com/a.png'/>"), "„image“"),
        (svg("<use href='https://example.com/a.svg#b'/>"), ELSEWHERE),
        (svg("<path fill='url(https://example.com/a)' d='M0 0h9'/>"), ELSEWHERE),
        (svg("<path style='fill:url(//a)' d='M0 0h9'/>"), ELSEWHERE),
        (svg("<style>@import 'https://example.com/a.css'</style>"), ELSEWHERE),
        (svg("<style>p{fill:u\\72l(a)}</style>"), ELSEWHERE),
        (svg("<foreignObject/>"), "„foreignObject“"),
        (svg("<text>Kreis</text>"), "Schrift"),
        (svg("", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), FORBIDDEN),
        (svg("", before='<!DOCTYPE svg SYSTEM "a"><!DOCTYPE svg>'), FORBIDDEN),
        (svg("<g id='a'><use href='#b'/></g><use href='#a'/>"), FORBIDDEN),
        (svg("<g>" * 60 + "</g>" * 60), DETAILED),
        (svg("<path d='M0 0h9'/>" * 3000), DETAILED),
        (svg(f"<path d='M{'0 ' * 90_000}'/>"), DETAILED),
        (svg("", attributes=""), "wie groß"),
        (svg("", attributes='viewBox="0 0 a b"'), "wie groß"),
        (svg("", attributes='viewBox="0 0 900 1"'), "zu lang"),
        (b"<html/>", "keine SVG-Zeichnung"),
        (b"<svg", "SVG- oder PNG-Datei"),
        (b"GIF89a\xff\xfe", "SVG- oder PNG-Datei"),
        (b"a" * (1024 * 1024 + 1), "1 MB"),
        (png()[:60], "beschädigt"),
        (png((9000, 100)), "zu lang"),
        (bomb(), "beschädigt"),
    ],
)
def test_what_would_print_something_else_is_refused_with_a_reason(content, sentence):
    with pytest.raises(LogoRefusedError) as refused:
        logo_from_file(content)
    assert sentence in str(refused.value)


def test_a_document_type_without_declarations_is_no_harm():
    before = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert "<path" in logo_from_file(svg("<path d='M0 0h9'/>", before=before))


def test_a_png_is_wrapped_and_made_smaller():
    logo = logo_from_file(png((3000, 900)))
    assert 'viewBox="0 0 1200 360"' in logo
    assert_printable_logo(logo)
    assert logo == logo_from_file(png((3000, 900)))


def test_what_was_not_checked_is_not_kept():
    with pytest.raises(LogoRefusedError):
        assert_printable_logo(svg("<script/>").decode())
