"""Gap text: words that are missing in a sentence."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from assessments.quiz.kinds.base import (
    Answer,
    Asked,
    AskedBlock,
    Marked,
    Part,
    Remark,
    as_parts,
    by_id,
    items,
    marked_by_parts,
    no_complaints,
    of_parts,
)

BLOCK = "gaps"
KINDS = ("gaps",)
TEMPLATE = "lms_assessments/quiz/kinds/gaps.html"
HOLDS = "gaps"
GAPS_AT_MOST = 8
WORDS_AT_MOST = 10
LENGTH = 100
MARK = re.compile("_{3,}")


@dataclass(frozen=True, slots=True)
class Gap:
    id: str
    accepted: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """`sentence` has ___ where a gap is. An answer is a text for each gap."""

    id: str
    text: str
    sentence: str
    gaps: tuple[Gap, ...]
    kind: str = KINDS[0]

    @property
    def pieces(self) -> list[str]:
        """What stands before, between and behind the gaps."""
        return MARK.split(self.sentence)

    def mark(self, answer: Answer) -> Marked:
        given = by_id(answer)
        remarks = {
            gap.id: Remark(fits(given.get(gap.id, ""), gap.accepted), gap.feedback)
            for gap in self.gaps
        }
        return marked_by_parts(
            self,
            remarks,
            lambda fit: ngettext(
                "%(number)d of %(total)d gaps fits.", "%(number)d of %(total)d gaps fit.", fit
            ),
        )

    def mistakes(self) -> list[str]:
        marks = len(self.pieces) - 1
        if not self.gaps or marks != len(self.gaps):
            sentence = _(
                "The sentence has %(marks)d places marked ___, and there are %(gaps)d gaps."
            )
            return [sentence % {"marks": marks, "gaps": len(self.gaps)}]
        if not all(any(as_compared(word) for word in gap.accepted) for gap in self.gaps):
            return [_("Every gap needs at least one word that fits.")]
        return []

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def fits(given: str, accepted: tuple[str, ...]) -> bool:
    return as_compared(given) in {as_compared(word) for word in accepted}


def as_compared(text: str) -> str:
    """Capitals, spaces around and doubled spaces mean nothing, nor how an umlaut is encoded."""
    return " ".join(normalize("NFC", text).casefold().split())


def from_json(row: Mapping[str, Any]) -> Gaps:
    gaps = tuple(Gap(**{**gap, "accepted": tuple(gap["accepted"])}) for gap in row["gaps"])
    return Gaps(**{**row, "gaps": gaps})


# — Written ——————————————————————————————————————————————————————————————————————————


class GapBlock(StructBlock):
    accepted = ListBlock(
        CharBlock(max_length=LENGTH, label=gettext_lazy("Word")),
        label=gettext_lazy("Words that fit"),
        min_num=1,
        max_num=WORDS_AT_MOST,
        help_text=gettext_lazy("Also other spellings and endings. Capitals mean nothing."),
    )
    feedback = TextBlock(
        label=gettext_lazy("Feedback"),
        rows=2,
        help_text=gettext_lazy("The clue in the sentence. It is shown in both cases."),
    )

    class Meta:
        icon = "minus"
        label = pgettext_lazy("self-test", "Gap")


class GapsBlock(AskedBlock):
    text = CharBlock(
        label=gettext_lazy("Question"),
        max_length=300,
        help_text=gettext_lazy("What to do, for instance: “Which words are missing?”"),
    )
    sentence = TextBlock(
        label=gettext_lazy("Sentence with gaps"),
        rows=3,
        help_text=gettext_lazy("Write ___ (three underscores) where a word is missing."),
    )
    gaps = ListBlock(
        GapBlock(),
        label=pgettext_lazy("self-test", "Gaps"),
        min_num=1,
        max_num=GAPS_AT_MOST,
        help_text=gettext_lazy("In the order in which they stand in the sentence."),
    )

    class Meta:
        icon = "minus"
        label = gettext_lazy("Gap text")
        label_format = "{sentence}"

    def question(self, key: str, value: Any) -> Gaps:
        return Gaps(
            id=key,
            text=value["text"],
            sentence=value["sentence"],
            gaps=tuple(
                Gap(gap, tuple(inner["accepted"]), inner["feedback"])
                for gap, inner in items(key, value["gaps"])
            ),
        )


block = GapsBlock


# — Asked ————————————————————————————————————————————————————————————————————————————


def parts(question: Gaps, asked: Asked) -> list[Part]:
    """A gap with the words before it, and what stands behind the last one."""
    pieces = question.pieces
    shown = [
        Part(gap.id, label=str(number), text=before, field=_field(asked.number, number))
        for number, (gap, before) in enumerate(zip(question.gaps, pieces, strict=False), start=1)
    ]
    return [*shown, Part("", text=" ".join(pieces[len(shown) :]))]


def _field(question: int, number: int) -> forms.Field:
    words = {"question": question, "number": number}
    return forms.CharField(
        label=_("Question %(question)d, gap %(number)d") % words,
        max_length=LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
        error_messages={"required": _("Please fill this gap.")},
    )


complaints = no_complaints
initial = as_parts
answer = of_parts
