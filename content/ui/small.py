"""Parts of one line: icons, marks, chips."""

from datetime import date, datetime
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.ui.dates import local_date
from content.ui.html import attributes, classes, drawing
from content.ui.icons import ICONS
from content.ui.marks import LEVEL_MARKS, SIGN
from content.ui.states import state as known_state

LEVELS = (
    (gettext_lazy("Green"), gettext_lazy("Normal")),
    (gettext_lazy("Yellow"), gettext_lazy("Watchful")),
    (gettext_lazy("Orange"), gettext_lazy("Heated")),
    (gettext_lazy("Red"), gettext_lazy("Acute")),
    (gettext_lazy("Blue"), gettext_lazy("Aftercare")),
)
LEAF_LETTERS = 6
BADGE_CLASSES = {
    "success": "kern-badge kern-badge--success",
    "info": "kern-badge kern-badge--info",
    "warning": "kern-badge kern-badge--warning",
    "danger": "kern-badge kern-badge--danger",
    "quiet": "kern-badge ui-badge--quiet",
}


def icon(name: str, size: str = "", *, filled: bool = False) -> SafeString:
    """One of our outlines. Raises KeyError for a name we have not drawn."""
    css = classes(
        "ui-icon", f"ui-icon--{size}" if size else None, "ui-icon--kept" if filled else None
    )
    return drawing(css, "0 0 24 24", ICONS[name])


def maybe_icon(name: str | None, size: str = "") -> SafeString | str:
    return icon(name, size) if name else ""


def sign(size: str = "") -> SafeString:
    """Our sign: two voices and what they share. `l` is the large one."""
    css = "ui-sign-l ui-sign" if size == "l" else "ui-brand__sign ui-sign"
    return drawing(css, "0 0 88 72", SIGN)


def badge(text: Any, kind: str = "quiet", icon: str | None = None) -> SafeString:
    return format_html(
        '<span class="{}">{}<span class="kern-label">{}</span></span>',
        BADGE_CLASSES[kind],
        maybe_icon(icon),
        text,
    )


def state(name: str, text: Any = "") -> SafeString:
    found = known_state(name)
    return badge(text or found.word, found.kind, found.icon)


def level_mark(number: int) -> SafeString:
    shape, baseline = LEVEL_MARKS[number]
    return drawing("", "0 0 32 32", f'{shape}<text x="16" y="{baseline:g}">{number}</text>')


def level(number: int, *, short: bool = False, sub: bool = False) -> SafeString:
    """Escalation level 0–4 as shape, number and word, so colour is never the only sign."""
    colour, name = LEVELS[int(number)]
    words: Any = colour
    if sub:
        words = format_html('{}<span class="ui-level__sub">{}</span>', colour, name)
    elif not short:
        words = f"{colour} · {name}"
    return format_html(
        '<span class="ui-level ui-level--{}">{}<span>{}</span></span>',
        int(number),
        level_mark(int(number)),
        words,
    )


def private(text: Any) -> SafeString:
    return format_html('<p class="ui-private">{}<span>{}</span></p>', icon("private"), text)


def date_leaf(day: date | datetime) -> SafeString:
    """A leaf of a calendar. Hidden from screen readers: the date stands in the text beside it."""
    local = local_date(day)
    return format_html(
        '<div class="ui-date__leaf" aria-hidden="true"><span class="ui-date__month">{}</span>'
        '<span class="ui-date__day">{}</span></div>',
        _month(local),
        local.day,
    )


def _month(day: date) -> str:
    """The month as wide as the leaf: „Januar“, „Sept.“."""
    name = format_date(day, "F")
    return name if len(name) <= LEAF_LETTERS else format_date(day, "N")


def bar(css: str, marked: range, size: int) -> SafeString:
    parts = format_html_join("", "<i{}></i>", ((_on(n in marked),) for n in range(1, size + 1)))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, parts)


def _on(marked: bool) -> SafeString:
    return attributes({"class": "on" if marked else None})


def range_bar(first: int, last: int, of: int = 9) -> SafeString:
    return bar("ui-range", range(int(first), int(last) + 1), of)


def rubric_bar(reached: int, of: int = 4) -> SafeString:
    return bar("ui-rubric__bar", range(1, int(reached) + 1), of)


def chip(text: Any, url: str) -> SafeString:
    return format_html(
        '<a class="ui-chip" href="{}">{} {}<span class="ui-sr">{}</span></a>',
        url,
        text,
        icon("close", "s"),
        _("remove"),
    )


def initial(name: str, *, own: bool = False) -> SafeString:
    css = classes("ui-note__who", "ui-note__who--own" if own else None)
    first = str(name).strip()[:1].upper() or "?"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, first)
