"""Parts draw what the README promises, escape what they are given and close what they open."""

from datetime import UTC, datetime

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils import translation

from content.ui.icons import ICONS
from content.ui.states import STATES


def draw(source: str, **context: object) -> str:
    with translation.override("en"):
        shown = Template("{% load lms_ui %}" + source).render(Context(context))
    parse_html(f"<div>{shown}</div>")  # raises where a tag is left open
    return shown


def flat(markup: str) -> str:
    return " ".join(markup.split())


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'aria-hidden="true"' in draw("{% icon name %}", name=name)


def test_an_icon_nobody_drew_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw('{% icon "unicorn" %}')


@pytest.mark.parametrize("name", sorted(STATES))
def test_every_state_is_a_word(name: str) -> None:
    with translation.override("en"):
        word = str(STATES[name].word)
    assert f">{word}</span>" in draw("{% state name %}", name=name)


def test_button_takes_attributes() -> None:
    shown = draw('{% button "Go" name="a" value="1" aria_label="x" hidden=True data_x=None %}')
    assert shown == (
        '<button type="submit" class="kern-btn kern-btn--primary" name="a" value="1" '
        'aria-label="x" hidden><span class="kern-label">Go</span></button>'
    )


def test_only_the_next_step_is_amber_and_it_points_onward() -> None:
    amber = draw('{% link_button "Go" "/x/" kind="next" %}')
    assert "ui-btn--next" in amber
    assert ICONS["arrow-right"] in amber
    assert ICONS["arrow-right"] not in draw('{% link_button "Go" "/x/" kind="next" icon="check" %}')
    assert "ui-btn--next" not in draw('{% link_button "Go" "/x/" %}')


def test_a_button_that_cannot_be_used_names_its_reason() -> None:
    shown = draw('{% button "Go" disabled_by="why" %}')
    assert 'aria-disabled="true" aria-describedby="why"' in shown
    assert " disabled" not in shown


def test_post_button_carries_token_and_fields() -> None:
    request = RequestFactory().get("/")
    shown = draw('{% post_button "Read" "/x/" fields=f %}', request=request, f={"step": "<1>"})
    assert 'action="/x/"' in shown
    assert 'name="csrfmiddlewaretoken"' in shown
    assert 'name="step" value="&lt;1&gt;"' in shown


@pytest.mark.parametrize(
    "source",
    [
        "{% badge bad %}",
        "{% button bad %}",
        "{% private bad %}",
        "{% chip bad bad %}",
        "{% alert 'info' bad %}{{ bad }}{% endalert %}",
        "{% panel bad %}{{ bad }}{% endpanel %}",
        "{% section bad note=bad %}{{ bad }}{% endsection %}",
        "{% details bad %}{{ bad }}{% enddetails %}",
        "{% callout 'law' title=bad valid=bad %}{{ bad }}{% endcallout %}",
        "{% empty_state bad %}{{ bad }}{% endempty_state %}",
        "{% note bad when=bad %}{{ bad }}{% endnote %}",
        "{% verdict 'ok' bad %}{{ bad }}{% endverdict %}",
        "{% next_step bad url=bad button=bad meta=bad %}{{ bad }}{% endnext_step %}",
        "{% stop bad bad say=bad meta=bad %}{{ bad }}{% endstop %}",
        "{% row bad bad note=bad end=bad %}",
        "{% open_item bad %}{{ bad }}{% endopen_item %}",
        "{% crumbs bad bad bad %}",
        "{% fact bad %}{{ bad }}{% endfact %}",
        "{% copy_button bad bad %}",
        "{% stepper 1 bad %}",
    ],
)
def test_given_text_is_escaped(source: str) -> None:
    shown = draw(source, bad="<script>alert(1)</script>\"'")
    assert "<script>alert" not in shown
    assert '<script>"' not in shown


def test_next_step_without_address_has_no_button() -> None:
    assert "kern-btn" not in draw('{% next_step "Wait" %}<p>…</p>{% endnext_step %}')


def test_then_takes_objects_mappings_and_pairs() -> None:
    class Lesson:
        title, url, note = "A", "/a/", "1"

    then = [Lesson(), {"title": "B", "url": "/b/"}, ("C", "/c/", "3")]
    shown = draw('{% next_step "x" then=then %}{% endnext_step %}', then=then)
    assert [f'href="/{n}/"' in shown for n in "abc"] == [True, True, True]


def test_row_says_its_state_even_where_time_is_shown() -> None:
    shown = flat(draw('{% row "1.4" "/x/" state="locked" end="20 min." %}'))
    assert "still locked, </span>20 min." in shown
    assert "ui-row__mark--locked" in shown


def test_row_without_address_is_no_link() -> None:
    assert "<a " not in draw('{% row "1.4" state="locked" %}')


def test_path_marks_where_somebody_stands() -> None:
    shown = draw('{% path %}{% stop "M" "/m/" state="here" number=2 %}{% endstop %}{% endpath %}')
    assert 'aria-current="step"' in shown
    assert "ui-path__stop--here" in shown


def test_level_is_shape_number_and_words() -> None:
    shown = draw("{% level 3 %}")
    assert ">3</text>" in shown
    assert "Red · Acute" in shown


def test_crumbs_from_pairs_and_from_things_are_alike() -> None:
    pairs = draw('{% crumbs "My path" "/mein-weg/" "1.4" %}')
    things = draw('{% crumbs trail "1.4" %}', trail=[("My path", "/mein-weg/")])
    assert pairs == things
    assert 'aria-current="page"' in pairs


def test_pager_leaves_out_what_is_not_there() -> None:
    assert draw("{% pager nothing nothing %}", nothing=None).strip() == ""
    assert 'rel="prev"' not in draw("{% pager nothing after %}", nothing=None, after=("B", "/b/"))


def test_pagination_keeps_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/?q=a&page=2")
    shown = draw("{% pagination page %}", request=request, page=Paginator("abc", 1).page(2))
    assert 'href="?q=a&amp;page=3"' in shown
    assert 'href="?q=a&amp;page=1"' in shown


def test_messages_stay_as_status_lines() -> None:
    found = [Message(constants.SUCCESS, "Saved"), Message(constants.ERROR, "Lost")]
    shown = draw("{% messages %}", messages=found)
    assert 'role="status"' in shown
    assert "kern-alert--success" in shown
    assert "kern-alert--danger" in shown
    assert draw("{% messages %}", messages=[]) == ""


def test_facts_escape_values_and_keep_safe_ones() -> None:
    shown = draw("{% facts items %}", items={"Code": "<b>"})
    assert "<dd>&lt;b&gt;</dd>" in shown


def test_filters_show_nothing_for_nothing() -> None:
    assert draw("{{ nothing|full_date }}{{ nothing|minutes }}", nothing=None) == ""


def test_soft_hyphens_only_where_a_reader_would_break() -> None:
    assert draw('{{ "Krisenpräventionsplan"|shy }}') == "Krisen\u00adpräventions\u00adplan"
    assert draw("{{ bad|shy }}", bad="<b>") == "&lt;b&gt;"


def test_save_state_brings_wording_script_and_the_box_for_two_texts() -> None:
    shown = draw("{% save_state at %}", at=datetime(2027, 1, 14, 9, 42, tzinfo=UTC))
    assert "Saved at 10:42" in flat(shown)
    assert 'src="/static/lms/js/autosave.js"' in shown
    assert "data-conflict-box" in shown
