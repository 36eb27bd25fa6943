"""Short text: own words beside a model answer. Nobody but the person judges them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import TextBlock

from assessments.quiz.kinds.base import (
    WHOLE,
    Answer,
    Asked,
    AskedBlock,
    Marked,
    Part,
    no_complaints,
)

BLOCK = "short_text"
KINDS = ("short_text",)
TEMPLATE = "lms_assessments/quiz/kinds/short_text.html"
HOLDS = "model"
LENGTH = 1500


@dataclass(frozen=True, slots=True)
class ShortText:
    """An answer is a text. It is neither right nor wrong and left out wherever is counted."""

    id: str
    text: str
    model: str
    compare: str
    kind: str = KINDS[0]

    def mark(self, answer: Answer) -> Marked:
        return Marked(self, fits=None)

    def mistakes(self) -> list[str]:
        return [] if self.model.strip() else [_("A short text needs a model answer.")]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(row: Mapping[str, Any]) -> ShortText:
    return ShortText(**row)


# — Written ——————————————————————————————————————————————————————————————————————————


class ShortTextBlock(AskedBlock):
    text = TextBlock(label=gettext_lazy("Question"), rows=3)
    model = TextBlock(
        label=gettext_lazy("Model answer"),
        rows=4,
        help_text=gettext_lazy("One good answer among several. It is shown after the own one."),
    )
    compare = TextBlock(
        label=gettext_lazy("What to compare"),
        rows=2,
        required=False,
        help_text=gettext_lazy("What a good answer has, so that people can judge their own."),
    )

    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Short text")
        label_format = "{text}"

    def question(self, key: str, value: Any) -> ShortText:
        return ShortText(id=key, text=value["text"], model=value["model"], compare=value["compare"])


block = ShortTextBlock


# — Asked ————————————————————————————————————————————————————————————————————————————


def parts(question: ShortText, asked: Asked) -> list[Part]:
    field = forms.CharField(
        label=asked.label(question.text),
        help_text=_("One to three sentences. Afterwards you compare them with a model answer."),
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write a sentence.")},
    )
    return [Part(WHOLE, field=field)]


complaints = no_complaints


def answer(cleaned: Mapping[str, Any]) -> Answer:
    return cleaned[WHOLE]


def initial(answer: Answer) -> Mapping[str, Any]:
    return {WHOLE: answer}
