"""Text as it is typed becomes markup, and what is no more than that comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.authoring.markup import NotPlain, inline, paragraphs, text_of


def test_an_empty_line_begins_a_paragraph_and_a_line_end_stays() -> None:
    assert paragraphs("Eins\nzwei\r\n\r\n\n  drei ") == "<p>Eins<br>zwei</p><p>drei</p>"


def test_lines_with_a_dash_are_a_list_and_two_stars_are_bold() -> None:
    made = paragraphs("Zuhören **heißt**:\n\n- abwarten\n- nachfragen")
    assert made == (
        "<p>Zuhören <strong>heißt</strong>:</p><ul><li>abwarten</li><li>nachfragen</li></ul>"
    )


def test_without_bold_stars_and_dashes_are_what_they_are() -> None:
    assert paragraphs("- **a** *b*", bold=False) == "<p>- **a** *b*</p>"


def test_nothing_that_is_typed_becomes_a_tag() -> None:
    assert paragraphs("<b> & 'x'") == "<p>&lt;b&gt; &amp; 'x'</p>"
    assert inline(" a <b>\n c ") == "a &lt;b&gt; c"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Eins</p>\n<p>zwei&nbsp;drei</p>\n", "Eins\n\nzwei drei"),
        ("<div>Eins<br>zwei</div>", "Eins\nzwei"),
        ("<div><p>Eins</p></div>", "Eins"),
        ("a &lt; b", "a < b"),
        ("<p>a<br/>b</p>", "a\nb"),
        ("<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>", "- a\n- **b**"),
        ("", ""),
    ],
)
def test_what_other_editors_write_is_read(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Ein <em>Wort</em></p>",
        '<p class="x">a</p>',
        '<p><a href="https://kern.example">a</a></p>',
        "<p>a",
        "<p><ul><li>a</li></ul></p>",
        "<ul>lose<li>a</li></ul>",
        "<!-- a --><p>b</p>",
        "<table><tr><td>a</td></tr></table>",
    ],
)
def test_what_a_form_cannot_say_is_refused(markup: str) -> None:
    with pytest.raises(NotPlain):
        text_of(markup)


@given(st.text(st.sampled_from("ab *-<>&'\"\n;"), max_size=40))
def test_reading_and_writing_settles(text: str) -> None:
    once = text_of(paragraphs(text))
    assert text_of(paragraphs(once)) == once


@given(st.text(st.sampled_from("ab *-<>&'\"\n;"), max_size=40))
def test_a_text_with_gaps_settles_too(text: str) -> None:
    once = text_of(paragraphs(text, bold=False))
    assert text_of(paragraphs(once, bold=False)) == once
