"""Logos on paper: SVG with nothing in it but drawing, or a PNG wrapped in such an SVG.

A logo travels inside the frozen record and is printed for years, so it is checked once, when it
comes in. What does not draw is taken out; what would draw something else without it is refused,
with a sentence that says what to do.
"""

import base64
import io
import re
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _
from PIL import Image

from certificates.awards.errors import LogoRefusedError
from content.foundation.typesetting import TypesettingError, UnprintableError, drawn

FILE_AT_MOST = 1024 * 1024
LOGO_AT_MOST = 150_000  # characters in the record
ELEMENTS_AT_MOST = 2000
DEPTH_AT_MOST = 40
PIXELS_AT_MOST = 16_000_000
# 11 mm high on paper: 400 pixels are 900 dots an inch.
PNG_SIZES = ((1200, 400), (600, 200), (300, 100))
WIDEST, NARROWEST = 12, 0.2  # width by height
SVG = "http://www.w3.org/2000/svg"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PNG = b"\x89PNG\r\n\x1a\n"

DRAWING = _set(
    "svg g defs path rect circle ellipse line polyline polygon clipPath linearGradient "
    "radialGradient stop use style"
)
SILENT = _set("title desc metadata script")
ATTRIBUTES = _set(
    "id class style d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform viewBox "
    "preserveAspectRatio fill fill-opacity fill-rule clip-path clip-rule clipPathUnits color "
    "display opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width visibility offset stop-color stop-opacity "
    "gradientUnits gradientTransform spreadMethod href"
)
DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*>", re.IGNORECASE)
ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@|\\|expression|javascript:", re.IGNORECASE)
WRAPPED = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 \d{1,4} \d{1,4}">'
    r'<image width="\d{1,4}" height="\d{1,4}" href="data:image/png;base64,[A-Za-z0-9+/=]+" />'
    r"</svg>"
)


def logo_from_file(content: bytes) -> str:
    """What the record keeps of an uploaded SVG or PNG. Raises LogoRefusedError."""
    if len(content) > FILE_AT_MOST:
        raise LogoRefusedError(_("The file is larger than 1 MB. Please choose a smaller one."))
    svg = _wrapped(content) if content.startswith(PNG) else cleaned_svg(_decoded(content))
    try:
        drawn(svg, ppi=40)
    except (TypesettingError, UnprintableError) as error:
        raise LogoRefusedError(_("This drawing cannot be printed.")) from error
    return svg


def assert_printable_logo(svg: str) -> None:
    """Raises LogoRefusedError for everything that did not come from `logo_from_file`."""
    is_ours = len(svg) <= LOGO_AT_MOST and WRAPPED.fullmatch(svg)
    if not is_ours and cleaned_svg(svg) != svg:
        raise LogoRefusedError(_("This drawing has not been checked. Please upload it again."))


def cleaned_svg(text: str) -> str:
    """The drawing in it and nothing else; cleaning twice changes nothing. LogoRefusedError."""
    root = _parsed(text)
    if _local(root.tag) != "svg":
        raise LogoRefusedError(_("This is no SVG drawing. Please choose an SVG or PNG file."))
    _assert_bounded(root)
    clean = _cleaned(root)
    _assert_uses_are_flat(clean)
    clean.set("viewBox", _view_box(root))
    for name in ("width", "height", "x", "y"):
        clean.attrib.pop(name, None)
    clean.attrib = {"xmlns": SVG, **clean.attrib}
    svg = ET.tostring(clean, encoding="unicode")
    if len(svg) > LOGO_AT_MOST:
        raise LogoRefusedError(_too_detailed())
    return svg


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LogoRefusedError(_("Please choose an SVG or PNG file.")) from error


def _parsed(text: str) -> ET.Element:
    """No document type with declarations of its own reaches the parser: entities can explode."""
    text = DOCTYPE.sub("", text, count=1)
    if "\0" in text or "<!doctype" in text.lower() or "<!entity" in text.lower():
        raise LogoRefusedError(_("This SVG file has parts that are not allowed here."))
    try:
        return ET.fromstring(text)  # noqa: S314 (bounded, and without any declaration)
    except (ET.ParseError, ValueError) as error:
        raise LogoRefusedError(_("Please choose an SVG or PNG file.")) from error


def _assert_bounded(root: ET.Element) -> None:
    level, depth, count = [root], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > DEPTH_AT_MOST or count > ELEMENTS_AT_MOST:
            raise LogoRefusedError(_too_detailed())
        level = [child for node in level for child in node]


def _cleaned(node: ET.Element) -> ET.Element:
    name = _local(node.tag)
    kept = ET.Element(name, _attributes(node))
    if name == "style":
        kept.text = _checked(node.text or "")
        return kept
    kept.extend([_cleaned(child) for child in node if _is_drawn(child)])
    return kept


def _is_drawn(node: ET.Element) -> bool:
    """Whether it stays. Comments and what editors note for themselves go; the rest is refused."""
    if not isinstance(node.tag, str) or _namespace(node.tag) not in {"", SVG}:
        return False
    name = _local(node.tag)
    if name in SILENT:
        return False
    if name in {"text", "tspan", "textPath"}:
        raise LogoRefusedError(_("The logo contains type. Please convert it to outlines first."))
    if name not in DRAWING:
        words = _(
            "The logo contains “%(name)s”, which cannot be printed. Please use a PNG instead."
        )
        raise LogoRefusedError(words % {"name": name[:40]})
    return True


def _attributes(node: ET.Element) -> dict[str, str]:
    kept = {}
    for key, value in node.attrib.items():
        name = _local(key)
        if name == "href":
            if not value.startswith("#"):
                raise LogoRefusedError(_elsewhere())
            kept[name] = value
        elif name in ATTRIBUTES and _namespace(key) == "":
            kept[name] = _checked(value)
    return kept


def _checked(value: str) -> str:
    if ELSEWHERE.search(value):
        raise LogoRefusedError(_elsewhere())
    return value


def _elsewhere() -> str:
    return _("The logo refers to something outside the file. Please embed it, or use a PNG.")


def _too_detailed() -> str:
    return _("This drawing is too detailed. Please use a simpler one, or a PNG.")


def _assert_uses_are_flat(root: ET.Element) -> None:
    """A copy of copies doubles with every level; ten lines could fill the memory."""
    by_id = {node.get("id"): node for node in root.iter() if node.get("id")}
    for use in root.iter("use"):
        target = by_id.get(use.get("href", "")[1:])
        if target is not None and next(target.iter("use"), None) is not None:
            raise LogoRefusedError(_("This SVG file has parts that are not allowed here."))


def _view_box(root: ET.Element) -> str:
    given = root.get("viewBox")
    sizes = given.replace(",", " ").split() if given else _sizes(root)
    try:
        x, y, width, height = (float(size) for size in sizes)
        ratio = width / height
    except (ValueError, ZeroDivisionError) as error:
        raise LogoRefusedError(_("The drawing does not say how large it is.")) from error
    _assert_shape(ratio)
    return " ".join(f"{size:g}" for size in (x, y, width, height))


def _sizes(root: ET.Element) -> list[str]:
    found = [re.match(r"[\d.]+", root.get(name, "")) for name in ("width", "height")]
    return ["0", "0", *(match.group() for match in found if match)]


def _assert_shape(ratio: float) -> None:
    if not NARROWEST <= ratio <= WIDEST:
        raise LogoRefusedError(
            _("The logo is too long or too narrow. It should be at most 12 times as wide as high.")
        )


def _wrapped(content: bytes) -> str:
    picture = _picture(content)
    _assert_shape(picture.width / picture.height)
    for size in PNG_SIZES:
        picture.thumbnail(size, Image.Resampling.LANCZOS)
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        data = base64.b64encode(out.getvalue()).decode()
        width, height = picture.size
        svg = (
            f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}">'
            f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}" /></svg>'
        )
        if len(svg) <= LOGO_AT_MOST:
            return svg
    raise LogoRefusedError(_("The file is too large. Please choose a smaller one."))


def _picture(content: bytes) -> Image.Image:
    """Its size is looked at before a pixel is decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise LogoRefusedError(_("The picture has too many pixels."))
            return picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoRefusedError(_("This PNG file is damaged.")) from error


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
