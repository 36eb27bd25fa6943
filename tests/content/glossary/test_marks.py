"""Terms in texts: popovers in place, a link without them, plain words without the term."""

import re

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from content.blocks.body import LessonBody
from content.foundation.marks import Marked
from content.glossary.models import Term

BODY = LessonBody()
INCLUDE = Template("{% load wagtailcore_tags %}{% include_block it %}")

pytestmark = pytest.mark.django_db


def mark(term: Term | int, words: str = "Eskalation") -> str:
    pk = term if isinstance(term, int) else term.pk
    return f'<a linktype="term" id="{pk}">{words}</a>'


def value_of(*blocks: tuple[str, object]):
    return BODY.to_python([{"type": kind, "value": content} for kind, content in blocks])


def drawn(*blocks: tuple[str, object]) -> str:
    html = re.sub(r"\s+", " ", INCLUDE.render(Context({"it": value_of(*blocks)})))
    return re.sub(r" ?(<[^>]*?) ?(>) ?", r"\1\2", html)


def test_a_mark_links_to_the_glossary_and_names_its_popover(add_term) -> None:
    html = drawn(("text", f"<p>Wenn {mark(add_term())} beginnt.</p>"))
    assert (
        '<a class="ui-term" href="/glossar/#begriff-eskalation" data-gloss="gloss-eskalation">'
        "Eskalation</a>"
    ) in html
    assert html.count('id="gloss-eskalation" popover') == 1
    assert "Was Eskalation meint." in html
    assert "lms/js/gloss.js" in html


def test_a_term_marked_often_has_one_popover(add_term) -> None:
    marked = mark(add_term())
    html = drawn(("text", f"<p>{marked} und {marked}</p>"), ("rule", {"text": f"<p>{marked}</p>"}))
    assert html.count('data-gloss="gloss-eskalation"') == 3
    assert html.count("Was Eskalation meint.") == 1
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_terms_are_found_in_every_kind_of_block(add_term) -> None:
    marked = f"<p>{mark(add_term())}</p>"
    table = {
        "caption": "T",
        "columns": [{"type": "text", "heading": "H"}],
        "rows": [{"values": [marked]}],
    }
    html = drawn(
        ("steps", {"steps": [marked]}),
        ("table", table),
        ("definition", {"term": "x", "text": marked}),
    )
    assert html.count('data-gloss="gloss-eskalation"') == 3


@pytest.mark.parametrize("pk", ["999", "abc", "", "1" * 30])
def test_a_lost_mark_leaves_the_words(pk) -> None:
    html = drawn(("text", f'<p>Wenn <a linktype="term" id="{pk}">Streit</a> beginnt.</p>'))
    assert html == "<p>Wenn Streit beginnt.</p>"


def test_a_definition_is_text_and_never_markup(add_term) -> None:
    term = add_term(definition="<script>x</script> & mehr")
    html = drawn(("text", f"<p>{mark(term)}</p>"))
    assert "&lt;script&gt;x&lt;/script&gt; &amp; mehr" in html


def test_a_text_without_terms_brings_no_script() -> None:
    assert drawn(("text", "<p>Nichts.</p>")) == "<p>Nichts.</p>"


def test_a_text_drawn_alone_links_to_the_glossary(add_term) -> None:
    assert (
        '<a class="ui-term" href="/glossar/#begriff-eskalation">Eskalation</a>'
        in RichText(mark(add_term())).__html__()
    )


@pytest.mark.parametrize("count", [1, 20])
def test_any_number_of_terms_costs_one_statement(add_term, count) -> None:
    terms = [add_term(f"Begriff {number}") for number in range(count)]
    value = value_of(*(("text", f"<h2>Teil</h2><p>{mark(term)}</p>") for term in terms))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        BODY.headings(value)
        html = INCLUDE.render(Context({"it": value}))
    assert len(queries) == 1
    assert html.count("popover role") + html.count("popover\n") == count


def test_one_page_does_not_see_what_another_gathered(add_term) -> None:
    first, second = add_term("Erstens"), add_term("Zweitens")
    drawn(("text", f"<p>{mark(first)}</p>"))
    assert "gloss-zweitens" in drawn(("text", f"<p>{mark(second)}</p>"))


def test_ids_are_read_in_the_order_of_the_text() -> None:
    marked = Marked(Term, "term")
    raw = [{"a": f"{mark(3)} {mark(1)}"}, {"b": [mark(3), '<a linktype="page" id="9">x</a>']}]
    assert list(marked.ids_in(raw)) == [3, 1, 3]
