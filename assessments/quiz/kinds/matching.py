"""Matching: what belongs to what."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

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
    piece_choice,
)
from content.foundation.block_ids import id_by_place

BLOCK = "matching"
KINDS = ("matching",)
TEMPLATE = "lms_assessments/quiz/kinds/pieces.html"
HOLDS = "pairs"
PAIRS_AT_LEAST = 2
PAIRS_AT_MOST = 8
OTHERS_AT_MOST = 4
# What is longer cannot be read in a list on a phone.
LENGTH = 60


@dataclass(frozen=True, slots=True)
class Target:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    left: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Matching:
    """An answer is a target for each pair. `others` belong to nothing.

    Pairs may share their right side; it is then one target.
    """

    id: str
    text: str
    pairs: tuple[Pair, ...]
    others: tuple[Target, ...]
    kind: str = KINDS[0]

    @property
    def targets(self) -> list[Target]:
        """All right sides, each text once.

        A target's id is made from its pair's, so that the form does not say which two belong
        together.
        """
        rights = [Target(id_by_place(pair.id, 0), pair.right) for pair in self.pairs]
        by_text: dict[str, Target] = {}
        for target in (*rights, *self.others):
            by_text.setdefault(target.text, target)
        return list(by_text.values())

    def mark(self, answer: Answer) -> Marked:
        chosen, texts = by_id(answer), {target.id: target.text for target in self.targets}
        remarks = {
            pair.id: Remark(texts.get(chosen.get(pair.id, "")) == pair.right, pair.feedback)
            for pair in self.pairs
        }
        return marked_by_parts(
            self,
            remarks,
            lambda fit: ngettext(
                "%(number)d of %(total)d matches.", "%(number)d of %(total)d match.", fit
            ),
        )

    def mistakes(self) -> list[str]:
        lefts = [pair.left for pair in self.pairs]
        if len(lefts) < PAIRS_AT_LEAST:
            return [_("Matching needs at least two pairs.")]
        if len(set(lefts)) < len(lefts):
            return [_("Every left side stands there once.")]
        if len(self.targets) < PAIRS_AT_LEAST:
            return [_("Matching needs at least two different right sides.")]
        if len({o.text for o in self.others} - {p.right for p in self.pairs}) < len(self.others):
            return [_("What belongs to nothing must differ from every right side.")]
        return []

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(row: Mapping[str, Any]) -> Matching:
    pairs = tuple(Pair(**pair) for pair in row["pairs"])
    return Matching(**{**row, "pairs": pairs, "others": tuple(Target(**o) for o in row["others"])})


# — Written ——————————————————————————————————————————————————————————————————————————


class PairBlock(StructBlock):
    left = CharBlock(label=pgettext_lazy("side of a pair", "Left"), max_length=300)
    right = CharBlock(
        label=pgettext_lazy("side of a pair", "Right"),
        max_length=LENGTH,
        help_text=gettext_lazy("Two to four words."),
    )
    feedback = TextBlock(
        label=gettext_lazy("Feedback"),
        rows=2,
        help_text=gettext_lazy("The clue on the left that decides. It is shown in both cases."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Pair")


class OtherBlock(StructBlock):
    text = CharBlock(label=pgettext_lazy("side of a pair", "Right"), max_length=LENGTH)

    class Meta:
        icon = "cross"
        label = pgettext_lazy("side of a pair", "Right")


class MatchingBlock(AskedBlock):
    text = TextBlock(label=gettext_lazy("Question"), rows=2)
    pairs = ListBlock(
        PairBlock(),
        label=gettext_lazy("Pairs"),
        min_num=PAIRS_AT_LEAST,
        max_num=PAIRS_AT_MOST,
        help_text=gettext_lazy("Two pairs may share a right side. The right sides are mixed."),
    )
    others = ListBlock(
        OtherBlock(),
        label=gettext_lazy("Right sides that belong to nothing"),
        min_num=0,
        max_num=OTHERS_AT_MOST,
        default=[],
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Matching")
        label_format = "{text}"

    def question(self, key: str, value: Any) -> Matching:
        return Matching(
            id=key,
            text=value["text"],
            pairs=tuple(
                Pair(pair, inner["left"], inner["right"], inner["feedback"])
                for pair, inner in items(key, value["pairs"])
            ),
            others=tuple(
                Target(other, inner["text"])
                for other, inner in items(f"{key}/others", value["others"])
            ),
        )


block = MatchingBlock


# — Asked ————————————————————————————————————————————————————————————————————————————


def parts(question: Matching, asked: Asked) -> list[Part]:
    """The left sides as they were written, each beside all targets."""
    targets = [(target.id, target.text) for target in asked.order.mixed(question.targets)]
    return [Part(pair.id, field=piece_choice(pair.left, targets)) for pair in question.pairs]


complaints = no_complaints
initial = as_parts
answer = of_parts
