"""Reading and judging what a content says (xAPI). Pure: bytes in, plain values out.

A browser sends it, so nothing in it is believed but what can be checked: what it speaks of, its
size, its numbers. Who said it and when is set by us.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.h5p.errors import ForeignActivity, NoNumber, NotUnderstood, TooLarge

STATEMENT_BYTES = 64 * 1024
STATE_BYTES = 256 * 1024
# A finish brings the statements of its questions along.
BODY_BYTES = 512 * 1024
CHILDREN = 200
SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId"
FINISHING = frozenset({"answered", "completed"})
# Every click is a statement, too; only these say how something went.
KEPT = FINISHING | {"attempted", "consumed", "experienced", "failed", "mastered", "passed"}


@dataclass(frozen=True, slots=True)
class Score:
    """0 ≤ raw ≤ top. Where there is nothing to score there is no score."""

    raw: float
    top: float

    @property
    def share(self) -> float:
        return self.raw / self.top


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as it was understood, with those of its questions where it is a finish."""

    key: UUID
    verb: str
    is_root: bool
    is_finish: bool
    is_activated: bool
    score: Score | None
    response: str
    statement: Mapping[str, Any]
    children: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.verb in KEPT

    @property
    def counts(self) -> bool:
        """A finish nobody had a hand in counts for nothing: some report one while they load."""
        return self.is_finish and self.is_activated


def parse(body: bytes, *, limit: int) -> dict[str, Any]:
    """The JSON object that was sent. Raises TooLarge, NoNumber or NotUnderstood."""
    if len(body) > limit:
        raise TooLarge(_("This is more than can be kept (%(size)d kB).") % {"size": limit // 1024})
    try:
        data = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(_("What was sent cannot be read.")) from error
    if not isinstance(data, dict):
        raise NotUnderstood(_("What was sent cannot be read."))
    return data


def read(data: Mapping[str, Any], *, about: str) -> Said:
    """What was said of `about`. Raises the error that names what is wrong with it."""
    statement = _statement(data.get("statement"), about)
    children = data.get("children") or ()
    if not isinstance(children, list | tuple) or len(children) > CHILDREN:
        raise NotUnderstood(_("What was sent cannot be read."))
    verb, result = verb_of(statement), result_of(statement)
    is_root = root(statement)
    return Said(
        key=_key(data.get("key")),
        verb=verb,
        is_root=is_root,
        is_finish=is_root and verb in FINISHING and result is not None,
        is_activated=data.get("activated") is True,
        score=score_of(statement),
        response=response_of(statement),
        statement=statement,
        children=tuple(_statement(child, about) for child in children),
    )


def _statement(value: Any, about: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NotUnderstood(_("What was sent is no statement."))
    text = _storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    if len(text) > STATEMENT_BYTES:
        limit = STATEMENT_BYTES // 1024
        raise TooLarge(_("This is more than can be kept (%(size)d kB).") % {"size": limit})
    _same_object(value, about)
    score_of(value)
    return value


def _storable(text: str) -> bytes:
    """PostgreSQL takes neither half a character nor a zero."""
    if "\\u0000" in text:
        raise NotUnderstood(_("What was sent cannot be read."))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotUnderstood(_("What was sent cannot be read.")) from error


def _same_object(statement: Mapping[str, Any], about: str) -> None:
    said = _at(statement, "object", "id")
    named = said.partition("?")[0] if isinstance(said, str) else ""
    if named != about:
        raise ForeignActivity(_("This statement speaks of another exercise."))


def _key(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise NotUnderstood(_("What was sent has no key.")) from error


def verb_of(statement: Mapping[str, Any]) -> str:
    """„answered“ of „http://adlnet.gov/expapi/verbs/answered“"""
    said = _at(statement, "verb", "id")
    return said.rstrip("/").rsplit("/", 1)[-1][:40] if isinstance(said, str) else ""


def sub_content(statement: Mapping[str, Any]) -> str:
    """Which part of a content a statement is about; empty for the content itself."""
    named = _at(statement, "object", "definition", "extensions", SUB_CONTENT)
    if isinstance(named, str) and named:
        return named
    said = _at(statement, "object", "id")
    _about, mark, sub = said.partition("?subContentId=") if isinstance(said, str) else ("", "", "")
    return sub.partition("&")[0] if mark else ""


def root(statement: Mapping[str, Any]) -> bool:
    """About the whole: no part is named, and nothing it would be a part of."""
    parent = _at(statement, "context", "contextActivities", "parent")
    return not sub_content(statement) and not parent


def result_of(statement: Mapping[str, Any]) -> Mapping[str, Any] | None:
    result = statement.get("result")
    return result if isinstance(result, dict) else None


def response_of(statement: Mapping[str, Any]) -> str:
    response = _at(statement, "result", "response")
    return response if isinstance(response, str) else ""


def score_of(statement: Mapping[str, Any]) -> Score | None:
    """Clamped; None without a top. Raises NoNumber for what no score can be."""
    said = _at(statement, "result", "score")
    if not isinstance(said, dict):
        return None
    raw, top = _number(said.get("raw")), _number(said.get("max"))
    if top <= 0:
        return None
    return Score(min(max(raw, 0.0), top), top)


def _number(value: Any) -> float:
    if value is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NoNumber(_("A score has to be a number."))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise NoNumber(_("A score has to be a number."))
    return number


def _no_number(word: str) -> Any:
    raise NoNumber(_("A score has to be a number."))


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
