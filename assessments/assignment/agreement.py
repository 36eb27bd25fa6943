"""Where two opinions on a version stand. Pure: opinions in, what is agreed and what is not out.

Levels more than one apart start a talk. It ends when both have filed again and are close, or when
they have recorded an agreed level with its reason. There is never an average: of two levels that
are one apart, whoever decides chooses one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.assignment.rubric import LEVELS, Criterion, Rubric

APART = 1
REVIEWERS = 2


@dataclass(frozen=True, slots=True)
class Filed:
    """One filed opinion. `who` is whatever tells two people apart; `content` as in ReviewDraft,
    with `agreed` where it records levels: {criterion id: {"level", "reason"}}.
    """

    who: Any
    content: Mapping[str, Any]
    at: datetime
    name: str = ""
    number: int = 1

    @property
    def scores(self) -> Mapping[str, int]:
        return self.content.get("scores", {})

    @property
    def records(self) -> bool:
        """Whether it records what was agreed, instead of thinking anew."""
        return bool(self.content.get("agreed"))


@dataclass(frozen=True, slots=True)
class Agreed:
    level: int
    reason: str
    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion with both levels; `choices` are what a decision may say."""

    criterion: Criterion
    levels: tuple[int, ...]
    agreed: Agreed | None

    @property
    def apart(self) -> bool:
        return max(self.levels) - min(self.levels) > APART

    @property
    def open(self) -> bool:
        return self.apart and self.agreed is None

    @property
    def choices(self) -> tuple[int, ...]:
        """The agreed level, else every level one of them gave, the higher first."""
        if self.agreed:
            return (self.agreed.level,)
        return () if self.apart else tuple(sorted(set(self.levels), reverse=True))


@dataclass(frozen=True, slots=True)
class Stand:
    """`opinions` are the latest of each, in the order they first filed."""

    opinions: tuple[Filed, ...]
    compared: tuple[Compared, ...] = ()
    waits_for: tuple[Filed, ...] = ()  # whose has not been filed again since the talk began

    @property
    def both(self) -> bool:
        return len(self.opinions) == REVIEWERS

    @property
    def open(self) -> tuple[Compared, ...]:
        """What has to be talked about before anything can be decided."""
        return tuple(row for row in self.compared if row.open)

    @property
    def talking(self) -> bool:
        return bool(self.open or self.waits_for)

    @property
    def may_decide(self) -> bool:
        return self.both and not self.talking

    def of(self, who: Any) -> Filed | None:
        return next((opinion for opinion in self.opinions if opinion.who == who), None)

    def other_than(self, who: Any) -> Filed | None:
        return next((opinion for opinion in self.opinions if opinion.who != who), None)

    def allows(self, scores: Mapping[str, int]) -> bool:
        """Whether a decision with these levels is what both said."""
        return self.may_decide and all(
            scores.get(row.criterion.id) in row.choices for row in self.compared
        )


def stand(rubric: Rubric, filed: Iterable[Filed]) -> Stand:
    """Where everything that was filed, in its order, leads to."""
    latest: dict[Any, Filed] = {}
    apart, again = set[str](), set[Any]()
    for opinion in filed:
        latest[opinion.who] = opinion
        if apart and not opinion.records:
            again.add(opinion.who)
        if len(latest) == REVIEWERS:
            apart |= _apart(rubric, list(latest.values()))
    opinions = tuple(latest.values())
    if len(opinions) < REVIEWERS:
        return Stand(opinions)
    compared = tuple(_compared(criterion, opinions) for criterion in rubric.criteria)
    recorded = {row.criterion.id for row in compared if row.agreed}
    waits = [o for o in opinions if o.who not in again] if apart - recorded else []
    return Stand(opinions, compared, tuple(waits))


def _apart(rubric: Rubric, opinions: Sequence[Filed]) -> set[str]:
    rows = (_compared(criterion, opinions) for criterion in rubric.criteria)
    return {row.criterion.id for row in rows if row.apart}


def _compared(criterion: Criterion, opinions: Sequence[Filed]) -> Compared:
    levels = tuple(opinion.scores[criterion.id] for opinion in opinions)
    return Compared(criterion, levels, _agreed(criterion, opinions))


def _agreed(criterion: Criterion, opinions: Sequence[Filed]) -> Agreed | None:
    """The last word that was recorded about it."""
    said = [o for o in opinions if criterion.id in o.content.get("agreed", {})]
    if not said:
        return None
    last = max(said, key=lambda opinion: opinion.at)
    words = last.content["agreed"][criterion.id]
    if words["level"] not in LEVELS or not str(words["reason"]).strip():
        return None
    return Agreed(words["level"], words["reason"], last.name)


def together(here: Stand, who: Any) -> dict[str, Any]:
    """What a joint decision starts from, for one of the two: their words, both people's comments,
    and every level that leaves no choice.
    """
    own, other = here.of(who), here.other_than(who)
    if own is None or other is None:
        return {}
    return {
        **{
            name: own.content.get(name) or other.content.get(name, "")
            for name in ("headline", "letter", "due_on")
        },
        "scores": {r.criterion.id: r.choices[0] for r in here.compared if len(r.choices) == 1},
        **{
            name: _both_comments(own.content.get(name, {}), other.content.get(name, {}))
            for name in ("criterion_comments", "section_comments")
        },
        "joint": True,
    }


def _both_comments(one: Mapping[str, str], two: Mapping[str, str]) -> dict[str, str]:
    keys = dict.fromkeys([*one, *two])
    found = {key: [text for text in (one.get(key), two.get(key)) if text] for key in keys}
    return {key: "\n\n".join(dict.fromkeys(texts)) for key, texts in found.items()}
