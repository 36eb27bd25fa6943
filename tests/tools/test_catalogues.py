"""The catalogue tool sees every gap and compiles what Django reads."""

import gettext
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tools import catalogues

COMPLETE = """
msgid "step"
msgid_plural "steps"
msgstr[0] "Schritt"
msgstr[1] "Schritte"

msgctxt "month"
msgid "May"
msgstr "Mai"
"""
needs_gettext = pytest.mark.skipif(
    not shutil.which("xgettext") and os.environ.get("REQUIRE_ALL") != "1",
    reason="GNU gettext is missing: apt-get install gettext",
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a catalogue of an app named `app`; returns its file."""

    def write(body: str) -> Path:
        po = tmp_path / "app" / catalogues.PO
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(catalogues.HEADER + body)
        return po

    return write


def gaps(po: Path) -> list[object]:
    return [message.id for message in catalogues.gaps(catalogues.read(po))]


def test_a_complete_catalogue_has_no_gap(catalogue: Callable[[str], Path]) -> None:
    assert gaps(catalogue(COMPLETE)) == []


@pytest.mark.parametrize(
    ("body", "gap"),
    [
        ('msgid "one"\nmsgstr ""\n', "one"),
        ('#, fuzzy\nmsgid "one"\nmsgstr "eins"\n', "one"),
        (
            'msgid "step"\nmsgid_plural "steps"\nmsgstr[0] "Schritt"\nmsgstr[1] ""\n',
            ("step", "steps"),
        ),
    ],
)
def test_untranslated_fuzzy_and_half_plurals_are_gaps(
    catalogue: Callable[[str], Path], body: str, gap: object
) -> None:
    assert gaps(catalogue(body)) == [gap]


def test_two_apps_say_the_same_in_the_same_german(catalogue: Callable[[str], Path]) -> None:
    ours = catalogues.read(catalogue('msgid "To"\nmsgstr "An"\n'))
    same = catalogues.read(catalogue('msgid "To"\nmsgstr "An"\n'))
    theirs = catalogues.read(catalogue('msgid "To"\nmsgstr "Zu"\n'))
    apart = catalogues.read(catalogue('msgctxt "of an arrow"\nmsgid "To"\nmsgstr "Zu"\n'))
    assert catalogues.clashes([("one", ours), ("two", same), ("three", apart)]) == []
    assert catalogues.clashes([("one", ours), ("two", theirs)]) == [
        "one and two: different German for 'To'"
    ]


def test_compiled_texts_are_found_with_context_and_plural(
    catalogue: Callable[[str], Path], tmp_path: Path
) -> None:
    catalogues.compile_all(catalogue(COMPLETE).parents[4])
    with (tmp_path / "app" / catalogues.PO).with_suffix(".mo").open("rb") as file:
        german = gettext.GNUTranslations(file)
    assert [german.ngettext("step", "steps", n) for n in (1, 2)] == ["Schritt", "Schritte"]
    assert german.pgettext("month", "May") == "Mai"


def test_compiling_again_touches_nothing(catalogue: Callable[[str], Path], tmp_path: Path) -> None:
    po = catalogue(COMPLETE)
    os.utime(po, (1, 1))
    catalogues.compile_all(tmp_path)
    mo = po.with_suffix(".mo")
    os.utime(mo, (2, 2))
    catalogues.compile_all(tmp_path)
    assert mo.stat().st_mtime == 2


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    (tmp_path / "app").mkdir()
    code = "from django.utils.translation import gettext as _\ntext = _('Good morning')\n"
    (tmp_path / "app" / "code.py").write_text(code)
    return tmp_path / "app"


def greet(message: Message) -> None:
    message.string = "Guten Morgen"


@needs_gettext
def test_updating_twice_changes_nothing(app: Path) -> None:
    assert [message.id for message in catalogues.update("app")] == ["Good morning"]
    assert catalogues.update("app", greet) == []
    filled = (app / catalogues.PO).read_bytes()
    assert catalogues.update("app") == []
    assert (app / catalogues.PO).read_bytes() == filled
    assert catalogues.check("app") == []


@needs_gettext
def test_a_stale_catalogue_is_said_without_touching_it(app: Path) -> None:
    catalogues.update("app", greet)
    before = (app / catalogues.PO).read_bytes()
    (app / "more.py").write_text("from django.utils.translation import gettext\ngettext('Hello')\n")
    assert any("Hello" in problem for problem in catalogues.check("app"))
    assert (app / catalogues.PO).read_bytes() == before
