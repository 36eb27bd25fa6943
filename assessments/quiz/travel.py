"""How a self-test travels: `quiz.yaml` beside its lesson."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.quiz.enums import QuestionKind
from assessments.quiz.pages import QuizPage
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source

SLUG = "selbsttest"


def connect() -> None:
    register_node(Node("quiz", QuizPage, read))


def read(source: Source) -> dict[str, Any]:
    """Ids come from the file, so that attempts keep their meaning."""
    return {
        "title": source.text("title"),
        "slug": source.text("slug", SLUG),
        "questions": [_question(source, item) for item in source.items("questions")],
    }


def _question(source: Source, item: Any) -> dict[str, Any]:
    kinds = ", ".join(QuestionKind.values)
    if item.get("kind") not in QuestionKind.values:
        raise source.fail(f"kind: {kinds}", line=_line(item))
    options = [_option(source, option) for option in item.get("options", [])]
    if not any(option["value"]["correct"] for option in options):
        raise source.fail(_("A question needs a right answer."), line=_line(item))
    return {
        "type": "question",
        "id": str(item["id"]),
        "value": {
            "kind": str(item["kind"]),
            "text": str(item["text"]).strip(),
            "options": options,
        },
    }


def _option(source: Source, item: Any) -> dict[str, Any]:
    missing = [name for name in ("id", "text", "correct", "feedback") if name not in item]
    if missing:
        raise source.fail(f"{', '.join(missing)}: …", line=_line(item))
    return {
        "type": "item",
        "id": str(item["id"]),
        "value": {
            "text": str(item["text"]).strip(),
            "correct": bool(item["correct"]),
            "feedback": str(item["feedback"]).strip(),
        },
    }


def _line(item: Any) -> int:
    mark = getattr(item, "lc", None)
    return mark.line + 1 if mark else 0
