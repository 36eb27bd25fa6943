"""A branching scenario: texts and questions whose answers lead on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
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
    machine_name,
    new_row,
    part,
)
from content.h5p.authoring.markup import inline, paragraphs, text_of

KIND = "verzweigung"
LIBRARY = "H5P.BranchingScenario"
MINORS = range(7, 11)
LABEL: Words = _("Branching scenario")
HELP: Words = _("A story with decisions: every answer leads somewhere else.")
TEXT, QUESTION = "H5P.AdvancedText", "H5P.BranchingQuestion"
PARTS: Mapping[str, str] = {"text": TEXT, "decision": QUESTION}
NEEDS_ALL_PARTS = True
END = -1
SHOWN = 60


class ScenarioForm(PartForm):
    start_title = Line(label=_("Heading at the beginning"))
    subtitle = Line(label=_("What it is about"), required=False)
    end_title = Line(label=_("Heading at the end"))
    end_text = Line(label=_("Words at the end"), required=False)
    back = Switch(label=_("Going back is possible"))
    random = Switch(label=_("Show the answers in random order"))
    DETAILS = ("back", "random")


class LeadingForm(PartForm):
    next = forms.ChoiceField(
        label=_("Then comes"),
        required=False,
        error_messages={
            "invalid_choice": _("It led to a step that is no longer there. Please choose again.")
        },
    )

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """A step that is gone stays in sight, and is refused: else it would become the end, since
        a browser takes the first of a list.
        """
        field: Any = self.fields["next"]
        field.choices = [("", gettext("the end")), *choices]
        chosen = self["next"].value() or ""
        self.has_lost = chosen not in dict(field.choices)
        if self.has_lost:
            gone = (chosen, gettext("a step that is no longer there"))
            field.widget.choices = [gone, *field.choices]


class StepForm(LeadingForm):
    text = Text(
        label=_("Text"),
        rows=5,
        help_text=_("An empty line begins a paragraph, “- ” a list, **two stars** make bold."),
    )
    field_order = ("text", "next")


class DecisionForm(PartForm):
    question = Text(label=_("Question"), rows=2)


class AnswerForm(LeadingForm):
    text = Line(label=_("Answer"))
    heading = Line(label=_("Heading of the feedback"), required=False)
    feedback = Line(label=_("Feedback"), required=False)
    field_order = ("text", "next", "heading", "feedback")
    DETAILS = ("heading", "feedback")
    DETAILS_TITLE = _("Feedback")


ANSWERS = Rows(
    name="answers",
    title=_("Answers"),
    specs={"answer": Spec(AnswerForm, _("Answer"))},
    adding={"answer": _("Add an answer")},
    least=2,
    most=6,
)
SPEC = Spec(
    ScenarioForm,
    LABEL,
    Rows(
        name="steps",
        title=_("Steps"),
        specs={
            "text": Spec(StepForm, _("Text")),
            "decision": Spec(DecisionForm, _("Decision"), ANSWERS),
        },
        adding={"text": _("Add a text"), "decision": _("Add a decision")},
        least=1,
        most=30,
        help=_("The first one begins. Write the steps first, then say where each leads."),
        begins={"decision": lambda: {"answers": [new_row("answer"), new_row("answer")]}},
    ),
)


def blank() -> Typed:
    words = {"start_title": "", "subtitle": "", "end_title": gettext("The end"), "end_text": ""}
    return {**words, "back": True, "random": False, "steps": [new_row("text")]}


def choices(typed: Typed) -> list[tuple[str, str]]:
    """What may come next: the id of a step, its number and how it begins."""
    rows = enumerate(typed["steps"], start=1)
    return [(row["id"], f"{n}. {_begin(row)}") for n, row in rows]


def _begin(row: Typed) -> str:
    words = " ".join(str(row.get("text") or row.get("question") or "…").split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


# — To parameters ——————————————————————————————————————————————————————————————


def written(typed: Typed, parts: Mapping[str, str]) -> dict[str, Any]:
    places = {row["id"]: place for place, row in enumerate(typed["steps"])}
    return {
        "branchingScenario": {
            "startScreen": {
                "startScreenTitle": _maybe(typed["start_title"]),
                "startScreenSubtitle": _maybe(typed["subtitle"]),
            },
            "endScreens": [
                {
                    "endScreenTitle": _maybe(typed["end_title"]),
                    "endScreenSubtitle": _maybe(typed["end_text"]),
                    "contentId": END,
                }
            ],
            "content": [_step(row, places, parts) for row in typed["steps"]],
            "behaviour": {
                "enableBackwardsNavigation": typed["back"],
                "randomizeBranchingQuestions": typed["random"],
            },
        }
    }


def _maybe(line: str) -> str:
    return f"<p>{inline(line)}</p>" if line.strip() else ""


def _step(row: Typed, places: Mapping[str, int], parts: Mapping[str, str]) -> dict[str, Any]:
    if row["kind"] == "text":
        params: dict[str, Any] = {"text": paragraphs(row["text"])}
        inside = part(parts[TEXT], params, row, _begin(row))
        return {"type": inside, "showContentTitle": False, "nextContentId": _to(row, places)}
    answers = [_alternative(answer, places) for answer in row["answers"]]
    question = {"question": paragraphs(row["question"]), "alternatives": answers}
    inside = part(parts[QUESTION], {"branchingQuestion": question}, row, _begin(row))
    return {"type": inside, "showContentTitle": False}


def _alternative(row: Typed, places: Mapping[str, int]) -> dict[str, Any]:
    said = {"title": _maybe(row.get("heading", "")), "subtitle": _maybe(row.get("feedback", ""))}
    return {"text": inline(row["text"]), "nextContentId": _to(row, places), "feedback": said}


def _to(row: Typed, places: Mapping[str, int]) -> int:
    return places.get(row.get("next", ""), END)


# — And back ———————————————————————————————————————————————————————————————————


def typed(params: Mapping[str, Any]) -> Typed:
    whole = params["branchingScenario"]
    behaviour = whole.get("behaviour", {})
    start, (end,) = whole.get("startScreen", {}), whole["endScreens"]
    ids = [item["type"]["subContentId"] for item in whole["content"]]
    return {
        "start_title": text_of(start.get("startScreenTitle", "")),
        "subtitle": text_of(start.get("startScreenSubtitle", "")),
        "end_title": text_of(end.get("endScreenTitle", "")),
        "end_text": text_of(end.get("endScreenSubtitle", "")),
        "back": behaviour.get("enableBackwardsNavigation", False),
        "random": behaviour.get("randomizeBranchingQuestions", False),
        "steps": [_row(item, ids) for item in whole["content"]],
    }


def _row(item: Mapping[str, Any], ids: Sequence[str]) -> Typed:
    inside = item["type"]
    row = {"id": inside["subContentId"]}
    if machine_name(inside["library"]) == TEXT:
        words = text_of(inside["params"]["text"])
        return {**row, "kind": "text", "text": words, "next": _from(item, ids)}
    if machine_name(inside["library"]) != QUESTION:
        raise KeyError(inside["library"])
    question = inside["params"]["branchingQuestion"]
    return {
        **row,
        "kind": "decision",
        "question": text_of(question["question"]),
        "answers": [_answer(answer, ids) for answer in question["alternatives"]],
    }


def _answer(item: Mapping[str, Any], ids: Sequence[str]) -> Typed:
    said = item.get("feedback") or {}
    return new_row(
        "answer",
        text=text_of(item["text"]),
        next=_from(item, ids),
        heading=text_of(said.get("title", "")),
        feedback=text_of(said.get("subtitle", "")),
    )


def _from(item: Mapping[str, Any], ids: Sequence[str]) -> str:
    place = item.get("nextContentId", END)
    return "" if place == END else ids[range(len(ids))[place]]


# — The whole ——————————————————————————————————————————————————————————————————


def faults(typed: Typed) -> list[tuple[str, str]]:
    """Every step can be reached, and from every step an end can."""
    leads = {row["id"]: _ways(row) for row in typed["steps"]}
    if not leads:
        return []
    reached = _spread(typed["steps"][0]["id"], leads)
    ending = _ending(leads)
    found = []
    for n, row in enumerate(typed["steps"], start=1):
        if row["id"] not in reached:
            found.append((str(n), gettext("Nothing leads to this step.")))
        elif row["id"] not in ending:
            found.append((str(n), gettext("From this step nobody ever comes to an end.")))
    return found


def _ways(row: Typed) -> set[str]:
    leading = [row] if row["kind"] == "text" else row["answers"]
    return {one.get("next", "") for one in leading}


def _spread(first: str, leads: Mapping[str, Iterable[str]]) -> set[str]:
    reached, waiting = {first}, [first]
    while waiting:
        new = set(leads.get(waiting.pop(), ())) - reached - {""}
        reached |= new
        waiting += new
    return reached


def _ending(leads: Mapping[str, Iterable[str]]) -> set[str]:
    ending: set[str] = {""}
    while more := {step for step, ways in leads.items() if set(ways) & ending} - ending:
        ending |= more
    return ending
