"""Correction: a row in which something is wrong, such as a line of a RACI table."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock, TextBlock

from assessments.quiz.kinds.base import (
    Answer,
    Asked,
    AskedBlock,
    Marked,
    Part,
    Remark,
    as_parts,
    by_id,
    items,
    marked_by_parts,
    of_parts,
)

BLOCK = "correction"
KINDS = ("correction",)
TEMPLATE = "lms_assessments/quiz/kinds/correction.html"
HOLDS = "cells"
CELLS_AT_LEAST = 2
CELLS_AT_MOST = 8
ENTRIES_AT_MOST = 5
# What is longer cannot be read in a list on a phone.
LENGTH = 60


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    text: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """`stands` is what stands there, right or not; `entries` are what could stand there instead.

    A cell without entries is only read.
    """

    id: str
    label: str
    stands: str
    correct: bool
    entries: tuple[Entry, ...]
    feedback: str

    @property
    def fitting(self) -> list[str]:
        """What has to be chosen; the id of the cell itself leaves it as it is."""
        own = [self.id] if self.correct else []
        return own + [entry.id for entry in self.entries if entry.correct]


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer is an entry, or the cell itself, for each cell that can be changed."""

    id: str
    text: str
    cells: tuple[Cell, ...]
    kind: str = KINDS[0]

    @property
    def open_cells(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.entries]

    def mark(self, answer: Answer) -> Marked:
        given = by_id(answer)
        remarks = {
            cell.id: Remark(given.get(cell.id) in cell.fitting, cell.feedback)
            for cell in self.open_cells
        }
        return marked_by_parts(
            self,
            remarks,
            lambda fit: ngettext(
                "%(number)d of %(total)d cells fits.", "%(number)d of %(total)d cells fit.", fit
            ),
        )

    def mistakes(self) -> list[str]:
        if len(self.open_cells) < CELLS_AT_LEAST:
            return [_("At least two cells need something else to choose.")]
        if any(len(cell.fitting) != 1 for cell in self.open_cells):
            return [_("In every cell exactly one is right: what stands there, or one other entry.")]
        if all(cell.correct for cell in self.open_cells):
            return [_("At least one cell has to be wrong.")]
        return []

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(row: Mapping[str, Any]) -> Correction:
    return Correction(**{**row, "cells": tuple(map(_cell, row["cells"]))})


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(**{**row, "entries": tuple(Entry(**entry) for entry in row["entries"])})


# — Written ——————————————————————————————————————————————————————————————————————————


class EntryBlock(StructBlock):
    text = CharBlock(label=gettext_lazy("Entry"), max_length=LENGTH)
    correct = BooleanBlock(label=gettext_lazy("This entry is right"), required=False)

    class Meta:
        icon = "radio-full"
        label = gettext_lazy("Entry")


class CellBlock(StructBlock):
    label = CharBlock(label=gettext_lazy("Heading of the cell"), max_length=100)
    stands = CharBlock(label=gettext_lazy("What stands there"), max_length=200)
    correct = BooleanBlock(label=gettext_lazy("What stands there is right"), required=False)
    entries = ListBlock(
        EntryBlock(),
        label=gettext_lazy("What could stand there instead"),
        min_num=0,
        max_num=ENTRIES_AT_MOST,
        default=[],
        help_text=gettext_lazy("Two to four words each. Without any, the cell is only read."),
    )
    feedback = TextBlock(
        label=gettext_lazy("Feedback"),
        rows=2,
        required=False,
        help_text=gettext_lazy("The rule that decides. It is shown in both cases."),
    )

    class Meta:
        icon = "edit"
        label = pgettext_lazy("self-test", "Cell")


class CorrectionBlock(AskedBlock):
    text = TextBlock(label=gettext_lazy("Question"), rows=2)
    cells = ListBlock(
        CellBlock(),
        label=pgettext_lazy("self-test", "Cells"),
        min_num=CELLS_AT_LEAST,
        max_num=CELLS_AT_MOST,
        help_text=gettext_lazy("One row. Some of it is right, something is wrong."),
    )

    class Meta:
        icon = "edit"
        label = gettext_lazy("Find the mistake")
        label_format = "{text}"

    def question(self, key: str, value: Any) -> Correction:
        return Correction(
            id=key,
            text=value["text"],
            cells=tuple(_read_cell(cell, inner) for cell, inner in items(key, value["cells"])),
        )


def _read_cell(key: str, value: Any) -> Cell:
    entries = (
        Entry(entry, inner["text"], bool(inner["correct"]))
        for entry, inner in items(key, value["entries"])
    )
    return Cell(
        id=key,
        label=value["label"],
        stands=value["stands"],
        correct=bool(value["correct"]),
        entries=tuple(entries),
        feedback=value["feedback"],
    )


block = CorrectionBlock


# — Asked ————————————————————————————————————————————————————————————————————————————


def parts(question: Correction, asked: Asked) -> list[Part]:
    """The cells of the row; everything is left as it is until somebody changes it."""
    return [
        Part(cell.id, cell.label, cell.stands, _field(cell, asked) if cell.entries else None)
        for cell in question.cells
    ]


def _field(cell: Cell, asked: Asked) -> forms.Field:
    entries = [(entry.id, entry.text) for entry in asked.order.mixed(cell.entries)]
    foreign = _("This answer does not belong to the question. Please choose again.")
    return forms.ChoiceField(
        label=cell.label,
        choices=[(cell.id, _("Leave it as it is")), *entries],
        initial=cell.id,
        error_messages={"required": _("Please choose an answer."), "invalid_choice": foreign},
    )


def complaints(_question: Correction, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
    """Something is wrong in every row, so leaving it all as it is would be no answer."""
    if not cleaned or any(chosen != key for key, chosen in cleaned.items()):
        return {}
    return {next(iter(cleaned)): _("Something in this row is wrong. Please change it.")}


initial = as_parts
answer = of_parts
