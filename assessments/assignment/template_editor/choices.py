"""Lists as authors type them, a line each: questions, fixed rows, choices with keys. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.assignment.sheet.forms import KEY
from assessments.assignment.template_editor.keys import new_key

Choice = tuple[str, str]


class ListRefused(ValueError):
    """A line cannot be taken as it is; `str()` says which and why."""


def lines(text: str) -> tuple[str, ...]:
    """What stands in each line; empty ones are left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def typed_choices(choices: Iterable[Choice]) -> str:
    """„ja: ja“, a line each, as `parse_choices` reads it again."""
    return "\n".join(f"{key}: {words}" for key, words in choices)


def parse_choices(text: str, known: Iterable[Choice] = ()) -> tuple[Choice, ...]:
    """Key and words of each line. A line without a key gets the one its words had, or a new one.

    Raises ListRefused.
    """
    by_words = {words: key for key, words in known}
    parted = [_parted(line) for line in lines(text)]
    taken = _explicit(parted)
    found: list[Choice] = []
    for key, words in parted:
        own = key or by_words.get(words, "")
        if not key and (not own or own in taken):
            own = new_key(words, taken)
        taken.add(own)
        found.append((own, words))
    return tuple(found)


def _explicit(parted: Iterable[Choice]) -> set[str]:
    """The keys somebody wrote down."""
    seen: set[str] = set()
    for key, words in parted:
        if not words:
            raise ListRefused(_("“%(key)s:” has no words behind it.") % {"key": key})
        if key in seen:
            raise ListRefused(_("“%(key)s” stands before two choices.") % {"key": key})
        seen |= {key} - {""}
    return seen


def _parted(line: str) -> Choice:
    """Key and words; the key is empty where nothing before a colon looks like one."""
    before, colon, after = line.partition(":")
    key = before.strip()
    return (key, after.strip()) if colon and KEY.match(key) else ("", line)
