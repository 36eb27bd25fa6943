"""A bound field as a KERN control: label, hint, error and the links between them."""
# ruff: noqa: PLR0913 — the options of a tag are its arguments

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from content.ui.html import classes, render, value_of

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def id_of(bound: BoundField) -> str:
    return bound.auto_id or bound.html_name


def target_of(bound: BoundField) -> str:
    """Where the error summary leads: the control, or the first one of several."""
    key = id_of(bound)
    return f"{key}_0" if isinstance(bound.field.widget, CHOICES) else key


@dataclass(frozen=True)
class Parts:
    """What every shape of a field shows, and the ids that tie it together."""

    bound: BoundField
    label: Any
    hint: Any
    optional: bool
    hide_label: bool
    level: int | None

    @property
    def id(self) -> str:
        return id_of(self.bound)

    @property
    def hint_id(self) -> str:
        return f"{self.id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"

    @property
    def described_by(self) -> str | None:
        ids = (self.hint_id if self.hint else None, self.error_id if self.bound.errors else None)
        return classes(*ids) or None

    def control_attrs(self, css: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Attributes of the control; what the template gives wins, descriptions add up."""
        attrs = {name.replace("_", "-"): value for name, value in given.items()}
        described = classes(self.described_by, attrs.pop("aria-describedby", None))
        own = self.bound.field.widget.attrs.get("class")
        attrs["class"] = classes(css, own, attrs.pop("class", None))
        if described:
            attrs["aria-describedby"] = described
        if self.bound.errors:
            attrs["aria-invalid"] = "true"
        return attrs


def field(
    bound: BoundField,
    *,
    label: Any = None,
    hint: Any = None,
    hide_label: bool = False,
    optional: bool = True,
    level: int | None = None,
    kind: str = "",
    feedback: Mapping[str, Any] | None = None,
    **attrs: Any,
) -> SafeString:
    """Draw a field in the shape its widget asks for. Remaining arguments go to the control."""
    if bound.is_hidden:
        return SafeString(bound.as_widget())
    parts = Parts(
        bound=bound,
        label=bound.label if label is None else label,
        hint=bound.help_text if hint is None else hint,
        optional=optional and not bound.field.required,
        hide_label=hide_label,
        level=level,
    )
    widget = bound.field.widget
    if isinstance(widget, CHOICES):
        return _choices(parts, kind, feedback or {}, attrs)
    if isinstance(widget, forms.CheckboxInput):
        shown = bound.as_widget(attrs=parts.control_attrs("kern-form-check__checkbox", attrs))
        return render("field_check", parts=parts, control=shown)
    if widget.use_fieldset:
        shown = bound.as_widget(attrs=parts.control_attrs("kern-form-input__input", attrs))
        return render("field_group", parts=parts, control=shown)
    return _single(parts, attrs)


def _single(parts: Parts, attrs: Mapping[str, Any]) -> SafeString:
    widget = parts.bound.field.widget
    is_list = isinstance(widget, forms.Select) and not widget.allow_multiple_selected
    if is_list:
        css = classes(
            "kern-form-input__select",
            "kern-form-input__select--error" if parts.bound.errors else None,
        )
    else:
        is_multiple = isinstance(widget, forms.SelectMultiple)
        css = classes("kern-form-input__input", "ui-multiple" if is_multiple else None)
    control = parts.bound.as_widget(attrs=parts.control_attrs(css, attrs))
    return render("field_input", parts=parts, control=control, is_list=is_list)


def _choices(
    parts: Parts, kind: str, feedback: Mapping[str, Any], attrs: Mapping[str, Any]
) -> SafeString:
    # Django derives its check boxes from its radio buttons, so ask for the boxes.
    is_many = isinstance(parts.bound.field.widget, forms.CheckboxSelectMultiple)
    css = "kern-form-check__checkbox" if is_many else "kern-form-check__radio"
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    return render(
        "field_choices",
        parts=parts,
        framed=kind == "answer",
        options=list(_options(parts.bound, css, given, feedback)),
    )


def _options(
    bound: BoundField, css: str, attrs: Mapping[str, Any], feedback: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    by_value = {str(value): said for value, said in feedback.items()}
    for option in bound.subwidgets:
        option.data["attrs"] = {**option.data["attrs"], **attrs, "class": css}
        said = by_value.get(str(option.data["value"]))
        yield {
            "id": option.id_for_label,
            "label": option.choice_label,
            "control": option.tag(),
            "said": said
            and {
                "lead": value_of(said, "lead", 2),
                "text": value_of(said, "text", 0),
                "fits": value_of(said, "fits", 1),
            },
        }


def fields(form: forms.BaseForm) -> SafeString:
    """All fields one after the other, hidden ones first."""
    hidden = [str(bound) for bound in form.hidden_fields()]
    shown = [field(bound) for bound in form.visible_fields()]
    return SafeString("\n".join([*hidden, *shown]))


def _named(label: Any) -> str:
    """A label before its error: a colon, unless it ends with a mark of its own."""
    words = str(label)
    return words if words[-1:] in "?!.:" else f"{words}:"


def form_errors(*forms_shown: forms.BaseForm) -> SafeString | str:
    """What has to be mended, with links to the fields. Nothing while there is nothing to say."""
    found = [item for form in forms_shown if form and form.is_bound for item in _errors(form)]
    if not found:
        return ""
    title = ngettext("Please check one entry.", "Please check %(n)d entries.", len(found)) % {
        "n": len(found)
    }
    return render("form_errors", title=title, found=found)


def _errors(form: forms.BaseForm) -> Iterator[dict[str, Any]]:
    for text in form.non_field_errors():
        yield {"text": text}
    for bound in [*form.hidden_fields(), *form.visible_fields()]:
        hidden = bound.is_hidden
        for text in bound.errors:
            yield {
                "text": text,
                "label": "" if hidden else _named(bound.label),
                "target": "" if hidden else target_of(bound),
            }
