"""Multiple choice: a question, options with feedback."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.h5p.authoring.kinds.base import (
    Line,
    PartForm,
    Rows,
    Spec,
    Switch,
    Text,
    Typed,
    Words,
    new_row,
    texts,
)
from content.h5p.authoring.markup import inline, paragraphs, text_of

KIND = "auswahl"
LIBRARY = "H5P.MultiChoice"
MINORS = range(14, 17)
LABEL: Words = _("Multiple choice")
HELP: Words = _("A question with options, one or several of them right.")
PARTS: Mapping[str, str] = {}
NEEDS_ALL_PARTS = False
# What we call it, and what H5P does.
BEHAVIOUR = {
    "random": ("randomAnswers", True),
    "single_point": ("singlePoint", False),
    "retry": ("enableRetry", True),
    "solution": ("enableSolutionsButton", True),
}
FEEDBACK = {"tip": "tip", "chosen": "chosenFeedback", "not_chosen": "notChosenFeedback"}


class QuestionForm(PartForm):
    question = Text(
        label=_("Question"),
        help_text=_("An empty line begins a paragraph, “- ” a list, **two stars** make bold."),
    )
    random = Switch(label=_("Show the options in random order"))
    single_point = Switch(label=_("One point only if everything is right"))
    retry = Switch(label=_("May be tried again"))
    solution = Switch(label=_("The solution may be shown"))
    DETAILS = tuple(BEHAVIOUR)


class OptionForm(PartForm):
    text = Line(label=_("Option"))
    correct = Switch(label=_("This option is right"))
    chosen = Line(label=_("Feedback if it was chosen"), required=False)
    not_chosen = Line(label=_("Feedback if it was not chosen"), required=False)
    tip = Line(label=_("Hint before answering"), required=False)
    DETAILS = ("chosen", "not_chosen", "tip")
    DETAILS_TITLE = _("Feedback and hint")


SPEC = Spec(
    QuestionForm,
    LABEL,
    Rows(
        name="options",
        title=_("Options"),
        specs={"option": Spec(OptionForm, _("Option"))},
        adding={"option": _("Add an option")},
        least=2,
        most=10,
    ),
)


def blank() -> Typed:
    switches = {name: default for name, (_theirs, default) in BEHAVIOUR.items()}
    return {"question": "", **switches, "options": [new_row("option"), new_row("option")]}


def written(typed: Typed, _parts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "question": paragraphs(typed["question"]),
        "answers": [_answer(row) for row in typed["options"]],
        "behaviour": {theirs: typed[ours] for ours, (theirs, _d) in BEHAVIOUR.items()},
    }


def _answer(row: Typed) -> dict[str, Any]:
    said = {theirs: inline(row.get(ours, "")) for ours, theirs in FEEDBACK.items()}
    return {
        "text": inline(row["text"]),
        "correct": bool(row.get("correct")),
        "tipsAndFeedback": said,
    }


def typed(params: Mapping[str, Any]) -> Typed:
    behaviour = params.get("behaviour", {})
    return {
        "question": text_of(params["question"]),
        **{ours: behaviour.get(theirs, d) for ours, (theirs, d) in BEHAVIOUR.items()},
        "options": [_option(answer) for answer in params["answers"]],
    }


def _option(answer: Mapping[str, Any]) -> Typed:
    said = texts(answer.get("tipsAndFeedback") or {}, tuple(FEEDBACK.values()))
    return new_row(
        "option",
        text=text_of(answer["text"]),
        correct=bool(answer.get("correct")),
        **{ours: text_of(said[theirs]) for ours, theirs in FEEDBACK.items()},
    )


def choices(_typed: Typed) -> list[tuple[str, str]]:
    return []


def faults(typed: Typed) -> list[tuple[str, str]]:
    if any(row.get("correct") for row in typed["options"]):
        return []
    return [("", gettext("At least one option has to be right."))]
