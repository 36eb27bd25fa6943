"""What an import would change in a file, in few words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from django.utils.translation import ngettext

from courses.curriculum.travel.pageform import Files
from courses.curriculum.travel.source import FENCE, yaml_of

LONGEST = 20
WIDEST = 160


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
    for line in found[:LONGEST]:
        yield line if len(line) <= WIDEST else f"{line[:WIDEST]}…"
    if (rest := len(found) - LONGEST) > 0:
        yield ngettext("… and %(count)d more line", "… and %(count)d more lines", rest) % {
            "count": rest
        }
