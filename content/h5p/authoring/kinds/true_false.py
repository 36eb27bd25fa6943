"""True or false: a statement and which of both it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.h5p.authoring.kinds.base import Line, PartForm, Spec, Switch, Text, Typed, Words, texts
from content.h5p.authoring.markup import inline, paragraphs, text_of

KIND = "wahr-falsch"
LIBRARY = "H5P.TrueFalse"
MINORS = range(6, 9)
LABEL: Words = _("True or false")
HELP: Words = _("A statement that is true or false.")
PARTS: Mapping[str, str] = {}
NEEDS_ALL_PARTS = False
BEHAVIOUR = {"retry": "enableRetry", "solution": "enableSolutionsButton"}
FEEDBACK = {"right": "feedbackOnCorrect", "wrong": "feedbackOnWrong"}
TRUE, FALSE = "true", "false"


class StatementForm(PartForm):
    question = Text(
        label=_("Assertion"),
        help_text=_("An empty line begins a paragraph, “- ” a list, **two stars** make bold."),
    )
    correct = forms.ChoiceField(
        label=_("The statement is"),
        choices=[(TRUE, _("true")), (FALSE, _("false"))],
        widget=forms.RadioSelect,
    )
    right = Line(label=_("Feedback to the right answer"), required=False)
    wrong = Line(label=_("Feedback to the wrong answer"), required=False)
    retry = Switch(label=_("May be tried again"))
    solution = Switch(label=_("The solution may be shown"))
    DETAILS = tuple(BEHAVIOUR)


SPEC = Spec(StatementForm, LABEL)


def blank() -> Typed:
    words = dict.fromkeys(("question", *FEEDBACK), "")
    return {**words, "correct": TRUE, **dict.fromkeys(BEHAVIOUR, True)}


def written(typed: Typed, _parts: Mapping[str, str]) -> dict[str, Any]:
    switches = {theirs: typed[ours] for ours, theirs in BEHAVIOUR.items()}
    said = {theirs: inline(typed[ours]) for ours, theirs in FEEDBACK.items()}
    return {
        "question": paragraphs(typed["question"]),
        "correct": typed["correct"],
        "behaviour": {**switches, **said},
    }


def typed(params: Mapping[str, Any]) -> Typed:
    behaviour = params.get("behaviour", {})
    said = texts(behaviour, tuple(FEEDBACK.values()))
    return {
        "question": text_of(params["question"]),
        "correct": params["correct"],
        **{ours: text_of(said[theirs]) for ours, theirs in FEEDBACK.items()},
        **{ours: behaviour.get(theirs, True) for ours, theirs in BEHAVIOUR.items()},
    }


def choices(_typed: Typed) -> list[tuple[str, str]]:
    return []


def faults(_typed: Typed) -> list[tuple[str, str]]:
    return []
