"""What each form becomes, and that a content made by a form is opened in it again."""

import json
from typing import Any

import pytest

from content.h5p.authoring.domain import offered
from content.h5p.authoring.editing import params_of, typed_of, why_not_editable
from content.h5p.authoring.kinds import BY_KIND, blanks, branching, choice, question_set
from content.h5p.models import H5PContent
from tests.content.h5p.authoring.conftest import edited
from tests.content.h5p.authoring.filled import (
    ALL,
    BLANKS,
    CHOICE,
    QUESTION_SET,
    SCENARIO,
    TRUE_FALSE,
    without_ids,
)


def params(content: H5PContent) -> dict[str, Any]:
    return params_of(content.current)


def test_multiple_choice_has_its_options_feedback_behaviour_and_german_words(write) -> None:
    assert params(write("auswahl", CHOICE)) == {
        "media": {"disableImageZooming": False},
        "question": "<p>Was gehört zum <strong>Zuhören</strong>?</p>",
        "answers": [
            {
                "text": "Abwarten &amp; nachfragen",
                "correct": True,
                "tipsAndFeedback": {
                    "tip": "Denken Sie an das Ende des Satzes.",
                    "chosenFeedback": "Ja.",
                    "notChosenFeedback": "Doch.",
                },
            },
            {
                "text": "Recht behalten &lt;sofort&gt;",
                "correct": False,
                "tipsAndFeedback": {"tip": "", "chosenFeedback": "Nein.", "notChosenFeedback": ""},
            },
        ],
        "UI": {"checkAnswerButton": "Prüfen"},
        "behaviour": {
            "enableRetry": True,
            "enableSolutionsButton": False,
            "singlePoint": False,
            "randomAnswers": True,
        },
    }


def test_true_or_false_has_both_feedbacks(write) -> None:
    made = params(write("wahr-falsch", TRUE_FALSE))
    assert (made["question"], made["correct"]) == ("<p>Wer zuhört, gibt recht.</p>", "false")
    assert made["behaviour"] == {
        "enableRetry": False,
        "enableSolutionsButton": True,
        "feedbackOnCorrect": "Genau.",
        "feedbackOnWrong": "Zuhören heißt nicht zustimmen.",
    }


def test_blanks_keep_their_gaps_alternatives_and_hints(write) -> None:
    made = params(write("lueckentext", BLANKS))
    assert made["questions"] == [
        "<p>Wer *fragt/nachfragt:Tun Sie es!*, führt.</p>",
        "<p>Eine Lücke: *Ohr*.<br>Noch eine: *Mund*.</p>",
    ]
    assert made["behaviour"]["caseSensitive"] is False
    assert made["behaviour"]["acceptSpellingErrors"] is True


def test_a_question_set_holds_parts_on_the_libraries_it_allows(write) -> None:
    made = params(write("fragenreihe", QUESTION_SET))
    assert [(part["library"], part["subContentId"]) for part in made["questions"]] == [
        ("H5P.MultiChoice 1.16", "q-1"),
        ("H5P.TrueFalse 1.8", "q-2"),
        ("H5P.Blanks 1.14", "q-3"),
    ]
    assert [part["metadata"]["title"] for part in made["questions"]] == [
        "Was gehört zum Zuhören?",
        "Wer zuhört, gibt recht.",
        "Ergänzen Sie.",
    ]
    assert made["questions"][1]["params"]["l10n"]["checkAnswer"] == "Prüfen"
    assert (made["passPercentage"], made["randomQuestions"]) == (60, True)
    assert made["endGame"] == {"showSolutionButton": False, "showRetryButton": True}
    assert made["texts"] == {"finishButton": "Beenden"}


def test_a_scenario_leads_from_step_to_step_and_to_its_end(write) -> None:
    whole = params(write("verzweigung", SCENARIO))["branchingScenario"]
    first, second, third = whole["content"]
    assert (first["nextContentId"], third["nextContentId"]) == (1, -1)
    assert first["type"]["params"] == {"text": "<p>Es ist laut.</p><p>Jemand ruft.</p>"}
    assert second["type"]["params"]["branchingQuestion"]["alternatives"] == [
        {
            "text": "Hingehen &amp; fragen",
            "nextContentId": 2,
            "feedback": {"title": "<p>Gut</p>", "subtitle": "<p>Das beruhigt.</p>"},
        },
        {
            "text": "Warten",
            "nextContentId": -1,
            "feedback": {"title": "", "subtitle": ""},
        },
    ]
    assert whole["endScreens"] == [
        {
            "endScreenTitle": "<p>Ende</p>",
            "endScreenSubtitle": "<p>Was nehmen Sie mit?</p>",
            "contentId": -1,
        }
    ]
    assert whole["l10n"] == {"startScreenButtonText": "Beginnen"}


@pytest.mark.parametrize("kind", ALL)
def test_what_a_form_wrote_is_opened_in_it_as_it_was(write, kind: str) -> None:
    content = write(kind, ALL[kind])
    assert why_not_editable(content.current) == ""
    found = typed_of(content.current, offered(BY_KIND[kind]))
    expected = without_ids(ALL[kind])
    if kind == "fragenreihe":  # a part is found by its question, it has no title to type
        for part in expected["questions"]:
            del part["title"]
    if kind == "verzweigung":
        assert [step["next"] for step in found["steps"] if "next" in step] == ["s2", ""]
    assert without_ids(found) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ohne Lücke", "There is no gap yet. Put a word between stars: *word*."),
        ("Ein *Stern", "A star is alone. A gap stands between two of them: *word*."),
        ("Leer: **", "A gap is empty. The solution stands between the stars."),
        ("Leer: *:Hinweis*", "A gap is empty. The solution stands between the stars."),
        ("Lang: *a\nb*", "A gap cannot go over several lines."),
    ],
)
def test_a_text_with_gaps_needs_whole_gaps(text: str, sentence: str, english: None) -> None:
    typed = {"texts": [{"text": "Ein *Ohr*"}, {"text": text}]}
    assert blanks.faults(typed) == [("2", sentence)]


def test_a_question_needs_a_right_option(english: None) -> None:
    rows = [{"text": "a", "correct": False}, {"text": "b"}]
    assert choice.faults({"options": rows}) == [("", "At least one option has to be right.")]


def test_faults_of_a_part_are_told_at_the_part(english: None) -> None:
    parts = [
        {**TRUE_FALSE, "kind": "wahr-falsch"},
        {"kind": "lueckentext", "texts": [{"text": "Ohne"}]},
    ]
    (fault,) = question_set.faults({"questions": parts})
    assert fault[0] == "2-1"


def _steps(*ways: tuple[str, str]) -> dict[str, Any]:
    return {"steps": [{"id": one, "kind": "text", "text": one, "next": to} for one, to in ways]}


def test_a_step_that_nothing_leads_to_is_told(english: None) -> None:
    faults = branching.faults(_steps(("a", "c"), ("b", "c"), ("c", "")))
    assert faults == [("2", "Nothing leads to this step.")]


def test_a_circle_without_an_end_is_told(english: None) -> None:
    faults = branching.faults(_steps(("a", "b"), ("b", "a")))
    assert faults == [(n, "From this step nobody ever comes to an end.") for n in ("1", "2")]
    assert branching.faults(SCENARIO) == []


def test_feedback_that_was_taken_out_is_gone_and_ids_of_parts_stay(write, desk) -> None:
    content = write("fragenreihe", QUESTION_SET)
    without = {**CHOICE["options"][0], "chosen": "", "tip": ""}
    question = {**QUESTION_SET["questions"][0], "options": [without, CHOICE["options"][1]]}
    typed = {**QUESTION_SET, "questions": [QUESTION_SET["questions"][2], question]}
    made = params(edited(desk, content, typed))
    assert [part["subContentId"] for part in made["questions"]] == ["q-3", "q-1"]
    said = made["questions"][1]["params"]["answers"][0]["tipsAndFeedback"]
    assert said == {"tip": "", "chosenFeedback": "", "notChosenFeedback": "Doch."}
    assert "Denken Sie" not in json.dumps(made)
