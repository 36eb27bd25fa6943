"""Tiny libraries under the names the forms know, with as much semantics as the forms use.

They are written for these tests: what a field is called is H5P's, how it is said is ours.
"""

import json
from typing import Any

from tests.content.h5p.packages import BASE, Files, as_json, dependency, library, package

Shape = dict[str, Any]
RICH = ["strong", "ul", "code"]
MULTI_CHOICE, TRUE_FALSE, BLANKS = "H5P.MultiChoice", "H5P.TrueFalse", "H5P.Blanks"
QUESTION_SET, SCENARIO = "H5P.QuestionSet", "H5P.BranchingScenario"
ADVANCED_TEXT, BRANCHING_QUESTION = "H5P.AdvancedText", "H5P.BranchingQuestion"


def words(name: str, default: str | None = None, **more: Any) -> Shape:
    begun = {} if default is None else {"default": default}
    return {"name": name, "type": "text", **begun, **more}


def rich(name: str, **more: Any) -> Shape:
    return words(name, tags=RICH, widget="html", **more)


def switch(name: str, default: bool | None = None) -> Shape:
    begun = {} if default is None else {"default": default}
    return {"name": name, "type": "boolean", **begun}


def number(name: str, **more: Any) -> Shape:
    return {"name": name, "type": "number", **more}


def group(name: str, *fields: Shape) -> Shape:
    return {"name": name, "type": "group", "fields": list(fields)}


def rows(name: str, field: Shape, **more: Any) -> Shape:
    return {"name": name, "type": "list", "field": field, **more}


def part(name: str, *options: str) -> Shape:
    return {"name": name, "type": "library", "options": list(options)}


MEDIA = group("media", part("type", "H5P.Image 1.1"), switch("disableImageZooming", False))
BEHAVIOUR = (switch("enableRetry", True), switch("enableSolutionsButton", True))
SHAPES: dict[str, list[Shape]] = {
    MULTI_CHOICE: [
        MEDIA,
        rich("question"),
        rows(
            "answers",
            group(
                "answer",
                rich("text"),
                switch("correct"),
                group(
                    "tipsAndFeedback",
                    *(rich(name) for name in ("tip", "chosenFeedback", "notChosenFeedback")),
                ),
            ),
        ),
        group(
            "overallFeedback",
            rows(
                "overallFeedback", group("range", number("from"), number("to"), words("feedback"))
            ),
        ),
        group("UI", words("checkAnswerButton", "Check"), words("tryAgainButton")),
        group("behaviour", *BEHAVIOUR, switch("singlePoint", False), switch("randomAnswers", True)),
    ],
    TRUE_FALSE: [
        rich("question"),
        {
            "name": "correct",
            "type": "select",
            "options": [{"value": value, "label": value} for value in ("true", "false")],
            "default": "true",
        },
        group("l10n", words("trueText", "True"), words("checkAnswer", "Check")),
        group(
            "behaviour",
            *BEHAVIOUR,
            words("feedbackOnCorrect", maxLength=2048),
            words("feedbackOnWrong", maxLength=2048),
        ),
    ],
    BLANKS: [
        rich("text", default="Fill in"),
        rows("questions", words("question", tags=["strong"]), max=31),
        words("checkAnswer", "Check"),
        group(
            "behaviour",
            *BEHAVIOUR,
            switch("caseSensitive", True),
            switch("acceptSpellingErrors", False),
            switch("separateLines", False),
        ),
    ],
    QUESTION_SET: [
        group("introPage", switch("showIntroPage"), rich("introduction")),
        number("passPercentage", min=0, max=100, default=50),
        switch("randomQuestions", False),
        rows(
            "questions",
            part("question", f"{MULTI_CHOICE} 1.16", f"{TRUE_FALSE} 1.8", f"{BLANKS} 1.14"),
        ),
        group("texts", words("finishButton", "Finish"), words("prevButton")),
        group("endGame", switch("showSolutionButton", True), switch("showRetryButton", True)),
    ],
    ADVANCED_TEXT: [rich("text")],
    BRANCHING_QUESTION: [
        group(
            "branchingQuestion",
            rich("question"),
            rows(
                "alternatives",
                group(
                    "answer",
                    words("text"),
                    number("nextContentId", default=-1),
                    group("feedback", rich("title"), rich("subtitle")),
                ),
            ),
        )
    ],
    SCENARIO: [
        group(
            "branchingScenario",
            words("title"),
            group("startScreen", rich("startScreenTitle"), rich("startScreenSubtitle")),
            rows(
                "endScreens",
                group(
                    "endScreen",
                    rich("endScreenTitle"),
                    rich("endScreenSubtitle"),
                    number("contentId", max=0),
                ),
            ),
            rows(
                "content",
                group(
                    "content",
                    part("type", f"{BRANCHING_QUESTION} 1.0", f"{ADVANCED_TEXT} 1.1"),
                    switch("showContentTitle"),
                    words("proceedButtonText", "Proceed"),
                    number("nextContentId"),
                ),
            ),
            group(
                "behaviour",
                switch("enableBackwardsNavigation", False),
                switch("randomizeBranchingQuestions", False),
            ),
            group("l10n", words("startScreenButtonText", "Start"), words("backButtonText")),
        )
    ],
}
MINORS = {
    MULTI_CHOICE: 16,
    TRUE_FALSE: 8,
    BLANKS: 14,
    QUESTION_SET: 20,
    SCENARIO: 8,
    ADVANCED_TEXT: 1,
    BRANCHING_QUESTION: 0,
}
GERMAN = {"Check": "Prüfen", "Finish": "Beenden", "Start": "Beginnen", "Proceed": "Weiter"}


def semantics(name: str) -> str:
    return json.dumps(SHAPES[name])


def german(shape: Any) -> Any:
    """A language file: the same tree, of which only the words are said."""
    if isinstance(shape, list):
        return [german(field) for field in shape]
    said = {"label": shape["name"]}
    if shape.get("default") in GERMAN:
        said["default"] = GERMAN[shape["default"]]
    if "fields" in shape:
        said["fields"] = german(shape["fields"])
    if "field" in shape:
        said["field"] = german(shape["field"])
    return said


def known(name: str, minor: int | None = None) -> Files:
    """The files of a library the forms know."""
    minor = MINORS[name] if minor is None else minor
    files = library(
        "Test.Scored",
        folder=f"{name}-1.{minor}",
        machineName=name,
        title=name.removeprefix("H5P."),
        minorVersion=minor,
        runnable=int(name not in {ADVANCED_TEXT, BRANCHING_QUESTION}),
    )
    folder = f"{name}-1.{minor}"
    return {
        **files,
        f"{folder}/semantics.json": as_json(SHAPES[name]),
        f"{folder}/language/de.json": as_json({"semantics": german(SHAPES[name])}),
    }


def bringing(*names: str, content: Any = None) -> bytes:
    """A package of the first of these, which brings them all."""
    main = names[0]
    needed = [dependency(name, MINORS[name]) for name in names]
    return package(
        main,
        content=content,
        libraries=[*(known(name) for name in names), library(BASE)],
        h5p={"preloadedDependencies": [*needed, dependency(BASE)]},
    )
