"""Markdown and fenced blocks to a StreamField's raw data.

Ids are made from the file's key and the position, so the same file always gives the same data.
What the format does not know is a complaint with its line: nothing an author wrote gets lost.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.blocks.body import LessonBody
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.tables import table

# HTML stays off: what looks like a tag is shown as the text it is.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["lheading", "code", "reference"])
MARKDOWN.enable("table")
KNOWN = {"inline", "paragraph", "list_item", "bullet_list", "ordered_list"} | {
    "text",
    "strong",
    "em",
    "link",
    "softbreak",
    "hardbreak",
}
STORED_TAGS = {"strong": "b", "em": "i"}  # as Wagtail writes them
TAGS = {"p", "h2", "h3", "b", "i", "ul", "ol", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
OPENING = re.compile(r'^:::(?P<kind>[a-z]+)(?P<options>(?:\s+\w+="[^"]*")*)\s*$')
OPTION = re.compile(r'(\w+)="([^"]*)"')
LISTS = {
    "steps": ("steps", re.compile(r"^\d+\.\s+")),
    "literature": ("works", re.compile(r"^[-*]\s+")),
}
OPTIONS = {
    "law": {"land", "date"},
    "case": {"title"},
    "definition": {"term"},
    "quote": {"source"},
    "table": {"caption"},
}
FENCES = frozenset(LessonBody.base_blocks) - {"text"}
CLOSING = ":::"


def rich_text(source: Source, markdown: str, *, at: int, headings: bool = False) -> str:
    """HTML as Wagtail stores rich text. `at` is the line of the file the text begins in."""
    tokens = MARKDOWN.parse(markdown)
    _check(source, tokens, at, headings=headings)
    _tighten(source, tokens, at)
    return _clean(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def line(source: Source, markdown: str, *, at: int) -> str:
    """One paragraph of rich text; a number or a dash in front makes no list of it."""
    tokens = MARKDOWN.parseInline(" ".join(markdown.split()))
    _check(source, tokens, at, headings=False)
    return _clean(f"<p>{MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})}</p>")


def lead_and_body(source: Source) -> tuple[str, list[dict[str, Any]]]:
    """The first paragraph as plain text, and the rest as raw stream data. Raises BrokenFile."""
    lines = source.body.split("\n")
    start = next((n for n, text in enumerate(lines) if text.strip()), 0)
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    lead = " ".join(text.strip() for text in lines[start:end])
    if not lead or lead.startswith((CLOSING, "#")):
        raise source.fail(
            _("The text begins with a paragraph, the lead."), line=source.body_line + start
        )
    return lead, stream(source, lines, end)


def stream(
    source: Source, lines: list[str], start: int = 0, *, fences: frozenset[str] = FENCES
) -> list[dict[str, Any]]:
    """The blocks of these lines, from index `start` on. Raises BrokenFile at the line at fault.

    `fences` are the kinds the page can show; another one would vanish in its StreamField.
    """
    blocks: list[dict[str, Any]] = []
    key = source.key()
    for at, end in _pieces(source, lines, start):
        first = source.body_line + at
        if lines[at].startswith(CLOSING):
            kind, options = _opening(source, lines[at], first, fences)
            value = _block(source, kind, options, lines[at + 1 : end - 1], at, key)
        elif text := "\n".join(lines[at:end]).strip("\n"):
            kind, value = "text", rich_text(source, text, at=first, headings=True)
        else:
            continue
        blocks.append({"type": kind, "value": value, "id": str(uuid5(key, str(len(blocks))))})
    return blocks


# — Fences —————————————————————————————————————————————————————————————————————


def _pieces(source: Source, lines: list[str], start: int) -> Iterator[tuple[int, int]]:
    """Ranges of lines: a fence with both its marks, or the text between two fences."""
    at = start
    while at < len(lines):
        if lines[at].startswith(CLOSING):
            end = _close(source, lines, at) + 1
        else:
            while at < len(lines) - 1 and not lines[at].strip():
                at += 1
            rest = range(at, len(lines))
            end = next((n for n in rest if lines[n].startswith(CLOSING)), len(lines))
        if end > at:
            yield at, end
        at = max(end, at)


def _close(source: Source, lines: list[str], at: int) -> int:
    for n in range(at + 1, len(lines)):
        if lines[n].strip() == CLOSING:
            return n
        if lines[n].startswith(CLOSING):
            break
    raise source.fail(_("This fence is not closed by “:::”."), line=source.body_line + at)


def _opening(
    source: Source, text: str, at: int, fences: frozenset[str]
) -> tuple[str, dict[str, str]]:
    found = OPENING.match(text)
    if not found or found["kind"] not in fences:
        known = ", ".join(sorted(fences))
        raise source.fail(_("A fence is one of: %(known)s.") % {"known": known}, line=at)
    kind, options = found["kind"], dict(OPTION.findall(found["options"]))
    wanted = OPTIONS.get(kind, set())
    for name in sorted(wanted):
        if not options.get(name, "").strip():
            raise source.fail(_('The fence needs %(name)s="…".') % {"name": name}, line=at)
    if extra := set(options) - wanted:
        names = ", ".join(sorted(extra))
        raise source.fail(_("The fence knows no %(names)s.") % {"names": names}, line=at)
    return kind, options


def _block(
    source: Source, kind: str, options: dict[str, str], body: list[str], at: int, key: UUID
) -> Any:
    opened = source.body_line + at
    if not any(text.strip() for text in body):
        raise source.fail(_("There is nothing inside this fence."), line=opened)
    if kind == "table":
        return table(source, body, options["caption"], opened + 1, line)
    if kind in LISTS:
        return _list(source, kind, body, at, key)
    if kind == "law" and not _is_day(options["date"]):
        raise source.fail(_("The date is written like 2026-10-01."), line=opened)
    return {**options, "text": rich_text(source, "\n".join(body), at=opened + 1)}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _list(source: Source, kind: str, body: list[str], at: int, key: UUID) -> dict[str, Any]:
    """Items may run over several lines; ids count lines, so that an item keeps its own."""
    name, mark = LISTS[kind]
    items: list[tuple[int, str]] = []
    for number, text in enumerate(body, start=source.body_line + at + 1):
        if mark.match(text):
            items.append((number, mark.sub("", text)))
        elif text.strip() and not items:
            raise source.fail(_("A list is expected here."), line=number)
        elif text.strip():
            first, so_far = items[-1]
            items[-1] = (first, f"{so_far} {text.strip()}")
    made = [
        {
            "type": "item",
            "value": line(source, text, at=number),
            "id": str(uuid5(key, f"{at}-{n}")),
        }
        for n, (number, text) in enumerate(items)
    ]
    return {name: made}


# — Markdown ———————————————————————————————————————————————————————————————————


def _check(source: Source, tokens: list[Token], at: int, *, headings: bool) -> None:
    """Refuse what a text may not hold, and write bold and italic as Wagtail does."""
    for token in tokens:
        place = at + token.map[0] if token.map else at
        kind = token.type.removesuffix("_open").removesuffix("_close")
        heading = kind == "heading" and headings and token.tag in ("h2", "h3")
        if kind not in KNOWN and not heading:
            raise source.fail(
                _("A text may hold: ##, ###, paragraphs, lists, **bold**, *italic*, links."),
                line=place,
            )
        token.tag = STORED_TAGS.get(token.tag, token.tag)
        _check(source, token.children or [], place, headings=False)


def _tighten(source: Source, tokens: list[Token], at: int) -> None:
    """Blank lines between list items make no paragraphs inside them; Wagtail knows none there."""
    inside, paragraphs = 0, 0
    for token in tokens:
        if token.type == "list_item_open":
            inside, paragraphs = inside + 1, 0
        elif token.type == "list_item_close":
            inside -= 1
        elif token.type == "paragraph_open" and inside:
            paragraphs += 1
            if paragraphs > 1:
                place = at + token.map[0] if token.map else at
                raise source.fail(_("A list item is one paragraph."), line=place)
        if token.type.startswith("paragraph") and inside:
            token.hidden = True


def _clean(html: str) -> str:
    """The second lock behind the parser: only our tags, only harmless addresses."""
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None, url_schemes=SCHEMES
    )
    return re.sub(r">\n+<", "><", clean).strip()
