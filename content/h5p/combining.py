"""All scripts of a content type in one file, and all styles in another.

Named by the folders they were made of, so that contents of one type share them and a browser keeps
them. They lie beside the libraries: pictures in a style are named by their way from there.
"""

import gzip
import hashlib
import posixpath
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from content.h5p.files import COMBINED, PACKED
from content.h5p.models import H5PLibrary
from content.h5p.store import publish, read_file

SHAPE = "2"  # another number makes every file anew
SCRIPTS, STYLES = "scripts.js", "styles.css"
URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)
IMPORT = re.compile(r"@import\b")
CHARSET = re.compile(r"""@charset\s+["'][^"']*["']\s*;""")
# What these declare belongs to the whole page, and would be lost in a block.
LEXICAL = re.compile(r"^(?:let|const|class)\s", re.MULTILINE)
OWN_ADDRESS = "currentScript"


class Combined(NamedTuple):
    js: str
    css: str


def combine(libraries: Sequence[H5PLibrary]) -> Combined:
    """Publish both files for libraries in loading order; their places, or "" where none is needed.

    A script that asks for its own address, and a style that imports another, stand alone: then
    nothing of that kind is joined, and a player loads file after file.
    """
    scripts, styles = joined_scripts(libraries), joined_styles(libraries)
    files = {SCRIPTS: scripts.encode(), STYLES: styles.encode()}
    files = {name: raw for name, raw in files.items() if raw}
    if not files:
        return Combined("", "")
    files |= {f"{name}{PACKED}": gzip.compress(raw, mtime=0) for name, raw in files.items()}
    names = "\n".join([SHAPE, *(library.folder for library in libraries)])
    folder = f"{COMBINED}{hashlib.sha256(names.encode()).hexdigest()[:32]}"
    record = {name: (len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in files.items()}
    publish(folder, record, lambda name: [files[name]], lambda: None)
    places = {name: f"{folder}/{name}" for name in files}
    return Combined(places.get(SCRIPTS, ""), places.get(STYLES, ""))


def joined_scripts(libraries: Iterable[H5PLibrary]) -> str:
    texts = [text for library in libraries for _p, text in _texts(library, library.scripts)]
    if any(OWN_ADDRESS in text for text in texts):
        return ""
    return "".join(map(_guarded, texts))


def _guarded(text: str) -> str:
    """A script that fails stops itself alone, as it does in a file of its own.

    The semicolon in front keeps a first `"use strict"` from speaking for all that follow.
    """
    if LEXICAL.search(text):
        return f";\n{text}\n"
    return f";try{{\n{text}\n}}catch(e){{setTimeout(function(){{throw e}})}}\n"


def joined_styles(libraries: Iterable[H5PLibrary]) -> str:
    parts = [
        (library, path, text)
        for library in libraries
        for path, text in _texts(library, library.styles)
    ]
    if any(IMPORT.search(text) for _library, _path, text in parts):
        return ""
    return "".join(
        f"{from_beside(CHARSET.sub('', text), library.folder, path)}\n"
        for library, path, text in parts
    )


def from_beside(text: str, folder: str, path: str) -> str:
    """A style whose addresses are right from a folder beside its own."""
    home = f"{folder.rpartition('/')[2]}/{posixpath.dirname(path)}"

    def moved(match: re.Match[str]) -> str:
        address = match[2].strip()
        if ELSEWHERE.match(address):
            return match[0]
        return f"url({match[1]}../{posixpath.normpath(f'{home}/{address}')}{match[1]})"

    return URL.sub(moved, text)


def _texts(library: H5PLibrary, paths: Iterable[str]) -> Iterable[tuple[str, str]]:
    for path in paths:
        yield path, read_file(library.folder, path).decode("utf-8-sig", errors="replace")
