"""Small helpers every part is made with; whatever is not marked safe is escaped."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify


def attributes(values: Mapping[str, Any]) -> SafeString:
    """`aria_label="x", hidden=True` → ` aria-label="x" hidden`; None and False leave one out."""
    pairs = [(name.replace("_", "-"), value) for name, value in values.items()]
    return format_html_join(
        "",
        "{}",
        [
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in pairs
            if value is not None and value is not False
        ],
    )


def classes(*names: str | None) -> str:
    return " ".join(name for name in names if name)


def drawing(css: str, box: str, shapes: str) -> SafeString:
    """An inlined drawing that says nothing of its own; `shapes` come from our own data only."""
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        css,
        box,
        mark_safe(shapes),  # noqa: S308 — shapes are constants of this package
    )


def render(template: str, **context: Any) -> SafeString:
    """Render `lms_ui/<template>.html`, which a host may override."""
    return mark_safe(get_template(f"lms_ui/{template}.html").render(context))  # noqa: S308


def anchor(title: Any, prefix: str = "t") -> str:
    """A stable id for a heading, so that its section can be named by it."""
    return f"{prefix}-{slugify(title) or 'part'}"


def value_of(thing: Any, name: str, position: int) -> Any:
    """A field of an object, a mapping or a tuple: parts take all three."""
    if isinstance(thing, Mapping):
        return thing.get(name, "")
    if isinstance(thing, (tuple, list)):
        return thing[position] if position < len(thing) else ""
    value = getattr(thing, name, "")
    return value() if callable(value) else value
