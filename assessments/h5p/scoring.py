"""What an answer is worth by the content itself, whatever the browser says of it. Pure.

For the content types whose rule is known; None for all others. A content is somebody's file, so
nothing in it is taken to be what it should be: where its shape surprises, nothing is verified.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assessments.h5p.similar import similar
from assessments.h5p.statements import Score, response_of, sub_content

BETWEEN = "[,]"
Statement = Mapping[str, Any]
# Gets the parameters of a question and the response, gives the score.
Rule = Callable[[Mapping[str, Any], str], Score]


def recompute(
    library: str, params: str, response: str, children: Sequence[Statement] = ()
) -> Score | None:
    """The score of a whole content. `library` is „H5P.Blanks 1.14“, `params` its content.json."""
    try:
        read = json.loads(params.removeprefix("\ufeff"))
        if machine_name(library) == "H5P.QuestionSet":
            return _question_set(read, children)
        return _question(library, read, response)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def part_score(params: str, statement: Statement) -> Score | None:
    """The score of one question of a question set."""
    try:
        for item in json.loads(params.removeprefix("\ufeff")).get("questions", ()):
            if isinstance(item, dict) and item.get("subContentId") == sub_content(statement):
                return _question(item["library"], item["params"], response_of(statement))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    return None


def machine_name(library: str) -> str:
    """„H5P.Blanks“ of „H5P.Blanks 1.14“"""
    return library.partition(" ")[0]


def _question(library: str, params: Mapping[str, Any], response: str) -> Score | None:
    rule = RULES.get(machine_name(library))
    score = rule(params, response) if rule else None
    return score if score and score.top > 0 else None


def _question_set(params: Mapping[str, Any], children: Sequence[Statement]) -> Score | None:
    """The sum over its questions. Every question that was to be asked has to have been told of:
    otherwise the hard ones could be left out.
    """
    questions = {item["subContentId"]: item for item in params["questions"]}
    told = {sub_content(child): child for child in children if sub_content(child) in questions}
    if len(told) != _asked(params, len(questions)):
        return None
    scores = [
        _question(questions[sub]["library"], questions[sub]["params"], response_of(child))
        for sub, child in told.items()
    ]
    known = [score for score in scores if score]
    if not known or len(known) != len(scores):
        return None
    return Score(sum(score.raw for score in known), sum(score.top for score in known))


def _asked(params: Mapping[str, Any], there: int) -> int:
    """How many questions a person gets: all, or as many as are drawn from the pool."""
    pool = params.get("poolSize")
    return pool if isinstance(pool, int) and 0 < pool < there else there


# — Multiple choice ————————————————————————————————————————————————————————————


def multiple_choice(params: Mapping[str, Any], response: str) -> Score:
    """A point for each right option, one off for each wrong one; or all or nothing."""
    options = params["answers"]
    chosen = {int(word) for word in response.split(BETWEEN) if word.strip()}
    if not all(0 <= number < len(options) for number in chosen):
        raise ValueError(response)
    right = sum(_weight(option) for option in options if option.get("correct"))
    points = sum(_points(options[number]) for number in chosen)
    whole = float(params.get("weight", 1))
    if not right:  # leaving everything untouched is then the answer
        return Score(0.0 if chosen else whole, whole)
    points = min(max(points, 0.0), right)
    behaviour = params.get("behaviour") or {}
    if _asks_for_one(options, behaviour):
        return Score(min(points, whole), whole)
    if behaviour.get("singlePoint"):
        enough = points * 100 >= right * float(behaviour.get("passPercentage", 100))
        return Score(whole if enough else 0.0, whole)
    return Score(points, right)


def _asks_for_one(options: Sequence[Mapping[str, Any]], behaviour: Mapping[str, Any]) -> bool:
    kind = behaviour.get("type", "auto")
    if kind == "auto":
        return sum(bool(option.get("correct")) for option in options) == 1
    return bool(kind == "single")


def _weight(option: Mapping[str, Any]) -> float:
    return float(option.get("weight", 1))


def _points(option: Mapping[str, Any]) -> float:
    return _weight(option) if option.get("correct") else -_weight(option)


# — True or false ——————————————————————————————————————————————————————————————


def true_false(params: Mapping[str, Any], response: str) -> Score:
    return Score(float(response == str(params["correct"]).casefold()), 1.0)


# — Fill in the blanks —————————————————————————————————————————————————————————


def blanks(params: Mapping[str, Any], response: str) -> Score:
    """A point for each gap; a slip of the pen may be forgiven."""
    solutions = [words for text in _texts(params) for words in gaps_of(text)]
    typed = response.split(BETWEEN) if solutions else []
    behaviour = params.get("behaviour") or {}
    exact = behaviour.get("caseSensitive", True)
    forgiving = behaviour.get("acceptSpellingErrors", False)
    fitting = [
        any(fits(answer, word, exact=exact, forgiving=forgiving) for word in words)
        for answer, words in zip(typed, solutions, strict=False)
    ]
    return Score(float(sum(fitting)), float(len(solutions)))


def _texts(params: Mapping[str, Any]) -> Iterator[str]:
    for text in params["questions"]:
        yield str(text)


def gaps_of(text: str) -> Iterator[list[str]]:
    """The accepted words of each gap: „*Norwegen/Norge:ein Hinweis*“. Two stars are one star."""
    for inside in re.findall(r"\*([^*]*)\*", text):
        if inside:
            words = inside.partition(":")[0].split("/")
            yield [_plain(word) for word in words]


def fits(answer: str, word: str, *, exact: bool, forgiving: bool) -> bool:
    answer = _plain(answer)
    if not exact:
        answer, word = answer.lower(), word.lower()
    return answer == word or bool(answer and forgiving and similar(answer, word))


def _plain(text: str) -> str:
    without_tags = re.sub(r"<[^>]*>", "", text)
    return " ".join(html.unescape(without_tags).split())


RULES: Mapping[str, Rule] = {
    "H5P.Blanks": blanks,
    "H5P.MultiChoice": multiple_choice,
    "H5P.TrueFalse": true_false,
}
CHECKED = frozenset({*RULES, "H5P.QuestionSet"})
