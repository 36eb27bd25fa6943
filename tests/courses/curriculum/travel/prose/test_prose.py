"""Stored HTML and Markdown say the same, whatever somebody wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.curriculum.travel.prose.reading import NotProse, from_line, from_markdown
from courses.curriculum.travel.prose.stored import Untold, from_html, to_html
from courses.curriculum.travel.prose.tree import Item, Listing, Paragraph, Run, merged, normal
from courses.curriculum.travel.prose.writing import to_line, to_markdown

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab *_[]()<>&#`\\|~:-+=.!1 \n\"'/;{}äß„“–\u00a0\u200b\u2028")),
        st.characters(blacklist_categories=["Cs"]),
    ),
    max_size=12,
)
WORDY = st.sampled_from(
    [
        "Wort",
        "**",
        "*",
        "_",
        ":::",
        "---",
        "1. ",
        "- ",
        "## ",
        "&amp;",
        "&para;",
        "](x)",
        "\\",
        "| |",
    ]
)
ADDRESSES = [
    "/modul-1/eskalation/",
    "https://quellingen.example/a(b) c?x=1&amp=2",
    "https://x.example/ä_*[<>]\\",
    "#t-eins",
    "mailto:a@b.example",
    "term:eskalation",
    "source:glasl-2020",
]
LINKS = st.one_of(st.just(""), st.sampled_from(ADDRESSES))
RUNS = st.lists(
    st.builds(Run, st.one_of(ODD, WORDY), LINKS, st.booleans(), st.booleans()), max_size=5
).map(normal)
LINES = st.lists(RUNS.map(lambda runs: Paragraph("p", runs)), max_size=3).map(merged)


def _listings(items):
    return st.builds(
        lambda ordered, items: Listing(ordered, tuple(i for i in items if i.runs or i.lists)),
        st.booleans(),
        st.lists(items, min_size=1, max_size=3),
    )


ITEMS = st.recursive(
    st.builds(Item, RUNS),
    lambda items: st.builds(
        lambda runs, lists: Item(runs, merged(lists)), RUNS, st.lists(_listings(items), max_size=2)
    ),
    max_leaves=6,
)
PROSE = st.lists(
    st.one_of(st.builds(Paragraph, st.sampled_from(["p", "h2", "h3"]), RUNS), _listings(ITEMS)),
    max_size=4,
).map(merged)


@settings(deadline=None)
@given(PROSE)
def test_what_is_stored_comes_back_from_html(prose) -> None:
    assert from_html(to_html(prose)) == prose


@settings(deadline=None)
@given(PROSE)
def test_what_is_written_comes_back_from_markdown(prose) -> None:
    text = to_markdown(prose)
    assert from_markdown(text) == prose
    assert to_markdown(from_markdown(text)) == text
    assert not any(line.startswith(":::") for line in text.split("\n"))


@settings(deadline=None)
@given(LINES)
def test_a_line_comes_back_from_one_line(prose) -> None:
    text = to_line(prose)
    assert "\n" not in text
    assert from_line(text) == prose


@settings(deadline=None)
@given(st.lists(st.builds(Run, ODD, LINKS, st.booleans(), st.booleans()), max_size=5))
def test_the_normal_form_is_normal(runs) -> None:
    assert normal(normal(runs)) == normal(runs)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p data-block-key='a1'>Ein <b>fettes</b> <i>Wort</i>.</p>", "Ein **fettes** *Wort*."),
        ("<h2>Eins</h2><p></p><h3>Zwei # </h3>", "## Eins\n\n### Zwei \\#"),
        ("<p>2 * 3 * 4, a_b, „&amp;“, C#</p>", "2 * 3 * 4, a_b, „&“, C#"),
        ("<p>*kein* Kursiv</p>", r"\*kein\* Kursiv"),
        ("<p>1. kein Punkt<br/>- auch nicht</p>", "1\\. kein Punkt\\\n\\- auch nicht"),
        ("<p>::: kein Block</p>", r"\::: kein Block"),
        ("<p>&lt;script&gt; bleibt Text</p>", "<script> bleibt Text"),
        ("<p>&amp;para; bleibt Text</p>", r"\&para; bleibt Text"),
        ("<p>Ge<b>(heim)</b>nis</p>", "Ge&ZeroWidthSpace;**(heim)**&ZeroWidthSpace;nis"),
        ("<p><b>eins </b>zwei</p>", "**eins** zwei"),
        ('<p><a href="/a b/">hin</a></p>', "[hin](</a b/>)"),
        (
            "<ul><li>a<ol><li>b</li></ol></li></ul><ul><li>c</li></ul>",
            "- a\n  1. b\n- c",
        ),
    ],
)
def test_each_shape_has_one_form(html, markdown) -> None:
    assert to_markdown(from_html(html)) == markdown
    assert to_markdown(from_markdown(markdown)) == markdown


def test_a_line_keeps_breaks_and_paragraphs() -> None:
    text = to_line(from_html("<p>eins<br/>zwei</p><p>- drei | vier</p>"))
    assert text == "eins&NewLine;zwei&para;- drei | vier"


@pytest.mark.parametrize("html", ["<hr/>", '<embed embedtype="image"/>', "<p><s>weg</s></p>"])
def test_what_the_format_has_no_words_for_is_refused(html) -> None:
    with pytest.raises(Untold):
        from_html(html)


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "[x](<java&Tab;script:alert(1)>)", "[x](data:text/html,1)"]
)
def test_an_address_that_could_run_is_no_link(text) -> None:
    (paragraph,) = from_markdown(text)
    assert {run.link for run in paragraph.runs} == {""}


def test_what_a_block_does_not_know_is_said_with_its_line() -> None:
    with pytest.raises(NotProse) as caught:
        from_markdown("eins\n\n## zwei", {"bold"})
    assert caught.value.line == 2


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    prose = (Paragraph("p", (Run("Achtung!"), Run("Modul 1", link="/modul-1/"))),)
    written = to_markdown(prose)
    assert written.startswith("Achtung\\![")
    assert from_markdown(written) == prose
