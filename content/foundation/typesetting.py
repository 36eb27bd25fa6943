"""Typesetting by typst: PDF/UA-1 and, where asked for, an archive standard.

typst refuses to write a file that breaks the standards it is asked for, so a character without a
glyph is an error here, never a box on paper. Fonts are those of installed packages and of typst
itself; the machine's own are not looked at.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.foundation.errors import DomainError

FONT_PACKAGES = ("fontpkg_fira_sans", "fontpkg_amiri")
SANS = ("Fira Sans", "Amiri", "Libertinus Serif")
SERIF = ("Libertinus Serif", "Amiri")
ACCESSIBLE = ("ua-1",)
PROBE = Path(__file__).parent / "typst" / "probe.typ"
PICTURE = Path(__file__).parent / "typst" / "picture.typ"
# How typst says that no font has a character.
NO_GLYPH = "could not be displayed with font"
# Directions that turn text around, controls and what is no character: nothing on paper, and they
# mislead.
INVISIBLE = dict.fromkeys(
    (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
        0xFFFE,
        0xFFFF,
    )
)
KEPT = {ord("\n"): "\n", ord("\t"): " "}


class UnprintableError(DomainError):
    """No font has these characters; `characters` holds each of them once."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = list(characters)
        super().__init__(self.characters)

    def __str__(self) -> str:
        return ngettext(
            "This character cannot be printed: %(characters)s",
            "These characters cannot be printed: %(characters)s",
            len(self.characters),
        ) % {"characters": " ".join(self.characters)}


class TypesettingError(DomainError):
    """The document cannot be made; `detail` is what typst said."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)

    def __str__(self) -> str:
        return _("The PDF could not be made: %(detail)s") % {"detail": self.detail}


def typeset(
    layout: Path, *, root: Path | None = None, standards: Sequence[str] = ACCESSIBLE, **inputs: str
) -> bytes:
    """The PDF of a layout. Same layout and inputs, same bytes.

    `root`: the folder below which the layout may import, its own if not given. Raises
    UnprintableError, which names what typst names, and TypesettingError.
    """
    return bytes(_compiled(layout, root or layout.parent, inputs, pdf_standards=list(standards)))


def pictured(layout: Path, *, root: Path | None = None, ppi: int, **inputs: str) -> list[bytes]:
    """The pages of a layout as PNG. Raises as `typeset` does."""
    made = _compiled(layout, root or layout.parent, inputs, format="png", ppi=ppi)
    return list(made) if isinstance(made, list) else [bytes(made)]


def drawn(svg: str, *, ppi: int = 220) -> bytes:
    """A drawing as PNG, as wide as a page's text. Raises TypesettingError."""
    return bytes(_compiled(PICTURE, PICTURE.parent, {"svg": svg}, format="png", ppi=ppi))


def outlined(layout: Path, *, root: Path | None = None, **inputs: str) -> str:
    """A layout of one page as SVG whose words are shapes: it needs no font where it is shown.

    Same layout and inputs, same text. Raises as `typeset` does.
    """
    return bytes(_compiled(layout, root or layout.parent, inputs, format="svg")).decode()


def _compiled(layout: Path, root: Path, inputs: dict[str, str], **options: Any) -> Any:
    compiler = typst.Compiler(
        str(layout), root=str(root), font_paths=font_paths(), ignore_system_fonts=True
    )
    try:
        return compiler.compile(sys_inputs=inputs, **options)
    except typst.TypstError as error:
        if NO_GLYPH in str(error):
            raise UnprintableError(re.findall(r'the text `"(.+?)"`', str(error))) from error
        raise TypesettingError(str(error)) from error


def unprintable(text: str, fonts: Sequence[str] = SERIF) -> list[str]:
    """The characters of `text` that none of the fonts has, in order, each once. Mostly none."""
    if _is_printable(text, fonts):
        return []
    characters = list(dict.fromkeys(text))
    if len(characters) == 1:
        return characters
    half = len(characters) // 2
    parts = ("".join(characters[:half]), "".join(characters[half:]))
    return [found for part in parts for found in unprintable(part, fonts)]


def _is_printable(text: str, fonts: Sequence[str]) -> bool:
    try:
        typeset(PROBE, text=text, fonts=json.dumps(fonts))
    except UnprintableError:
        return False
    return True


@cache
def font_paths() -> list[str]:
    """Folders of the installed font packages."""
    specs = [find_spec(name) for name in FONT_PACKAGES]
    return [str(Path(spec.origin).parent / "files") for spec in specs if spec and spec.origin]


def plain(text: str) -> str:
    """The text without what cannot be seen; line ends stay."""
    return text.translate(INVISIBLE | KEPT).strip()


def printed_text(value: Any, unseen: frozenset[str] = frozenset()) -> str:
    """All words in the data of a document, apart from those under `unseen` names."""
    if isinstance(value, dict):
        return "".join(printed_text(v, unseen) for name, v in value.items() if name not in unseen)
    if isinstance(value, list):
        return "".join(printed_text(child, unseen) for child in value)
    return value if isinstance(value, str) else ""
