"""From the frozen record to PDF/A-3a with PDF/UA-1, by typst.

typst refuses to write a file that breaks the standards it is asked for, so a character without a
glyph is an error here, never a box on paper. Fonts are those of installed packages and of typst
itself; the machine's own are not looked at.
"""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from certificates.documents.errors import PrintingError, UnprintableError

LAYOUTS = Path(__file__).parent / "typst"
FONT_PACKAGES = ("fontpkg_fira_sans", "fontpkg_amiri")
STANDARDS: list[Any] = ["a-3a", "ua-1"]
# How typst says that no font has a character.
NO_GLYPH = "could not be displayed with font"


def print_record(record: str) -> bytes:
    """The PDF of a record. Same record, same bytes.

    Raises UnprintableError naming the characters that no font has.
    """
    parsed = json.loads(record)
    data = json.dumps(parsed["data"], ensure_ascii=False, sort_keys=True)
    try:
        return _compile(f"{parsed['layout']}.typ", data=data)
    except typst.TypstError as error:
        if NO_GLYPH in str(error):
            text = _printed_text(parsed["data"])
            raise UnprintableError(unprintable(text) or _named_in(error)) from error
        raise PrintingError(str(error)) from error


def unprintable(text: str) -> list[str]:
    """The characters of `text` that no font has, in order, each once. Mostly an empty list."""
    if _is_printable(text):
        return []
    return [character for character in dict.fromkeys(text) if not _is_printable(character)]


def _named_in(error: Exception) -> list[str]:
    """The text that typst itself names, for type in which a name is never set."""
    return re.findall(r'the text `"(.+?)"`', str(error))


def _is_printable(text: str) -> bool:
    try:
        _compile("probe.typ", text=text)
    except typst.TypstError as error:
        if NO_GLYPH in str(error):
            return False
        raise PrintingError(str(error)) from error
    return True


def _compile(layout: str, **inputs: str) -> bytes:
    path = LAYOUTS / layout
    compiler = typst.Compiler(
        str(path), root=str(path.parent), font_paths=font_paths(), ignore_system_fonts=True
    )
    pdf: Any = compiler.compile(sys_inputs=inputs, pdf_standards=STANDARDS)
    return bytes(pdf)


@cache
def font_paths() -> list[str]:
    """Folders of the installed font packages."""
    specs = [find_spec(name) for name in FONT_PACKAGES]
    return [str(Path(spec.origin).parent / "files") for spec in specs if spec and spec.origin]


def _printed_text(value: Any, key: str = "") -> str:
    """All words of the record that are set in type."""
    if isinstance(value, dict):
        return "".join(_printed_text(child, name) for name, child in value.items())
    if isinstance(value, list):
        return "".join(_printed_text(child) for child in value)
    unseen = {"qr", "credential", "logo"}
    return value if isinstance(value, str) and key not in unseen else ""
