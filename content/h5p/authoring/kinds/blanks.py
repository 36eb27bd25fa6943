"""Fill in the blanks: texts whose gaps stand between stars."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.h5p.authoring.kinds.base import (
    PartForm,
    Rows,
    Spec,
    Switch,
    Text,
    Typed,
    Words,
    new_row,
)
from content.h5p.authoring.markup import paragraphs, text_of

KIND = "lueckentext"
LIBRARY = "H5P.Blanks"
MINORS = range(12, 15)
LABEL: Words = _("Fill in the blanks")
HELP: Words = _("A text with gaps that are filled in by typing.")
PARTS: Mapping[str, str] = {}
NEEDS_ALL_PARTS = False
# „exact“ is off: who writes a noun in small letters has understood the text all the same.
BEHAVIOUR = {
    "exact": ("caseSensitive", False),
    "forgiving": ("acceptSpellingErrors", False),
    "lines": ("separateLines", False),
    "retry": ("enableRetry", True),
    "solution": ("enableSolutionsButton", True),
}
GAP = re.compile(r"\*([^*]*)\*")


class BlanksForm(PartForm):
    task = Text(
        label=_("Task"),
        rows=2,
        help_text=_("An empty line begins a paragraph, “- ” a list, **two stars** make bold."),
    )
    exact = Switch(label=_("Capital and small letters matter"))
    forgiving = Switch(label=_("Small spelling mistakes are accepted"))
    lines = Switch(label=_("Every gap stands on a line of its own"))
    retry = Switch(label=_("May be tried again"))
    solution = Switch(label=_("The solution may be shown"))
    DETAILS = tuple(BEHAVIOUR)


class TextForm(PartForm):
    text = Text(
        label=_("Text with gaps"),
        rows=5,
        help_text=_(
            "A gap stands between stars: *word*. A slash separates what counts as right as well,"
            " a colon begins a hint: *word/other word:hint*."
        ),
    )


SPEC = Spec(
    BlanksForm,
    LABEL,
    Rows(
        name="texts",
        title=_("Texts"),
        specs={"text": Spec(TextForm, _("Text"))},
        adding={"text": _("Add a text")},
        least=1,
        most=12,
    ),
)


def blank() -> Typed:
    switches = {name: default for name, (_theirs, default) in BEHAVIOUR.items()}
    return {"task": gettext("Fill in the missing words."), **switches, "texts": [new_row("text")]}


def written(typed: Typed, _parts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": paragraphs(typed["task"]),
        "questions": [paragraphs(row["text"], bold=False) for row in typed["texts"]],
        "behaviour": {theirs: typed[ours] for ours, (theirs, _d) in BEHAVIOUR.items()},
    }


def typed(params: Mapping[str, Any]) -> Typed:
    """H5P's own default for letters is another one than ours."""
    behaviour = params.get("behaviour", {})
    absent = {**{name: d for name, (_t, d) in BEHAVIOUR.items()}, "exact": True}
    return {
        "task": text_of(params["text"]),
        **{ours: behaviour.get(theirs, absent[ours]) for ours, (theirs, _d) in BEHAVIOUR.items()},
        "texts": [new_row("text", text=text_of(text)) for text in params["questions"]],
    }


def choices(_typed: Typed) -> list[tuple[str, str]]:
    return []


def faults(typed: Typed) -> list[tuple[str, str]]:
    rows = enumerate(typed["texts"], start=1)
    return [(str(n), words) for n, row in rows if (words := _fault(row.get("text", "")))]


def _fault(text: str) -> str:
    if text.count("*") % 2:
        return gettext("A star is alone. A gap stands between two of them: *word*.")
    inside = GAP.findall(text)
    if not inside:
        return gettext("There is no gap yet. Put a word between stars: *word*.")
    if any("\n" in gap for gap in inside):
        return gettext("A gap cannot go over several lines.")
    if any(not gap.partition(":")[0].strip() for gap in inside):
        return gettext("A gap is empty. The solution stands between the stars.")
    return ""
