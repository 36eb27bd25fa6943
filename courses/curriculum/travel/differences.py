"""What an import would change in a file, in few words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from itertools import takewhile
from pathlib import Path

from django.utils.translation import ngettext

from courses.curriculum.travel.pageform import Files
from courses.curriculum.travel.source import FENCE, yaml_of

LONGEST = 20
WIDEST = 160
BEFORE = 40  # of what stays the same, in front of what does not


@dataclass(frozen=True, slots=True)
class Difference:
    """`names` are the fields that differ („text“ is what stands behind a head)."""

    file: str
    names: tuple[str, ...]
    lines: tuple[str, ...]


def differences(old: Files, new: Files) -> list[Difference]:
    """Between the files of one page as they are and as they shall be."""
    return [
        difference(file, old.get(file, ""), new.get(file, ""))
        for file in sorted({*old, *new})
        if old.get(file) != new.get(file)
    ]


def difference(file: str, old: str, new: str) -> Difference:
    return Difference(file, tuple(_names(file, old, new)), tuple(_lines(old, new)))


def _names(file: str, old: str, new: str) -> Iterator[str]:
    before, after = _parts(file, old), _parts(file, new)
    for name in [*after, *(name for name in before if name not in after)]:
        if before.get(name) != after.get(name):
            yield str(name)


def _parts(file: str, text: str) -> dict[str, object]:
    """The names of a file with their values; the text behind a head is called „text“."""
    if Path(file).suffix != ".md":
        return dict(yaml_of(file, text, 0)) if text else {}
    if not text.startswith(f"{FENCE}\n"):
        return {"text": text} if text else {}
    head, _fence, body = text.removeprefix(f"{FENCE}\n").partition(f"{FENCE}\n")
    return {**yaml_of(file, head, 1), "text": body}


def _lines(old: str, new: str) -> Iterator[str]:
    found = list(unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=1))[2:]
    shown = found[:LONGEST]
    for place, line in enumerate(shown):
        yield _shortened(line, _begins(shown, place))
    if (rest := len(found) - LONGEST) > 0:
        yield ngettext("… and %(count)d more line", "… and %(count)d more lines", rest) % {
            "count": rest
        }


def _begins(lines: list[str], place: int) -> int:
    """Where a line differs from the one it replaces, or is replaced by; a paragraph is long."""
    line = lines[place]
    beside = {"-": place + 1, "+": place - 1}.get(line[:1], -1)
    if not 0 <= beside < len(lines) or {line[:1], lines[beside][:1]} != {"-", "+"}:
        return 0
    pairs = zip(line[1:], lines[beside][1:], strict=False)
    return sum(1 for _alike in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _shortened(line: str, begins: int) -> str:
    mark, text = line[:1], line[1:]
    if len(text) <= WIDEST:
        return line
    start = max(begins - BEFORE, 0) if begins > WIDEST // 2 else 0
    end = start + WIDEST
    return f"{mark}{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"
