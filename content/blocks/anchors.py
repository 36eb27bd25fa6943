"""Headings of a text: what they say, and the address each of them gets."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import strip_tags
from django.utils.text import slugify

HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<inner>.*?)</h2>", re.DOTALL)


@dataclass(slots=True)
class Anchors:
    """Gives ids to headings, in reading order; the same words twice get a number."""

    taken: set[str] = field(default_factory=set)

    def give(self, title: str) -> str:
        base = f"t-{slugify(title.casefold()) or 'part'}"
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}-{number}"
        self.taken.add(name)
        return name


def headings_of(source: str) -> list[str]:
    """The plain words of every second-level heading in rich-text HTML."""
    return [_words(match["inner"]) for match in HEADING.finditer(source)]


def with_anchors(source: str, names: Iterable[str]) -> str:
    """The same HTML, its second-level headings carrying `names` as ids."""
    left = iter(names)

    def put(match: re.Match[str]) -> str:
        name = next(left, "")
        return f'<h2 id="{name}">{match["inner"]}</h2>' if name else match[0]

    return HEADING.sub(put, source)


def _words(inner: str) -> str:
    return html.unescape(strip_tags(inner)).strip()
