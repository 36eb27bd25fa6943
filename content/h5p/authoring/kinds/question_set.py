"""A question set: questions of the other kinds, one after the other."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.h5p.authoring.kinds import blanks, choice, true_false
from content.h5p.authoring.kinds.base import (
    Kind,
    PartForm,
    Rows,
    Spec,
    Switch,
    Text,
    Typed,
    Words,
    machine_name,
    part,
)
from content.h5p.authoring.markup import paragraphs, text_of

KIND = "fragenreihe"
LIBRARY = "H5P.QuestionSet"
MINORS = range(17, 22)
LABEL: Words = _("Question set")
HELP: Words = _("Several questions of different kinds, with a result at the end.")
QUESTIONS: Mapping[str, Kind] = {kind.KIND: kind for kind in (choice, true_false, blanks)}
OF_LIBRARY: Mapping[str, Kind] = {kind.LIBRARY: kind for kind in QUESTIONS.values()}
PARTS: Mapping[str, str] = {kind.KIND: kind.LIBRARY for kind in QUESTIONS.values()}
NEEDS_ALL_PARTS = False
END = {"retry": "showRetryButton", "solution": "showSolutionButton"}


class SetForm(PartForm):
    introduction = Text(
        label=_("Introduction"),
        required=False,
        rows=2,
        help_text=_("Left empty, the first question comes at once."),
    )
    pass_mark = forms.IntegerField(
        label=_("Passed from"),
        min_value=0,
        max_value=100,
        help_text=_("Percent of the points."),
    )
    random = Switch(label=_("Ask the questions in random order"))
    retry = Switch(label=_("The set may be tried again"))
    solution = Switch(label=_("The solutions may be shown at the end"))
    DETAILS = ("random", *END)


SPEC = Spec(
    SetForm,
    LABEL,
    Rows(
        name="questions",
        title=_("Questions"),
        specs={name: kind.SPEC for name, kind in QUESTIONS.items()},
        adding={
            choice.KIND: _("Add a multiple choice question"),
            true_false.KIND: _("Add a true or false statement"),
            blanks.KIND: _("Add a text with gaps"),
        },
        least=1,
        most=20,
        begins={name: kind.blank for name, kind in QUESTIONS.items()},
    ),
)


def blank() -> Typed:
    whole = {"introduction": "", "pass_mark": "50", "random": False}
    return {**whole, **dict.fromkeys(END, True), "questions": []}


def written(typed: Typed, parts: Mapping[str, str]) -> dict[str, Any]:
    introduction = paragraphs(typed["introduction"], bold=False)
    return {
        "introPage": {"showIntroPage": bool(introduction), "introduction": introduction},
        "passPercentage": int(typed["pass_mark"]),
        "randomQuestions": typed["random"],
        "endGame": {theirs: typed[ours] for ours, theirs in END.items()},
        "questions": [_question(row, parts) for row in typed["questions"]],
    }


def _question(row: Typed, parts: Mapping[str, str]) -> dict[str, Any]:
    kind = QUESTIONS[row["kind"]]
    title = row.get("question") or row.get("task") or ""
    return part(parts[kind.LIBRARY], kind.written(row, parts), row, title)


def typed(params: Mapping[str, Any]) -> Typed:
    intro, end = params.get("introPage", {}), params.get("endGame", {})
    shown = intro.get("showIntroPage") and intro.get("introduction", "")
    return {
        "introduction": text_of(shown or ""),
        "pass_mark": str(params.get("passPercentage", 50)),
        "random": params.get("randomQuestions", False),
        **{ours: end.get(theirs, True) for ours, theirs in END.items()},
        "questions": [_row(item) for item in params["questions"]],
    }


def _row(item: Mapping[str, Any]) -> Typed:
    kind = OF_LIBRARY[machine_name(item["library"])]
    return {**kind.typed(item["params"]), "kind": kind.KIND, "id": item["subContentId"]}


def choices(_typed: Typed) -> list[tuple[str, str]]:
    return []


def faults(typed: Typed) -> list[tuple[str, str]]:
    return [
        (f"{n}-{path}" if path else str(n), words)
        for n, row in enumerate(typed["questions"], start=1)
        for path, words in QUESTIONS[row["kind"]].faults(row)
    ]
