"""The German catalogues: compile them (needs Babel alone), update them, hold them complete.

    python -m tools.catalogues compile | update | check

Extraction is Django's own makemessages and wants the GNU gettext tools; it runs on a copy, so a
check never touches the tree.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
APPS = ("content", "courses", "assessments", "certificates", "lms")
PO = Path("locale/de/LC_MESSAGES/django.po")
HEADER = """\
# German texts of wagtail-cohorts.
# Copyright © the authors of wagtail-cohorts
# This file is distributed under the EUPL-1.2.
#
msgid ""
msgstr ""
"Project-Id-Version: wagtail-cohorts\\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: 2025-01-01 12:00+0100\\n"
"PO-Revision-Date: 2025-01-01 12:00+0100\\n"
"Last-Translator: \\n"
"Language-Team: German\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
CREATED = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)

# Fills gaps of a fresh catalogue; gets each message that has no German text.
Filler = Callable[[Message], None]


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


def compile_all(root: Path = ROOT) -> None:
    """Write the .mo beside every .po that is newer than it."""
    for po in sorted(root.glob(f"*/{PO}")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime:
            draft = mo.with_suffix(f".{os.getpid()}")
            with draft.open("wb") as file:
                write_mo(file, read(po))
            draft.rename(mo)


def gaps(catalog: Catalog) -> Iterator[Message]:
    """Messages that are fuzzy or lack a text, or one of their plural forms."""
    for message in catalog:
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        forms = 2 if message.pluralizable else 1
        if message.id and (message.fuzzy or len(texts) < forms or not all(texts)):
            yield message


def extracted(app: str, fill: Filler | None = None) -> str:
    """The catalogue of `app` as makemessages would leave it, filled by `fill` where given."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app
        ignored = shutil.ignore_patterns("__pycache__", "*.mo", "node_modules", "migrations")
        shutil.copytree(ROOT / app, copy, ignore=ignored)
        (copy / "locale").mkdir(exist_ok=True)
        po = copy / PO
        _makemessages(copy)
        if fill is not None and po.exists():
            _refill(po, fill)
            _makemessages(copy)
        return po.read_text() if po.exists() else ""


def _makemessages(folder: Path) -> None:
    options = ("--locale=de", "--no-wrap", "--no-obsolete", "--add-location=file", "--verbosity=0")
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", *options],
        cwd=folder,
        env=environment,
        check=True,
    )


def _refill(po: Path, fill: Filler) -> None:
    catalog = read(po)
    for message in catalog:
        if message.fuzzy:  # a guess by likeness is no translation
            message.flags.discard("fuzzy")
            message.string = ("", "") if message.pluralizable else ""
    for message in list(gaps(catalog)):
        fill(message)
    with po.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=0, omit_header=True, include_lineno=False)


def update(app: str, fill: Filler = lambda message: None) -> list[Message]:
    """Bring the catalogue of `app` up to date; returns what still has no German text."""
    po = ROOT / app / PO
    text = extracted(app, fill)
    old = po.read_text() if po.exists() else ""
    if text and CREATED.sub("", text) != CREATED.sub("", old):
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(text)
    return list(gaps(read(po))) if po.exists() else []


def check(app: str) -> list[str]:
    """What is wrong with the catalogue of `app`, a line each; nothing when it is complete."""
    po = ROOT / app / PO
    old = po.read_text() if po.exists() else ""
    now = extracted(app)
    diff = difflib.unified_diff(
        CREATED.sub("", old).splitlines(), CREATED.sub("", now).splitlines(), lineterm="", n=0
    )
    stale = [f"{app}: `make messages` would change: {line}" for line in list(diff)[2:]]
    missing = gaps(read(po)) if po.exists() else ()
    return stale + [f"{app}: no German text for {message.id!r}" for message in missing]


def clashes(catalogs: Iterable[tuple[str, Catalog]]) -> list[str]:
    """Messages that two apps put into different German, a line each.

    Django merges the catalogues of all apps, so that one of the two texts would stand in both.
    """
    texts: dict[tuple[Any, Any], dict[Any, list[str]]] = {}
    for app, catalog in catalogs:
        for message in catalog:
            if message.id:
                same = texts.setdefault((message.context, message.id), {})
                same.setdefault(message.string, []).append(app)
    return [
        f"{' and '.join(apps[0] for apps in same.values())}: different German for {key[1]!r}"
        for key, same in texts.items()
        if len(same) > 1
    ]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile"]:
            compile_all()
            return 0
        case ["update" | "check"] if not shutil.which("xgettext"):
            print("The GNU gettext tools are missing (Debian: apt-get install gettext).")
            return 1
        case ["update"]:
            for app in APPS:
                for message in update(app):
                    print(f"{app}: no German text for {message.id!r}")
            compile_all()
            return 0
        case ["check"]:
            problems = [problem for app in APPS for problem in check(app)]
            problems += clashes((app, read(ROOT / app / PO)) for app in APPS)
            print(*problems, sep="\n", end="\n" if problems else "")
            return 1 if problems else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
