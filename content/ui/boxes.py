"""Parts that hold something: alerts, panels, folded text, callouts, verdicts, comments."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.ui.dates import hour_minute
from content.ui.html import anchor, attributes, classes, drawing, render
from content.ui.marks import EMPTY_SIGN, VERDICT_MARKS
from content.ui.small import date_leaf, initial

ALERT_ICONS = {"info": "info", "success": "check", "warning": "alert", "danger": "stop"}
CALLOUTS = {
    "rule": ("sign", gettext_lazy("Keep in mind")),
    "care": ("alert", gettext_lazy("Take care")),
    "practice": ("house", gettext_lazy("In your own municipality")),
    "law": ("law", gettext_lazy("Law")),
}


def alert(
    content: str, kind: str, title: Any, icon: str | None = None, role: str | None = None
) -> SafeString:
    return render(
        "alert",
        kind=kind,
        title=title,
        icon=icon or ALERT_ICONS[kind],
        role=role,
        body=content.strip() and content,
    )


def panel(
    content: str,
    title: Any = "",
    *,
    kind: str = "",
    level: int = 2,
    id: str | None = None,  # noqa: A002 — the HTML attribute
    css: str | None = None,
) -> SafeString:
    """A quiet box. With a title it is a section named by its heading."""
    css = classes("ui-panel", f"ui-panel--{kind}" if kind else None, css)
    if not title:
        return format_html("<div{}>{}</div>", attributes({"class": css, "id": id}), content)
    return _headed(content, css, title, level, id)


def _headed(content: str, css: str, title: Any, level: int, name: str | None) -> SafeString:
    key = name or anchor(title)
    return format_html(
        '<section class="{css}" aria-labelledby="{key}"><h{level} id="{key}">{title}</h{level}>'
        "{content}</section>",
        css=css,
        key=key,
        level=level,
        title=title,
        content=content,
    )


def section(
    content: str,
    title: Any,
    *,
    note: Any = "",
    level: int = 2,
    id: str | None = None,  # noqa: A002 — the HTML attribute
    css: str | None = None,
) -> SafeString:
    return render(
        "section",
        content=content,
        title=title,
        note=note,
        level=level,
        key=id or anchor(title),
        css=classes("ui-section", css),
    )


def details(content: str, title: Any, *, open: bool = False) -> SafeString:  # noqa: A002
    return render("details", content=content, title=title, is_open=open)


def callout(content: str, kind: str, title: Any = "", valid: Any = "") -> SafeString:
    """Four kinds in four forms. `valid` says for whom and until when a law holds."""
    icon, word = CALLOUTS[kind]
    return render(
        "callout", content=content, kind=kind, icon=icon, title=title or word, valid=valid
    )


def empty_state(content: str, title: Any, level: int = 2) -> SafeString:
    return format_html(
        '<div class="ui-empty">{svg}<div class="ui-stack"><h{level}>{title}</h{level}>{content}'
        "</div></div>",
        svg=drawing("", "-2 -2 92 76", EMPTY_SIGN),
        level=level,
        title=title,
        content=content,
    )


def dated(content: str, day: date | datetime) -> SafeString:
    return format_html(
        '<div class="ui-date">{}<div class="ui-date__what">{}</div></div>', date_leaf(day), content
    )


def note(
    content: str,
    who: Any,
    when: Any = "",
    *,
    own: bool = False,
    initial_of: str | None = None,
) -> SafeString:
    """Somebody's comment: a person's own one turns the corner to the other side."""
    return format_html(
        '<div class="ui-note">{}<p class="ui-note__head"><b>{}</b>{}</p>'
        '<div class="ui-note__text">{}</div></div>',
        initial(initial_of or who, own=own),
        who,
        when,
        content,
    )


def verdict(content: str, kind: str, title: Any) -> SafeString:
    shape, mark = VERDICT_MARKS[kind]
    svg = f'<path class="v-shape" d="{shape}"/><path class="v-sign" d="{mark}"/>'
    return format_html(
        '<header class="ui-verdict ui-verdict--{}">{}<h1>{}</h1>'
        '<div class="ui-verdict__text">{}</div></header>',
        kind,
        drawing("", "0 0 88 88", svg),
        title,
        content,
    )


def fact(content: str, term: Any) -> SafeString:
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", term, content)


def facts(
    items: Mapping[Any, Any] | Iterable[tuple[Any, Any]], *, wide: bool = False
) -> SafeString:
    pairs = items.items() if isinstance(items, Mapping) else items
    return format_html(
        '<dl class="{}">{}</dl>',
        classes("ui-facts", "ui-facts--wide" if wide else None),
        format_html_join("", "{}", ((fact(conditional_escape(v), t),) for t, v in pairs)),
    )


def save_state(saved_at: datetime | None = None) -> SafeString:
    """The line that says where a text lies, the box for two texts, and the script behind both."""
    return render(
        "save_state",
        saved_at=saved_at and hour_minute(saved_at),
        both=_("Put both one after the other"),
    )
