"""Buttons and links that look like them. The amber kind is the person's next step, once a page."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.ui.html import attributes, classes
from content.ui.scripts import module
from content.ui.small import maybe_icon

KINDS = {
    "primary": "kern-btn kern-btn--primary",
    "secondary": "kern-btn kern-btn--secondary",
    "tertiary": "kern-btn kern-btn--tertiary",
    "next": "kern-btn kern-btn--primary ui-btn--next",
}


def _inside(label: Any, kind: str, icon: str | None, icon_after: str | None) -> SafeString:
    if kind == "next" and not icon and not icon_after:
        icon_after = "arrow-right"
    return format_html(
        '{}<span class="kern-label">{}</span>{}', maybe_icon(icon), label, maybe_icon(icon_after)
    )


def button(
    label: Any,
    kind: str = "primary",
    icon: str | None = None,
    icon_after: str | None = None,
    disabled_by: str | None = None,
    **attrs: Any,
) -> SafeString:
    """A button. `disabled_by` is the id of the sentence that says why it cannot be used now."""
    known = {"type": "submit", "class": classes(KINDS[kind], attrs.pop("css", None))}
    if disabled_by:
        known |= {"aria_disabled": "true", "aria_describedby": disabled_by}
    inside = _inside(label, kind, icon, icon_after)
    return format_html("<button{}>{}</button>", attributes(known | attrs), inside)


def link_button(
    label: Any,
    url: str,
    kind: str = "primary",
    icon: str | None = None,
    icon_after: str | None = None,
    **attrs: Any,
) -> SafeString:
    known = {"class": classes(KINDS[kind], attrs.pop("css", None)), "href": url}
    inside = _inside(label, kind, icon, icon_after)
    return format_html("<a{}>{}</a>", attributes(known | attrs), inside)


def post_button(
    token: str, label: Any, url: str, fields: Mapping[str, Any] | None = None, **options: Any
) -> SafeString:
    """A form of one button, for steps that change something."""
    hidden = {"csrfmiddlewaretoken": token, **(fields or {})}
    inputs = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    return format_html(
        '<form class="ui-post" method="post" action="{}">{}{}</form>',
        url,
        inputs,
        button(label, **options),
    )


def print_button(label: Any = "") -> SafeString:
    """Without script it would do nothing, so the script shows it."""
    words = label or _("Print this page")
    shown = button(words, "tertiary", "print", type="button", data_print=True, hidden=True)
    return format_html("{}{}", shown, module("print"))


def copy_button(text: str, label: Any = "") -> SafeString:
    shown = button(
        label or _("Copy link"), "secondary", "copy", type="button", data_copy=text, hidden=True
    )
    return format_html(
        '<span class="ui-cluster">{}<span class="ui-small" role="status" data-copied="{}" '
        'data-failed="{}"></span></span>{}',
        shown,
        _("Copied."),
        _("Copying did not work. Please mark the address and copy it yourself."),
        module("copy"),
    )
