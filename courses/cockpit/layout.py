"""How the matrix is laid out: columns by module, what lies ahead folded, and what a cell says.

Pure: it reads a loaded `Matrix`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from content.ui.dates import short_date
from courses.cockpit import marks
from courses.cockpit.marks import MARKS, Mark
from courses.cockpit.matrix import Matrix, Row
from courses.cockpit.needs import Cause, Need
from courses.cockpit.words import kind_label
from courses.progress.evaluation import Requirement
from courses.rules.definition import SESSION_KINDS, CountRule, RequirementKind

# Many of a kind, so their words are read out and stand in the legend, not below every shape.
NARROW = frozenset(
    {
        RequirementKind.LESSON,
        RequirementKind.QUIZ,
        RequirementKind.SCENARIO,
        RequirementKind.H5P,
        RequirementKind.REFLECTION,
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One requirement. `head` is short, `title` in full."""

    item: Requirement
    head: str
    title: str
    narrow: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The requirements of one module, or those of none. Folded, they share one column."""

    module: int | None
    title: str
    note: str
    columns: tuple[Column, ...]
    folded: bool
    locked: bool

    @property
    def width(self) -> int:
        return 1 if self.folded else len(self.columns)

    @property
    def code(self) -> str:
        """What the address calls it."""
        return "0" if self.module is None else str(self.module)


@dataclass(frozen=True, slots=True)
class Fold:
    """Groups the person opened or folded, against what is folded by itself."""

    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def folds(self, code: str, *, ahead: bool) -> bool:
        return code in self.closed or (ahead and code not in self.opened)

    def toggled(self, group: Group) -> "Fold":
        """The other way round for this group. What is so by itself need not be said."""
        opened, closed = self.opened - {group.code}, self.closed - {group.code}
        if group.folded and group.locked:
            return Fold(opened | {group.code}, closed)
        if not group.folded and not group.locked:
            return Fold(opened, closed | {group.code})
        return Fold(opened, closed)


def arrange(
    matrix: Matrix, *, kinds: Collection[RequirementKind] = (), fold: Fold | None = None
) -> tuple[Group, ...]:
    """Modules in their order, then what belongs to none. `kinds` leaves only these; empty: all."""
    fold = fold or Fold()
    by_module: dict[int | None, list[Requirement]] = {}
    for item in matrix.shown:
        if not kinds or item.kind in kinds:
            by_module.setdefault(item.module, []).append(item)
    numbers = sorted(by_module, key=lambda number: (number is None, number or 0))
    return tuple(_group(matrix, number, by_module[number], fold) for number in numbers)


def _group(matrix: Matrix, module: int | None, items: Iterable[Requirement], fold: Fold) -> Group:
    locked = matrix.locked(module)
    ordered = sorted(items, key=lambda item: item.kind not in SESSION_KINDS)
    opens = matrix.dates.opens_on.get(matrix.module_keys[module]) if locked and module else None
    code = "0" if module is None else str(module)
    return Group(
        module=module,
        title=_("Also") if module is None else _("Module %(number)d") % {"number": module},
        note=_("from %(date)s") % {"date": short_date(opens)} if opens else "",
        columns=tuple(_column(item, locked=locked) for item in ordered),
        folded=fold.folds(code, ahead=locked),
        locked=locked,
    )


def _column(item: Requirement, *, locked: bool) -> Column:
    kind = kind_label(item.kind)
    head = item.number if item.kind in NARROW and item.number else kind
    begins = getattr(item.source, "starts_at", None) if item.kind in SESSION_KINDS else None
    title = item.title or kind
    if begins:
        title = f"{title}, {short_date(begins)}"
    return Column(item, head, title, narrow=item.kind in NARROW, locked=locked)


# — cells ————————————————————————————————————————————————————————————————————————


def cell(matrix: Matrix, row: Row, column: Column) -> Mark:
    """What stands where a person and a requirement meet."""
    held = row.held.get(column.item.key)
    if held:
        return MARKS[held.state]
    if matrix.overdue_since(row, column.item):
        return marks.OVERDUE
    ahead = column.locked and column.item.kind not in SESSION_KINDS
    return marks.LOCKED if ahead else marks.OPEN


@dataclass(frozen=True, slots=True)
class Sum:
    """How many of a folded module's requirements are met."""

    mark: Mark
    met: int
    of: int

    @property
    def word(self) -> Any:
        if not self.met and self.mark is marks.LOCKED:
            return self.mark.word
        return _("%(met)d of %(all)d") % {"met": self.met, "all": self.of}


def folded_cell(row: Row, group: Group) -> Sum:
    met = sum(is_met(row, column.item.key) for column in group.columns)
    if met == len(group.columns):
        mark = marks.ALL
    elif met:
        mark = marks.BEGUN
    else:
        mark = marks.LOCKED if group.locked else marks.OPEN
    return Sum(mark, met, len(group.columns))


def is_met(row: Row, key: UUID) -> bool:
    held = row.held.get(key)
    return held is not None and held.state.counts


@dataclass(frozen=True, slots=True)
class Outlook:
    """The last column: how it looks for the completion, in one line."""

    mark: Mark
    words: str


def outlook(matrix: Matrix, row: Row, need: Need | None) -> Outlook:
    if row.completed or row.evaluation.met:
        return Outlook(marks.ALL, _("rule met"))
    if not row.active:
        return Outlook(marks.OPEN, _("ended"))
    causes = {trouble.cause for trouble in need.troubles} if need else set()
    worries = (
        (Cause.UNREACHABLE in causes, marks.OUT_OF_REACH, _("out of reach like this")),
        (Cause.OVERDUE in causes, marks.OVERDUE, _("something is overdue")),
        (bool(matrix.impossible), marks.OPEN, _("too little is planned")),
        (_no_slack(row), marks.BEGUN, _("no session may be missed")),
        (True, marks.ALL, _("on track")),
    )
    return next(Outlook(mark, words) for applies, mark, words in worries if applies)


def _no_slack(row: Row) -> bool:
    """Whether something was lost already and everything that is left is needed."""
    return any(
        isinstance(reason.rule, CountRule)
        and set(reason.rule.kinds) <= SESSION_KINDS
        and not reason.met
        and reason.have + len(reason.open_keys) == reason.need < reason.of
        for reason in row.evaluation.reasons
    )
