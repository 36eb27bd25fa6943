"""What rich text may hold, whoever wrote it.

The editor keeps text clean while somebody types. Text also comes from import files, from scripts
and from older versions of ourselves; therefore every rich-text block of ours looks at what it is
given, and what leaves a block holds nothing that a browser would run.
"""

import html
import re
from typing import Any

import nh3
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

TAGS = {"p", "h2", "h3", "h4", "b", "strong", "i", "em", "sub", "sup", "br", "ul", "ol", "li", "a"}
LINK = {"href", "linktype", "id"}
MARKS = {"data-block-key"}
# Their inner text is for machines; other unknown tags only lose their brackets.
NOT_FOR_READERS = {"script", "style", "template", "iframe", "object", "noscript", "title", "xml"}
SCHEMES = {"http", "https", "mailto", "tel"}

WELL_KNOWN = re.compile(rf'</?(?:{"|".join(TAGS)})((?: [a-z-]+="[^"<>]*")*) ?/?>')
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
ADDRESS = re.compile(rf"(?:{'|'.join(SCHEMES)}):|[/#?]", re.IGNORECASE)


def readable(source: str) -> str:
    """`source` without what no text of ours may hold; the very same string if it is clean."""
    return source if _is_clean(source) else _clean(source)


def _is_clean(source: str) -> bool:
    """Whether every angle bracket belongs to a tag we know, spelt as Wagtail spells it."""
    if {"<", ">"} & set(WELL_KNOWN.sub("", source)):
        return False
    return all(
        _is_harmless(name, html.unescape(value))
        for attributes in WELL_KNOWN.findall(source)
        for name, value in ATTRIBUTE.findall(attributes)
    )


def _is_harmless(name: str, value: str) -> bool:
    return bool(ADDRESS.match(value)) if name == "href" else name in LINK | MARKS


def _clean(source: str) -> str:
    return nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags=NOT_FOR_READERS,
        attributes={"a": LINK, "*": MARKS},
        url_schemes=SCHEMES,
        link_rel=None,
    )


class CleanTextBlock(RichTextBlock):
    """Rich text that is clean whatever it is made from: the base of all of ours."""

    def to_python(self, value: Any) -> RichText:
        return RichText(readable(value or ""))

    def normalize(self, value: Any) -> RichText:
        return RichText(readable(super().normalize(value).source or ""))
