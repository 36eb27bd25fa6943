"""Parameters are what the installed library says they are, whatever was handed in."""

import html
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from content.h5p.authoring.filtering import filtered
from content.h5p.authoring.semantics import Field, choosable, read
from tests.content.h5p.authoring.shapes import (
    BLANKS,
    GERMAN,
    MULTI_CHOICE,
    QUESTION_SET,
    SHAPES,
    TRUE_FALSE,
    german,
    group,
    number,
    part,
    rows,
    semantics,
    switch,
    words,
)

SEMANTICS = {
    f"{name} 1.{minor}": read(semantics(name))
    for name, minor in [(MULTI_CHOICE, 16), (TRUE_FALSE, 8), (BLANKS, 14)]
}
ID = "8d0c4a1e-3b1f-4d57-9a54-0f0d8a6f2c11"


def fields(*shapes: Any) -> tuple[Field, ...]:
    return read(json.dumps(list(shapes)))


def apply(params: Any, *shapes: Any) -> dict[str, Any]:
    return filtered(params, fields(*shapes), SEMANTICS.get)


def test_what_the_library_does_not_know_is_dropped() -> None:
    assert apply({"one": "a", "two": "b"}, words("one")) == {"one": "a"}


def test_what_is_missing_gets_its_default() -> None:
    shape = (words("one", "Eins"), switch("two", True), number("three", default=3), words("four"))
    assert apply({}, *shape) == {"one": "Eins", "two": True, "three": 3}


def test_a_group_is_always_there_with_the_defaults_inside() -> None:
    """Branching Scenario stops where the feedback of a step is not even an empty group."""
    full, empty = group("full", words("a", "x"), words("b")), group("empty", words("a"), words("b"))
    assert apply({}, full, empty) == {"full": {"a": "x"}, "empty": {}}


def test_a_wrong_type_counts_as_missing() -> None:
    shape = (words("one", "Eins"), switch("two", False), number("three", default=3))
    assert apply({"one": 1, "two": "yes", "three": True}, *shape) == {
        "one": "Eins",
        "two": False,
        "three": 3,
    }


def test_a_number_is_brought_between_its_bounds_and_must_be_one() -> None:
    shape = number("n", min=0, max=100, default=50)
    given_and_kept = [(-5, 0), (500, 100), (7.5, 7.5), (float("nan"), 50), (float("inf"), 50)]
    assert [apply({"n": given}, shape)["n"] for given, _kept in given_and_kept] == [
        kept for _given, kept in given_and_kept
    ]


def test_a_choice_is_one_of_its_options() -> None:
    shape = {"name": "c", "type": "select", "options": [{"value": "a"}, {"value": "b"}]}
    assert [apply({"c": value}, shape) for value in ("b", "z")] == [{"c": "b"}, {}]


def test_plain_text_is_escaped_once_and_cut_to_its_length() -> None:
    shape = words("t", maxLength=5)
    assert apply({"t": "a<b>&cdef"}, shape) == {"t": "a&lt;b&gt;&amp;"}
    assert apply({"t": "a &lt; b"}, words("t")) == {"t": "a &lt; b"}


def test_only_tags_of_the_field_stay_and_no_script_runs() -> None:
    shape = words("t", tags=["strong", "a"])
    raw = (
        "<p onclick='x()'>Ein <strong>Satz</strong><em>!</em>"
        '<a href="javascript:x()" target="_top">hier</a><script>x()</script></p>'
    )
    assert apply({"t": raw}, shape) == {"t": "<p>Ein <strong>Satz</strong>!<a>hier</a></p>"}


def test_a_group_of_one_field_is_that_field() -> None:
    shape = group("feedback", rows("feedback", group("range", number("from"), number("to"))))
    params = {"feedback": [{"from": 0, "to": 100, "more": 1}]}
    assert apply(params, shape) == {"feedback": [{"from": 0, "to": 100}]}


def test_a_list_keeps_what_fits_and_no_more_than_its_most() -> None:
    assert apply({"l": ["a", 1, "b", "c"]}, rows("l", words("t"), max=2)) == {"l": ["a", "b"]}


def test_a_part_is_filtered_by_its_own_library_and_keeps_its_id() -> None:
    params = {
        "library": "H5P.TrueFalse 1.8",
        "params": {"question": "Wahr?", "odd": 1},
        "subContentId": ID,
        "metadata": {"title": "Wahr?", "odd": 1},
    }
    made = apply({"q": params}, part("q", "H5P.TrueFalse 1.8"))["q"]
    assert made["params"]["question"] == "Wahr?"
    assert made["params"]["correct"] == "true"
    assert made["subContentId"] == ID
    assert made["metadata"] == {"license": "U", "title": "Wahr?"}
    assert "odd" not in made["params"]


def test_a_part_without_an_id_gets_one_of_its_own() -> None:
    params = {"library": "H5P.TrueFalse 1.8", "params": {}}
    one, two = (apply({"q": params}, part("q", "H5P.TrueFalse 1.8"))["q"] for _ in range(2))
    assert len(one["subContentId"]) == len(ID)
    assert one["subContentId"] != two["subContentId"]


def test_a_part_on_a_library_that_may_not_stand_there_or_is_not_here_is_dropped() -> None:
    shape = part("q", "H5P.TrueFalse 1.8", "H5P.Essay 1.5")
    for name in ("H5P.Blanks 1.14", "H5P.Essay 1.5", "H5P.TrueFalse 1.6", 7):
        assert apply({"q": {"library": name, "params": {}}}, shape) == {}


def test_pictures_of_an_uploaded_content_are_left_alone() -> None:
    shape = {"name": "picture", "type": "image"}
    picture = {"path": "images/brunnen.jpg", "width": 800}
    assert apply({"picture": picture}, shape) == {"picture": picture}
    assert apply({"picture": {"width": 800}}, shape) == {}


def test_the_words_of_a_language_take_the_place_of_defaults_and_of_nothing_else() -> None:
    shape = [words("check", "Check"), number("n", default=5), words("text")]
    language = {"semantics": [{"default": "Prüfen"}, {"default": 7}, {"label": "Text"}]}
    found = read(json.dumps(shape), json.dumps(language))
    assert filtered({}, found, SEMANTICS.get) == {"check": "Prüfen", "n": 5}


def test_a_broken_language_or_semantics_changes_nothing_or_leaves_nothing() -> None:
    shape = json.dumps([words("check", "Check")])
    for language in ("", "{", "[]", '{"semantics": 5}', '{"semantics": [5]}'):
        assert filtered({}, read(shape, language), SEMANTICS.get) == {"check": "Check"}
    for broken in ("", "{", "{}", '[5, {"name": 1, "type": "text"}, {"name": "a"}]'):
        assert read(broken) == ()


def test_every_word_of_our_libraries_is_said_in_german() -> None:
    for shape in SHAPES.values():
        found = read(json.dumps(shape), json.dumps({"semantics": german(shape)}))
        said = json.dumps(filtered({}, found, SEMANTICS.get))
        assert [word for word in GERMAN if f'"{word}"' in said] == []


def test_the_libraries_that_may_stand_inside_are_found_at_any_depth() -> None:
    assert choosable(read(semantics(QUESTION_SET))) == {
        MULTI_CHOICE: "H5P.MultiChoice 1.16",
        TRUE_FALSE: "H5P.TrueFalse 1.8",
        BLANKS: "H5P.Blanks 1.14",
    }


NAMES = ("question", "answers", "behaviour", "questions", "text", "library", "params", "UI")
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["<p>a</p>", "<script>x</script>", "a & b", "H5P.TrueFalse 1.8", "&lt;"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=15,
)


@given(JSON, st.sampled_from([MULTI_CHOICE, TRUE_FALSE, BLANKS, QUESTION_SET]))
def test_whatever_comes_filtering_twice_is_filtering_once(params: Any, name: str) -> None:
    found = read(semantics(name))
    once = filtered(params, found, SEMANTICS.get)
    assert filtered(once, found, SEMANTICS.get) == once
    assert set(once) <= {field.name for field in found}


@given(st.text(max_size=60))
def test_plain_text_says_afterwards_what_it_said_before(text: str) -> None:
    made = apply({"t": html.escape(text)}, words("t"))["t"]
    whole = text.replace("\0", "").encode(errors="ignore").decode()
    assert html.unescape(made) == whole
    assert "<" not in made
