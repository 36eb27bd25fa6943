"""What became of each question, as plain rows to keep beside a result. Pure."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assessments.h5p.scoring import part_score
from assessments.h5p.statements import response_of, score_of, sub_content

BETWEEN = "[,]"
TEXT_AT_MOST = 300
ROWS_AT_MOST = 200


def rows(params: str, statements: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Question, answer in words, points; `checked` where we have recomputed them ourselves."""
    return [_row(params, statement) for statement in statements[:ROWS_AT_MOST]]


def _row(params: str, statement: Mapping[str, Any]) -> dict[str, Any]:
    ours = part_score(params, statement) if sub_content(statement) else None
    score = ours or score_of(statement)
    return {
        "question": _text(_definition(statement, "description"))
        or _text(_definition(statement, "name")),
        "answer": answer_in_words(statement),
        "raw": score.raw if score else None,
        "max": score.top if score else None,
        "checked": ours is not None,
    }


def answer_in_words(statement: Mapping[str, Any]) -> str:
    """What was chosen by its text, not by its number; what was typed as it is."""
    names = {**_choices(statement, "choices"), **_choices(statement, "source")}
    said = [part.strip() for part in response_of(statement).split(BETWEEN)]
    return _short(", ".join(names.get(part, part) for part in said if part))


def _choices(statement: Mapping[str, Any], name: str) -> dict[str, str]:
    found = _definition(statement, name)
    rows_ = found if isinstance(found, list) else []
    return {
        str(row.get("id")): _text(row.get("description")) for row in rows_ if isinstance(row, dict)
    }


def _definition(statement: Mapping[str, Any], name: str) -> Any:
    target = statement.get("object")
    definition = target.get("definition") if isinstance(target, dict) else None
    return definition.get(name) if isinstance(definition, dict) else None


def _text(words: Any) -> str:
    """The first language of a language map, without its markup."""
    if isinstance(words, dict):
        words = next(iter(words.values()), "")
    if not isinstance(words, str):
        return ""
    return _short(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", words)).split()))


def _short(text: str) -> str:
    return text if len(text) <= TEXT_AT_MOST else f"{text[: TEXT_AT_MOST - 1]}…"
