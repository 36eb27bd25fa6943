"""Ordering: what comes first, what next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from assessments.quiz.kinds.base import (
    Answer,
    Asked,
    AskedBlock,
    Marked,
    Part,
    Remark,
    ids,
    items,
    marked_by_parts,
    piece_choice,
)

BLOCK = "ordering"
KINDS = ("ordering",)
TEMPLATE = "lms_assessments/quiz/kinds/ordering.html"
HOLDS = "steps"
STEPS_AT_LEAST = 3
STEPS_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """The steps in their right order. An answer is the list of their ids in the order chosen."""

    id: str
    text: str
    steps: tuple[Step, ...]
    kind: str = KINDS[0]

    def mark(self, answer: Answer) -> Marked:
        own = {step.id for step in self.steps}
        places = [key for key in ids(answer) if key in own]
        remarks = {
            step.id: Remark(places[place : place + 1] == [step.id], step.feedback)
            for place, step in enumerate(self.steps)
        }
        return marked_by_parts(
            self,
            remarks,
            lambda fit: ngettext(
                "%(number)d of %(total)d is in its place.",
                "%(number)d of %(total)d are in their places.",
                fit,
            ),
        )

    def mistakes(self) -> list[str]:
        texts = {step.text for step in self.steps}
        if len(self.steps) < STEPS_AT_LEAST:
            return [_("An order needs at least three steps.")]
        return [] if len(texts) == len(self.steps) else [_("Every step stands there once.")]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(row: Mapping[str, Any]) -> Ordering:
    return Ordering(**{**row, "steps": tuple(Step(**step) for step in row["steps"])})


# — Written ——————————————————————————————————————————————————————————————————————————


class StepBlock(StructBlock):
    text = CharBlock(label=gettext_lazy("Step"), max_length=300)
    feedback = TextBlock(
        label=gettext_lazy("Feedback"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Why here: what has to be done before, what needs this step."),
    )

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Step")


class OrderingBlock(AskedBlock):
    text = TextBlock(label=gettext_lazy("Question"), rows=2)
    steps = ListBlock(
        StepBlock(),
        label=gettext_lazy("Steps"),
        min_num=STEPS_AT_LEAST,
        max_num=STEPS_AT_MOST,
        help_text=gettext_lazy("In the right order. They are mixed when they are asked."),
    )

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Order")
        label_format = "{text}"

    def question(self, key: str, value: Any) -> Ordering:
        return Ordering(
            id=key,
            text=value["text"],
            steps=tuple(
                Step(step, inner["text"], inner["feedback"])
                for step, inner in items(key, value["steps"])
            ),
        )


block = OrderingBlock


# — Asked ————————————————————————————————————————————————————————————————————————————


def parts(question: Ordering, asked: Asked) -> list[Part]:
    """The steps mixed, each with a list of places."""
    places = [(str(place), f"{place}.") for place in range(1, len(question.steps) + 1)]
    mixed = asked.order.never_solved(question.steps)
    return [Part(step.id, field=piece_choice(step.text, places)) for step in mixed]


def complaints(_question: Ordering, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
    """Every place is taken once. Told at each step that shares its place."""
    taken = Counter(cleaned.values())
    return {
        key: _("Another step stands in place %(place)s too.") % {"place": place}
        for key, place in cleaned.items()
        if taken[place] > 1
    }


def answer(cleaned: Mapping[str, Any]) -> Answer:
    return sorted(cleaned, key=lambda key: int(cleaned[key]))


def initial(answer: Answer) -> Mapping[str, Any]:
    return {key: str(place) for place, key in enumerate(answer, start=1)}
