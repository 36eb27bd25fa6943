"""The rubric and its one rule. Pure: scores in, what is allowed out.

Accepted only if the points reach the minimum and no must criterion is at the lowest level. The
result is never a grade: people see words, and what is still open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LEVELS = (4, 3, 2, 1)
LOWEST = 1


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. `levels` says for each of 4 to 1 what it looks like.

    Work that is at the lowest level of a criterion that guards sharing is not handed out.
    """

    id: str
    number: int
    title: str
    must: bool
    levels: Mapping[int, str]
    sections: tuple[str, ...] = ()
    guards_sharing: bool = False


@dataclass(frozen=True, slots=True)
class Rubric:
    """`words` names the levels („überzeugend“), `minimum` is in points."""

    criteria: tuple[Criterion, ...]
    words: Mapping[int, str]
    minimum: int

    @property
    def maximum(self) -> int:
        return max(LEVELS) * len(self.criteria)

    @property
    def lowest_passing(self) -> str:
        """The word of the level a must criterion has to reach."""
        return self.words[LOWEST + 1]

    @property
    def musts(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.must)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule makes of scores. `open_musts` are must criteria at the lowest level."""

    total: int
    minimum: int
    maximum: int
    unscored: tuple[Criterion, ...]
    open_musts: tuple[Criterion, ...]

    @property
    def complete(self) -> bool:
        return not self.unscored

    @property
    def enough(self) -> bool:
        return self.total >= self.minimum

    @property
    def may_accept(self) -> bool:
        return self.complete and self.enough and not self.open_musts


def judge(rubric: Rubric, scores: Mapping[str, int]) -> Verdict:
    """Apply the rule. Scores of unknown criteria and outside 1 to 4 count as not given."""
    given = {c.id: scores[c.id] for c in rubric.criteria if scores.get(c.id) in LEVELS}
    return Verdict(
        total=sum(given.values()),
        minimum=rubric.minimum,
        maximum=rubric.maximum,
        unscored=tuple(c for c in rubric.criteria if c.id not in given),
        open_musts=tuple(c for c in rubric.musts if given.get(c.id) == LOWEST),
    )


def kept_back_by(rubric: Rubric, scores: Mapping[str, int]) -> tuple[Criterion, ...]:
    """The criteria for whose sake work with these scores is not handed out."""
    guards = (criterion for criterion in rubric.criteria if criterion.guards_sharing)
    return tuple(criterion for criterion in guards if scores.get(criterion.id) == LOWEST)


def parse(data: Mapping[str, Any]) -> Rubric:
    """The rubric behind its JSON. Raises ValueError for one that cannot be applied."""
    try:
        rubric = Rubric(
            criteria=tuple(_criterion(item) for item in data["criteria"]),
            words={int(level): str(word) for level, word in data["levels"].items()},
            minimum=int(data["minimum"]),
        )
    except KeyError as error:
        raise ValueError(f"The rubric lacks {error}.") from error
    ids = {criterion.id for criterion in rubric.criteria}
    if not ids or len(ids) != len(rubric.criteria):
        raise ValueError("A rubric needs criteria, each with an id of its own.")
    if not 0 <= rubric.minimum <= rubric.maximum:
        raise ValueError("The minimum must be reachable.")
    if any(set(levels) != set(LEVELS) for levels in (rubric.words, *_texts(rubric))):
        raise ValueError("Every criterion needs four levels.")
    return rubric


def _texts(rubric: Rubric) -> list[Mapping[int, str]]:
    return [criterion.levels for criterion in rubric.criteria]


def _criterion(item: Mapping[str, Any]) -> Criterion:
    return Criterion(
        id=str(item["id"]),
        number=int(item["number"]),
        title=str(item["title"]),
        must=bool(item.get("must", False)),
        levels={int(level): str(text).strip() for level, text in item["levels"].items()},
        sections=tuple(item.get("sections", ())),
        guards_sharing=bool(item.get("guards_sharing", False)),
    )


def to_json(rubric: Rubric) -> dict[str, Any]:
    """What `parse` reads again; equal rubrics give equal JSON."""
    return {
        "minimum": rubric.minimum,
        "levels": {str(level): rubric.words[level] for level in LEVELS},
        "criteria": [_told(criterion) for criterion in rubric.criteria],
    }


def _told(criterion: Criterion) -> dict[str, Any]:
    """Guarding is said only where it is so: rubrics from before stay the same version."""
    told = {
        "id": criterion.id,
        "number": criterion.number,
        "title": criterion.title,
        "must": criterion.must,
        "sections": list(criterion.sections),
        "levels": {str(level): criterion.levels[level] for level in LEVELS},
    }
    return told | ({"guards_sharing": True} if criterion.guards_sharing else {})
