"""How a state looks: a shape, a colour and a word, so that no single one of them carries it."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.progress.enums import State


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A shape of the sprite in `cockpit/sprite.html`, a tone of the style sheet, and words."""

    shape: str
    tone: str
    word: Any  # short, below the shape
    meaning: Any  # in full, in the legend


_DONE = Mark("check", "done", pgettext_lazy("cell", "met"), gettext_lazy("met"))
_HALF = Mark("half", "part", pgettext_lazy("cell", "begun"), gettext_lazy("begun"))


def _done(word: Any) -> Mark:
    return Mark("check", "done", word, _DONE.meaning)


OPEN = Mark("ring", "quiet", pgettext_lazy("cell", "open"), gettext_lazy("open"))
LOCKED = Mark("dashed", "quiet", pgettext_lazy("cell", "locked"), gettext_lazy("not open yet"))
OVERDUE = Mark("late", "act", pgettext_lazy("cell", "overdue"), gettext_lazy("overdue"))
BEGUN = _HALF
ALL = _DONE
OUT_OF_REACH = Mark("cross", "bad", pgettext_lazy("cell", "lost"), gettext_lazy("out of reach"))

MARKS = {
    State.OPEN: OPEN,
    State.READ: _done(pgettext_lazy("cell", "read")),
    State.ANSWERED: _done(pgettext_lazy("cell", "answered")),
    State.HANDED_IN: Mark(
        "waits",
        "act",
        pgettext_lazy("cell", "handed in"),
        gettext_lazy("handed in, waits for feedback"),
    ),
    State.RETURNED: Mark(
        "back", "act", pgettext_lazy("cell", "revise"), gettext_lazy("revision requested")
    ),
    State.ACCEPTED: _done(pgettext_lazy("cell", "accepted")),
    State.ATTENDED: _done(pgettext_lazy("cell", "there")),
    State.PARTLY: Mark(
        "half", "part", pgettext_lazy("cell", "partly"), gettext_lazy("begun or partly there")
    ),
    State.EXCUSED: Mark("dash", "quiet", pgettext_lazy("cell", "excused"), gettext_lazy("excused")),
    State.MISSED: Mark("cross", "bad", pgettext_lazy("cell", "missed"), gettext_lazy("missed")),
    State.MADE_UP: Mark("plus", "done", pgettext_lazy("cell", "made up"), gettext_lazy("made up")),
    State.WAIVED: Mark("slash", "quiet", pgettext_lazy("cell", "waived"), gettext_lazy("waived")),
    State.RELEASED: _done(pgettext_lazy("cell", "released")),
    State.COMPLETED: _done(pgettext_lazy("cell", "completed")),
}
# In the order of the legend.
LEGEND = (
    _DONE,
    MARKS[State.MADE_UP],
    MARKS[State.PARTLY],
    OPEN,
    MARKS[State.EXCUSED],
    MARKS[State.WAIVED],
    LOCKED,
    MARKS[State.HANDED_IN],
    MARKS[State.RETURNED],
    OVERDUE,
    MARKS[State.MISSED],
)


def shape(mark: Mark) -> SafeString:
    """The drawing alone; a word always stands beside it."""
    return format_html(
        '<svg class="lms-mark lms-mark--{}" aria-hidden="true" focusable="false">'
        '<use href="#lms-mark-{}"/></svg>',
        mark.tone,
        mark.shape,
    )


def drawn(mark: Mark, word: Any = None, *, hidden: bool = False) -> SafeString:
    """Shape and word. A hidden word is still read out."""
    css = "lms-sr" if hidden else "lms-word"
    return format_html('{}<span class="{}">{}</span>', shape(mark), css, word or mark.word)


def legend() -> SafeString:
    items = ((shape(mark), mark.meaning) for mark in LEGEND)
    return format_html_join("", "<li>{}{}</li>", items)
