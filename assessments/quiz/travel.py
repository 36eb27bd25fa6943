"""How a self-test travels: `quiz.yaml` beside its lesson."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.quiz.blocks import OPTIONS_AT_LEAST
from assessments.quiz.enums import QuestionKind
from assessments.quiz.grading import from_json, mistakes
from assessments.quiz.pages import QuizPage
from assessments.travel import Texts, texts_of
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source

SLUG = "selbsttest"


def connect() -> None:
    register_node(Node("quiz", QuizPage, read))


def read(source: Source) -> dict[str, Any]:
    """Ids come from the file, so that attempts keep their meaning.

    Raises BrokenFile for whatever the page would refuse to publish.
    """
    return {
        "title": source.text("title"),
        "slug": source.text("slug", SLUG),
        "questions": [_question(item) for item in texts_of(source, "questions")],
    }


def _question(item: Texts) -> dict[str, Any]:
    kind = item.text("kind")
    if kind not in QuestionKind.values:
        raise item.fail(f"kind: {', '.join(QuestionKind.values)}", at="kind")
    value = {"kind": kind, "text": item.text("text"), "options": _options(item)}
    row = {"type": "question", "id": item.id(), "value": value}
    _check(item, row)
    return row


def _options(item: Texts) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "id": option.id(),
            "value": {
                "text": option.text("text"),
                "correct": option.yes_or_no("correct"),
                "feedback": option.text("feedback"),
            },
        }
        for option in item.below("options")
    ]


def _check(item: Texts, row: Mapping[str, Any]) -> None:
    value = row["value"]
    options = [{"id": option["id"], **option["value"]} for option in value["options"]]
    (question,) = from_json([{**value, "id": row["id"], "options": options}]).questions
    if len(question.options) < OPTIONS_AT_LEAST:
        raise item.fail(_("A question needs at least two answers."), at="options")
    for sentence in mistakes(question):
        raise item.fail(sentence, at="options")
