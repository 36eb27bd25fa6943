"""What a self-assessment asks. Pure: no database, no clock, plain values in."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Statement id → 1 to 5, see `assessments.self_assessment.enums.Step`.
Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Survey:
    statements: tuple[Statement, ...]

    @property
    def fingerprint(self) -> str:
        """Changes with every word and every id, so that a form knows what it was made from."""
        text = json.dumps(as_json(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def as_json(survey: Survey) -> list[dict[str, str]]:
    """The statements as plain values; `from_json` makes the same survey of them again."""
    return [{"id": item.id, "text": item.text} for item in survey.statements]


def from_json(rows: Iterable[Mapping[str, str]]) -> Survey:
    return Survey(tuple(Statement(row["id"], row["text"]) for row in rows))
