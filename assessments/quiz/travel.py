"""How a self-test travels: `quiz.yaml` beside its lesson."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.quiz.blocks import OPTIONS_AT_LEAST, read_quiz
from assessments.quiz.grading import from_json, mistakes
from assessments.quiz.pages import QuizPage
from courses.curriculum.travel.identified import Identified
from courses.curriculum.travel.pageform import PageForm, Values
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.spots import Spot, listed

SLUG = "selbsttest"


class Questions(Identified):
    """Ids come from the file, so that attempts keep their meaning."""

    def read(self, value: Any, spot: Spot) -> list[dict[str, Any]]:
        """Raises BrokenFile for whatever the page would refuse to publish."""
        rows = super().read(value, spot)
        for n, row in enumerate(rows):
            at = spot.below(value, n)
            _check(row, at.below(listed(value, spot)[n], "options"))
        return rows


class QuizForm(PageForm):
    def read(self, source: Source) -> Values:
        source.data.setdefault("slug", SLUG)
        return super().read(source)

    def of(self, page: Any) -> Values:
        """Options stored without an id have the one that attempts know them by."""
        values = super().of(page)
        questions = read_quiz(page.questions).questions
        for row, question in zip(values["questions"], questions, strict=True):
            for item, option in zip(row["value"]["options"], question.options, strict=True):
                item["id"] = option.id
        return values


FORM = QuizForm(QuizPage, order=("slug", "title"), special={"questions": Questions})


def connect() -> None:
    register_node(Node("quiz", QuizPage, "quiz.yaml", FORM, below=("lesson", "module")))


def _check(row: Mapping[str, Any], spot: Spot) -> None:
    value = row["value"]
    options = [{"id": option["id"], **option["value"]} for option in value["options"]]
    (question,) = from_json([{**value, "id": row["id"], "options": options}]).questions
    if len(question.options) < OPTIONS_AT_LEAST:
        raise spot.fail(_("A question needs at least two answers."))
    for sentence in mistakes(question):
        raise spot.fail(sentence)
