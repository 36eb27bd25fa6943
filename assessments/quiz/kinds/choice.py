"""Choices: one option fits, several do, or something is true or false."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, ListBlock, StructBlock, TextBlock

from assessments.quiz.enums import ChoiceKind
from assessments.quiz.kinds.base import (
    WHOLE,
    Answer,
    Asked,
    AskedBlock,
    Marked,
    Part,
    Remark,
    ids,
    items,
    no_complaints,
)

BLOCK = "question"
KINDS = tuple(ChoiceKind.values)
TEMPLATE = "lms_assessments/quiz/kinds/choice.html"
HOLDS = "options"
OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 8
TRUE_OR_FALSE = 2


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer is the list of the chosen options."""

    id: str
    kind: str
    text: str
    options: tuple[Option, ...]

    @property
    def fitting(self) -> frozenset[str]:
        """The options that have to be chosen, all of them and no other."""
        return frozenset(option.id for option in self.options if option.correct)

    @property
    def takes_several(self) -> bool:
        return self.kind == ChoiceKind.MULTIPLE

    def mark(self, answer: Answer) -> Marked:
        """Only what was chosen is spoken about; options left out keep their clue."""
        chosen = ids(answer)
        remarks = {o.id: Remark(o.correct, o.feedback) for o in self.options if o.id in chosen}
        is_short = self.takes_several and self.fitting - remarks.keys()
        return Marked(
            self,
            fits=self.fitting == remarks.keys(),
            remarks=remarks,
            hint=_("Another answer fits too.") if is_short else "",
        )

    def mistakes(self) -> list[str]:
        correct = len(self.fitting)
        if len(self.options) < OPTIONS_AT_LEAST:
            return [_("A question needs at least two answers.")]
        if self.kind == ChoiceKind.TRUEFALSE and len(self.options) != TRUE_OR_FALSE:
            return [_("True or false needs exactly two answers.")]
        if self.takes_several:
            return [] if correct else [_("Mark at least one answer as right.")]
        return [] if correct == 1 else [_("Mark exactly one answer as right.")]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(row: Mapping[str, Any]) -> Choice:
    return Choice(**{**row, "options": tuple(Option(**option) for option in row["options"])})


# — Written ——————————————————————————————————————————————————————————————————————————


class OptionBlock(StructBlock):
    text = CharBlock(label=gettext_lazy("Answer"), max_length=500)
    correct = BooleanBlock(label=gettext_lazy("This answer is right"), required=False)
    feedback = TextBlock(
        label=gettext_lazy("Feedback"),
        rows=2,
        help_text=gettext_lazy(
            "Name the clue, not only the solution. “That fits” is added by itself."
        ),
    )

    class Meta:
        icon = "radio-full"
        label = gettext_lazy("Answer")


class ChoiceQuestionBlock(AskedBlock):
    kind = ChoiceBlock(
        choices=ChoiceKind.choices,
        default=ChoiceKind.SINGLE,
        label=gettext_lazy("Kind of question"),
    )
    text = TextBlock(label=gettext_lazy("Question"), rows=3)
    options = ListBlock(
        OptionBlock(),
        label=gettext_lazy("Answers"),
        min_num=OPTIONS_AT_LEAST,
        max_num=OPTIONS_AT_MOST,
    )

    class Meta:
        icon = "radio-full"
        label = gettext_lazy("Choice")
        label_format = "{text}"

    def question(self, key: str, value: Any) -> Choice:
        return Choice(
            id=key,
            kind=value["kind"] or ChoiceKind.SINGLE.value,
            text=value["text"],
            options=tuple(
                Option(
                    id=option,
                    text=inner["text"],
                    correct=bool(inner["correct"]),
                    feedback=inner["feedback"],
                )
                for option, inner in items(key, value["options"])
            ),
        )


block = ChoiceQuestionBlock


# — Asked ————————————————————————————————————————————————————————————————————————————


def parts(question: Choice, asked: Asked) -> list[Part]:
    """True stays before false; other options are mixed where the page says so."""
    mixes = asked.order.options and question.kind != ChoiceKind.TRUEFALSE
    shown = asked.order.mixed(question.options) if mixes else question.options
    choices = [(option.id, option.text) for option in shown]
    return [Part(WHOLE, field=_field(question, asked.label(question.text), choices))]


def _field(question: Choice, label: str, choices: list[tuple[str, str]]) -> forms.Field:
    foreign = _("This answer does not belong to the question. Please choose again.")
    if question.takes_several:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Please choose at least one answer."),
                "invalid_choice": foreign,
                "invalid_list": foreign,
            },
        )
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer."), "invalid_choice": foreign},
    )


complaints = no_complaints


def answer(cleaned: Mapping[str, Any]) -> Answer:
    chosen = cleaned[WHOLE]
    return [chosen] if isinstance(chosen, str) else sorted(chosen)


def initial(answer: Answer) -> Mapping[str, Any]:
    return {WHOLE: list(answer)}
