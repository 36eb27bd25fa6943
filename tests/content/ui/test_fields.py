"""Every widget gets its label, hint, error and the links between them."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test.html import parse_html
from django.utils import translation

from content.ui.widgets import DateInput


class Every(forms.Form):
    text = forms.CharField(label="Text", help_text="No names.")
    mail = forms.EmailField(label="Mail", required=False)
    area = forms.CharField(label="Area", widget=forms.Textarea)
    day = forms.DateField(label="Day", widget=DateInput)
    parts = forms.DateField(label="Parts", widget=forms.SelectDateWidget(years=[2027]))
    one = forms.ChoiceField(label="One", choices=[("a", "A"), ("b", "B")])
    some = forms.MultipleChoiceField(label="Some", choices=[("a", "A")], required=False)
    radio = forms.ChoiceField(
        label="Radio?", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")]
    )
    boxes = forms.MultipleChoiceField(
        label="Boxes", widget=forms.CheckboxSelectMultiple, choices=[("a", "A")]
    )
    agree = forms.BooleanField(label="Agree")
    file = forms.FileField(label="File", required=False)
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


def draw(source: str, **context: Any) -> str:
    with translation.override("en"):
        shown = Template("{% load lms_ui %}" + source).render(Context(context))
    parse_html(f"<div>{shown}</div>")
    return " ".join(shown.split())


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("text", "kern-form-input__input"),
        ("mail", "kern-form-input__input"),
        ("area", "kern-form-input__input"),
        ("day", "kern-form-input__input"),
        ("one", "kern-form-input__select"),
        ("some", "kern-form-input__input ui-multiple"),
        ("agree", "kern-form-check__checkbox"),
        ("file", "kern-form-input__input"),
        ("secret", "kern-form-input__input"),
    ],
)
def test_control_has_kern_class_and_its_label(name: str, css: str) -> None:
    shown = draw("{% field bound %}", bound=Every()[name])
    assert f'class="{css}"' in shown
    assert f'for="id_{name}"' in shown
    assert f'id="id_{name}"' in shown


@pytest.mark.parametrize(("name", "kind"), [("radio", "radio"), ("boxes", "checkbox")])
def test_choices_are_a_fieldset_with_a_label_each(name: str, kind: str) -> None:
    shown = draw("{% field bound %}", bound=Every()[name])
    assert "<legend" in shown
    assert f'class="kern-form-check__{kind}"' in shown
    assert f'for="id_{name}_0"' in shown


def test_several_controls_for_one_value_are_a_fieldset() -> None:
    assert "<fieldset" in draw("{% field bound %}", bound=Every()["parts"])


def test_hint_and_error_are_announced_with_the_control() -> None:
    shown = draw("{% field bound %}", bound=Every({})["text"])
    assert 'aria-describedby="id_text_hint id_text_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_text_error"' in shown


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    assert "(optional)" in draw("{% field bound %}", bound=Every()["mail"])
    assert "(optional)" not in draw("{% field bound %}", bound=Every()["text"])
    assert "(optional)" not in draw("{% field bound optional=False %}", bound=Every()["mail"])


def test_attributes_reach_the_control_and_descriptions_add_up() -> None:
    shown = draw('{% field bound rows=8 aria_describedby="more" %}', bound=Every({})["area"])
    assert 'rows="8"' in shown
    assert 'aria-describedby="id_area_error more"' in shown


def test_date_speaks_iso_to_the_browser() -> None:
    with translation.override("de"):
        shown = draw("{% field bound %}", bound=Every({"day": "2027-01-28"})["day"])
    assert 'type="date"' in shown
    assert 'value="2027-01-28"' in shown


def test_feedback_stands_inside_the_chosen_answer() -> None:
    said = {"a": {"text": "Because.", "fits": False}}
    shown = draw('{% field bound kind="answer" feedback=said %}', bound=Every()["radio"], said=said)
    assert shown.count("ui-answer__back--off") == 1
    assert "Because." in shown


def test_summary_leads_to_every_field_and_takes_the_focus() -> None:
    shown = draw("{% form_errors form %}", form=Every({}))
    assert 'role="alert"' in shown
    assert " autofocus" in shown
    assert 'href="#id_text"' in shown
    assert 'href="#id_radio_0"' in shown
    assert "Text: This field is required." in shown
    assert "Radio? This field is required." in shown


def test_summary_is_silent_while_nothing_is_wrong() -> None:
    assert draw("{% form_errors form %}", form=Every()) == ""


def test_fields_draws_all_and_hides_the_hidden() -> None:
    shown = draw("{% fields form %}", form=Every())
    assert 'type="hidden" name="version"' in shown
    assert shown.count("<label") >= len(Every.base_fields) - 1
