"""Written work as PDF/UA-1."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from assessments.assignment.errors import NotPrintable
from assessments.assignment.export.blocks import (
    Block,
    Cell,
    Chapter,
    Facts,
    Table,
    chapters_of,
    cover_of,
    running_title,
)
from assessments.assignment.export.papers import Paper
from assessments.assignment.export.pictures import draw_pictures
from assessments.assignment.sheet.fields import levels
from content.diagrams.inks import LIGHT
from content.foundation.typesetting import (
    SANS,
    UnprintableError,
    plain,
    printed_text,
    typeset,
    unprintable,
)

# Both apps lie in it; the layout takes the printed identity from `content`.
ROOT = Path(__file__).resolve().parents[3]
LAYOUT = Path(__file__).parent / "typst" / "work.typ"
LISTED_FROM = 4  # so many chapters need a table of contents
ROW_BREAKS_FROM = 900  # letters in a row of a table: a longer one may go on over the page
WHOLE_ROWS, WHOLE_LETTERS = 9, 1500  # a smaller table stays on its page
UNSEEN = frozenset({"svg", "type", "kind"})
# Runs without a place to part them; German words are hyphenated and need none.
RUN = re.compile(r"\S{18,}")
PUNCTUATION = re.compile(r"(?<=[/.,;:?&=@_-])(?=\w)")
SEGMENT = re.compile(r"\w{8}(?=\w{8})")
LONGEST_WORD = 40
ENDLESS = re.compile(r"\S{60}(?=\S{10})")
HERE = "\u200b"  # a line may end here, and nothing is seen


def print_pdf(paper: Paper) -> bytes:
    """Raises NotPrintable, which names the first place that cannot be set."""
    # Templates are German, whatever language the reader has chosen for the site.
    with override("de"):
        data = json.dumps(_bounded(_data(paper)), ensure_ascii=False)
    try:
        return typeset(LAYOUT, root=ROOT, data=data)
    except UnprintableError as error:
        raise _named(json.loads(data), error) from error


def mark() -> str:
    """What stands on every page."""
    return _("Exercise document – confidential")


def _data(paper: Paper) -> dict[str, Any]:
    cover = cover_of(paper.sections, plain(paper.title))
    chapters = chapters_of(paper.sections, draw_pictures(paper.sections))
    return {
        "title": cover.title,
        "work": plain(paper.title),
        "running": running_title(cover, paper.title),
        "about": cover.about,
        "issuer": plain(paper.issuer),
        "version": paper.version,
        "date": paper.day.isoformat(),
        "mark": mark(),
        "has_cover": cover.is_page,
        "facts": [[label, _cell(cell)] for label, cell in cover.facts],
        "levels": [
            {
                "word": str(colour),
                "name": str(name),
                "fill": LIGHT[f"level-{number}"],
                "soft": LIGHT[f"level-{number}-soft"],
            }
            for number, (colour, name) in levels()
        ],
        "shows_levels": any(_has_levels(chapter) for chapter in chapters),
        "lists": len(chapters) >= LISTED_FROM,
        "nothing": _("Nothing stands here yet."),
        "runs": [
            {"wide": wide, "chapters": [_told(chapter) for chapter in run]}
            for wide, run in groupby(chapters, key=lambda chapter: chapter.is_wide)
        ],
    }


def _has_levels(chapter: Chapter) -> bool:
    return any(cell.level is not None for block in chapter.blocks for cell in cells_of(block))


def cells_of(block: Block) -> Iterator[Cell]:
    if isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)
    if isinstance(block, Facts):
        yield from (cell for _label, cell in block.rows)


def _told(chapter: Chapter) -> dict[str, Any]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "blocks": [_block(block) for block in chapter.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    told: dict[str, Any] = {"type": type(block).__name__.lower()}
    if isinstance(block, Facts):
        return told | {"rows": [[label, _cell(cell)] for label, cell in block.rows]}
    if isinstance(block, Table):
        return told | {
            "label": block.label,
            "breaks": _is_long(block),
            "columns": [asdict(column) for column in block.columns],
            "rows": [_row(row) for row in block.rows],
        }
    return told | asdict(block)


def _is_long(table: Table) -> bool:
    letters = sum(len(cell.text) for row in table.rows for cell in row)
    return len(table.rows) > WHOLE_ROWS or letters > WHOLE_LETTERS


def _row(row: Sequence[Cell]) -> dict[str, Any]:
    letters = sum(len(cell.text) for cell in row)
    return {"breaks": letters >= ROW_BREAKS_FROM, "cells": [_cell(cell) for cell in row]}


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": RUN.sub(_parted, cell.text), "level": cell.level}


def _parted(run: "re.Match[str]") -> str:
    """A long run of signs such as an address, so that it does not lie on the next cell."""
    word = run[0]
    if word.isalpha() and len(word) <= LONGEST_WORD:
        return word
    return SEGMENT.sub(rf"\g<0>{HERE}", PUNCTUATION.sub(HERE, word))


def _bounded(value: Any) -> Any:
    """No run is wider than the page."""
    if isinstance(value, dict):
        return {name: child if name in UNSEEN else _bounded(child) for name, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [_bounded(child) for child in value]
    return ENDLESS.sub(rf"\g<0>{HERE}", value) if isinstance(value, str) else value


def _named(data: dict[str, Any], error: UnprintableError) -> NotPrintable:
    for place, words in _places(data):
        if found := unprintable(words, SANS):
            return _refusal(place, found)
    return _refusal(data["title"], error.characters)


def _places(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every place a reader would look for, with all words in it."""
    yield data["title"], printed_text({name: data[name] for name in ("title", "about", "facts")})
    for run in data["runs"]:
        for chapter in run["chapters"]:
            name = f"{chapter['number']}. {chapter['title']}"
            for block in chapter["blocks"]:
                label = block.get("label")
                place = _("%(section)s, %(field)s") % {"section": name, "field": label}
                yield (place if label else name), printed_text(block, UNSEEN)


def _refusal(place: str, characters: Sequence[str]) -> NotPrintable:
    return NotPrintable(
        ngettext(
            "“%(place)s” has a character that cannot be set in a PDF: %(characters)s. Please "
            "replace it, or take the Word file.",
            "“%(place)s” has characters that cannot be set in a PDF: %(characters)s. Please "
            "replace them, or take the Word file.",
            len(characters),
        )
        % {"place": place, "characters": " ".join(characters)}
    )
