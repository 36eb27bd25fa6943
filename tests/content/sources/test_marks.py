"""Citations in texts, and the bibliography they build."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex
from wagtail.rich_text import RichText

from content.blocks.body import LessonBody
from content.foundation.usage import InUse
from tests.factories import make_lesson, make_programme

BODY = LessonBody()
INCLUDE = Template("{% load wagtailcore_tags %}{% include_block it %}")

pytestmark = pytest.mark.django_db


def cite(source, words: str = "") -> str:
    return f'<a linktype="source" id="{source.pk}">{words or source.short_form}</a>'


def value_of(*blocks: tuple[str, object]):
    return BODY.to_python([{"type": kind, "value": content} for kind, content in blocks])


def drawn(*blocks: tuple[str, object]) -> str:
    html = re.sub(r"\s+", " ", INCLUDE.render(Context({"it": value_of(*blocks)})))
    return re.sub(r" ?(<[^>]*?) ?(>) ?", r"\1\2", html)


def bibliography(html: str) -> list[tuple[str, str]]:
    """(id, words) of the entries below the text."""
    html = re.sub(r"\s*(<[^>]*>)\s*", r"\1", html)
    if 'id="quellen"' not in html:
        return []
    entries = re.findall(r'<li id="([^"]+)">(.*?)</li>', html.split('id="quellen"')[1])
    return [(name, re.sub(r"<[^>]+>", "", words)) for name, words in entries]


def test_a_citation_leads_to_the_bibliography(add_source) -> None:
    source = add_source(edition="12", place="Bern", publisher="Haupt")
    html = drawn(("text", f"<p>Siehe {cite(source, 'Glasl 2020, S. 12')}.</p>"))
    assert 'href="#quelle-glasl-2020">Glasl 2020, S. 12</a>.' in html
    assert bibliography(html) == [
        (
            "quelle-glasl-2020",
            "Glasl, Friedrich (2020): Konfliktmanagement. 12. Aufl., Bern: Haupt.",
        )
    ]


def test_everything_cited_stands_there_once_and_in_order(add_source) -> None:
    zick, glasl = add_source("Zick, Andreas", "2021"), add_source()
    html = drawn(
        ("text", f"<p>{cite(zick)} {cite(glasl)}</p>"),
        ("rule", {"text": f"<p>{cite(zick)}</p>"}),
        ("quote", {"text": "<p>Erst verstehen.</p>", "work": glasl.pk, "source": "S. 3"}),
    )
    assert [name for name, _words in bibliography(html)] == [
        "quelle-glasl-2020",
        "quelle-zick-2021",
    ]


def test_two_works_of_one_year_get_letters_in_text_and_list(add_source) -> None:
    second, first = add_source(title="Übung"), add_source(title="Ordnung")
    html = drawn(
        ("text", f"<p>{cite(second, 'Glasl 2020, S. 12')} {cite(first)} {cite(first, 'hier')}</p>")
    )
    assert ">Glasl 2020b, S. 12</a>" in html
    assert ">Glasl 2020a</a>" in html
    assert ">hier</a>" in html
    assert [words for _name, words in bibliography(html)] == [
        "Glasl, Friedrich (2020a): Ordnung.",
        "Glasl, Friedrich (2020b): Übung.",
    ]


def test_a_lost_source_leaves_the_words(add_source) -> None:
    html = drawn(("text", '<p>Siehe <a linktype="source" id="99">Glasl 2020</a>.</p>'))
    assert html == "<p>Siehe Glasl 2020.</p>"


def test_a_quotation_with_a_source_cites_it(add_source) -> None:
    value = {"text": "<p>Erst verstehen.</p>", "work": add_source().pk, "source": "S. 3"}
    assert (
        '<figcaption><a class="ui-cite" href="#quelle-glasl-2020">Glasl 2020</a>, S. 3</figcaption>'
    ) in drawn(("quote", value)).replace("</a>, ", "</a>, ")


def test_a_quotation_with_free_words_stays_as_it_was() -> None:
    html = drawn(("quote", {"text": "<p>Erst verstehen.</p>", "source": "Jugendtreff"}))
    assert "<figcaption>Jugendtreff</figcaption>" in html
    assert bibliography(html) == []


def test_a_quotation_needs_a_source() -> None:
    quote = BODY.child_blocks["quote"]
    with pytest.raises(ValidationError) as refused:
        quote.clean(quote.to_python({"text": "<p>Erst verstehen.</p>", "source": " "}))
    assert str(refused.value.block_errors["source"].message) == "Ein Zitat braucht seine Quelle."


def test_further_reading_is_given_in_full_and_not_again_below(add_source) -> None:
    glasl, zick = add_source(), add_source("Zick, Andreas", "2021", title="Die Mitte")
    works = [{"work": glasl.pk, "note": "Gut für den Anfang."}]
    html = drawn(("text", f"<p>{cite(glasl)} {cite(zick)}</p>"), ("reading", {"works": works}))
    assert (
        '<li id="quelle-glasl-2020">Glasl, Friedrich (2020): Konfliktmanagement. '
        "Gut für den Anfang.</li>"
    ) in html
    assert [name for name, _words in bibliography(html)] == ["quelle-zick-2021"]
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_list_of_lost_works_shows_nothing() -> None:
    assert drawn(("reading", {"works": [{"work": 99, "note": ""}]})).strip() == ""


def test_free_lines_of_literature_still_work() -> None:
    html = drawn(("literature", {"works": ["<p>Glasl, Friedrich: Konfliktmanagement.</p>"]}))
    assert "Glasl, Friedrich: Konfliktmanagement." in html


def test_an_address_is_a_link_and_a_title_is_text(add_source) -> None:
    source = add_source(
        kind="web",
        title="<b>Fett</b>",
        url="https://quellingen.example/?a=1&b=2",
        accessed_on="2026-10-01",
    )
    html = drawn(("text", f"<p>{cite(source)}</p>"))
    assert "&lt;b&gt;Fett&lt;/b&gt;" in html
    assert (
        '<a href="https://quellingen.example/?a=1&amp;b=2">https://quellingen.example/?a=1&amp;b=2'
        "</a>, abgerufen am 1. Oktober 2026."
    ) in html


def test_a_text_drawn_alone_links_to_the_index(add_source) -> None:
    assert 'href="/quellen/#quelle-glasl-2020"' in RichText(cite(add_source())).__html__()


@pytest.mark.parametrize("count", [1, 20])
def test_any_number_of_sources_costs_one_statement(add_source, count) -> None:
    sources = [add_source(f"Name{chr(97 + n)}, A.", "2020") for n in range(count)]
    value = value_of(
        *(("text", f"<h2>Teil</h2><p>{cite(source)}</p>") for source in sources),
        *(("quote", {"text": "<p>x</p>", "work": source.pk, "source": ""}) for source in sources),
        ("reading", {"works": [{"work": sources[0].pk, "note": ""}]}),
    )
    with CaptureQueriesContext(connection) as queries:
        BODY.headings(value)
        html = INCLUDE.render(Context({"it": value}))
    assert len(queries) == 1
    assert len(bibliography(html)) == count - 1


def test_the_reference_index_sees_marks_and_choosers(add_source) -> None:
    marked, quoted, read = (add_source(name) for name in ("A, B", "C, D", "E, F"))
    module = make_programme(lessons=0).page.get_children().get()
    lesson = make_lesson(
        module,
        title="Neun Stufen",
        body=[
            ("text", f"<p>{cite(marked)}</p>"),
            ("quote", {"text": "<p>x</p>", "work": quoted, "source": ""}),
            ("reading", {"works": [{"work": read, "note": ""}]}),
        ],
    )
    ReferenceIndex.create_or_update_for_object(lesson)
    for source in (marked, quoted, read):
        with pytest.raises(InUse) as refused:
            source.delete()
        assert refused.value.places == ["Neun Stufen"]
