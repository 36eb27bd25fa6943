"""What an answer is worth by the content itself."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.h5p.enums import Method, Policy, Trust
from assessments.h5p.grading import default_policy, grade, is_done
from assessments.h5p.report import answer_in_words, rows
from assessments.h5p.scoring import gaps_of, recompute
from assessments.h5p.similar import distance, similar
from assessments.h5p.statements import Score
from tests.assessments.h5p.conftest import statement


def worth(library: str, params: Any, response: str, children: Any = ()) -> Score | None:
    return recompute(f"{library} 1.16", json.dumps(params), response, children)


def options(*correct: bool, **behaviour: Any) -> dict[str, Any]:
    answers = [{"text": f"Antwort {n}", "correct": mark} for n, mark in enumerate(correct)]
    return {"answers": answers, "behaviour": behaviour}


@pytest.mark.parametrize(
    ("response", "raw"),
    [("", 0), ("0", 1), ("0[,]1", 2), ("0[,]2", 0), ("0[,]1[,]2", 1), ("2", 0), ("1[,]0", 2)],
)
def test_multiple_choice_gives_and_takes_points(response, raw) -> None:
    assert worth("H5P.MultiChoice", options(True, True, False), response) == Score(raw, 2)


@pytest.mark.parametrize(("response", "raw"), [("0", 0), ("1", 1), ("", 0)])
def test_one_right_option_is_one_point(response, raw) -> None:
    assert worth("H5P.MultiChoice", options(False, True), response) == Score(raw, 1)


@pytest.mark.parametrize(("response", "raw"), [("0", 0), ("0[,]1", 1), ("0[,]1[,]2", 0)])
def test_all_or_nothing(response, raw) -> None:
    params = options(True, True, False, singlePoint=True, passPercentage=100)
    assert worth("H5P.MultiChoice", params, response) == Score(raw, 1)


def test_where_nothing_is_right_leaving_all_is_the_answer() -> None:
    assert worth("H5P.MultiChoice", options(False, False), "") == Score(1, 1)
    assert worth("H5P.MultiChoice", options(False, False), "0") == Score(0, 1)


@pytest.mark.parametrize(("response", "raw"), [("true", 1), ("false", 0), ("", 0), ("wahr", 0)])
def test_true_or_false(response, raw) -> None:
    assert worth("H5P.TrueFalse", {"correct": "true"}, response) == Score(raw, 1)


GAPS = ["<p>Erst *zuh&ouml;ren/hinhören:Was tun?*, dann *fragen*.</p>", "<p>Ohne **Stern</p>"]


@pytest.mark.parametrize(
    ("response", "behaviour", "raw"),
    [
        ("zuhören[,]fragen", {}, 2),
        ("hinhören[,]reden", {}, 1),
        (" zuhören [,]fragen", {}, 2),
        ("Zuhören[,]fragen", {}, 1),
        ("Zuhören[,]FRAGEN", {"caseSensitive": False}, 2),
        ("zuhöern[,]frgen", {}, 0),
        ("zuhöern[,]frgen", {"acceptSpellingErrors": True}, 2),
        ("[,]", {"acceptSpellingErrors": True}, 0),
        ("zuhören", {}, 1),
        ("zuhören[,]fragen[,]fragen", {}, 2),
    ],
)
def test_blanks(response, behaviour, raw) -> None:
    params = {"questions": GAPS, "behaviour": behaviour}
    assert worth("H5P.Blanks", params, response) == Score(raw, 2)


def test_gaps_are_read_as_their_author_wrote_them() -> None:
    assert list(gaps_of("*a/b:tip* und *c*")) == [["a", "b"], ["c"]]
    assert list(gaps_of("kein ** Stern")) == []


SET = {
    "questions": [
        {"library": "H5P.TrueFalse 1.8", "params": {"correct": "true"}, "subContentId": "a"},
        {"library": "H5P.MultiChoice 1.16", "params": options(True, True), "subContentId": "b"},
    ]
}


def part(sub: str, response: str) -> dict[str, Any]:
    return statement("urn:x", score=(9, 9), response=response, sub=sub)


def test_a_question_set_is_the_sum_of_its_questions() -> None:
    told = [part("a", "true"), part("b", "0")]
    assert worth("H5P.QuestionSet", SET, "", told) == Score(2, 3)


def test_leaving_out_a_question_verifies_nothing() -> None:
    assert worth("H5P.QuestionSet", SET, "", [part("a", "true")]) is None
    assert worth("H5P.QuestionSet", SET, "", [part("a", "true"), part("a", "true")]) is None
    assert worth("H5P.QuestionSet", SET, "", [part("a", "true"), part("x", "0")]) is None


def test_a_drawn_set_is_as_long_as_its_pool() -> None:
    params = {**SET, "poolSize": 1}
    assert worth("H5P.QuestionSet", params, "", [part("b", "0[,]1")]) == Score(2, 2)
    assert worth("H5P.QuestionSet", params, "", [part("a", ""), part("b", "")]) is None


def test_a_set_with_a_question_we_do_not_know_verifies_nothing() -> None:
    essay = {"library": "H5P.Essay 1.5", "params": {}, "subContentId": "c"}
    params = {"questions": [*SET["questions"], essay]}
    told = [part("a", "true"), part("b", "0"), part("c", "…")]
    assert worth("H5P.QuestionSet", params, "", told) is None


@pytest.mark.parametrize(
    ("library", "params", "response"),
    [
        ("H5P.Essay", {}, "Text"),
        ("H5P.MultiChoice", {}, "0"),
        ("H5P.MultiChoice", {"answers": "a"}, "0"),
        ("H5P.MultiChoice", options(True), "7"),
        ("H5P.MultiChoice", options(True), "-1"),
        ("H5P.MultiChoice", options(True), "abc"),
        ("H5P.TrueFalse", {}, "true"),
        ("H5P.TrueFalse", [], "true"),
        ("H5P.Blanks", {"questions": None}, "a"),
        ("H5P.Blanks", {"questions": ["ohne Lücke"]}, "a"),
        ("H5P.QuestionSet", {"questions": [{}]}, ""),
    ],
)
def test_where_the_shape_surprises_nothing_is_verified(library, params, response) -> None:
    assert worth(library, params, response) is None


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.text(max_size=20))
def test_a_score_is_always_within_its_bounds(correct, response) -> None:
    for library, params in (
        ("H5P.MultiChoice", options(*correct)),
        ("H5P.Blanks", {"questions": GAPS}),
        ("H5P.TrueFalse", {"correct": "false"}),
    ):
        score = worth(library, params, response)
        assert score is None or 0 <= score.raw <= score.top


# — Slips ———————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("a", "a", 0), ("", "ab", 2), ("abc", "acb", 1), ("Rat", "Rad", 1), ("Rat", "Tat", 1)],
)
def test_slips_are_counted(one, other, slips) -> None:
    assert distance(one, other) == distance(other, one) == slips


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Rat", "Rad", False),
        ("Rats", "Rads", True),
        ("Mediation", "Medaition", True),
        ("Mediation", "Meditaion", True),
        ("Mediation", "Mdiaton", False),
        ("Deeskalation", "Deskalaton", True),
        ("a" * 300, "a" * 299, False),
    ],
)
def test_longer_words_forgive_more(one, other, expected) -> None:
    assert similar(one, other) is expected


# — Grading —————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("method", "expected"),
    [(Method.BEST, 0.9), (Method.LAST, 0.6), (Method.FIRST, 0.3), (Method.AVERAGE, 0.6)],
)
def test_which_attempt_counts(method, expected) -> None:
    assert grade([0.3, 0.9, 0.6], method) == pytest.approx(expected)
    assert grade([], method) is None


@pytest.mark.parametrize(
    ("policy", "results", "firm", "done"),
    [
        (Policy.FINISH, [], False, False),
        (Policy.FINISH, [(None, Trust.REPORTED)], False, True),
        (Policy.FINISH, [(0.0, Trust.REPORTED)], True, False),
        (Policy.FINISH, [(0.0, Trust.VERIFIED)], True, True),
        (Policy.PASS, [(0.79, Trust.VERIFIED)], False, False),
        (Policy.PASS, [(0.8, Trust.REPORTED)], False, True),
        (Policy.PASS, [(0.8, Trust.REPORTED)], True, False),
        (Policy.PASS, [(1.0, Trust.REPORTED), (0.8, Trust.MANUAL)], True, True),
        (Policy.PASS, [(None, Trust.VERIFIED)], False, False),
        (Policy.VIEWED, [(1.0, Trust.VERIFIED)], False, False),
        (Policy.OWN, [(1.0, Trust.VERIFIED)], False, False),
    ],
)
def test_when_it_is_done(policy, results, firm, done) -> None:
    assert is_done(policy, results, method=Method.BEST, mark=0.8, needs_firm=firm) is done


def test_the_content_type_says_when_it_is_done_unless_its_author_does() -> None:
    assert default_policy("H5P.Blanks") is Policy.FINISH
    assert default_policy("H5P.Accordion") is Policy.VIEWED
    assert default_policy("H5P.Dialogcards") is Policy.OWN


# — Question by question ————————————————————————————————————————————————————————


def test_a_report_speaks_of_answers_and_not_of_their_numbers() -> None:
    said = part("b", "0[,]1")
    said["object"]["definition"] |= {
        "description": {"de": "<p>Was hilft?</p>"},
        "choices": [
            {"id": "0", "description": {"de": "Zuhören"}},
            {"id": "1", "description": {"de": "Nach&shy;fragen"}},
        ],
    }
    assert rows(json.dumps(SET), [said]) == [
        {
            "question": "Was hilft?",
            "answer": "Zuhören, Nach\u00adfragen",
            "raw": 2.0,
            "max": 2.0,
            "checked": True,
        }
    ]


def test_a_question_we_cannot_check_keeps_what_was_reported() -> None:
    said = statement("urn:x", score=(1, 3), response="ein Text", sub="z")
    (row,) = rows(json.dumps(SET), [said])
    assert (row["answer"], row["raw"], row["max"], row["checked"]) == ("ein Text", 1.0, 3.0, False)


@pytest.mark.parametrize("shape", [{}, {"object": 3}, {"object": {"definition": []}}])
def test_a_report_bears_any_shape(shape) -> None:
    assert answer_in_words(shape) == ""
