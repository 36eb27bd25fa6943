"""Where somebody stands and what comes next: next step, path, rows, what is still open."""
# ruff: noqa: PLR0913 — the options of a tag are its arguments

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.ui.html import anchor, attributes, render, value_of
from content.ui.small import icon, maybe_icon
from content.ui.states import state as known_state

STOPS = {"done": "completed", "here": "started", "open": "open"}
STOP_ICONS = {"done": "check", "locked": "lock", "waived": "slash"}
FINDINGS = {
    "ok": ("check", "is-ok"),
    "todo": ("alert", "is-todo"),
    "none": ("ring", "is-none"),
}


def linked(things: Iterable[Any] | None) -> list[dict[str, Any]]:
    """Objects, mappings or tuples as title, url and note."""
    return [
        {
            "title": value_of(thing, "title", 0),
            "url": value_of(thing, "url", 1),
            "note": value_of(thing, "note", 2),
        }
        for thing in things or ()
        if thing
    ]


def next_step(
    content: str,
    title: Any,
    *,
    url: str = "",
    button: Any = "",
    meta: Any = (),
    then: Iterable[Any] | None = None,
    label: Any = "",
    level: int = 2,
    rail: bool = False,
) -> SafeString:
    """The one deep panel of a page. Without an address it has no button."""
    return render(
        "next_step",
        content=content,
        title=title,
        url=url,
        button=button or _("Continue"),
        meta=[meta] if isinstance(meta, str) else list(meta),
        then=linked(then),
        label=label or _("Your next step"),
        level=level,
        rail=rail,
        key=anchor(title, "next"),
    )


def stop(
    content: str,
    title: Any,
    url: str = "",
    *,
    state: str = "open",
    number: int | str = "",
    say: Any = "",
    meta: Any = "",
    level: int = 3,
) -> SafeString:
    """A module on the path: done, here, open, locked or waived."""
    word = say or known_state(STOPS.get(state, state)).word
    return render(
        "stop",
        content=content,
        title=title,
        url=url,
        state=state,
        number=number,
        icon=STOP_ICONS.get(state),
        say=word,
        meta=meta,
        level=level,
    )


def row(
    title: Any,
    url: str = "",
    *,
    state: str = "open",
    note: Any = "",
    end: Any = None,
    icon: str | None = None,
    next: bool = False,  # noqa: A002 — reads as the template writes it
) -> SafeString:
    """A lesson or task: mark, title and the state in a word."""
    found = known_state(state)
    return render(
        "row",
        title=title,
        url=url,
        mark=found.mark,
        icon=icon or found.icon,
        note=note,
        end=found.word if end is None else end,
        word=found.word,
        next=next,
    )


def open_item(content: str, text: Any, *, met: bool = False) -> SafeString:
    """A condition as a sentence; the reason below."""
    reason = format_html("<p>{}</p>", content) if content.strip() else ""
    return format_html(
        "<li{}>{}<div><p>{}</p>{}</div></li>",
        attributes({"class": "is-met" if met else None}),
        icon("check" if met else "ring"),
        text,
        reason,
    )


def check(content: str, state: str) -> SafeString:
    name, css = FINDINGS[state]
    words = {"ok": _("in order"), "todo": _("to do"), "none": _("still empty")}
    return format_html(
        '<li><span class="{}">{}<span class="ui-sr">{}</span></span><div>{}</div></li>',
        css,
        icon(name),
        words[state],
        content,
    )


def plan_section(
    number: int | str, title: Any, url: str, state: str = "none", *, current: bool = False
) -> SafeString:
    name, css = FINDINGS[state]
    words = {"ok": _("complete"), "todo": _("notes open"), "none": _("still empty")}
    return format_html(
        '<li><a href="{}"{}><span class="ui-sections__no">{}</span><span>{}</span>'
        '<span class="{}">{}<span class="ui-sr">{}</span></span></a></li>',
        url,
        attributes({"aria_current": "page" if current else None}),
        number,
        title,
        css,
        maybe_icon(name),
        words[state],
    )


def stepper(current: int, *titles: Any) -> SafeString:
    """Where somebody is in a short sequence of pages; `current` counts from one."""
    steps = [
        {"number": n, "title": title, "done": n < current, "current": n == current}
        for n, title in enumerate(titles, 1)
    ]
    return render("stepper", steps=steps)
