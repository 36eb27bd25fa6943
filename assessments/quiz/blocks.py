"""What authors write a self-test with: a block a kind of question.

The ids of the blocks are the ids of what they hold.
"""

from typing import cast

from wagtail.blocks import StreamValue

from assessments.quiz.grading import Quiz
from assessments.quiz.kinds import MODULES
from assessments.quiz.kinds.base import AskedBlock

QUESTIONS = [(module.BLOCK, module.block()) for module in MODULES]


def read_quiz(questions: StreamValue) -> Quiz:
    """The stream of a page as plain values."""
    return Quiz(
        tuple(
            cast("AskedBlock", child.block).question(str(child.id), child.value)
            for child in questions
        )
    )
