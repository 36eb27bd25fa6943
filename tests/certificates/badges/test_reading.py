"""What is baked comes out again; what somebody made to harm us does not come in."""

import io
import struct
import zlib

import pytest
from openbadgeslib import baking
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from certificates.badges.baking import bake_png, bake_svg
from certificates.badges.errors import BadgeTooLargeError, UnreadableBadgeError
from certificates.badges.reading import (
    LARGEST_CREDENTIAL,
    LARGEST_FILE,
    LARGEST_SIDE,
    PNG_SIGNATURE,
    credential_in_png,
    credential_in_svg,
)

CREDENTIAL = '{"name": "Größe & <Würde> „ganz“ ]]>"}'
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>'


def png(info=None, side=4):
    out = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def chunk(kind, data):
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def header(width=4, height=4):
    return PNG_SIGNATURE + chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0))


def with_text(text, keyword=b"openbadgecredential", flag=0):
    body = keyword + bytes([0, flag, 0, 0, 0]) + text
    return header() + chunk(b"iTXt", body) + chunk(b"IEND", b"")


def svg(inside, root="svg", namespace="http://www.w3.org/2000/svg"):
    return f'<{root} xmlns="{namespace}" xmlns:ob="{NAMESPACE}">{inside}</{root}>'.encode()


def test_what_was_baked_into_a_png_comes_out_again():
    assert credential_in_png(bake_png(png(), CREDENTIAL)) == CREDENTIAL


def test_what_was_baked_into_an_svg_comes_out_again():
    assert credential_in_svg(bake_svg(SVG, CREDENTIAL)) == CREDENTIAL


def test_another_program_reads_what_we_bake():
    assert baking.extract_png(bake_png(png(), CREDENTIAL), keyword=b"openbadgecredential") == (
        CREDENTIAL
    )
    name = "openbadges:credential"
    svg = bake_svg(SVG, CREDENTIAL)
    assert baking.extract_svg(svg, element=name, text_fallback=True) == CREDENTIAL


def test_baking_leaves_the_picture_as_it_was():
    baked = Image.open(io.BytesIO(bake_png(png(), CREDENTIAL)))
    assert baked.tobytes() == Image.open(io.BytesIO(png())).tobytes()
    assert baked.text["openbadgecredential"] == CREDENTIAL


@pytest.mark.parametrize("packed", [False, True])
def test_what_other_programs_bake_is_read_too(packed):
    info = PngInfo()
    info.add_itxt("openbadgecredential", CREDENTIAL, lang="de", tkey="Nachweis", zip=packed)
    assert credential_in_png(png(info)) == CREDENTIAL


@pytest.mark.parametrize(
    "inside",
    [
        '<ob:credential><![CDATA[{"a": "<b>"}]]></ob:credential>',
        '<g/><g><ob:credential> {"a": "&lt;b&gt;"}\n</ob:credential></g>',
        f'<credential xmlns="{NAMESPACE}">{{"a": "&#60;b&gt;"}}</credential>',
    ],
)
def test_an_svg_is_read_whatever_its_prefix_and_spelling(inside):
    assert credential_in_svg(svg(inside)) == '{"a": "<b>"}'


def test_a_credential_secured_as_jwt_stands_in_the_attribute():
    assert credential_in_svg(svg('<ob:credential verify="eyJh.e30.c2ln"/>')) == "eyJh.e30.c2ln"


def test_a_picture_without_a_credential_holds_none():
    other = PngInfo()
    other.add_itxt("openbadges", "eyJ")
    assert credential_in_png(png()) is None
    assert credential_in_png(png(other)) is None
    assert credential_in_svg(SVG.encode()) is None
    assert credential_in_svg(svg("<ob:credential>  </ob:credential>")) is None


@pytest.mark.parametrize("missing", [1, 4, 12, 13, 40])
def test_a_truncated_png_is_broken(missing):
    whole = bake_png(png(), CREDENTIAL)
    assert credential_in_png(whole) == CREDENTIAL
    with pytest.raises(UnreadableBadgeError):
        credential_in_png(whole[:-missing])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        PNG_SIGNATURE,
        header(),
        PNG_SIGNATURE + chunk(b"IEND", b""),
        PNG_SIGNATURE + chunk(b"IHDR", b"short") + chunk(b"IEND", b""),
        header() + b"\xff\xff\xff\xffiTXt",
        header() + b"\x7f\xff\xff\xffiTXtopenbadgecredential",
        with_text(b"\xff\xfe"),
        with_text(b"not deflated", flag=1),
        with_text(zlib.compress(b"{}")[:-4], flag=1),
        with_text(b"{}", flag=7),
        header() + chunk(b"iTXt", b"openbadgecredential\0\0") + chunk(b"IEND", b""),
    ],
)
def test_what_is_no_sound_png_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableBadgeError, match="PNG"):
        credential_in_png(content)


def test_one_wrong_byte_in_the_text_is_found_by_its_check_sum():
    baked = bake_png(png(), CREDENTIAL)
    with pytest.raises(UnreadableBadgeError):
        credential_in_png(baked.replace("Würde".encode(), "Bürde".encode()))


@pytest.mark.parametrize("sides", [(LARGEST_SIDE + 1, 1), (1, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_png_that_would_unfold_to_too_many_pixels_is_refused_by_its_label(sides):
    bomb = header(*sides) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    with pytest.raises(BadgeTooLargeError):
        credential_in_png(bomb)


def test_a_text_that_unfolds_without_end_is_refused():
    bomb = zlib.compress(b" " * 50_000_000)
    assert len(bomb) < 50_000
    with pytest.raises(BadgeTooLargeError):
        credential_in_png(with_text(bomb, flag=1))


def test_a_huge_text_is_refused_and_the_largest_allowed_one_is_not():
    largest = b"x" * LARGEST_CREDENTIAL
    assert credential_in_png(with_text(largest)) == largest.decode()
    assert credential_in_png(with_text(zlib.compress(largest), flag=1)) == largest.decode()
    with pytest.raises(BadgeTooLargeError):
        credential_in_png(with_text(largest + b"x"))
    with pytest.raises(BadgeTooLargeError):
        credential_in_svg(svg(f"<ob:credential>{largest.decode()}x</ob:credential>"))


@pytest.mark.parametrize("read", [credential_in_png, credential_in_svg])
def test_a_file_of_any_size_is_refused_by_its_size(read):
    with pytest.raises(BadgeTooLargeError):
        read(b"\0" * (LARGEST_FILE + 1))


def test_two_credentials_in_one_picture_are_refused():
    with pytest.raises(UnreadableBadgeError):
        credential_in_png(bake_png(bake_png(png(), "{}"), CREDENTIAL))
    with pytest.raises(UnreadableBadgeError):
        credential_in_svg(bake_svg(bake_svg(SVG, "{}").decode(), CREDENTIAL))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "hostile",
    [
        f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg xmlns="http://www.w3.org/2000/svg">&l9;</svg>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
        '<!DOCTYPE svg SYSTEM "http://example.org/x.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://example.org/x"> %x;]>'
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml version="1.0" encoding="klingon"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml version="1.0" encoding="shift_jis"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg">' + "<g>" * 100_000 + "</g>" * 100_000 + "</svg>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<svg/>",
        '<svg xmlns="http://www.w3.org/2000/svg"><ob:credential>{}</ob:credential></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>',
        "\0",
        "",
    ],
)
def test_what_is_no_plain_svg_is_refused_with_a_sentence(hostile):
    with pytest.raises(UnreadableBadgeError, match="SVG"):
        credential_in_svg(hostile.encode())


def test_a_truncated_svg_is_broken():
    whole = bake_svg(SVG, CREDENTIAL)
    for missing in (1, 8, 30):
        with pytest.raises(UnreadableBadgeError):
            credential_in_svg(whole[:-missing])
