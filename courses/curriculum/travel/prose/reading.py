"""Markdown → the tree. What a text may not hold is a complaint with its line."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from courses.curriculum.travel.prose.tree import (
    BREAK,
    SPACES,
    Block,
    Item,
    Listing,
    Paragraph,
    Prose,
    Run,
    Runs,
    address,
    harmless,
    merged,
    normal,
)

LINK_RULES = {"normalizeLink": address, "normalizeLinkText": str, "validateLink": harmless}
LISTS = {"bullet_list": False, "ordered_list": True}
LINKS = {"link", "term", "source"}
# Entities with a meaning of their own where Markdown has no sign for it.
APART = "\0"
SIGNS = {"softbreak": " ", "hardbreak": BREAK, "para": APART}
OURS = re.compile(r"&(?P<name>NewLine|ZeroWidthSpace|para);")
EVERYTHING = frozenset({"h2", "h3", "ol", "ul", "bold", "italic", "link", "term", "source"})


class NotProse(ValueError):
    """`line` counts from 0, within the text that was read."""

    def __init__(self, expected: str, line: int = 0) -> None:
        super().__init__(expected)
        self.expected, self.line = expected, line


def _own_entity(state: StateInline, silent: bool) -> bool:
    """`&NewLine;` breaks a line, `&ZeroWidthSpace;` only parts, `&para;` parts paragraphs."""
    found = OURS.match(state.src, state.pos)
    if not found or (found["name"] == "para" and not state.env.get("line")):
        return False
    if not silent and found["name"] == "NewLine":
        state.push("hardbreak", "br", 0)
    elif not silent and found["name"] == "para":
        state.push("para", "", 0)
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    # HTML stays off: what looks like a tag is shown as the text it is.
    made = MarkdownIt("commonmark", {"html": False}).disable(["lheading", "code", "reference"])
    made.enable("table")
    made.inline.ruler.before("entity", "own_entity", _own_entity)
    for name, rule in LINK_RULES.items():
        setattr(made, name, rule)
    return made


MARKDOWN = _parser()


def from_markdown(text: str, features: Collection[str] = EVERYTHING) -> Prose:
    """The tree of a text. `features` are those of the block it belongs to. Raises NotProse."""
    root = SyntaxTreeNode(MARKDOWN.parse(text))
    return merged(_block(node, frozenset(features)) for node in root.children)


def from_line(text: str, features: Collection[str] = EVERYTHING) -> Prose:
    """The tree of one line; a number or a dash in front makes no list of it."""
    root = SyntaxTreeNode(MARKDOWN.parseInline(SPACES.sub(" ", text).strip(), {"line": True}))
    parts: list[list[Run]] = [[]]
    for run in _inline(root, Run(""), frozenset(features), 0):
        if run.text == APART:
            parts.append([])
        else:
            parts[-1].append(run)
    return merged(Paragraph("p", normal(runs)) for runs in parts)


def _refused(line: int) -> NotProse:
    return NotProse(
        _("A text may hold: ##, ###, paragraphs, lists, **bold**, *italic*, links."), line
    )


def _line(node: SyntaxTreeNode, before: int = 0) -> int:
    return node.map[0] if node.map else before


def _block(node: SyntaxTreeNode, features: frozenset[str]) -> Block:
    line = _line(node)
    if node.type == "paragraph":
        return Paragraph("p", _runs(node, features))
    if node.type == "heading" and node.tag in features:
        return Paragraph(node.tag, _runs(node, features))
    if node.type in LISTS and ("ol" if LISTS[node.type] else "ul") in features:
        return _listing(node, features)
    raise _refused(line)


def _listing(node: SyntaxTreeNode, features: frozenset[str]) -> Listing:
    items = [_item(item, features) for item in node.children]
    return Listing(LISTS[node.type], tuple(item for item in items if item.runs or item.lists))


def _item(node: SyntaxTreeNode, features: frozenset[str]) -> Item:
    """One paragraph, then lists; blank lines between them mean nothing."""
    runs: Runs = ()
    lists: list[Block] = []
    for place, child in enumerate(node.children):
        if child.type == "paragraph" and place == 0:
            runs = _runs(child, features)
        elif child.type == "paragraph":
            raise NotProse(_("A list item is one paragraph."), _line(child))
        elif child.type in LISTS:
            lists.append(_block(child, features))
        else:
            raise _refused(_line(child))
    return Item(runs, tuple(block for block in merged(lists) if isinstance(block, Listing)))


def _runs(node: SyntaxTreeNode, features: frozenset[str]) -> Runs:
    line = _line(node)
    return normal(run for child in node.children for run in _inline(child, Run(""), features, line))


def _inline(node: SyntaxTreeNode, look: Run, features: frozenset[str], line: int) -> Iterator[Run]:
    if node.type in SIGNS:
        yield replace(look, text=SIGNS[node.type])
    elif node.type == "text":
        yield replace(look, text=SPACES.sub(" ", node.content))
    elif node.type in ("inline", "root"):
        yield from _within(node, look, features, line)
    elif node.type == "strong" and "bold" in features:
        yield from _within(node, replace(look, bold=True), features, line)
    elif node.type == "em" and "italic" in features:
        yield from _within(node, replace(look, italic=True), features, line)
    elif node.type == "link" and LINKS & features:
        yield from _within(node, replace(look, link=_address(node, line)), features, line)
    else:
        raise _refused(line)


def _within(node: SyntaxTreeNode, look: Run, features: frozenset[str], line: int) -> Iterator[Run]:
    for child in node.children:
        yield from _inline(child, look, features, line)


def _address(node: SyntaxTreeNode, line: int) -> str:
    if node.attrs.get("title"):
        raise NotProse(_("A link has no title here."), line)
    return str(node.attrs.get("href", ""))
