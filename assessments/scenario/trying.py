"""Trying a scenario without anything being kept: for who teaches, and for authors in the preview.

Where somebody stands travels in the address: `?weg=b-a` are the letters of the decisions so far,
`?ab=E2` begins at another situation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.scenario.playing import Entry, Way, fold
from assessments.scenario.reading import folded
from assessments.scenario.story import Node, Story

WAY = "weg"
FROM = "ab"
LETTERS = "abcd"


@dataclass(frozen=True, slots=True)
class Trial:
    """A way nobody keeps. `letters` are its decisions, `begun` whether it left the title page."""

    story: Story
    way: Way
    letters: tuple[str, ...]
    begun: bool

    def after(self, letter: str) -> str:
        """The value of `weg` after one more decision."""
        return "-".join([*self.letters, letter])

    def back_to(self, kept: int) -> str:
        return "-".join(self.letters[:kept])


def read_trial(story: Story, query: Mapping[str, Any]) -> Trial:
    """The way an address tells; letters that do not fit are passed over."""
    story = _beginning_at(story, str(query.get(FROM, "")))
    log: list[Entry] = []
    letters: list[str] = []
    for letter in _letters(query):
        way = fold(story, log)
        option = _named(way.at, letter)
        if way.at is None or option is None:
            break
        log.append({"node": way.at.id, "option": option.id})
        letters.append(letter)
    begun = WAY in query or bool(query.get(FROM))
    return Trial(story, fold(story, log), tuple(letters), begun)


def _letters(query: Mapping[str, Any]) -> Iterator[str]:
    return (part for part in str(query.get(WAY, "")).split("-") if part)


def _named(node: Node | None, letter: str) -> Any:
    if node is None or len(letter) != 1 or letter not in LETTERS:
        return None
    place = LETTERS.index(letter)
    return node.options[place] if place < len(node.options) else None


def _beginning_at(story: Story, code: str) -> Story:
    """The same story with this situation first, where there is one of that name."""
    wanted = [n for n in story.nodes if code and folded(n.code) == folded(code) and not n.ending]
    if not wanted:
        return story
    rest = tuple(node for node in story.nodes if node.id != wanted[0].id)
    return Story(story.start, (wanted[0], *rest))
