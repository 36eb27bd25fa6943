"""From start to end: which answers are compared, for one person and for a cohort. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.self_assessment.survey import Statement, Survey, Values
from courses.cockpit.sums import FEW


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to all statements. `order` grows with every answer; `later` says on which of the
    two pages it was given.
    """

    order: int
    later: bool
    survey: Survey
    values: Values


@dataclass(frozen=True, slots=True)
class Change:
    """One statement: where somebody stood, and where they stand now. None: was not asked then."""

    statement: Statement
    before: int | None
    after: int | None = None

    @property
    def by(self) -> int:
        """Steps upwards; 0 also where there is nothing to compare."""
        return (self.after or 0) - (self.before or 0) if self.compared else 0

    @property
    def compared(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def words(self) -> str:
        """„von 2 auf 4“"""
        if self.before is not None and self.after is not None:
            return change_in_words(self.before, self.after)
        if self.after is not None:
            return _("only at the end: %(value)s") % {"value": self.after}
        return _("at the start: %(value)s") % {"value": self.before}


def change_in_words(before: int | str, after: int | str) -> str:
    if before == after:
        return _("stays at %(value)s") % {"value": after}
    return _("from %(before)s to %(after)s") % {"before": before, "after": after}


def start_of(given: Sequence[Given]) -> Given | None:
    """The answer somebody started from: the last one before they first looked back.

    Whoever answers the earlier page once more afterwards does not move their start by it.
    """
    earlier = [row for row in given if not row.later]
    looked_back = min((row.order for row in given if row.later), default=None)
    in_time = [row for row in earlier if looked_back is None or row.order < looked_back]
    if in_time:
        return in_time[-1]
    return earlier[0] if earlier else None


def end_of(given: Sequence[Given]) -> Given | None:
    """How somebody sees themselves now: their last answer to the later page."""
    return next((row for row in reversed(given) if row.later), None)


def changes(before: Given | None, after: Given | None) -> tuple[Change, ...]:
    """The statements of the latest answer, those that are no longer asked behind them."""
    latest = after or before
    if latest is None:
        return ()
    asked = {item.id: item for item in latest.survey.statements}
    for item in before.survey.statements if before else ():
        asked.setdefault(item.id, item)
    start, end = (given.values if given else {} for given in (before, after))
    rows = (Change(item, start.get(key), end.get(key)) for key, item in asked.items())
    return tuple(row for row in rows if row.before is not None or row.after is not None)


# — A cohort ———————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Mean:
    """Of at least five people, in halves of a step."""

    before: float
    after: float


def means(people: Iterable[Sequence[Given]]) -> dict[str, Mean]:
    """By statement the means of those who answered it both times; nothing below FEW people.

    Nobody is to be found out by looking twice. So people come in by FEW at a time, in the order
    in which they completed both; the first answer at the end counts, so that answering again
    moves nothing; and halves of a step leave open who said what even where all said nearly the
    same, or where somebody has asked to be erased in between.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end in _pairs(people):
        for key in start.keys() & end.keys():
            found.setdefault(key, []).append((start[key], end[key]))
    counted = {key: both[: _whole(len(both))] for key, both in found.items()}
    return {key: _mean(both) for key, both in counted.items() if both}


def _whole(count: int) -> int:
    return count - count % FEW


def _pairs(people: Iterable[Sequence[Given]]) -> list[tuple[Values, Values]]:
    """Start and first end of everybody who has both, in the order of completing them."""
    both = []
    for given in people:
        start = start_of(given)
        end = next((row for row in given if row.later), None)
        if start and end:
            both.append((max(start.order, end.order), start.values, end.values))
    return [(start, end) for _order, start, end in sorted(both, key=lambda row: row[0])]


def _mean(both: Sequence[tuple[int, int]]) -> Mean:
    count = len(both)
    return Mean(_half(sum(b for b, _a in both), count), _half(sum(a for _b, a in both), count))


def _half(total: int, count: int) -> float:
    """The mean in halves, a quarter upwards, without a float on the way."""
    return (4 * total + count) // (2 * count) / 2
