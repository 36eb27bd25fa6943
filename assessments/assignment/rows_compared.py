"""What has become of the rows of a field: new, gone, changed, moved. Pure: two lists of rows in.

A row is known again by its id. Rows from before there were ids, and the given rows of a sheet, are
known by what their first column says.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.assignment.changes import Kind, Pieces, compare, marked


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row in words. `key` is its id; empty where it has none."""

    key: str
    cells: tuple[tuple[str, str], ...]  # what the column is called, and what stands there

    @property
    def name(self) -> str:
        return self.cells[0][1].strip() if self.cells else ""


Rows = Sequence[ToldRow]


class Became(StrEnum):
    KEPT = "kept"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says in a column, with what has changed."""

    label: str
    pieces: Pieces

    @property
    def has_changed(self) -> bool:
        return any(piece.kind is not Kind.KEPT for piece in self.pieces)

    @property
    def marked(self) -> SafeString:
        return marked(self.pieces)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row with what has become of it. `moved` says that it stands somewhere else in the order."""

    became: Became
    cells: tuple[Cell, ...]
    moved: bool = False

    @property
    def has_changed(self) -> bool:
        return self.became is not Became.KEPT or self.moved

    @property
    def name(self) -> str:
        """What the row is called now, or was."""
        kinds = (Kind.KEPT, Kind.DELETED if self.became is Became.GONE else Kind.INSERTED)
        pieces = self.cells[0].pieces if self.cells else ()
        return "".join(piece.text for piece in pieces if piece.kind in kinds).strip()

    @property
    def changed_cells(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.has_changed)

    @property
    def word(self) -> str:
        """What is said beside it; empty where nothing has changed."""
        words = {
            Became.NEW: _("new"),
            Became.GONE: _("gone"),
            Became.CHANGED: _("changed"),
            Became.KEPT: "",
        }
        if not self.moved:
            return words[self.became]
        return _("changed and moved") if self.became is Became.CHANGED else _("moved")


def compare_rows(before: Rows, after: Rows) -> tuple[ComparedRow, ...]:
    """The rows as they stand now; one that is gone stands where it was, behind the one before it.

    New and kept, changed rows give `after`, gone and kept, changed ones `before`.
    """
    pairs = _pairs(before, after)
    moved = _moved([pairs[n] for n in range(len(after)) if n in pairs])
    found: list[ComparedRow] = []
    gone = [n for n in range(len(before)) if n not in set(pairs.values())]
    for n, row in enumerate(after):
        old = pairs.get(n)
        while gone and old is not None and gone[0] < old:
            found.append(_row(before[gone.pop(0)], None))
        found.append(_row(before[old] if old is not None else None, row, old in moved))
    return (*found, *(_row(before[n], None) for n in gone))


def counted(rows: Iterable[ComparedRow]) -> str:
    """„1 Eintrag neu, 2 geändert“; empty where nothing has changed."""
    rows = tuple(rows)
    counts = Counter(row.became for row in rows)
    moved = sum(row.moved for row in rows)
    said = [
        (counts[Became.NEW], _new(counts[Became.NEW])),
        (counts[Became.CHANGED], _changed(counts[Became.CHANGED])),
        (counts[Became.GONE], _gone(counts[Became.GONE])),
        (moved, _moved_words(moved)),
    ]
    return ", ".join(words for count, words in said if count)


def _new(count: int) -> str:
    return ngettext("%(n)d entry new", "%(n)d entries new", count) % {"n": count}


def _changed(count: int) -> str:
    return ngettext("%(n)d entry changed", "%(n)d entries changed", count) % {"n": count}


def _gone(count: int) -> str:
    return ngettext("%(n)d entry gone", "%(n)d entries gone", count) % {"n": count}


def _moved_words(count: int) -> str:
    return ngettext("%(n)d entry moved", "%(n)d entries moved", count) % {"n": count}


def _row(before: ToldRow | None, after: ToldRow | None, moved: bool = False) -> ComparedRow:
    old, new = dict(before.cells if before else ()), dict(after.cells if after else ())
    cells = tuple(
        Cell(label, compare(old.get(label, ""), new.get(label, "")))
        for label in dict.fromkeys((*new, *old))
    )
    if before is None or after is None:
        return ComparedRow(Became.NEW if before is None else Became.GONE, cells)
    is_kept = all(old.get(name, "").strip() == new.get(name, "").strip() for name in {*old, *new})
    return ComparedRow(Became.KEPT if is_kept else Became.CHANGED, cells, moved)


def _pairs(before: Rows, after: Rows) -> dict[int, int]:
    """Which row of `after` was which of `before`, by their places."""
    known = {row.key: n for n, row in enumerate(before) if row.key}
    pairs: dict[int, int] = {}
    for n, row in enumerate(after):
        if row.key in known:
            pairs[n] = known.pop(row.key)  # an id that stands there twice is one row once
    free = [n for n in range(len(before)) if n not in set(pairs.values())]
    for n, row in enumerate(after):
        same = (old for old in free if _may_be_one(before[old], row))
        if n not in pairs and (old := next(same, None)) is not None:
            pairs[n] = old
            free.remove(old)
    return pairs


def _may_be_one(old: ToldRow, new: ToldRow) -> bool:
    """Two rows with ids of their own are two rows."""
    return not (old.key and new.key) and old.name == new.name


def _moved(order: list[int]) -> frozenset[int]:
    """Those that do not stand in the order they once had: as few as can be said simply."""
    stays: set[int] = set()
    matcher = SequenceMatcher(None, sorted(order), order, autojunk=False)
    for block in matcher.get_matching_blocks():
        stays.update(order[block.b : block.b + block.size])
    return frozenset(order) - stays
