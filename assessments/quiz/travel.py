"""How a self-test travels: `quiz.yaml` beside its lesson.

A question says its kind as `type`; choices, the oldest kind, say none.
"""

from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from assessments.quiz.blocks import read_quiz
from assessments.quiz.kinds import BLOCKS, choice
from assessments.quiz.kinds.base import items
from assessments.quiz.pages import QuizPage
from courses.curriculum.travel.identified import Identified
from courses.curriculum.travel.pageform import PageForm, Values
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.spots import Spot, listed

SLUG = "selbsttest"
QUESTIONS = "questions"


class Questions(Identified):
    """Ids come from the file, so that attempts keep their meaning."""

    unsaid = choice.BLOCK

    def read(self, value: Any, spot: Spot) -> list[dict[str, Any]]:
        """Raises BrokenFile for whatever the page would refuse to publish."""
        rows = super().read(value, spot)
        questions = read_quiz(_stream(rows)).questions
        for n, (row, question) in enumerate(zip(rows, questions, strict=True)):
            at = spot.below(value, n).below(listed(value, spot)[n], BLOCKS[row["type"]].HOLDS)
            for sentence in question.mistakes():
                raise at.fail(sentence)
        return rows


class QuizForm(PageForm):
    def read(self, source: Source) -> Values:
        source.data.setdefault("slug", SLUG)
        return super().read(source)

    def of(self, page: Any) -> Values:
        """What is stored without an id has the one that attempts know it by."""
        values = super().of(page)
        for row, child in zip(values[QUESTIONS], page.questions, strict=True):
            row["value"] = child.block.get_prep_value(child.value)
            _number(row["value"], child.value, str(child.id))
        return values


def _number(row: dict[str, Any], value: StructValue, key: str) -> None:
    """Ids into the raw `row` of a block, as its kind counts what has none."""
    lists = [name for name, inner in value.items() if isinstance(inner, ListValue)]
    for name in lists:
        counted = items(key if name == lists[0] else f"{key}/{name}", value[name])
        for item, (own, below) in zip(row[name], counted, strict=True):
            item["id"] = own
            if isinstance(below, StructValue):
                _number(item["value"], below, own)


def _stream(rows: list[dict[str, Any]]) -> StreamValue:
    return QuizPage._meta.get_field(QUESTIONS).stream_block.to_python(rows)


FORM = QuizForm(QuizPage, order=("slug", "title", "shuffle"), special={QUESTIONS: Questions})


def connect() -> None:
    register_node(Node("quiz", QuizPage, "quiz.yaml", FORM, below=("lesson", "module")))
