"""Markdown and fenced blocks to a StreamField's raw data.

Ids are made from the file's key and the position, so the same file always gives the same data.
"""

import re
from typing import Any
from uuid import UUID, uuid5

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from courses.curriculum.travel.source import Source

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {"p", "h2", "h3", "b", "i", "ul", "ol", "li", "a", "br"}
OPENING = re.compile(r"^:::(?P<kind>[a-z]+)(?P<options>.*)$")
OPTION = re.compile(r'(\w+)="([^"]*)"')
ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+")
TEXT_KINDS = {"rule", "care", "practice", "law", "case", "definition", "quote"}
KINDS = TEXT_KINDS | {"steps", "literature", "table"}
OPTIONS = {
    "law": ("land", "date"),
    "case": ("title",),
    "definition": ("term",),
    "quote": ("source",),
    "table": ("caption",),
}


def rich_text(markdown: str) -> str:
    """HTML as Wagtail stores rich text; everything a text may not hold is taken out."""
    html = MARKDOWN.render(markdown)
    for written, stored in (("strong", "b"), ("em", "i")):
        html = html.replace(f"<{written}>", f"<{stored}>").replace(f"</{written}>", f"</{stored}>")
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    return re.sub(r">\n+<", "><", clean).strip()


def line(markdown: str) -> str:
    """One paragraph of rich text."""
    return rich_text(" ".join(markdown.split()))


def lead_and_body(source: Source) -> tuple[str, list[dict[str, Any]]]:
    """The first paragraph as plain text, and the rest as raw stream data. Raises BrokenFile."""
    lines = source.body.split("\n")
    start = next((n for n, text in enumerate(lines) if text.strip()), 0)
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    lead = " ".join(text.strip() for text in lines[start:end])
    return lead, stream(source, lines, end)


def stream(source: Source, lines: list[str], start: int = 0) -> list[dict[str, Any]]:
    """The blocks of these lines, from index `start` on. Raises BrokenFile at the fence's line."""
    blocks: list[dict[str, Any]] = []
    plain: list[str] = []
    key, at = source.key(), start

    def add(kind: str, value: Any) -> None:
        blocks.append({"type": kind, "value": value, "id": str(uuid5(key, str(len(blocks))))})

    def flush() -> None:
        if text := "\n".join(plain).strip():
            add("text", rich_text(text))
        plain.clear()

    while at < len(lines):
        if not lines[at].startswith(":::"):
            plain.append(lines[at])
            at += 1
            continue
        flush()
        close = _close(source, lines, at)
        add(*_block(source, lines[at], lines[at + 1 : close], at, key))
        at = close + 1
    flush()
    return blocks


def _close(source: Source, lines: list[str], at: int) -> int:
    for n in range(at + 1, len(lines)):
        if lines[n].strip() == ":::":
            return n
        if lines[n].startswith(":::"):
            break
    raise source.fail(_("This fence is not closed by “:::”."), line=source.body_line + at)


def _block(source: Source, opening: str, body: list[str], at: int, key: UUID) -> tuple[str, Any]:
    found = OPENING.match(opening.strip())
    line_no = source.body_line + at
    if not found or found["kind"] not in KINDS:
        known = ", ".join(sorted(KINDS))
        raise source.fail(_("A fence is one of: %(known)s.") % {"known": known}, line=line_no)
    kind, options = found["kind"], dict(OPTION.findall(found["options"]))
    for name in OPTIONS.get(kind, ()):
        if not options.get(name):
            raise source.fail(_('The fence needs %(name)s="…".') % {"name": name}, line=line_no)
    if kind in TEXT_KINDS:
        return kind, {**options, "text": rich_text("\n".join(body))}
    if kind == "table":
        return kind, _table(source, body, options["caption"], line_no)
    name = "steps" if kind == "steps" else "works"
    items = _items(body)
    if not items:
        raise source.fail(_("A list is expected here."), line=line_no)
    made = [
        {"type": "item", "value": line(item), "id": str(uuid5(key, f"{at}-{n}"))}
        for n, item in enumerate(items)
    ]
    return kind, {name: made}


def _items(body: list[str]) -> list[str]:
    items: list[str] = []
    for text in body:
        if ITEM.match(text):
            items.append(ITEM.sub("", text))
        elif text.strip() and items:
            items[-1] += f" {text.strip()}"
    return items


def _table(source: Source, body: list[str], caption: str, line_no: int) -> dict[str, Any]:
    rows = [_cells(text) for text in body if text.strip()]
    if len(rows) < 3 or any(len(row) != len(rows[0]) for row in rows):
        raise source.fail(
            _("A table needs a head, a line of dashes and rows of the same length."), line=line_no
        )
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
        "rows": [{"values": [line(cell) for cell in row]} for row in rows[2:]],
    }


def _cells(text: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text.strip(" |"))]
