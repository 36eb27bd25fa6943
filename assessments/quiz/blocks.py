"""What authors write a self-test with. The ids of the blocks are the ids of what they hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StreamValue,
    StructBlock,
    TextBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError

from assessments.quiz.enums import QuestionKind
from assessments.quiz.grading import Option, Question, Quiz, mistakes
from content.foundation.block_ids import id_by_place

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 8


class OptionBlock(StructBlock):
    text = CharBlock(label=_("Answer"), max_length=500)
    correct = BooleanBlock(label=_("This answer is right"), required=False)
    feedback = TextBlock(
        label=_("Feedback"),
        rows=2,
        help_text=_("Name the clue, not only the solution. “That fits” is added by itself."),
    )

    class Meta:
        icon = "radio-full"
        label = _("Answer")


class QuestionBlock(StructBlock):
    kind = ChoiceBlock(
        choices=QuestionKind.choices, default=QuestionKind.SINGLE, label=_("Kind of question")
    )
    text = TextBlock(label=_("Question"), rows=3)
    options = ListBlock(
        OptionBlock(), label=_("Answers"), min_num=OPTIONS_AT_LEAST, max_num=OPTIONS_AT_MOST
    )

    class Meta:
        icon = "help"
        label = _("Question")

    def clean(self, value: Any) -> Any:
        """A draft may be unfinished; what is published can be answered."""
        cleaned = super().clean(value)
        found = [] if self.is_deferred_validation else mistakes(_question("", cleaned))
        if found:
            raise StructBlockValidationError(non_block_errors=found)
        return cleaned


def read_quiz(questions: StreamValue) -> Quiz:
    """The stream of a page as plain values."""
    return Quiz(tuple(_question(str(child.id), child.value) for child in questions))


def _question(key: str, value: Any) -> Question:
    return Question(
        id=key,
        kind=QuestionKind(value["kind"]),
        text=value["text"],
        options=tuple(
            Option(
                id=child.original_id or id_by_place(key, place),
                text=child.value["text"],
                correct=bool(child.value["correct"]),
                feedback=child.value["feedback"],
            )
            for place, child in enumerate(value["options"].bound_blocks)
        ),
    )
