"""What module feedback asks, and what may be said about the answers. Pure: plain values in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.cockpit.sums import FEW

# Question id → a step from 1 to 5, or a text.
Answer = Mapping[str, Any]
# The most characters of a text.
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Scale:
    """A question answered on one of five steps, which are numbered from 1."""

    id: str
    name: Any
    text: Any
    steps: tuple[Any, ...]
    # The steps that the funder's report may count as satisfied.
    content: Collection[int]

    @property
    def choices(self) -> list[tuple[int, Any]]:
        return list(enumerate(self.steps, start=1))


BENEFIT = Scale(
    "benefit",
    _("Use for one’s work"),
    _("What is the use of this module for your work?"),
    (
        pgettext_lazy("benefit", "none"),
        pgettext_lazy("benefit", "little"),
        pgettext_lazy("benefit", "some"),
        pgettext_lazy("benefit", "great"),
        pgettext_lazy("benefit", "very great"),
    ),
    content=(4, 5),
)
PACE = Scale(
    "pace",
    _("Pace"),
    _("How was the pace for you?"),
    (
        pgettext_lazy("pace", "too slow"),
        pgettext_lazy("pace", "rather slow"),
        pgettext_lazy("pace", "just right"),
        pgettext_lazy("pace", "rather fast"),
        pgettext_lazy("pace", "too fast"),
    ),
    content=(2, 3, 4),
)
SAFETY = Scale(
    "safety",
    _("Protection and confidentiality"),
    _("Could you speak openly and rely on it staying in the room?"),
    (
        pgettext_lazy("safety", "no"),
        pgettext_lazy("safety", "rather not"),
        pgettext_lazy("safety", "partly"),
        pgettext_lazy("safety", "rather yes"),
        pgettext_lazy("safety", "yes"),
    ),
    content=(4, 5),
)
SCALES = (BENEFIT, PACE, SAFETY)
# The question with a text for everybody who teaches.
MISSING = "missing"
MISSING_TEXT = _("What was missing?")
# The question that goes into no pool: the id of its prompt among one's private texts.
INTENTION = "vorhaben"
INTENTION_TEXT = _("What will I put into practice until the next module?")


@dataclass(frozen=True, slots=True)
class StepCount:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ScaleResult:
    name: str
    text: str
    steps: tuple[StepCount, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What may be shown of one pool: nothing at all below FEW answers, not even how many."""

    count: int
    scales: tuple[ScaleResult, ...]
    texts: tuple[str, ...]


def results(answers: Collection[Answer]) -> Results | None:
    """None below FEW answers. The texts come sorted, so their order says nothing either.

    Whoever looks before and after can tell a single new answer, but not whose it is: nothing shows
    who has answered, and when. To hold answers back until five are new the pool would have to know
    which ones are, and then it would know the latest person's.
    """
    if len(answers) < FEW:
        return None
    return Results(
        count=len(answers),
        scales=tuple(_counted(scale, answers) for scale in SCALES),
        texts=tuple(sorted(filter(None, (_text(answer) for answer in answers)))),
    )


def _text(answer: Answer) -> str:
    return str(answer.get(MISSING) or "").strip()


def _counted(scale: Scale, answers: Iterable[Answer]) -> ScaleResult:
    given = [answer.get(scale.id) for answer in answers]
    steps = (StepCount(str(label), given.count(step)) for step, label in scale.choices)
    return ScaleResult(str(scale.name), str(scale.text), tuple(steps))


def satisfied(scale: Scale, pools: Iterable[Collection[Answer]]) -> int:
    """How many answers name a step to be content with. Pools of fewer than FEW are left out."""
    return sum(
        answer.get(scale.id) in scale.content
        for answers in pools
        if len(answers) >= FEW
        for answer in answers
    )


def counted(pools: Iterable[Collection[Answer]]) -> int:
    """How many answers there are, without pools of fewer than FEW."""
    return sum(len(answers) for answers in pools if len(answers) >= FEW)
